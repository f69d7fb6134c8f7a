#include "deposit/match/check_only.h"

#include <algorithm>

#include "deposit/match/expected_amounts.h"
#include "deposit/match/name_address.h"
#include "deposit/match/successor.h"

namespace lockbox::deposit {

namespace {

/// More open accounts than this have too many sums for one to mean anything.
constexpr std::size_t open_accounts_max = 20;

/// Of this many sums that might have come, one at most may fit by chance.
constexpr std::int64_t sums_per_chance_hit = 5000;

/// Whether a choice among the debts could add up to a sum that it was not paid for: all choices
/// against the cents over which they are spread.
bool may_fit_by_chance(const std::vector<Money>& owed) {
  Money all;
  for (const auto amount : owed) all += amount;
  const auto choices = (std::int64_t{1} << owed.size()) - 1;
  return choices * sums_per_chance_hit > all.cents();
}

std::string times(std::int64_t count) {
  return count == 1 ? "once" : std::to_string(count) + " times";
}

bool is_open(const AccountIndex& accounts, const AccountNumber& number) {
  const auto* account = accounts.find(number);
  return account != nullptr && account->status == AccountStatus::Open;
}

/// The payer divided exactly this sum so before.
bool match_by_split(Match& match, const KnownPayer& payer, const MatchInputs& inputs) {
  if (payer.split.empty() ||
      payer.split_confirmed < inputs.knowledge.rules.split_confirmations_min) {
    return false;
  }
  Money sum;
  for (const auto& share : payer.split) {
    if (!is_open(inputs.accounts, share.account)) return false;
    sum += share.amount;
  }
  if (sum != *match.document->amount) return false;
  match.outcome = MatchOutcome::Matched;
  match.rule = MatchRule::RememberedSplit;
  match.split = payer.split;
  match.reason = "The same sum as the payer divided over " + std::to_string(payer.split.size()) +
                 " accounts before, " + times(payer.split_confirmed) + " in a row.";
  return true;
}

bool match_by_memory(Match& match, const KnownPayer& payer, const MatchInputs& inputs) {
  auto remembered = remember_single(payer, *match.document->amount, inputs);
  match.reason = std::move(remembered.reason);
  if (remembered.account == nullptr) return false;
  match.outcome = MatchOutcome::Matched;
  match.rule = MatchRule::PayerMemory;
  match.account = remembered.account;
  return true;
}

/// The open accounts that the payer is believed to pay, and what each owes.
struct OpenDebts {
  std::vector<const Account*> accounts;
  std::vector<Money> owed;
};
OpenDebts open_debts(const KnownPayer& payer, const MatchInputs& inputs) {
  OpenDebts debts;
  for (const auto* link : payer.believed(inputs.knowledge.rules)) {
    if (!is_open(inputs.accounts, link->account)) continue;
    debts.accounts.push_back(inputs.accounts.find(link->account));
    debts.owed.push_back(debts.accounts.back()->balance_due);
  }
  return debts;
}

/// Among the accounts that the payer pays, those that owe exactly what came.
bool match_by_balances(Match& match, const KnownPayer& payer, const MatchInputs& inputs) {
  const auto [open, owed] = open_debts(payer, inputs);
  if (open.size() < 2 || open.size() > open_accounts_max) return false;
  const auto chosen = split_by_owed(owed, *match.document->amount);
  if (chosen.outcome != ExpectedSplit::Outcome::Unique || may_fit_by_chance(owed)) return false;
  std::vector<Share> split;
  for (std::size_t i = 0; i < open.size(); ++i) {
    if (!chosen.amounts[i].is_zero()) split.push_back({open[i]->number, chosen.amounts[i]});
  }
  match.outcome = MatchOutcome::Matched;
  match.rule = MatchRule::OpenBalances;
  match.reason = "Of the " + std::to_string(open.size()) + " open accounts that this payer pays, " +
                 std::to_string(split.size()) + " together owe exactly this, in one way.";
  if (split.size() == 1) {
    match.account = inputs.accounts.find(split.front().account);
  } else {
    match.split = std::move(split);
  }
  return true;
}

/// The holders of the accounts that this bank account paid for, open or closed.
std::vector<Party> holders_of(const KnownPayer& payer, const AccountIndex& accounts) {
  std::vector<Party> holders;
  for (const auto& link : payer.links) {
    const auto* account = accounts.find(link.account);
    if (account == nullptr || link.is_demoted) continue;
    holders.push_back({account->name, account->address});
  }
  return holders;
}

std::vector<const Account*> owing(const AccountIndex& accounts, Money paid) {
  std::vector<const Account*> found;
  for (const auto& account : accounts.all()) {
    if (account.balance_due == paid || !account.charges.empty()) found.push_back(&account);
  }
  return found;
}

/// Whether the payer's own accounts leave it open which the sum is for: they owe it in several
/// ways, or `found` is one of several.  A name, which they share, must not decide that.
bool may_be_for_others(const Account& found, const KnownPayer& payer, Money paid,
                       const MatchInputs& inputs) {
  const auto believed = payer.believed(inputs.knowledge.rules);
  const bool is_own = std::ranges::any_of(
      believed, [&found](const PayerLink* link) { return link->account == found.number; });
  if (is_own && believed.size() > 1) return true;
  const auto debts = open_debts(payer, inputs);
  if (debts.owed.size() > open_accounts_max) return true;
  const auto outcome = split_by_owed(debts.owed, paid).outcome;
  return outcome == ExpectedSplit::Outcome::Several || outcome == ExpectedSplit::Outcome::TooMany;
}

/// The one account, held by a name and address like those of the payer's accounts, that owes
/// exactly what came.  Where the rules do not take it by itself, a person is told of it.
bool match_by_name(Match& match, const KnownPayer& payer, const MatchInputs& inputs) {
  const auto& rules = inputs.knowledge.rules;
  const auto holders = holders_of(payer, inputs.accounts);
  if (holders.empty()) return false;
  std::vector<const Account*> found;
  NameScore best;
  for (const auto* account : owing(inputs.accounts, *match.document->amount)) {
    if (account->status == AccountStatus::Closed) continue;
    NameScore score;
    for (const auto& holder : holders) {
      const auto one = score_name(holder, *match.document->amount, *account);
      if (one.total > score.total) score = one;
    }
    if (!score.owes_exactly || score.total < rules.name_show_min) continue;
    found.push_back(account);
    if (score.total > best.total) best = score;
  }
  if (found.size() != 1) return false;
  const auto how = "Account " + found.front()->number.masked() +
                   " is held by a name and address as the payer's others (" + to_text(best) + ")";
  if (!rules.name_accept_min || best.total < *rules.name_accept_min ||
      may_be_for_others(*found.front(), payer, *match.document->amount, inputs)) {
    match.reason += " " + how + ": a person must say.";
    return false;
  }
  match.outcome = MatchOutcome::Matched;
  match.rule = MatchRule::NameAddress;
  match.account = found.front();
  match.reason = how + ", and no other is.";
  return true;
}

}  // namespace

Remembered remember_single(const KnownPayer& payer, Money paid, const MatchInputs& inputs) {
  if (payer.is_consolidator) return {nullptr, payer.caution};
  const auto& rules = inputs.knowledge.rules;
  const auto believed = payer.believed(rules);
  if (believed.empty())
    return {nullptr, "Nothing certain is known of who pays from this bank account."};
  if (payer.links.size() > 1) {
    return {nullptr, "This bank account paid for " + std::to_string(payer.links.size()) +
                         " accounts before: choose."};
  }
  const auto& link = *believed.front();
  const auto* account = inputs.accounts.find(link.account);
  if (account != nullptr && account->is_merged) {
    account = merged_successor(*account, inputs.accounts);
  }
  if (account == nullptr || account->status == AccountStatus::Closed) {
    return {nullptr, "This bank account paid for account " + link.account.masked() +
                         ", which is open no more: a person must say."};
  }
  const auto known = "This bank account paid for account " + link.account.masked() + " " +
                     times(link.confirmed) + ", last on " + link.last_day.to_string();
  if (rules.memory_needs_open_amount && account->balance_due != paid) {
    return {nullptr, known + ", but that owes another sum: a person must say."};
  }
  return {account, known + (account->balance_due == paid ? ", and that owes exactly this."
                                                         : ", and for no other.")};
}

void match_by_payer(Match& match, const KnownPayer& payer, const MatchInputs& inputs) {
  if (payer.is_consolidator) {
    match.reason = payer.caution;
    return;
  }
  for (const auto rule : inputs.knowledge.rules.order) {
    const bool is_placed =
        (rule == MatchRule::RememberedSplit && match_by_split(match, payer, inputs)) ||
        (rule == MatchRule::PayerMemory && match_by_memory(match, payer, inputs)) ||
        (rule == MatchRule::OpenBalances && match_by_balances(match, payer, inputs)) ||
        (rule == MatchRule::NameAddress && match_by_name(match, payer, inputs));
    if (is_placed) return;
  }
}

}  // namespace lockbox::deposit
