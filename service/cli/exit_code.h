#pragma once

#include "core/result.h"

namespace lockbox::service {

/// What the program tells the shell.  Documented in the README and in `lockbox --help`.
enum class ExitCode : int {
  Done = 0,          ///< Done; work may still wait for people, the summary says which.
  Failed = 1,        ///< A fault was found (verify), or an image could not be read (read).
  Usage = 2,         ///< The command line is wrong.
  BadInput = 3,      ///< An input file is wrong; nothing was changed by it.
  OutOfBalance = 4,  ///< Everything is keyed and the declared totals disagree: no deposit.
  Conflict = 5,      ///< The books say otherwise, e.g. this batch was declared differently.
  NotPermitted = 6,  ///< One person in two parts.
  Unavailable = 7,   ///< Disk, store or keys cannot be used; run again.
};

[[nodiscard]] ExitCode exit_code_of(ErrorCode code);

}  // namespace lockbox::service
