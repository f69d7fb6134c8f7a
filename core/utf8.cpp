#include "core/utf8.h"

#include <array>

namespace lockbox {
namespace {

/// One row of table 3-7: what the first byte may be, then how the sequence goes on.
struct SequenceForm {
  unsigned char first_min;
  unsigned char first_max;
  std::size_t length;
  unsigned char second_min;
  unsigned char second_max;
};

constexpr std::array sequence_forms{
    SequenceForm{0x00, 0x7F, 1, 0x00, 0x00}, SequenceForm{0xC2, 0xDF, 2, 0x80, 0xBF},
    SequenceForm{0xE0, 0xE0, 3, 0xA0, 0xBF}, SequenceForm{0xE1, 0xEC, 3, 0x80, 0xBF},
    SequenceForm{0xED, 0xED, 3, 0x80, 0x9F}, SequenceForm{0xEE, 0xEF, 3, 0x80, 0xBF},
    SequenceForm{0xF0, 0xF0, 4, 0x90, 0xBF}, SequenceForm{0xF1, 0xF3, 4, 0x80, 0xBF},
    SequenceForm{0xF4, 0xF4, 4, 0x80, 0x8F},
};

/// Length of the well-formed sequence at the start of `text`, or 0.
std::size_t sequence_length(std::string_view text) {
  const auto byte = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  for (const auto& form : sequence_forms) {
    if (byte(0) < form.first_min || byte(0) > form.first_max) continue;
    if (text.size() < form.length) return 0;
    if (form.length > 1 && (byte(1) < form.second_min || byte(1) > form.second_max)) return 0;
    for (std::size_t i = 2; i < form.length; ++i) {
      if ((byte(i) & 0xC0) != 0x80) return 0;
    }
    return form.length;
  }
  return 0;
}

}  // namespace

std::size_t valid_utf8_prefix(std::string_view text) {
  std::size_t position = 0;
  while (position < text.size()) {
    const auto length = sequence_length(text.substr(position));
    if (length == 0) return position;
    position += length;
  }
  return position;
}

}  // namespace lockbox
