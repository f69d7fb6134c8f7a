#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "capture/document_reader.h"
#include "capture/pictures.h"
#include "core/bytes.h"

namespace lockbox::service {

/// What one image file says, as values for people and as one line of JSON.
struct ImageReport {
  /// file, kind, fault, micr, codes, scan_lines, coupon, coupon_doubt, check_boxes, sheet,
  /// skew_degrees, quality.
  std::string json_line;
  std::string sentence;  ///< The same for people.
  bool is_readable = false;
  Bytes explanation;  ///< A PNG, if it was asked for and the image can be read.
};

/// Whether the page is drawn with what was read on it.
enum class Explained { No, Yes };

/// Reads one image and measures its quality as that of a front.  A file that cannot be read is
/// reported like any other, with its reason.
[[nodiscard]] ImageReport read_image(capture::Pictures& pictures, const std::string& file,
                                     const capture::ReadingRules& rules,
                                     Explained explained = Explained::No);

}  // namespace lockbox::service
