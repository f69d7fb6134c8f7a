#pragma once

#include "deposit/model/batch.h"
#include "service/config/account_file.h"
#include "service/config/keyed_file.h"
#include "service/process/process.h"

namespace lockbox::service {

/// The files of a run, all of them read and sound before anything is changed.
struct ProcessInputs {
  deposit::Site site;
  AccountFile accounts;
  KeyedFile keyed;                            ///< Empty without a keyed file.
  deposit::BatchHeader batch;                 ///< Its source is not known yet.
  std::vector<std::int64_t> work_units = {};  ///< That the batch file names.
};

/// Reads them; an error names the file, the place and the reason, and lists every bad account line.
[[nodiscard]] Result<ProcessInputs> read_inputs(const ProcessRequest& request);

/// The bad lines of an account file as one error, or nothing.
[[nodiscard]] Result<void> check_account_lines(const AccountFile& accounts,
                                               const std::filesystem::path& path);

}  // namespace lockbox::service
