#pragma once

/// @file
/// The profile of TIFF 6.0 that cash letters carry (ANSI X9.100-181), as a check of bytes.

#include <array>
#include <string>
#include <vector>

#include "core/bytes.h"

namespace lockbox::encode {

/// The resolutions of the profile, in dots an inch, the usual one first.
inline constexpr std::array<double, 2> archive_dpis{200, 240};

/// One way in which a file leaves the profile.
struct ProfileViolation {
  std::string what;      ///< "tag 262 PhotometricInterpretation", "header".
  std::string found;     ///< "1", "missing".
  std::string expected;  ///< "0 (white is zero)".
};

/// Every violation that can be told of these bytes, which need not be a TIFF at all; none when they
/// keep to the profile: little-endian, one image, tags in order, one bit a pixel in one strip of
/// Group 4 with white as zero, upright, highest bit first, 200 or 240 dots an inch both ways, and
/// an end-of-facsimile-block at the end of the strip.  The pixels are not decoded.
[[nodiscard]] std::vector<ProfileViolation> check_archive_tiff(ByteView file);

/// "tag 262 PhotometricInterpretation: found 1, must be 0 (white is zero)".
[[nodiscard]] std::string to_sentence(const ProfileViolation& violation);

}  // namespace lockbox::encode
