#pragma once

/// @file
/// How money finds its account: the rules, their order, and what is kept of each match.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/account_number.h"
#include "core/money.h"
#include "core/result.h"
#include "core/state_table.h"

namespace lockbox::deposit {

/// What names the account that a coupon or a check is for.
enum class MatchRule {
  Person,           ///< Somebody keyed it; always heard first.
  Coupon,           ///< A code with check digit that the account file has.
  Successor,        ///< A closed account whose holder goes on under another number.
  RememberedSplit,  ///< The payer divided the same sum over the same accounts before.
  PayerMemory,      ///< The payer's bank account paid for this one account only.
  OpenBalances,     ///< One choice among the payer's accounts owes exactly what was paid.
  NameAddress,      ///< One account of the payer's name and address owes exactly what was paid.
};
inline constexpr Names<7> match_rule_names{"person",           "coupon",       "successor",
                                           "remembered_split", "payer_memory", "open_balances",
                                           "name_address"};

/// The automatic rules that a lockbox works by, and how much they need to believe.
struct MatchRules {
  /// Tried in this order; the first that is certain decides.  A rule that is not listed is off.
  std::vector<MatchRule> order{MatchRule::Coupon,          MatchRule::Successor,
                               MatchRule::RememberedSplit, MatchRule::PayerMemory,
                               MatchRule::OpenBalances,    MatchRule::NameAddress};
  /// How often a payer must have paid for an account, by confirmed work, to be believed.
  std::int64_t memory_confirmations_min = 1;
  /// Memory alone places only what the account owes, to the cent.
  bool memory_needs_open_amount = true;
  /// How often the same division must have been confirmed.
  std::int64_t split_confirmations_min = 2;
  /// A payer who pays for more holders than this is taken for a consolidator.
  std::int64_t payer_holders_max = 5;
  /// From which likeness on, of 100, an account of the payer's name and address is shown.
  std::int64_t name_show_min = 70;
  /// From which likeness on the only such account is taken when it owes exactly what was paid;
  /// nothing: it is shown, and a person says so.
  std::optional<std::int64_t> name_accept_min = {};

  friend bool operator==(const MatchRules&, const MatchRules&) = default;
  [[nodiscard]] bool has(MatchRule rule) const;
};

/// Money to one account.
struct Share {
  AccountNumber account;
  Money amount;
  friend bool operator==(const Share&, const Share&) = default;
};

/// Stands for an account where a person puts a part of a check into suspense, and says so.
inline constexpr std::string_view suspense_share = "suspense";

/// A check divided over accounts, as people answer it: `ACCOUNT=CENTS`, separated by `;`.
[[nodiscard]] bool is_split(std::string_view answer);
/// InvalidInput, naming the part, for anything that is not as above, for amounts that are not
/// positive and for an account that stands twice.
[[nodiscard]] Result<std::vector<Share>> parse_split(std::string_view answer);
[[nodiscard]] std::string to_answer(const std::vector<Share>& split);

/// What is kept of one match: a document, the account it was found for, and how.
struct MatchRecord {
  std::int64_t sequence = 0;  ///< Of the coupon, or of the check that came without one.
  MatchRule rule = MatchRule::Person;
  AccountNumber account;
  /// How many of a million such matches are wrong, at most; nothing for a person's word
  /// and for a rule that nobody measured.
  std::optional<std::int64_t> wrong_ppm = {};
  friend bool operator==(const MatchRecord&, const MatchRecord&) = default;
};

}  // namespace lockbox::deposit
