#pragma once

#include <string>

namespace lockbox::crash {

inline constexpr int toy_picture_bytes = 2048;

/// What the toy program stores as the picture with this number.
inline std::string toy_picture(int sequence) {
  return std::string(toy_picture_bytes, static_cast<char>('A' + sequence % 26));
}

}  // namespace lockbox::crash
