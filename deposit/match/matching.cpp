#include "deposit/match/matching.h"

#include <algorithm>

#include "core/limits.h"
#include "deposit/match/check_only.h"
#include "deposit/match/expected_amounts.h"
#include "deposit/match/likeness.h"
#include "deposit/match/successor.h"

namespace lockbox::deposit {

namespace {

void settle_account(Match& match, const AccountNumber& number, const AccountIndex& accounts,
                    const std::string& how) {
  match.account = accounts.find(number);
  if (match.account == nullptr) {
    match.outcome = MatchOutcome::UnknownAccount;
    match.reason = "The account file does not have the account " + number.masked() + ".";
  } else if (match.account->status == AccountStatus::Closed) {
    match.outcome = MatchOutcome::ClosedAccount;
    match.reason = "The account " + number.masked() + " is closed.";
  } else {
    match.outcome = MatchOutcome::Matched;
    match.reason = "Account " + number.masked() + " " + how + ".";
  }
}

/// The code's own amounts first, then what the account file says is due.
std::vector<Money> expected_of(const CouponFact* coupon, const Account* account) {
  std::vector<Money> expected;
  if (coupon != nullptr) expected = coupon->code.expected_amounts;
  if (account != nullptr && account->balance_due > Money{} &&
      std::ranges::find(expected, account->balance_due) == expected.end()) {
    expected.push_back(account->balance_due);
  }
  if (expected.size() > limits::coupon_expected_amounts_max) {
    expected.resize(limits::coupon_expected_amounts_max);
  }
  return expected;
}

bool pays_for(const KnownPayer* payer, const Account& account, const MatchRules& rules) {
  if (payer == nullptr || payer->is_consolidator) return false;
  return std::ranges::any_of(payer->believed(rules), [&](const PayerLink* link) {
    return link->account == account.number;
  });
}

/// What names a merged account is for the one that it was merged into, also when a person keyed it.
bool follow_merge(Match& match, const AccountIndex& accounts) {
  if (match.outcome != MatchOutcome::ClosedAccount) return false;
  const auto* living = merged_successor(*match.account, accounts);
  if (living == nullptr) return false;
  match.reason = "The account " + match.account->number.masked() + " was merged into " +
                 living->number.masked() + " by two people.";
  match.outcome = MatchOutcome::Matched;
  match.account = living;
  return true;
}

/// A closed account that goes on under another number takes it, when the holder is the same or the
/// payer has paid for either before.
void follow_successor(Match& match, const MatchInputs& inputs, const KnownPayer* payer) {
  if (match.outcome != MatchOutcome::ClosedAccount) return;
  const auto& rules = inputs.knowledge.rules;
  const auto& closed = *match.account;
  const auto* living = living_successor(closed, inputs.accounts);
  if (living == nullptr || living->bill_type != closed.bill_type) return;
  const auto way = "The account " + closed.number.masked() + " is closed and goes on as " +
                   living->number.masked();
  const bool is_same_holder = name_likeness(closed.name, living->name) >= same_name_likeness;
  if (!is_same_holder && !pays_for(payer, closed, rules) && !pays_for(payer, *living, rules)) {
    match.reason = way + ", whose holder has another name: a person must say.";
    return;
  }
  match.outcome = MatchOutcome::Matched;
  match.rule = MatchRule::Successor;
  match.account = living;
  match.reason = way + (is_same_holder ? ", under the same name." : ", which this payer pays.");
}

void match_by_code(Match& match, const CouponFact& read, const MatchInputs& inputs) {
  const auto& code = read.code;
  if (!code.check_digit_verified) {
    match.reason = "This kind of coupon has no check digit; its code alone proves nothing.";
    return;
  }
  settle_account(match, code.account, inputs.accounts,
                 "by " + read.format + " code with check digit");
  match.rule = MatchRule::Coupon;
  if (match.account != nullptr && match.account->bill_type != code.bill_type) {
    match.outcome = MatchOutcome::Unread;
    match.reason = "The code is of type " + code.bill_type + ", the account of type " +
                   match.account->bill_type + ".";
    match.account = nullptr;
  }
}

/// What the payer's bank account says of a coupon that says nothing certain itself: an account that
/// its unproved code names too, or, without a code, the only one it pays.
void remember_for_coupon(Match& match, const MatchInputs& inputs, const CouponPayer& envelope) {
  const auto& read = match.document->coupon;
  if (envelope.payer == nullptr || (read && read->code.check_digit_verified)) return;
  if (read && !read->code.account.empty()) {
    const auto* named = inputs.accounts.find(read->code.account);
    if (named == nullptr || named->bill_type != read->code.bill_type) return;
    const auto* account = merged_successor(*named, inputs.accounts);
    if (account == nullptr || !pays_for(envelope.payer, *account, inputs.knowledge.rules)) {
      return;
    }
    match.outcome = MatchOutcome::Matched;
    match.rule = MatchRule::PayerMemory;
    match.account = account;
    match.reason = "Account " + account->number.masked() +
                   " by the coupon's code, which has no check digit, and by the payer's bank "
                   "account, which paid it before.";
    return;
  }
  auto remembered = remember_single(*envelope.payer, envelope.paid, inputs);
  if (remembered.account == nullptr) return;
  match.outcome = MatchOutcome::Matched;
  match.rule = MatchRule::PayerMemory;
  match.account = remembered.account;
  match.reason = "The coupon could not be read. " + remembered.reason;
}

bool is_certain_code(const DocumentFacts& coupon, const AccountIndex& accounts) {
  if (coupon.is_account_keyed()) return true;
  if (!coupon.coupon || !coupon.coupon->code.check_digit_verified) return false;
  const auto* account = accounts.find(coupon.coupon->code.account);
  return account == nullptr || merged_successor(*account, accounts) != nullptr;
}

}  // namespace

const MatchKnowledge& no_knowledge() {
  static const MatchKnowledge nothing;
  return nothing;
}

Match match_coupon(const DocumentFacts& coupon, const MatchInputs& inputs,
                   const CouponPayer& payer) {
  Match match;
  match.document = &coupon;
  if (coupon.keyed_account) {
    settle_account(match, *coupon.keyed_account, inputs.accounts, "keyed by a person");
    follow_merge(match, inputs.accounts);
  } else {
    if (coupon.coupon && inputs.knowledge.rules.has(MatchRule::Coupon)) {
      match_by_code(match, *coupon.coupon, inputs);
      // Two people said so: no rule has to find it.
      if (follow_merge(match, inputs.accounts)) match.rule = MatchRule::Successor;
    } else if (coupon.coupon) {
      match.reason = "Coupons are not matched by their codes: the rule is switched off.";
    } else {
      match.reason = "The coupon's code could not be read.";
    }
    for (const auto rule : inputs.knowledge.rules.order) {
      if (rule == MatchRule::Successor) follow_successor(match, inputs, payer.payer);
      if (rule == MatchRule::PayerMemory && match.outcome == MatchOutcome::Unread) {
        remember_for_coupon(match, inputs, payer);
      }
    }
  }
  match.expected = expected_of(coupon.coupon ? &*coupon.coupon : nullptr, match.account);
  return match;
}

Match match_check_only(const DocumentFacts& check, const MatchInputs& inputs) {
  Match match;
  match.document = &check;
  if (check.keyed_account) {
    settle_account(match, *check.keyed_account, inputs.accounts, "keyed by a person");
    follow_merge(match, inputs.accounts);
  } else if (!check.keyed_split.empty()) {
    match.outcome = MatchOutcome::Matched;
    match.split = check.keyed_split;
    match.reason =
        "Divided over " + std::to_string(check.keyed_split.size()) + " accounts by a person.";
  } else if (check.keyed_suspense) {
    match.reason = "Put into suspense by a person.";
  } else {
    match.reason = "A check without a coupon: nothing on it that was read names an account.";
    const auto payer = inputs.knowledge.payers.find(check.sequence);
    if (payer != inputs.knowledge.payers.end() && check.has_certain_amount()) {
      match_by_payer(match, payer->second, inputs);
    }
  }
  match.expected = expected_of(nullptr, match.account);
  return match;
}

std::vector<Match> match_coupons(const Group& group, const MatchInputs& inputs) {
  CouponPayer payer;
  if (group.count(ItemKind::Coupon) == 1 && group.count(ItemKind::Tender) == 1) {
    for (const auto* document : group.documents) {
      const auto known = inputs.knowledge.payers.find(document->sequence);
      if (!document->is_tender() || !document->has_certain_amount()) continue;
      if (known != inputs.knowledge.payers.end()) payer = {&known->second, *document->amount};
    }
  }
  std::vector<Match> matches;
  for (const auto* document : group.documents) {
    if (document->is_coupon()) matches.push_back(match_coupon(*document, inputs, payer));
  }
  return matches;
}

std::vector<const DocumentFacts*> wanted_payers(const std::vector<DocumentFacts>& documents,
                                                const AccountIndex& accounts,
                                                const MatchRules& rules) {
  std::vector<const DocumentFacts*> wanted;
  const bool uses_payers = rules.has(MatchRule::Successor) ||
                           rules.has(MatchRule::RememberedSplit) ||
                           rules.has(MatchRule::PayerMemory) ||
                           rules.has(MatchRule::OpenBalances) || rules.has(MatchRule::NameAddress);
  if (!uses_payers) return wanted;
  for (const auto& group : group_documents(documents)) {
    const bool is_placed = group.count(ItemKind::Coupon) > 0 &&
                           std::ranges::all_of(group.documents, [&](const DocumentFacts* document) {
                             return !document->is_coupon() || is_certain_code(*document, accounts);
                           });
    if (is_placed) continue;
    for (const auto* document : group.documents) {
      if (document->is_tender() && !document->is_account_keyed() && document->micr.is_complete()) {
        wanted.push_back(document);
      }
    }
  }
  return wanted;
}

}  // namespace lockbox::deposit
