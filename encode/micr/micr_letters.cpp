#include "encode/micr/micr_letters.h"

#include <algorithm>
#include <array>
#include <utility>

#include "encode/digits.h"

namespace lockbox::encode {

Result<std::string> micr_letters(std::string_view raw) {
  constexpr std::array<std::pair<std::string_view, char>, 4> symbols{
      {{"\u2446", micr_letter::transit},
       {"\u2447", micr_letter::amount},
       {"\u2448", micr_letter::on_us},
       {"\u2449", micr_letter::dash}}};
  std::string letters;
  while (!raw.empty()) {
    const char first = raw.front();
    if (first == ' ' || first == micr_letter::unread || is_digit(first)) {
      letters += first == ' ' ? micr_letter::gap : first;
      raw.remove_prefix(1);
      continue;
    }
    const auto symbol = std::ranges::find_if(
        symbols, [raw](const auto& entry) { return raw.starts_with(entry.first); });
    if (symbol == symbols.end()) {
      return fail(ErrorCode::InvalidInput, "Symbol " + std::to_string(letters.size() + 1) +
                                               " of the MICR line is not E-13B.");
    }
    letters += symbol->second;
    raw.remove_prefix(symbol->first.size());
  }
  return letters;
}

}  // namespace lockbox::encode
