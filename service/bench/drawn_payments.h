#pragma once

/// @file
/// Bills and what people pay on them, drawn, with the exact chance of each amount: what a judge who
/// knew everything would reckon with.  The balance doctor knows none of it.

#include <vector>

#include "core/chance.h"
#include "core/money.h"

namespace lockbox::service {

/// What a coupon asks for: one amount, a balance with and without what is past due, or a tax with
/// and without its discount.  Empty: the payment came without a coupon.
struct DrawnBill {
  std::vector<Money> expected;
};

[[nodiscard]] DrawnBill draw_bill(Chance& chance);

/// 80 % pay as billed, most of these the first amount; the others pay round or odd sums of up to
/// twice the bill.  Without a bill, sums as of utilities, taxes, fees and round ones.
[[nodiscard]] Money draw_payment(const DrawnBill& bill, Chance& chance);

/// How likely just this amount is, 0..1.
[[nodiscard]] double payment_chance(const DrawnBill& bill, Money amount);

}  // namespace lockbox::service
