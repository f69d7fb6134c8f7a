#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "service/process/workplace.h"

namespace lockbox::service {

struct VerifyReport {
  std::optional<std::string>
      fault;  ///< The first thing that is wrong, named; nothing: all is well.
  std::int64_t batches = 0;
  std::int64_t documents = 0;
  std::int64_t images = 0;           ///< Opened, unsealed and hashed.
  std::int64_t files = 0;            ///< Output files found beside the store and hashed.
  std::int64_t files_elsewhere = 0;  ///< Named in the books, not beside the store.
};

/// Recomputes every total, every hash and the audit chain of a store.  `files_folder` is where its
/// output files are looked for.
[[nodiscard]] Result<VerifyReport> verify_store(Workplace& workplace,
                                                const std::filesystem::path& files_folder);

}  // namespace lockbox::service
