#pragma once

/// @file
/// Backups: a folder with the books as they stood at one instant, the pictures that they name, and
/// a list of both with digests.  Everything in it is sealed but the output files; the keys are left
/// out unless somebody asks for them, and then the folder must be kept like the keys themselves.

#include <filesystem>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/result.h"
#include "service/backup/manifest.h"

namespace lockbox::service {

enum class KeyCopy { Apart, Included };

struct BackupRequest {
  std::filesystem::path store_file;
  std::filesystem::path image_folder;
  std::filesystem::path key_folder;
  std::filesystem::path files_folder;  ///< Where the output files are.
  std::filesystem::path into;          ///< Made; an empty folder may be there.
  KeyCopy keys = KeyCopy::Apart;
};

struct BackupReport {
  Manifest manifest;
  std::vector<std::string> warnings;  ///< Sentences: what is not in the backup, and why.
};

/// Makes a backup while others work with the store.  `into` gets its name when everything in it is
/// durable, so a backup that a crash cut short is no backup; a leftover begins with a dot.
[[nodiscard]] Result<BackupReport> make_backup(const BackupRequest& request, const Clock& clock);

}  // namespace lockbox::service
