#pragma once

/// @file
/// The rules by which a lockbox's payments find their accounts: as they are, and what others would
/// have done to the mail of late.

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "deposit/model/site.h"
#include "deposit/store/books.h"

namespace lockbox::service::work {

struct RulesView {
  std::int64_t version = 0;  ///< 0: nobody set any yet.
  deposit::MatchRules rules;
  std::vector<deposit::MatchRulesVersion> versions;  ///< Newest first.
};
/// NotFound for a lockbox that the site does not have.
[[nodiscard]] Result<RulesView> view_rules(deposit::Books& books, const deposit::Site& site,
                                           const std::string& lockbox);

/// An envelope that rules would have placed elsewhere than where its money is.
struct TrialDifference {
  BatchId batch{0};
  std::int64_t transaction = 0;
  DocumentId document{0};  ///< Its first.
  std::string sentence;    ///< With masked numbers.
};

/// What rules would have done, nobody saying anything.
struct TrialCount {
  std::int64_t placed = 0;       ///< All of its money where it is now.
  std::int64_t differently = 0;  ///< Placed, but not so.
  std::int64_t asked = 0;        ///< Left to a person.
  std::array<std::int64_t, deposit::match_rule_names.size()> by_rule{};  ///< Accounts found.
};

struct RulesTrial {
  std::int64_t envelopes = 0;
  TrialCount now;                            ///< By the rules in force.
  TrialCount wanted;                         ///< By those that are tried.
  std::vector<TrialDifference> differences;  ///< Of the tried ones, newest first, at most 20.
};

/// Tries rules on the newest envelopes of the lockbox whose money has found its accounts, up to a
/// thousand.  Each batch is seen with what was known before it, so that nothing is tried on what it
/// was learned from.  Changes nothing.  InvalidInput for rules that no lockbox can work by.
[[nodiscard]] Result<RulesTrial> try_rules(deposit::Books& books, const deposit::Site& site,
                                           const std::string& lockbox,
                                           const deposit::MatchRules& rules);

}  // namespace lockbox::service::work
