#include "service/credit/securities.h"

#include <algorithm>
#include <array>
#include <map>

namespace lockbox::service::credit {

namespace {

using deposit::SecurityRule;
using deposit::credit::Blemish;
using deposit::credit::Booking;
using deposit::credit::SecurityDeposit;
using deposit::credit::SecurityEvent;
using deposit::credit::SecurityState;

constexpr std::array security_words{
    SecurityEvent::Approve,    SecurityEvent::Reject,  SecurityEvent::Waive, SecurityEvent::Receive,
    SecurityEvent::AskRelease, SecurityEvent::Release, SecurityEvent::Refuse};

std::vector<SecurityEvent> next_events(const SecurityDeposit& one, Money uncovered) {
  const auto received = deposit::credit::received_of(one);
  std::vector<SecurityEvent> next;
  for (const auto event : security_words) {
    if (event == SecurityEvent::Waive && uncovered != received) continue;
    if (event == SecurityEvent::AskRelease && received == Money{}) continue;
    if (next_state(deposit::credit::security_transitions, one.state, event)) next.push_back(event);
  }
  return next;
}

std::vector<SecurityRule> rules_of(const CreditDesk& desk, const std::string& bill_type) {
  std::vector<SecurityRule> rules;
  for (const auto& rule : desk.rules.security) {
    if (rule.bill_type == bill_type) rules.push_back(rule);
  }
  return rules;
}

Result<const SecurityRule*> rule_of(const CreditDesk& desk, const std::string& bill_type) {
  const auto today = TRY(today_at(desk));
  const auto* rule = desk.rules.security_rule(bill_type, today);
  if (rule != nullptr) return rule;
  return fail(ErrorCode::NotFound, "SITE.toml has no [[security_deposit]] of bill type " +
                                       bill_type + "; propose an amount with a reason.");
}

/// What of the receipts is on the account no more.
Money uncovered_of(const SecurityDeposit& one, const std::vector<Booking>& bookings) {
  std::map<deposit::ledger::Origin, Money> named;
  for (const auto& receipt : one.receipts) {
    if (receipt.envelope) named[*receipt.envelope] += receipt.amount;
  }
  Money uncovered;
  for (const auto& [envelope, amount] : named) {
    Money stands;
    for (const auto& booking : bookings) {
      if (booking.envelope == envelope) stands += booking.amount;
    }
    if (stands < amount) uncovered += amount - std::max(stands, Money{});
  }
  return uncovered;
}

void add_broken(const std::vector<ArrangementView>& views, std::vector<Blemish>& blemishes) {
  for (const auto& view : views) {
    if (!was_agreed(view.one)) continue;
    for (const auto& step : view.one.steps) {
      if (step.event != deposit::credit::ArrangementEvent::Break) continue;
      const auto day = BusinessDay::parse(step.at.substr(0, date_size));
      if (day) blemishes.push_back({*day, "an arrangement was broken"});
    }
    for (const auto& installment : view.assessment.installments) {
      if (installment.short_at_limit == Money{}) continue;
      blemishes.push_back({installment.limit, "an installment was short"});
    }
  }
}

/// What starts the months of good payment anew.
Result<std::vector<Blemish>> blemishes_of(const CreditDesk& desk, KnownHolders& holders,
                                          const SecurityDeposit& one,
                                          const std::vector<Booking>& bookings) {
  std::vector<Blemish> blemishes;
  for (const auto& day : deposit::credit::return_days(bookings)) {
    blemishes.push_back({day, "a check came back"});
  }
  const auto& lockbox = one.wanted.lockbox;
  for (const auto& number : TRY(holders.group(lockbox, one.wanted.account))) {
    for (const auto& charge :
         TRY(desk.books.credit().paid_charges(desk.site.id, lockbox, number))) {
      const auto due = BusinessDay::parse(charge.due_on);
      if (due && charge.paid_on > *due) blemishes.push_back({charge.paid_on, "a late payment"});
    }
  }
  add_broken(TRY(view_arrangements(desk, {.lockbox = lockbox, .account = one.wanted.account})),
             blemishes);
  return blemishes;
}

Result<SecurityView> view_one(const CreditDesk& desk, KnownHolders& holders, SecurityDeposit one,
                              const BusinessDay& today) {
  const auto& wanted = one.wanted;
  auto account = TRY(holders.holder(wanted.lockbox, wanted.account));
  const auto bookings = TRY(holders.bookings(wanted.lockbox, wanted.account));
  SecurityView view{.one = {},
                    .account = {},
                    .received = deposit::credit::received_of(one),
                    .interest = {},
                    .until = today,
                    .uncovered = uncovered_of(one, bookings)};
  const bool is_ours = one.state == SecurityState::Held || one.state == SecurityState::Approved;
  if (is_ours) {
    view.interest = deposit::credit::interest_until(one, rules_of(desk, wanted.bill_type), today);
  } else if (one.release) {
    view.interest = one.release->interest;
    view.until = one.release->until;
  }
  if (one.state == SecurityState::Held) {
    const auto blemishes = TRY(blemishes_of(desk, holders, one, bookings));
    view.refund = deposit::credit::refund_due(one, blemishes);
  }
  view.next = next_events(one, view.uncovered);
  const auto* rule = desk.rules.security_rule(wanted.bill_type, today);
  if (rule != nullptr) view.waivers = rule->waivers;
  view.one = std::move(one);
  view.account = std::move(account);
  return view;
}

/// Where the rule lists reasons, it is waived for one of them.
Result<void> check_waiver(const CreditDesk& desk, const SecurityDeposit& one,
                          const std::string& note) {
  const auto* rule = desk.rules.security_rule(one.wanted.bill_type, TRY(today_at(desk)));
  if (rule == nullptr || rule->waivers.empty()) return {};
  if (std::ranges::find(rule->waivers, note) != rule->waivers.end()) return {};
  std::string reasons;
  for (const auto& reason : rule->waivers) reasons += (reasons.empty() ? "" : "; ") + reason;
  return fail(ErrorCode::InvalidInput, "The deposit is waived for one of: " + reasons + ".",
              "/note");
}

}  // namespace

Result<deposit::credit::Required> required_security(const CreditDesk& desk,
                                                    const AskedSecurity& asked) {
  const auto found = TRY(unmerged_account(desk, asked.ref));
  const auto* rule = TRY(rule_of(desk, found.account.bill_type));
  return deposit::credit::required_by(*rule, asked.bills);
}

Result<SecurityDeposit> propose_security(const CreditDesk& desk, const AskedSecurity& asked,
                                         const deposit::Actor& actor) {
  const auto found = TRY(unmerged_account(desk, asked.ref));
  const auto* rule = desk.rules.security_rule(found.account.bill_type, TRY(today_at(desk)));
  deposit::credit::NewSecurity wanted{.lockbox = found.lockbox,
                                      .account = found.account.number,
                                      .bill_type = found.account.bill_type,
                                      .basis = deposit::credit::SecurityBasis::Hand,
                                      .amount = asked.amount.value_or(Money{}),
                                      .why = asked.reason,
                                      .refund_months = rule == nullptr ? 0 : rule->refund_months};
  if (!asked.amount) {
    const auto required = TRY(required_security(desk, asked));
    wanted.basis = deposit::credit::SecurityBasis::Rule;
    wanted.amount = required.amount;
    wanted.why = required.why;
  }
  return desk.books.credit().propose(desk.site.id, wanted, actor);
}

Result<std::vector<SecurityView>> view_securities(const CreditDesk& desk,
                                                  const deposit::CreditFilter& filter) {
  std::vector<SecurityView> views;
  auto all = TRY(desk.books.credit().securities(desk.site.id, filter));
  if (all.empty()) return views;
  const auto today = TRY(today_at(desk));
  KnownHolders holders{desk};
  for (auto& one : all) views.push_back(TRY(view_one(desk, holders, std::move(one), today)));
  return views;
}

Result<SecurityDeposit> receive_security(const CreditDesk& desk, std::int64_t number,
                                         std::int64_t version,
                                         const deposit::credit::SecurityReceipt& receipt,
                                         const deposit::Actor& actor) {
  return desk.books.credit().receive(desk.site.id, number, version, receipt, actor);
}

Result<SecurityDeposit> step_security(const CreditDesk& desk, std::int64_t number,
                                      const WantedStep& wanted, const deposit::Actor& actor) {
  auto& book = desk.books.credit();
  const auto one = TRY(book.security(desk.site.id, number));
  deposit::WantedSecurityStep step{
      .event = wanted.event, .version = wanted.version, .note = wanted.note};
  // One whose money was taken back is waived for that, whatever the reasons of its rule are.
  const bool is_waived = wanted.event == SecurityEvent::Waive && one.receipts.empty();
  if (is_waived) TRY(check_waiver(desk, one, wanted.note));
  if (wanted.event == SecurityEvent::AskRelease && wanted.release) {
    const auto today = TRY(today_at(desk));
    step.release = deposit::credit::Release{.kind = wanted.release->kind,
                                            .amount = deposit::credit::received_of(one),
                                            .interest = deposit::credit::interest_until(
                                                one, rules_of(desk, one.wanted.bill_type), today),
                                            .until = today,
                                            .adjustment = wanted.release->adjustment,
                                            .reference = wanted.release->reference};
  }
  return book.step(desk.site.id, number, step, actor);
}

}  // namespace lockbox::service::credit
