#pragma once

/// @file
/// The list of what a backup holds, `manifest.json`, written last: a backup without it is not one.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/money.h"
#include "core/result.h"
#include "core/sha256.h"

namespace lockbox::service {

inline constexpr auto manifest_name = "manifest.json";
/// The database of a backup, and of what is restored from it; pictures and keys stand beside it.
inline constexpr auto store_name = "lockbox.db";
inline constexpr auto images_name = "lockbox.db.images";
inline constexpr auto keys_name = "lockbox.db.keys";

struct BackupFile {
  std::string name;  ///< Relative to the backup, with slashes.
  std::int64_t bytes = 0;
  Sha256 sha256;
};

struct Manifest {
  std::string made_at;  ///< ISO 8601, UTC.
  std::string program_version;
  std::string store;       ///< The database that was backed up.
  std::string key_folder;  ///< Where its keys were.
  bool has_keys = false;   ///< Whether they are in the backup.
  std::int64_t batches = 0;
  std::int64_t documents = 0;
  Money deposited;
  std::int64_t audit_events = 0;
  Sha256 audit_head;
  std::vector<BackupFile> files;
};

[[nodiscard]] std::string render_manifest(const Manifest& manifest);

/// InvalidInput, naming `file`, for what `render_manifest` would not have written: other members,
/// other kinds of values, names that lead out of the backup.
[[nodiscard]] Result<Manifest> parse_manifest(std::string_view text, const std::string& file);

}  // namespace lockbox::service
