#include "service/credit/arrangements.h"

#include <algorithm>
#include <array>
#include <map>

namespace lockbox::service::credit {

namespace {

using deposit::credit::Arrangement;
using deposit::credit::ArrangementEvent;
using deposit::credit::ArrangementState;
using deposit::credit::Booking;

/// What people do; the rest is what the books show.
constexpr std::array arrangement_words{
    ArrangementEvent::Approve,   ArrangementEvent::Reject, ArrangementEvent::AskReinstatement,
    ArrangementEvent::Reinstate, ArrangementEvent::Refuse, ArrangementEvent::Close,
    ArrangementEvent::Withdraw};

std::vector<ArrangementEvent> next_events(ArrangementState state) {
  std::vector<ArrangementEvent> next;
  for (const auto event : arrangement_words) {
    if (next_state(deposit::credit::arrangement_transitions, state, event)) next.push_back(event);
  }
  return next;
}

/// An arrangement that ended is shown as it was then.
void keep_until(std::vector<Booking>& bookings, const BusinessDay& day) {
  std::erase_if(bookings, [&](const Booking& one) { return one.booked_on > day; });
}

/// What older arrangements of the same money have counted already.
class Counted {
 public:
  std::int64_t take_out(const std::string& holder, std::vector<Booking>& bookings) const {
    const auto found = counted_.find(holder);
    if (found == counted_.end()) return 0;
    bookings.insert(bookings.end(), found->second.bookings.begin(), found->second.bookings.end());
    return found->second.first;
  }
  void add(const std::string& holder, const ArrangementView& view) {
    auto& counted = counted_[holder];
    if (counted.first == 0) counted.first = view.one.number;
    for (const auto& installment : view.assessment.installments) {
      for (const auto& part : installment.parts) {
        const auto& receipt = part.receipt;
        counted.bookings.push_back(
            {receipt.envelope, receipt.day, receipt.day, Money{} - receipt.amount});
      }
    }
  }

 private:
  struct OfHolder {
    std::int64_t first = 0;
    std::vector<Booking> bookings;
  };
  std::map<std::string, OfHolder> counted_;
};

Result<ArrangementView> view_one(KnownHolders& holders, Counted& counted, Arrangement one,
                                 const BusinessDay& today) {
  auto account = TRY(holders.holder(one.plan.lockbox, one.plan.account));
  auto bookings = TRY(holders.payments(one.plan.lockbox, one.plan.account));
  const auto ended = one.ended_on;
  std::int64_t shares_with = 0;
  if (ended) {
    keep_until(bookings, *ended);
  } else {
    shares_with = counted.take_out(account.ref, bookings);
  }
  auto assessment = deposit::credit::assess(one, bookings, ended.value_or(today));
  const auto events = deposit::credit::detected_events(one.state, assessment.detected);
  const auto shows = events.empty() ? one.state : assessment.detected;
  ArrangementView view{std::move(one), std::move(account), std::move(assessment),
                       shows,          next_events(shows), shares_with};
  if (!ended && was_agreed(view.one)) counted.add(view.account.ref, view);
  return view;
}

Result<std::vector<deposit::credit::Installment>> schedule_of(const CreditDesk& desk,
                                                              const AskedArrangement& asked) {
  if (!asked.plan) return asked.installments;
  auto plan = *asked.plan;
  plan.total = asked.total;
  return deposit::credit::plan_schedule(plan, desk.site.bank_holidays);
}

/// The numbers of merged accounts count as well: their payments are the same money.
Result<void> check_group_is_free(const CreditDesk& desk, const work::FoundAccount& found) {
  KnownHolders holders{desk};
  const auto group = TRY(holders.group(found.lockbox, found.account.number));
  for (const auto& one : TRY(desk.books.credit().arrangements(
           desk.site.id, {.lockbox = found.lockbox, .account = {}, .only_live = true}))) {
    if (std::ranges::find(group, one.plan.account) == group.end()) continue;
    return fail(ErrorCode::Conflict, "The account has arrangement " + std::to_string(one.number) +
                                         "; close it before another one is proposed.");
  }
  return {};
}

/// What the agency was told of, or is about to be, is recalled before it is arranged.
Result<void> check_is_not_referred(const CreditDesk& desk, const work::FoundAccount& found) {
  using deposit::credit::ReferralState;
  KnownHolders holders{desk};
  const auto group = TRY(holders.group(found.lockbox, found.account.number));
  for (const auto& one : TRY(desk.books.credit().referrals(
           desk.site.id, {.lockbox = found.lockbox, .account = {}, .only_live = true}))) {
    if (one.state == ReferralState::Recalled) continue;
    if (std::ranges::find(group, one.wanted.account) == group.end()) continue;
    return fail(ErrorCode::Conflict, "The account is referred to collection by referral " +
                                         std::to_string(one.number) +
                                         "; reject, recall or close it first.");
  }
  return {};
}

}  // namespace

bool was_agreed(const Arrangement& one) {
  return std::ranges::any_of(
      one.steps, [](const auto& step) { return step.event == ArrangementEvent::Approve; });
}

Result<std::vector<deposit::credit::Installment>> preview_schedule(const CreditDesk& desk,
                                                                   const AskedArrangement& asked) {
  return schedule_of(desk, asked);
}

Result<Arrangement> propose_arrangement(const CreditDesk& desk, const AskedArrangement& asked,
                                        const deposit::Actor& actor) {
  const auto found = TRY(unmerged_account(desk, asked.ref));
  const auto today = TRY(today_at(desk));
  if (asked.active_from && *asked.active_from < today) {
    return fail(ErrorCode::InvalidInput,
                "The books are at " + today.to_string() +
                    "; an arrangement begins on this day or a later one.",
                "/active_from");
  }
  TRY(check_group_is_free(desk, found));
  TRY(check_is_not_referred(desk, found));
  const deposit::credit::NewArrangement wanted{.lockbox = found.lockbox,
                                               .account = found.account.number,
                                               .total = asked.total,
                                               .installments = TRY(schedule_of(desk, asked)),
                                               .grace_days = asked.grace_days,
                                               .active_from = asked.active_from.value_or(today),
                                               .terms = asked.terms};
  return desk.books.credit().propose(desk.site.id, wanted, actor);
}

Result<std::vector<ArrangementView>> view_arrangements(const CreditDesk& desk,
                                                       const deposit::CreditFilter& filter) {
  auto all = TRY(desk.books.credit().arrangements(desk.site.id, filter));
  std::vector<ArrangementView> views;
  if (all.empty()) return views;
  const auto today = TRY(today_at(desk));
  KnownHolders holders{desk};
  Counted counted;
  std::ranges::sort(all, {}, &Arrangement::number);  // The older one counts first.
  for (auto& one : all) views.push_back(TRY(view_one(holders, counted, std::move(one), today)));
  std::ranges::reverse(views);
  return views;
}

Result<ArrangementView> view_arrangement(const CreditDesk& desk, std::int64_t number) {
  const auto one = TRY(desk.books.credit().arrangement(desk.site.id, number));
  const bool is_live = deposit::credit::is_live(one.state);
  // Others of the same money count as well.
  for (auto& view : TRY(view_arrangements(
           desk, {.lockbox = one.plan.lockbox, .account = {}, .only_live = is_live}))) {
    if (view.one.number == number) return std::move(view);
  }
  return fail(ErrorCode::NotFound, "There is no arrangement " + std::to_string(number) + ".");
}

Result<Arrangement> step_arrangement(const CreditDesk& desk, std::int64_t number,
                                     deposit::WantedArrangementStep wanted,
                                     const deposit::Actor& actor) {
  const auto view = TRY(view_arrangement(desk, number));
  if (wanted.catch_up && *wanted.catch_up < TRY(today_at(desk))) {
    return fail(ErrorCode::InvalidInput, "What is short is caught up today or on a later day.",
                "/catch_up");
  }
  wanted.detected = deposit::credit::detected_events(view.one.state, view.assessment.detected);
  wanted.detected_why = view.assessment.why;
  return desk.books.credit().step(desk.site.id, number, wanted, actor);
}

Result<int> record_arrangements(const CreditDesk& desk, const deposit::Actor& actor) {
  int moved = 0;
  for (const auto& view : TRY(view_arrangements(desk, {.only_live = true}))) {
    const auto events = deposit::credit::detected_events(view.one.state, view.assessment.detected);
    if (events.empty()) continue;
    const deposit::WantedArrangementStep seen{
        .version = view.one.version, .detected = events, .detected_why = view.assessment.why};
    const auto after =
        TRY(desk.books.credit().record_detected(desk.site.id, view.one.number, seen, actor));
    if (after.version != view.one.version) ++moved;
  }
  return moved;
}

std::int64_t broken_count(const std::vector<ArrangementView>& views) {
  return std::ranges::count_if(views, [](const ArrangementView& view) {
    const bool was_broken = std::ranges::any_of(
        view.one.steps, [](const auto& step) { return step.event == ArrangementEvent::Break; });
    return was_broken || view.shows == ArrangementState::Broken;
  });
}

}  // namespace lockbox::service::credit
