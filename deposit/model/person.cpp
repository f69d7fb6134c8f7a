#include "deposit/model/person.h"

namespace lockbox::deposit {

namespace {

constexpr char latin_lead = '\xC3';  // UTF-8's first byte of the accented letters of Latin-1.
constexpr char space_lead = '\xC2';

bool is_blank(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

/// The second byte of an accented letter in small.
char small_accented(char c) {
  constexpr char first_capital = '\x80';
  constexpr char last_capital = '\x9E';
  constexpr char times_sign = '\x97';
  const bool is_capital = c >= first_capital && c <= last_capital && c != times_sign;
  return is_capital ? static_cast<char>(c + ('a' - 'A')) : c;
}

}  // namespace

std::string folded_name(std::string_view name) {
  constexpr char no_break_space = '\xA0';
  std::string folded;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    const bool has_next = i + 1 < name.size();
    if (is_blank(c)) continue;
    if (c == space_lead && has_next && name[i + 1] == no_break_space) {
      ++i;
    } else if (c == latin_lead && has_next) {
      folded += {c, small_accented(name[++i])};
    } else {
      folded += c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    }
  }
  return folded;
}

bool is_same_person(std::string_view one, std::string_view other) {
  return folded_name(one) == folded_name(other);
}

}  // namespace lockbox::deposit
