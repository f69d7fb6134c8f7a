#pragma once

/// @file
/// Payment arrangements: their schedule, and what the books say of how they are kept.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/account_number.h"
#include "core/business_day.h"
#include "core/money.h"
#include "core/result.h"
#include "deposit/credit/bookings.h"
#include "deposit/credit/lives.h"

namespace lockbox::deposit::credit {

enum class Rhythm { Weekly, Biweekly, Monthly };
inline constexpr Names<3> rhythm_names{"weekly", "biweekly", "monthly"};

inline constexpr std::int64_t installments_max = 60;
inline constexpr std::int64_t grace_days_max = 60;

struct Installment {
  BusinessDay due;
  Money amount;
  friend bool operator==(const Installment&, const Installment&) = default;
};

/// Equal installments from a first day on.
struct SchedulePlan {
  Money total;
  std::int64_t count = 1;
  BusinessDay first_due;
  Rhythm rhythm = Rhythm::Monthly;
};

/// That day, or the next one that is neither Saturday, Sunday nor one of the holidays.
[[nodiscard]] BusinessDay business_day_from(const BusinessDay& day,
                                            std::span<const BusinessDay> holidays);

/// The installments: equal, with the cents that do not divide in the last; due in the rhythm, a day
/// without business moved to the next one with it.  InvalidInput, naming the member, for a total or
/// a count that makes no schedule, and for a day after 2999.
[[nodiscard]] Result<std::vector<Installment>> plan_schedule(const SchedulePlan& plan,
                                                             std::span<const BusinessDay> holidays);

/// What a person proposes.
struct NewArrangement {
  std::string lockbox;
  AccountNumber account;
  Money total;
  std::vector<Installment> installments;
  std::int64_t grace_days = 0;  ///< Calendar days after the due day in which it may still come.
  BusinessDay active_from;      ///< Payments from this day on count.
  std::string terms;            ///< As agreed with the customer.
};
/// InvalidInput, naming the member, for what makes no sense; OutOfBalance when the installments do
/// not add up to the total.
[[nodiscard]] Result<void> check_arrangement(const NewArrangement& wanted);

struct ArrangementStep {
  ArrangementEvent event = ArrangementEvent::Approve;
  std::optional<BusinessDay> catch_up = {};  ///< Of AskReinstatement: what is short is due then.
  std::string actor;
  std::string at;
  std::string note;
};

struct Arrangement {
  std::int64_t number = 0;
  NewArrangement plan;
  ArrangementState state = ArrangementState::Proposed;
  std::int64_t version = 1;
  std::string proposed_by;
  std::string proposed_at;
  std::vector<ArrangementStep> steps = {};   ///< In order, only ever added to.
  std::optional<BusinessDay> ended_on = {};  ///< The newest business day when it ended.
};

/// Whether it still holds its account: no other may be proposed beside it.
[[nodiscard]] bool is_live(ArrangementState state);
/// Until when what was short is to be caught up, by the last reinstatement.
[[nodiscard]] std::optional<BusinessDay> catch_up_of(const Arrangement& arrangement);

enum class InstallmentStanding {
  Open,   ///< Not all of it is paid, and its grace is not over.
  Paid,   ///< In time.
  Late,   ///< Paid after its grace.
  Short,  ///< Its grace is over.
};
inline constexpr Names<4> installment_standing_names{"open", "paid", "late", "short"};

/// A part of a receipt that pays an installment.
struct PaidPart {
  Receipt receipt;  ///< With the amount that goes to the installment.
  friend bool operator==(const PaidPart&, const PaidPart&) = default;
};

struct InstallmentView {
  Installment installment;
  BusinessDay limit;  ///< The last day on which it is in time.
  InstallmentStanding standing = InstallmentStanding::Open;
  Money paid;
  Money short_at_limit;  ///< What was missing when its grace was over; zero before.
  std::vector<PaidPart> parts = {};
};

struct Assessment {
  ArrangementState detected = ArrangementState::Active;  ///< Approved, Active, Kept or Broken.
  std::vector<InstallmentView> installments = {};
  Money paid;       ///< Of the total.
  Money left;       ///< Of the total.
  Money beyond;     ///< Paid from its first day on, beyond the total.
  std::string why;  ///< A sentence.
};

/// What the books say on the day: payments fill the oldest installment first.  Kept when all is
/// paid; else broken by the first installment that was short when its grace was over, or when what
/// a reinstatement gave time for was; else active from its first day on.
[[nodiscard]] Assessment assess(const Arrangement& arrangement, std::span<const Booking> bookings,
                                const BusinessDay& today);

/// The steps that lead from the state in the books to what they show; none when it is there, and
/// for one whose life a person must take on.
[[nodiscard]] std::vector<ArrangementEvent> detected_events(ArrangementState state,
                                                            ArrangementState detected);

/// NotPermitted when this person may not take the step because another one must: who proposed does
/// not approve, who asks for a reinstatement does not reinstate.  Names are compared however they
/// are spelled.
[[nodiscard]] Result<void> check_second_person(const Arrangement& arrangement,
                                               ArrangementEvent event, const std::string& person);

}  // namespace lockbox::deposit::credit
