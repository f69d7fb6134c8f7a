#pragma once

#include <cstdint>
#include <filesystem>

#include "core/money.h"
#include "core/result.h"
#include "service/backup/manifest.h"

namespace lockbox::service {

struct RestoreRequest {
  std::filesystem::path backup;
  /// The copy of the keys that was kept apart; empty: those in the backup, or where they were.
  std::filesystem::path key_folder;
};

/// What was restored and proved: every total, digest, picture and the audit chain.
struct RestoreReport {
  Manifest manifest;
  std::int64_t images = 0;
  std::int64_t output_files = 0;
  Money received;
  Money deposited;
  Money held;
  Money returned;
};

/// Restores the backup into a folder that is not there yet, or empty: `lockbox.db`, its pictures,
/// its keys and the output files.  The folder gets its name only when the store in it has been
/// proved and its totals are those that were backed up.  InvalidInput names the file that is
/// missing, damaged or wrong; then nothing is left behind.
[[nodiscard]] Result<RestoreReport> restore_backup(const RestoreRequest& request,
                                                   const std::filesystem::path& into);

/// Does the same in a temporary folder below `scratch`, and removes it.
[[nodiscard]] Result<RestoreReport> verify_backup(const RestoreRequest& request,
                                                  const std::filesystem::path& scratch);

}  // namespace lockbox::service
