#pragma once

/// @file
/// Why a file is not a picture that we take, for programs: the name goes into Error::field.

#include <string>

#include "core/result.h"
#include "core/state_table.h"

namespace lockbox::encode {

enum class ImageFault {
  Empty,        ///< No bytes at all.
  Foreign,      ///< Neither TIFF, JPEG nor PNG.
  Truncated,    ///< Ends too early, or what is there does not decode.
  TooLarge,     ///< Over a limit of core/limits.h; nothing was decoded.
  Unsupported,  ///< A picture, but of a kind that no scanner of checks delivers.
};

/// Callers tell apart what they can act on; both kinds of strange file are "foreign_file".
inline constexpr Names<5> image_fault_names{"empty_file", "foreign_file", "truncated_image",
                                            "oversized_image", "foreign_file"};

[[nodiscard]] inline auto fail_image(ImageFault fault, std::string message) {
  return fail(ErrorCode::InvalidInput, std::move(message),
              std::string{name_of(image_fault_names, fault)});
}

}  // namespace lockbox::encode
