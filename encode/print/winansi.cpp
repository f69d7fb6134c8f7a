#include "encode/print/winansi.h"

#include <cstdint>

namespace lockbox::encode {
namespace {

/// A character of UTF-8 and how many bytes it took; code 0 for what is broken or no text.
struct Decoded {
  std::uint32_t code = 0;
  std::size_t length = 1;
};

std::uint32_t byte_at(std::string_view text, std::size_t at) {
  return static_cast<unsigned char>(text[at]);
}

/// Only one and two bytes are taken apart: longer sequences are beyond WinAnsi's Latin-1 part.
Decoded decode(std::string_view text, std::size_t at) {
  const auto first = byte_at(text, at);
  if (first < 0x80) return {.code = first};
  std::size_t length = 1;
  while (at + length < text.size() && (byte_at(text, at + length) & 0xC0U) == 0x80U) ++length;
  const bool is_two = (first & 0xE0U) == 0xC0U && length == 2;
  if (!is_two) return {.length = length};
  return {.code = (first & 0x1FU) << 6U | (byte_at(text, at + 1) & 0x3FU), .length = 2};
}

}  // namespace

std::string to_winansi(std::string_view utf8) {
  std::string shown;
  for (std::size_t at = 0; at < utf8.size();) {
    const auto [code, length] = decode(utf8, at);
    const bool is_ascii = code >= 0x20 && code < 0x7F;
    const bool is_latin = code >= 0xA0 && code <= 0xFF;
    shown += is_ascii || is_latin ? static_cast<char>(static_cast<unsigned char>(code)) : '?';
    at += length;
  }
  return shown;
}

}  // namespace lockbox::encode
