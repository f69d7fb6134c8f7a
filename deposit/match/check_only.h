#pragma once

/// @file
/// What a payer's history says of a check that came without a coupon.

#include "deposit/match/matching.h"

namespace lockbox::deposit {

/// The one account that the payer's bank account pays, when it may take `paid`; else no account,
/// and why.
struct Remembered {
  const Account* account = nullptr;
  std::string reason;
};
[[nodiscard]] Remembered remember_single(const KnownPayer& payer, Money paid,
                                         const MatchInputs& inputs);

/// Tries the rules that know payers, in their order, until one is certain; else says in
/// `match.reason` why a person is needed.
void match_by_payer(Match& match, const KnownPayer& payer, const MatchInputs& inputs);

}  // namespace lockbox::deposit
