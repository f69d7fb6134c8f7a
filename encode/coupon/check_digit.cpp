#include "core/check.h"
#include "encode/coupon/coupon_definition.h"
#include "encode/digits.h"

namespace lockbox::encode {
namespace {

/// A number that carries its check digit starts plain from the right; one without starts doubled.
enum class Rightmost { Plain, Doubled };

int luhn_sum(std::string_view digits, Rightmost rightmost) {
  int sum = 0;
  bool doubled = rightmost == Rightmost::Doubled;
  for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit) {
    const int value = (*digit - '0') * (doubled ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
    doubled = !doubled;
  }
  return sum % 10;
}

}  // namespace

bool luhn_holds(std::string_view digits) {
  return digits.size() >= 2 && all_digits(digits) && luhn_sum(digits, Rightmost::Plain) == 0;
}

char luhn_digit(std::string_view digits) {
  ENSURE(all_digits(digits));
  return static_cast<char>('0' + (10 - luhn_sum(digits, Rightmost::Doubled)) % 10);
}

}  // namespace lockbox::encode
