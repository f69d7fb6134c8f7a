#pragma once

#include <string_view>

#include "core/bytes.h"

namespace lockbox::fuzz {

[[nodiscard]] inline std::string_view text_of(ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace lockbox::fuzz
