#pragma once

/// @file
/// Which charges of its account a payment goes to.

#include <span>
#include <string>
#include <vector>

#include "deposit/model/charge.h"
#include "deposit/model/payment_rules.h"

namespace lockbox::deposit {

/// Gives the payment to the open charges in the rule's order, each in full before the next; what is
/// left goes on account, as a last part without a code.  The parts add up to the payment, and each
/// is more than zero; a payment of zero has none.
[[nodiscard]] std::vector<Charge> split_payment(Money payment, std::span<const Charge> open,
                                                const PaymentRule& rule);

/// The part of `parts` that lies from `from` on and is `amount` long, as money is laid in a row.
[[nodiscard]] std::vector<Charge> slice_charges(std::span<const Charge> parts, Money from,
                                                Money amount);

/// What is left of the open charges once `paid` was taken off them, each from the charge with its
/// code and due date; what is paid in full is left out.
[[nodiscard]] std::vector<Charge> without_paid(std::span<const Charge> open,
                                               std::span<const Charge> paid);

/// "WATER due 2026-01-15 20.00, on account 5.00".
[[nodiscard]] std::string to_text(std::span<const Charge> parts);

}  // namespace lockbox::deposit
