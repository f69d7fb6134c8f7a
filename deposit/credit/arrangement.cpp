#include "deposit/credit/arrangement.h"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include "core/text.h"
#include "deposit/ledger/legal_rules.h"
#include "deposit/model/person.h"

namespace lockbox::deposit::credit {

namespace {

using ledger::day_after;
using ledger::Span;

constexpr std::int64_t week_days = 7;
constexpr std::chrono::year last_due_year{2999};

/// A later one is a slip of the keys, and the calendar's last days have none after them.
Result<void> check_due_day(const BusinessDay& due, const std::string& pointer) {
  if (due.date().year() <= last_due_year) return {};
  return fail(ErrorCode::InvalidInput, "An installment is due on 2999-12-31 at the latest.",
              pointer);
}

BusinessDay due_day(const SchedulePlan& plan, std::int64_t index) {
  switch (plan.rhythm) {
    case Rhythm::Weekly:
      return days_after(plan.first_due, index * week_days);
    case Rhythm::Biweekly:
      return days_after(plan.first_due, index * 2 * week_days);
    case Rhythm::Monthly:
      break;
  }
  return day_after(plan.first_due, index, Span::Months);
}

Result<void> check_total(Money total) {
  if (total > Money{} && total <= item_max) return {};
  return fail(
      ErrorCode::InvalidInput,
      fmt::format("An arrangement is about more than 0.00 and at most {}.", item_max.to_string()),
      "/total_cents");
}

/// Gives the receipts to the installments, the oldest first; what is left of them.
Money pour(std::span<const Receipt> receipts, std::vector<InstallmentView>& views) {
  std::size_t next = 0;
  Money beyond;
  for (auto receipt : receipts) {
    while (receipt.amount > Money{} && next < views.size()) {
      auto& view = views[next];
      const auto open = view.installment.amount - view.paid;
      const auto part = std::min(open, receipt.amount);
      view.parts.push_back({{receipt.envelope, receipt.day, part}});
      view.paid += part;
      receipt.amount -= part;
      if (part == open) ++next;
    }
    beyond += receipt.amount;
  }
  return beyond;
}

/// What of the installment was paid up to the day.
Money paid_until(const InstallmentView& view, const BusinessDay& day) {
  Money paid;
  for (const auto& part : view.parts) {
    if (part.receipt.day <= day) paid += part.receipt.amount;
  }
  return paid;
}

void judge(InstallmentView& view, const BusinessDay& today) {
  const auto& amount = view.installment.amount;
  const auto missing = amount - paid_until(view, view.limit);
  if (missing == Money{}) {
    view.standing = InstallmentStanding::Paid;
  } else if (today > view.limit) {
    view.short_at_limit = missing;
    view.standing = view.paid == amount ? InstallmentStanding::Late : InstallmentStanding::Short;
  }
}

std::string broken_sentence(std::size_t index, const InstallmentView& view) {
  return fmt::format("Installment {} of {} was short by {} on {}{}.", index + 1,
                     view.installment.amount.to_string(), view.short_at_limit.to_string(),
                     view.limit.to_string(),
                     view.standing == InstallmentStanding::Late ? " and came late" : "");
}

std::string active_sentence(const Assessment& assessment) {
  for (const auto& view : assessment.installments) {
    if (view.paid == view.installment.amount) continue;
    return fmt::format("{} is due on {}, in time until {}.",
                       (view.installment.amount - view.paid).to_string(),
                       view.installment.due.to_string(), view.limit.to_string());
  }
  return {};
}

}  // namespace

BusinessDay business_day_from(const BusinessDay& day, std::span<const BusinessDay> holidays) {
  auto found = day;
  while (true) {
    if (!is_weekend(found) && std::ranges::find(holidays, found) == holidays.end()) return found;
    found = days_after(found, 1);
  }
}

Result<std::vector<Installment>> plan_schedule(const SchedulePlan& plan,
                                               std::span<const BusinessDay> holidays) {
  TRY(check_total(plan.total));
  if (plan.count < 1 || plan.count > installments_max) {
    return fail(ErrorCode::InvalidInput,
                fmt::format("An arrangement has 1 to {} installments.", installments_max),
                "/count");
  }
  const auto each = plan.total.cents() / plan.count;
  if (each == 0) {
    return fail(ErrorCode::InvalidInput,
                fmt::format("{} does not make {} installments of a cent or more.",
                            plan.total.to_string(), plan.count),
                "/count");
  }
  TRY(check_due_day(plan.first_due, "/first_due"));
  std::vector<Installment> installments;
  for (std::int64_t i = 0; i < plan.count; ++i) {
    const bool is_last = i + 1 == plan.count;
    const auto cents = is_last ? plan.total.cents() - each * (plan.count - 1) : each;
    const auto due = business_day_from(due_day(plan, i), holidays);
    TRY(check_due_day(due, "/first_due"));
    installments.push_back({due, Money::from_cents(cents)});
  }
  return installments;
}

Result<void> check_arrangement(const NewArrangement& wanted) {
  TRY(check_total(wanted.total));
  const auto& rows = wanted.installments;
  if (rows.empty() || rows.size() > static_cast<std::size_t>(installments_max)) {
    return fail(ErrorCode::InvalidInput,
                fmt::format("An arrangement has 1 to {} installments.", installments_max),
                "/installments");
  }
  Money sum;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto place = fmt::format("/installments/{}", i);
    if (rows[i].amount <= Money{} || rows[i].amount > item_max) {
      return fail(ErrorCode::InvalidInput, "An installment is more than 0.00.",
                  place + "/amount_cents");
    }
    TRY(check_due_day(rows[i].due, place + "/due"));
    if (rows[i].due < wanted.active_from || (i > 0 && rows[i].due <= rows[i - 1].due)) {
      return fail(ErrorCode::InvalidInput,
                  "Installments are due one after another, none before the arrangement begins.",
                  place + "/due");
    }
    sum += rows[i].amount;
  }
  if (sum != wanted.total) {
    return fail(
        ErrorCode::OutOfBalance,
        fmt::format("The installments add up to {}, which is {} from the total of {}.",
                    sum.to_string(), (sum - wanted.total).to_string(), wanted.total.to_string()),
        "/installments");
  }
  if (wanted.grace_days < 0 || wanted.grace_days > grace_days_max) {
    return fail(ErrorCode::InvalidInput, fmt::format("Grace is 0 to {} days.", grace_days_max),
                "/grace_days");
  }
  if (is_blank(wanted.terms)) {
    return fail(ErrorCode::InvalidInput, "Say what was agreed with the customer.", "/terms");
  }
  return {};
}

bool is_live(ArrangementState state) {
  return state != ArrangementState::Closed && state != ArrangementState::Rejected;
}

std::optional<BusinessDay> catch_up_of(const Arrangement& arrangement) {
  std::optional<BusinessDay> asked;
  std::optional<BusinessDay> given;
  for (const auto& step : arrangement.steps) {
    if (step.event == ArrangementEvent::AskReinstatement) asked = step.catch_up;
    if (step.event == ArrangementEvent::Reinstate) given = asked;
  }
  return given;
}

Assessment assess(const Arrangement& arrangement, std::span<const Booking> bookings,
                  const BusinessDay& today) {
  const auto& plan = arrangement.plan;
  const auto catch_up = catch_up_of(arrangement);
  Assessment assessment;
  for (const auto& one : plan.installments) {
    auto limit = days_after(one.due, plan.grace_days);
    if (catch_up) limit = std::max(limit, *catch_up);
    assessment.installments.push_back({one, limit, InstallmentStanding::Open, {}, {}, {}});
  }
  assessment.beyond = pour(receipts_of(bookings, plan.active_from), assessment.installments);
  for (auto& view : assessment.installments) {
    judge(view, today);
    assessment.paid += view.paid;
  }
  assessment.left = plan.total - assessment.paid;
  if (today < plan.active_from) {
    assessment.detected = ArrangementState::Approved;
    assessment.why = fmt::format("Begins on {}.", plan.active_from.to_string());
    return assessment;
  }
  if (assessment.left == Money{}) {
    assessment.detected = ArrangementState::Kept;
    assessment.why = fmt::format("All of {} is paid.", plan.total.to_string());
    return assessment;
  }
  for (std::size_t i = 0; i < assessment.installments.size(); ++i) {
    if (assessment.installments[i].short_at_limit == Money{}) continue;
    assessment.detected = ArrangementState::Broken;
    assessment.why = broken_sentence(i, assessment.installments[i]);
    return assessment;
  }
  assessment.why = active_sentence(assessment);
  return assessment;
}

std::vector<ArrangementEvent> detected_events(ArrangementState state, ArrangementState detected) {
  const bool is_told = state == ArrangementState::Approved || state == ArrangementState::Active ||
                       state == ArrangementState::Kept || state == ArrangementState::Broken;
  if (!is_told || state == detected || detected == ArrangementState::Approved) return {};
  std::vector<ArrangementEvent> events;
  if (state == ArrangementState::Approved) events.push_back(ArrangementEvent::Begin);
  if (state == ArrangementState::Kept || state == ArrangementState::Broken) {
    events.push_back(ArrangementEvent::FallBack);
  }
  if (detected == ArrangementState::Kept) events.push_back(ArrangementEvent::Keep);
  if (detected == ArrangementState::Broken) events.push_back(ArrangementEvent::Break);
  return events;
}

Result<void> check_second_person(const Arrangement& arrangement, ArrangementEvent event,
                                 const std::string& person) {
  const bool decides_proposal = event == ArrangementEvent::Approve;
  const bool decides_reinstatement = event == ArrangementEvent::Reinstate;
  if (decides_proposal && is_same_person(arrangement.proposed_by, person)) {
    return fail(ErrorCode::NotPermitted,
                "Another person than who proposed the arrangement approves it.");
  }
  if (!decides_reinstatement) return {};
  for (auto step = arrangement.steps.rbegin(); step != arrangement.steps.rend(); ++step) {
    if (step->event != ArrangementEvent::AskReinstatement) continue;
    if (!is_same_person(step->actor, person)) return {};
    return fail(ErrorCode::NotPermitted,
                "Another person than who asked for the reinstatement grants it.");
  }
  return {};
}

}  // namespace lockbox::deposit::credit
