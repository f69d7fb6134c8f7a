#include "encode/micr/cmc7/cmc7_fields.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "core/check.h"
#include "encode/coupon/coupon_definition.h"
#include "encode/digits.h"

namespace lockbox::encode {
namespace {

constexpr char gap = ' ';
/// SII, behind which a bank encodes the amount.
constexpr char amount_symbol = 'b';

/// A check digit of the line by the letter that marks its place, and the letters of the fields that
/// it is made of, in their order (ISO/IEC 7812-1 annex B).
struct CheckedFields {
  char digit = 0;
  std::string_view of;
};

/// A line position by position: `a` to `e` are the symbols themselves, a capital letter is a digit
/// of that field, `x` to `z` are check digits.
struct Cmc7Layout {
  ForeignLayout name;
  std::string_view line;
  std::array<CheckedFields, 3> checks;  ///< Those without a digit are none.
  std::string_view in_words;
};

constexpr std::array layouts{
    // Numéro de chèque, zone interbancaire, zone interne.  The key of the whole line (clé RLMC) is
    // printed on the face, not in the line.
    Cmc7Layout{ForeignLayout::French,
               "cNNNNNNNcIIIIIIIIIIIIeAAAAAAAAAAAAa",
               {},
               "French: c, 7 digits, c, 12 digits, e, 12 digits, a"},
    // Banco, agência, dígito; região, número, tipo; dígito, conta, dígito.  The first digit proves
    // the second run and the second one the first.
    Cmc7Layout{ForeignLayout::Brazilian,
               "cBBBGGGGycRRRNNNNNNTexAAAAAAAAAAza",
               {{{'x', "BG"}, {'y', "RNT"}, {'z', "A"}}},
               "Brazilian: c, 8 digits, c, 10 digits, e, 12 digits, a"},
};

constexpr std::array<std::pair<char, ForeignFieldName>, 7> field_letters{
    {{'N', ForeignFieldName::CheckNumber},
     {'I', ForeignFieldName::InterbankZone},
     {'B', ForeignFieldName::Bank},
     {'G', ForeignFieldName::Branch},
     {'R', ForeignFieldName::ClearingRegion},
     {'T', ForeignFieldName::CheckType},
     {'A', ForeignFieldName::Account}}};

/// Fields that no check has without a digit other than zero.
constexpr std::string_view never_zero = "NIBA";

bool is_symbol(char c) {
  return c >= 'a' && c <= 'e';
}

std::string without_gaps(std::string_view raw) {
  std::string line;
  std::ranges::copy_if(raw, std::back_inserter(line), [](char c) { return c != gap; });
  return line;
}

/// The digits of the line where the layout has one of these letters.
std::string digits_at(std::string_view letters, const Cmc7Layout& layout, std::string_view line) {
  std::string digits;
  for (std::size_t i = 0; i < layout.line.size(); ++i) {
    if (letters.find(layout.line[i]) != std::string_view::npos) digits += line[i];
  }
  return digits;
}

/// Behind the line stands nothing, or an amount, of which no symbol need be read.
bool is_rest(std::string_view rest) {
  return rest.empty() ||
         (rest.front() == amount_symbol &&
          std::ranges::all_of(rest.substr(1), [](char c) { return is_digit(c) || c == '?'; }));
}

bool has_form(const Cmc7Layout& layout, std::string_view line) {
  if (line.size() < layout.line.size() || !is_rest(line.substr(layout.line.size()))) return false;
  return std::equal(layout.line.begin(), layout.line.end(), line.begin(),
                    [](char want, char c) { return is_symbol(want) ? c == want : is_digit(c); });
}

bool is_only_zeros(std::string_view digits) {
  return digits.find_first_not_of('0') == std::string_view::npos;
}

/// Whether nothing that is known of such lines speaks against this one.
bool holds(const Cmc7Layout& layout, std::string_view line) {
  for (const auto& check : layout.checks) {
    if (check.digit == 0) continue;
    const auto digit = digits_at({&check.digit, 1}, layout, line);
    if (digit != std::string(1, luhn_digit(digits_at(check.of, layout, line)))) return false;
  }
  return std::ranges::none_of(never_zero, [&](char letter) {
    const auto digits = digits_at({&letter, 1}, layout, line);
    return !digits.empty() && is_only_zeros(digits);
  });
}

std::vector<const Cmc7Layout*> layouts_with_form(std::string_view line) {
  std::vector<const Cmc7Layout*> fitting;
  for (const auto& layout : layouts) {
    if (has_form(layout, line)) fitting.push_back(&layout);
  }
  return fitting;
}

ForeignFieldName field_of(char letter) {
  const auto* const found =
      std::ranges::find(field_letters, letter, &std::pair<char, ForeignFieldName>::first);
  ENSURE(found != field_letters.end());
  return found->second;
}

ForeignFields fields_of(const Cmc7Layout& layout, std::string_view line) {
  ForeignFields fields{.layout = layout.name, .check_number = {}, .others = {}, .account = {}};
  std::string taken;
  for (const char letter : layout.line) {
    const bool is_field = letter >= 'A' && letter <= 'Z';
    if (!is_field || taken.find(letter) != std::string::npos) continue;
    taken += letter;
    auto digits = digits_at({&letter, 1}, layout, line);
    const auto name = field_of(letter);
    if (name == ForeignFieldName::CheckNumber) {
      fields.check_number = std::move(digits);
    } else if (name == ForeignFieldName::Account) {
      fields.account = AccountNumber{std::move(digits)};
    } else {
      fields.others.push_back({name, std::move(digits)});
    }
  }
  return fields;
}

std::string known_layouts() {
  std::string text;
  for (const auto& layout : layouts) {
    text += (text.empty() ? "" : "; ") + std::string{layout.in_words};
  }
  return text;
}

}  // namespace

bool has_cmc7_symbols(std::string_view raw) {
  return std::ranges::any_of(raw, is_symbol);
}

std::optional<ForeignFields> find_cmc7_fields(std::string_view raw) {
  if (!has_cmc7_symbols(raw)) return std::nullopt;
  const auto line = without_gaps(raw);
  const auto fitting = layouts_with_form(line);
  if (fitting.size() != 1 || !holds(*fitting.front(), line)) return std::nullopt;
  return fields_of(*fitting.front(), line);
}

Result<std::string> check_keyed_cmc7_line(std::string_view raw) {
  auto line = without_gaps(raw);
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (is_digit(line[i]) || is_symbol(line[i])) continue;
    return fail(ErrorCode::InvalidInput,
                "Symbol " + std::to_string(i + 1) +
                    " of the MICR line is not CMC-7: digits, and a to e for SI to SV.");
  }
  if (layouts_with_form(line).empty()) {
    return fail(
        ErrorCode::InvalidInput,
        "This line in CMC-7 has no layout that is known here (" + known_layouts() +
            "). Look again; if it stands so on the paper, raise the exception \"foreign\".");
  }
  if (!find_cmc7_fields(line)) {
    return fail(ErrorCode::InvalidInput,
                "A check digit of this line in CMC-7 is wrong, or a field is only zeros: look "
                "again.");
  }
  return line;
}

}  // namespace lockbox::encode
