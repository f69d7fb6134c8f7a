#pragma once

/// @file
/// What a site takes money at the counter by: its charge codes for revenue without an account, and
/// where a drawer's over or short is booked.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/money.h"

namespace lockbox::deposit {

/// A place in the general ledger, with the bank account that its fund's money goes to.
struct RevenueSpot {
  std::string gl_account;
  std::string fund;
  std::string deposit_account;
  friend bool operator==(const RevenueSpot&, const RevenueSpot&) = default;
};

/// The whole of a charge, in hundredths of a percent.
inline constexpr std::int64_t whole_charge = 10'000;

struct ChargeShare {
  RevenueSpot spot;
  std::int64_t hundredths = 0;  ///< Of a percent; all shares of a code sum to `whole_charge`.
  friend bool operator==(const ChargeShare&, const ChargeShare&) = default;
};

/// A fee, fine or sale that no customer account stands behind.
struct ChargeCode {
  std::string code;
  std::string name;
  std::optional<Money> price;  ///< Nothing: the amount is keyed.
  std::vector<ChargeShare> shares;
  std::size_t remainder = 0;  ///< The share that takes the cents that do not divide.
  friend bool operator==(const ChargeCode&, const ChargeCode&) = default;
};

struct CounterRules {
  std::vector<ChargeCode> charge_codes;
  /// Where over and short are booked; nothing: the site keeps no cash drawers.
  std::optional<RevenueSpot> over_short;
  /// From here on, over or short, a supervisor must know and say why.
  Money over_short_alert = Money::from_cents(500);

  /// The code, or nullptr.
  [[nodiscard]] const ChargeCode* find(const std::string& code) const {
    for (const auto& one : charge_codes) {
      if (one.code == code) return &one;
    }
    return nullptr;
  }
};

}  // namespace lockbox::deposit
