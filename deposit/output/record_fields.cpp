#include "deposit/output/record_fields.h"

#include <charconv>

namespace lockbox::deposit {

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t number = 0;
  const auto* end = text.data() + text.size();
  const auto [stopped, fault] = std::from_chars(text.data(), end, number);
  if (fault != std::errc{} || stopped != end) return std::nullopt;
  return number;
}

std::string without_guard(const std::string& field) {
  const bool is_guarded = field.size() > 1 && field.front() == '\'' &&
                          std::string_view{"=+-@\t"}.find(field[1]) != std::string_view::npos;
  return is_guarded ? field.substr(1) : field;
}

}  // namespace lockbox::deposit
