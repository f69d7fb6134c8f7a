#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace lockbox {

using Bytes = std::vector<std::byte>;
using ByteView = std::span<const std::byte>;

[[nodiscard]] inline ByteView bytes_of(std::string_view text) {
  return std::as_bytes(std::span{text.data(), text.size()});
}

}  // namespace lockbox
