#pragma once

/// @file
/// What lies in a scan folder, by name alone: which files are sides of which document.

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/image_store.h"
#include "core/result.h"

namespace lockbox::drivers {

/// What a picture's file name says: "000012F.tif" is the front of document 12.
struct PictureName {
  std::int64_t sequence = 0;
  Side side = Side::Front;
};

/// Six digits, F or R, and the extension tif, tiff, jpg, jpeg or png; letters in either case.
[[nodiscard]] std::optional<PictureName> parse_picture_name(std::string_view name);

/// As `parse_picture_name` with any extension: "000012F.pdf" claims to be the front of document 12.
[[nodiscard]] std::optional<PictureName> parse_side_name(std::string_view name);

/// The number as it is written in file names: "000012".
[[nodiscard]] std::string format_sequence(std::int64_t sequence);

/// The files that claim to be one document.  More than one name for a side is a fault.  A name that
/// is no picture's stands here only when the side has no picture: then it is all there is of it.
struct Sheet {
  std::vector<std::string> fronts;
  std::vector<std::string> rears;
};

/// The listing of one folder at one moment.
struct ScanFolder {
  std::filesystem::path path;
  std::map<std::int64_t, Sheet> sheets;  ///< Never empty.
  /// Named like pictures, but of no document: their paper would be missed.  As `ignored`, by name
  /// with unprintable bytes escaped.
  std::vector<std::string> unnumbered;
  std::vector<std::string> ignored;  ///< Other entries.
};

/// Lists a folder.  NotFound when it is not there; InvalidInput when it is no folder, holds no
/// document, or would make more than limits::documents_per_batch_max documents.
[[nodiscard]] Result<ScanFolder> list_scan_folder(const std::filesystem::path& path);

}  // namespace lockbox::drivers
