#include "encode/coupon/check_digit.h"

#include <array>

#include "core/check.h"
#include "encode/digits.h"

namespace lockbox::encode {
namespace {

/// `first`, and each next one `radix` times the one before, modulo `modulus`.
template <std::size_t N>
constexpr std::array<int, N> powers(int first, int radix, int modulus) {
  std::array<int, N> weights{};
  int weight = first;
  for (auto& each : weights) {
    each = weight % modulus;
    weight = each * radix;
  }
  return weights;
}

constexpr std::array weights_2_1{2, 1};
constexpr std::array weights_3_1{3, 1};
constexpr std::array weights_7_3_1{7, 3, 1};
constexpr std::array weights_3_7_1{3, 7, 1};
constexpr std::array weights_1_3_7{1, 3, 7};
constexpr std::array weights_1_3_9_7{1, 3, 9, 7};
constexpr std::array weights_2_to_7{2, 3, 4, 5, 6, 7};
/// As long as it takes until the powers repeat.
constexpr auto weights_radix_2 = powers<10>(2, 2, 11);
constexpr auto weights_radix_10 = powers<96>(100, 10, 97);
static_assert(weights_radix_2.back() * 2 % 11 == weights_radix_2.front());
static_assert(weights_radix_10.back() * 10 % 97 == weights_radix_10.front());

constexpr auto left = WeightsFrom::Left;

constexpr std::array<CheckDigitMethod, check_digit_rule_names.size()> methods{{
    {},
    {.weights = weights_2_1, .products = Products::DigitsSummed},
    {.weights = weights_2_1},
    {.weights = weights_3_1},
    {.weights = weights_7_3_1},
    {.weights = weights_3_7_1},
    {.weights = weights_1_3_7},
    {.weights = weights_1_3_9_7},
    {.weights = weights_7_3_1, .from = left},
    {.weights = weights_3_7_1, .from = left},
    {.weights = weights_1_3_7, .from = left},
    {.modulus = 11, .weights = weights_2_to_7},
    {.modulus = 11, .weights = weights_radix_2, .remainder = 1},
    {.modulus = 97, .weights = weights_radix_10, .remainder = 1, .count = 2},
}};
static_assert(static_cast<std::size_t>(CheckDigitRule::Mod97Radix10) + 1 == methods.size());

int value_of(std::string_view digits) {
  int value = 0;
  for (const char digit : digits) value = value * 10 + (digit - '0');
  return value;
}

/// What the weighted digits before the check digits leave.
int remainder_of(const CheckDigitMethod& method, std::string_view digits) {
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const auto place = method.from == WeightsFrom::Left ? i : digits.size() - 1 - i;
    const int product = (digits[i] - '0') * method.weights[place % method.weights.size()];
    // The digits of two digits' product are one and what is more than ten.
    const bool carries = method.products == Products::DigitsSummed && product > 9;
    sum = (sum + (carries ? product - 9 : product)) % method.modulus;
  }
  return sum;
}

}  // namespace

const CheckDigitMethod& method_of(CheckDigitRule rule) {
  ENSURE(rule != CheckDigitRule::None);
  return methods.at(static_cast<std::size_t>(rule));
}

std::size_t check_digit_count(CheckDigitRule rule) {
  return rule == CheckDigitRule::None ? 0 : method_of(rule).count;
}

bool check_digits_hold(CheckDigitRule rule, std::string_view digits) {
  const auto& method = method_of(rule);
  if (digits.size() <= method.count || !all_digits(digits)) return false;
  const auto number = digits.substr(0, digits.size() - method.count);
  // Of two digits 00, 01 and 99 would hold too, and nobody issues them.
  if (method.count > 1 && check_digits_for(rule, number) != digits.substr(number.size())) {
    return false;
  }
  const int sum = remainder_of(method, number) + value_of(digits.substr(number.size()));
  return sum % method.modulus == method.remainder;
}

std::optional<std::string> check_digits_for(CheckDigitRule rule, std::string_view digits) {
  const auto& method = method_of(rule);
  ENSURE(all_digits(digits));
  const int rest = method.modulus + method.remainder - remainder_of(method, digits);
  // Two digits say what one cannot, and by ISO/IEC 7064 they say 97 and 98, not 00 and 01.
  const int value = method.count > 1 ? rest : rest % method.modulus;
  auto text = std::to_string(value);
  if (text.size() > method.count) return std::nullopt;
  text.insert(0, method.count - text.size(), '0');
  return text;
}

bool luhn_holds(std::string_view digits) {
  return check_digits_hold(CheckDigitRule::Luhn, digits);
}

char luhn_digit(std::string_view digits) {
  const auto digit = check_digits_for(CheckDigitRule::Luhn, digits);
  ENSURE(digit.has_value());
  return digit->front();
}

}  // namespace lockbox::encode
