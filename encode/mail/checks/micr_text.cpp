#include <array>

#include "encode/coupon/coupon_definition.h"
#include "encode/mail/checks/check_face.h"

namespace lockbox::encode {
namespace {

std::size_t count(Chance& chance, std::size_t least, std::size_t most) {
  return least + static_cast<std::size_t>(chance.below(most - least + 1));
}

/// Digits, now and then in two groups with a dash between them.
std::string account(Chance& chance, std::size_t least, std::size_t most) {
  if (chance.below(4) != 0) return chance.digits(count(chance, least, most));
  return chance.digits(3) + "⑉" + chance.digits(count(chance, least - 2, most - 4));
}

std::string us_personal(Chance& chance) {
  const auto transit = "⑆" + draw_routing_number(chance) + "⑆";
  // Some banks print the serial before the account, some leave a blank in front of it.
  const auto number = account(chance, 6, 12);
  const auto serial = chance.digits(count(chance, 3, 4));
  switch (chance.below(3)) {
    case 0:
      return transit + number + "⑈" + serial;
    case 1:
      return transit + " " + number + "⑈ " + serial;
    default:
      return transit + serial + " " + account(chance, 6, 10) + "⑈";
  }
}

std::string us_business(Chance& chance) {
  return "⑈" + chance.digits(count(chance, 6, 10)) + "⑈ ⑆" + draw_routing_number(chance) + "⑆ " +
         account(chance, 6, 12) + "⑈";
}

std::string canadian(Chance& chance) {
  return "⑈" + chance.digits(count(chance, 3, 6)) + "⑈ ⑆" + chance.digits(5) + "⑉" +
         chance.digits(3) + "⑆ " + chance.digits(3) + "⑉" + chance.digits(3) + "⑉" +
         chance.digits(1) + "⑈";
}

std::string indian(Chance& chance) {
  constexpr std::array codes{"10", "11", "29", "31"};
  return "⑈" + chance.digits(6) + "⑈ " + chance.digits(9) + "⑆ " + chance.digits(6) + "⑈ " +
         codes.at(static_cast<std::size_t>(chance.below(codes.size())));
}

/// Check number, interbank zone, internal zone, each closed by its symbol.
std::string french(Chance& chance) {
  return "c" + chance.digits(7) + "c" + chance.digits(12) + "e" + chance.digits(12) + "a";
}

/// Bank and branch, region and number and type, account, each with its digit modulo 10.
std::string brazilian(Chance& chance) {
  const auto bank = "0" + std::to_string(1 + chance.below(9)) + chance.digits(5);
  const auto check = chance.digits(9) + "5";
  const auto holder = chance.digits(10);
  return "c" + bank + luhn_digit(check) + "c" + check + "e" + luhn_digit(bank) + holder +
         luhn_digit(holder) + "a";
}

}  // namespace

std::string draw_routing_number(Chance& chance) {
  constexpr std::array weights{3, 7, 1, 3, 7, 1, 3, 7};
  const auto digits = "0" + std::to_string(1 + chance.below(9)) + chance.digits(6);
  int sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) sum += weights[i] * (digits[i] - '0');
  return digits + static_cast<char>('0' + (10 - sum % 10) % 10);
}

std::string draw_micr_text(CheckStyle style, bool with_amount, Chance& chance) {
  std::string line;
  switch (style) {
    case CheckStyle::UsPersonal:
      line = us_personal(chance);
      break;
    case CheckStyle::Canadian:
      line = canadian(chance);
      break;
    case CheckStyle::IndianCts:
      line = indian(chance);
      break;
    case CheckStyle::French:
      return french(chance) + (with_amount ? "b" + chance.digits(10) : "");
    case CheckStyle::Brazilian:
      return brazilian(chance) + (with_amount ? "b" + chance.digits(10) : "");
    case CheckStyle::UsBusiness:
    case CheckStyle::UsVoucher:
      line = us_business(chance);
      break;
  }
  if (with_amount) line += " ⑇000" + chance.digits(7) + "⑇";
  return line;
}

}  // namespace lockbox::encode
