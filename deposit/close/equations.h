#pragma once

/// @file
/// The reconciliation equations of a day as named assertions on values.  Each gives the first thing
/// that breaks it as a sentence, or nothing.

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "deposit/close/day_record.h"

namespace lockbox::deposit::close {

using Fault = std::optional<std::string>;

/// D3: what a batch holds is what was declared of it, or a supervisor accepted the difference, or
/// all its money goes on to another day; and what it counts is what its pieces add up to.
[[nodiscard]] Fault d3_batches_hold_what_was_declared(const DayRecord& record);
/// D4: every released tender lies in exactly one deposit, and deposits hold nothing else; on a
/// closed day every tender has exactly one place: a deposit, its payer, the day it goes on to, or
/// among what the bank rejected.
[[nodiscard]] Fault d4_deposits_partition_the_released_items(const DayRecord& record);
/// D5: a deposit is its list: count, limit of the ticket, physical order, total.
[[nodiscard]] Fault d5_deposits_are_their_lists(const DayRecord& record);
/// D6: ticket less currency, coin and checks is 0.00; what is currency was counted into a bag bill
/// by bill; card slips are on settlement lists alone.
[[nodiscard]] Fault d6_deposits_have_no_variance(const DayRecord& record);
/// D7: a posting file holds what was applied and named in it, and files, revenue and suspense add
/// up to the deposits.
[[nodiscard]] Fault d7_postings_and_suspense_are_the_deposits(const DayRecord& record);
/// D8: every entry sums to zero in every fund, and the bank is debited with each deposit.
[[nodiscard]] Fault d8_funds_balance(const DayRecord& record);
/// D9: in transit = sent + adjustments - confirmed; zero once the bank has confirmed a deposit.
[[nodiscard]] Fault d9_the_bank_confirms_what_was_sent(const DayRecord& record);
/// D10: opening + added - applied - refunded - returned - escheated = closing, envelope by
/// envelope; opening + in - out = closing for kept paper and what drawers of returned items owe.
[[nodiscard]] Fault d10_suspense_rolls(const DayRecord& record);
/// D11: every piece of paper of the mail log is in custody or left it, and the gap report is empty;
/// without a mail log there is nothing to break it.
[[nodiscard]] Fault d11_paper_is_conserved(const DayRecord& record);
/// D12: every cash drawer is counted and accepted, and its over or short is counted less expected,
/// booked by itself for its person and session; from the threshold on, somebody said why.
[[nodiscard]] Fault d12_drawers_are_counted(const DayRecord& record);
/// D13: lines 1, 2 and 11 of the tie hold to the cent and the piece.
[[nodiscard]] Fault d13_day_ties(const DayRecord& record);

/// D14: for every source of receipts, a lockbox's mail or a cash drawer, cash is deposited as cash
/// and checks as checks; who cashes a check out of the day's cash breaks it.
[[nodiscard]] Fault d14_modes_of_payment_are_kept(const DayRecord& record);

struct Equation {
  std::string_view id;
  std::string_view sentence;
  Fault (*first_fault)(const DayRecord& record);
};
/// All of the above, in order.
[[nodiscard]] std::span<const Equation> equations();

}  // namespace lockbox::deposit::close
