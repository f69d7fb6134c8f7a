#include "service/auth/password_policy.h"

#include <algorithm>
#include <string>
#include <utility>

#include "core/utf8.h"

namespace lockbox::service::auth {
namespace {

constexpr std::ptrdiff_t length_min_alone = 15;
constexpr std::ptrdiff_t length_min_with_second_factor = 8;
constexpr std::size_t password_bytes_max = 1'024;
constexpr std::size_t word_letters_min = 3;    ///< A shorter name is in many words by chance.
constexpr std::size_t letters_beside_min = 4;  ///< What must remain without a name.

std::string lower(std::string_view text) {
  std::string lowered{text};
  for (char& c : lowered)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return lowered;
}

/// Code points of well-formed UTF-8.
std::ptrdiff_t length_of(std::string_view text) {
  return std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
}

/// "aaaaaaaa", "abcabcabc".
bool repeats(std::string_view text) {
  for (std::size_t unit = 1; unit <= 4 && unit < text.size(); ++unit)
    if (text.substr(unit) == text.substr(0, text.size() - unit)) return true;
  return false;
}

/// "12345678", "hgfedcba".
bool runs(std::string_view text) {
  const auto steps_by = [&](int step) {
    return std::ranges::adjacent_find(
               text, [step](char one, char next) { return next - one != step; }) == text.end();
  };
  return steps_by(1) || steps_by(-1);
}

/// Whether hardly anything but `word`, digits and signs is in the password.
bool is_made_of(std::string_view password, std::string_view word) {
  if (word.size() < word_letters_min) return false;
  auto rest = lower(password);
  const auto at = rest.find(lower(word));
  if (at == std::string::npos) return false;
  rest.erase(at, word.size());
  const auto letters = std::ranges::count_if(
      rest, [](char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; });
  return static_cast<std::size_t>(letters) < letters_beside_min;
}

auto refused(std::string message) {
  return fail(ErrorCode::InvalidInput, std::move(message), "/password");
}

}  // namespace

Result<void> check_new_password(std::string_view password, const PasswordContext& context) {
  if (password.size() > password_bytes_max)
    return refused("Choose a password of 1,024 bytes or fewer.");
  if (valid_utf8_prefix(password) != password.size())
    return refused("The password is not well-formed text; type it again.");
  const auto length_min = context.second_factor == SecondFactor::Totp
                              ? length_min_with_second_factor
                              : length_min_alone;
  if (length_of(password) < length_min)
    return refused("Choose a password of at least " + std::to_string(length_min) +
                   " characters; several words in a row are easy to remember.");
  if (is_common_password(lower(password)) || repeats(password) || runs(password))
    return refused("This password is among the first that anyone would try; choose another.");
  for (const auto word : {context.user_name, context.organisation, std::string_view{"lockbox"}})
    if (is_made_of(password, word))
      return refused("Choose a password that is more than a name with digits.");
  return {};
}

}  // namespace lockbox::service::auth
