#include "deposit/credit/security.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/text.h"
#include "deposit/ledger/legal_rules.h"
#include "deposit/model/person.h"

namespace lockbox::deposit::credit {

namespace {

constexpr std::int64_t percents = 100;
constexpr std::int64_t basis_points = 10'000;
constexpr std::int64_t year_days = 365;

/// Of one cent for these days, in parts of which `basis_points * year_days` are the cent.
std::int64_t rate_days(std::span<const SecurityRule> rules, const BusinessDay& after,
                       const BusinessDay& until) {
  std::int64_t sum = 0;
  for (const auto& rule : rules) {
    auto from = rule.from && *rule.from > after ? *rule.from : after;
    auto to = until;
    for (const auto& later : rules) {
      const bool is_later = later.from && (!rule.from || *later.from > *rule.from);
      if (is_later) to = std::min(to, *later.from);
    }
    if (from < to) sum += rule.interest_basis_points * days_between(from, to);
  }
  return sum;
}

}  // namespace

Result<Required> required_by(const SecurityRule& rule, std::span<const Money> bills) {
  if (rule.amount) {
    return Required{*rule.amount, fmt::format("{} is what accounts of bill type {} deposit.",
                                              rule.amount->to_string(), rule.bill_type)};
  }
  if (static_cast<std::int64_t>(bills.size()) != rule.bills) {
    return fail(ErrorCode::InvalidInput,
                fmt::format("The rule of bill type {} takes the last {} bills, not {}.",
                            rule.bill_type, rule.bills, bills.size()),
                "/bills_cents");
  }
  Money sum;
  for (const auto bill : bills) {
    if (bill < Money{} || bill > security_max) {
      return fail(ErrorCode::InvalidInput,
                  fmt::format("A bill is 0.00 to {}.", security_max.to_string()), "/bills_cents");
    }
    sum += bill;
  }
  auto amount = Money::from_cents(sum.cents() * rule.percent / (rule.bills * percents));
  auto why = fmt::format("{} % of the average of the last {} bills, which come to {}, is {}",
                         rule.percent, rule.bills, sum.to_string(), amount.to_string());
  if (amount < rule.least) {
    amount = rule.least;
    why += fmt::format("; the least is {}", amount.to_string());
  }
  const auto most = std::min(rule.most.value_or(security_max), security_max);
  if (amount > most) {
    amount = most;
    why += fmt::format("; the most is {}", amount.to_string());
  }
  return Required{amount, why + "."};
}

Result<void> check_security(const NewSecurity& wanted) {
  if (wanted.amount <= Money{} || wanted.amount > security_max) {
    return fail(ErrorCode::InvalidInput,
                fmt::format("A security deposit is more than 0.00 and at most {}.",
                            security_max.to_string()),
                "/amount_cents");
  }
  if (!is_blank(wanted.why)) return {};
  return fail(ErrorCode::InvalidInput, "Say why the account needs a deposit of this amount.",
              "/reason");
}

Money received_of(const SecurityDeposit& deposit) {
  Money sum;
  for (const auto& receipt : deposit.receipts) sum += receipt.amount;
  return sum;
}

std::optional<BusinessDay> held_since(const SecurityDeposit& deposit) {
  if (deposit.receipts.empty() || received_of(deposit) < deposit.wanted.amount) return std::nullopt;
  return std::ranges::max(deposit.receipts, {}, &SecurityReceipt::day).day;
}

Money interest_until(const SecurityDeposit& deposit, std::span<const SecurityRule> rules,
                     const BusinessDay& day) {
  std::int64_t parts = 0;
  for (const auto& receipt : deposit.receipts) {
    parts += receipt.amount.cents() * rate_days(rules, receipt.day, day);
  }
  return Money::from_cents(parts / (basis_points * year_days));
}

std::optional<RefundDue> refund_due(const SecurityDeposit& deposit,
                                    std::span<const Blemish> blemishes) {
  const auto held = held_since(deposit);
  const auto months = deposit.wanted.refund_months;
  if (!held || months == 0 || deposit.state != SecurityState::Held) return std::nullopt;
  const Blemish* last = nullptr;
  for (const auto& blemish : blemishes) {
    if (blemish.day < *held) continue;
    if (last == nullptr || blemish.day > last->day) last = &blemish;
  }
  const auto from = last == nullptr ? *held : last->day;
  const auto due = ledger::day_after(from, months, ledger::Span::Months);
  const auto why =
      last == nullptr
          ? fmt::format("{} months after it was received on {}.", months, held->to_string())
          : fmt::format("{} months after {} on {}.", months, last->what, last->day.to_string());
  return RefundDue{due, why};
}

Result<void> check_release(const SecurityDeposit& deposit, const Release& release) {
  const auto received = received_of(deposit);
  if (received == Money{}) {
    return fail(ErrorCode::Conflict, "Nothing was received for it that could be given back.");
  }
  if (release.amount != received) {
    return fail(ErrorCode::InvalidInput,
                fmt::format("All of it goes back at once: {} was received.", received.to_string()),
                "/amount_cents");
  }
  if (release.kind == ReleaseKind::Refund && release.adjustment != 0) {
    return fail(ErrorCode::InvalidInput,
                "A refund is paid by the city; name the payment, not an adjustment.",
                "/adjustment");
  }
  if (release.adjustment == 0 && is_blank(release.reference)) {
    return fail(ErrorCode::InvalidInput,
                "Name the booking that it stands on: an adjustment, or the other system's number.",
                "/reference");
  }
  return {};
}

Result<void> check_second_person(const SecurityDeposit& deposit, SecurityEvent event,
                                 const std::string& person) {
  const bool is_first = event == SecurityEvent::Approve || event == SecurityEvent::Waive;
  if (is_first && is_same_person(deposit.proposed_by, person)) {
    return fail(ErrorCode::NotPermitted,
                "Another person than who proposed the deposit approves or waives it.");
  }
  const bool is_release = event == SecurityEvent::Release && deposit.release.has_value();
  if (is_release && is_same_person(deposit.release->asked_by, person)) {
    return fail(ErrorCode::NotPermitted,
                "Another person than who asked for the release records it.");
  }
  return {};
}

}  // namespace lockbox::deposit::credit
