#include "encode/micr/e13b_foreign.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "encode/digits.h"
#include "encode/micr/micr_letters.h"

namespace lockbox::encode {
namespace {

using namespace micr_letter;

/// How many digits a field has.
struct Length {
  std::size_t least = 0;
  std::size_t most = 0;
};

/// Takes a line apart from the left; what does not fit once is remembered.
class LineCursor {
 public:
  explicit LineCursor(std::string_view letters) : rest_{letters} {}

  void symbol(char letter) {
    if (!rest_.starts_with(letter)) fits_ = false;
    if (fits_) rest_.remove_prefix(1);
  }
  /// Digits, and dashes where they part the groups of a number.
  std::string number(Length digits, bool has_dashes = false) {
    const auto is_part = [has_dashes](char c) { return is_digit(c) || (has_dashes && c == dash); };
    const auto end = std::ranges::find_if_not(rest_, is_part);
    std::string text{rest_.begin(), end};
    const auto count = static_cast<std::size_t>(std::ranges::count_if(text, is_digit));
    const bool is_zero = text.find_first_not_of("0-") == std::string::npos;
    if (count < digits.least || count > digits.most || (is_zero && count > 0)) fits_ = false;
    if (fits_) rest_.remove_prefix(text.size());
    return text;
  }
  /// Behind the line stands nothing, or an amount, of which no symbol need be read.
  [[nodiscard]] bool is_at_end() const {
    const auto is_part = [](char c) { return is_digit(c) || c == unread || c == amount; };
    return fits_ &&
           (rest_.empty() || (rest_.front() == amount && std::ranges::all_of(rest_, is_part)));
  }

 private:
  std::string_view rest_;
  bool fits_ = true;
};

/// Payments Canada Standard 006: the serial number in the auxiliary on-us field, or none.
std::optional<ForeignFields> canadian_fields(std::string_view letters) {
  ForeignFields fields{
      .layout = ForeignLayout::Canadian, .check_number = {}, .others = {}, .account = {}};
  LineCursor line{letters};
  line.symbol(on_us);
  fields.check_number = line.number({1, 10});
  line.symbol(on_us);
  line.symbol(transit);
  auto branch = line.number({5, 5});
  line.symbol(dash);
  auto institution = line.number({3, 3});
  line.symbol(transit);
  auto account = line.number({4, 12}, true);
  line.symbol(on_us);
  auto code = line.number({0, 2});
  if (!line.is_at_end()) return std::nullopt;
  fields.others = {{ForeignFieldName::Branch, std::move(branch)},
                   {ForeignFieldName::Institution, std::move(institution)}};
  if (!code.empty()) fields.others.push_back({ForeignFieldName::TransactionCode, std::move(code)});
  fields.account = AccountNumber{std::move(account)};
  return fields;
}

/// The Indian check truncation system of 2010.
std::optional<ForeignFields> indian_fields(std::string_view letters) {
  ForeignFields fields{
      .layout = ForeignLayout::Indian, .check_number = {}, .others = {}, .account = {}};
  LineCursor line{letters};
  line.symbol(on_us);
  fields.check_number = line.number({6, 6});
  line.symbol(on_us);
  auto sort_code = line.number({9, 9});
  line.symbol(transit);
  auto account = line.number({6, 6});
  line.symbol(on_us);
  auto code = line.number({2, 2});
  if (!line.is_at_end()) return std::nullopt;
  fields.others = {{ForeignFieldName::SortCode, std::move(sort_code)},
                   {ForeignFieldName::TransactionCode, std::move(code)}};
  fields.account = AccountNumber{std::move(account)};
  return fields;
}

/// A gap between symbols, or before the first digit of a number, hides nothing; one behind a digit
/// of a number that goes on or ends at the on-us symbol may hide one.
std::string without_harmless_gaps(std::string_view letters) {
  std::string text;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    if (letters[i] == gap) {
      const auto next = letters.find_first_not_of(gap, i);
      const bool goes_on =
          next != std::string_view::npos &&
          (is_digit(letters[next]) || letters[next] == dash || letters[next] == on_us);
      const bool follows_digit = !text.empty() && (is_digit(text.back()) || text.back() == dash);
      if (!goes_on || !follows_digit) continue;
    }
    text += letters[i];
  }
  return text;
}

}  // namespace

std::optional<ForeignFields> find_foreign_e13b_fields(std::string_view raw) {
  const auto letters = micr_letters(raw);
  if (!letters) return std::nullopt;
  const auto line = without_harmless_gaps(*letters);
  auto fields = canadian_fields(line);
  return fields ? std::move(fields) : indian_fields(line);
}

}  // namespace lockbox::encode
