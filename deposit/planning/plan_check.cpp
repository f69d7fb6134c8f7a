// The proof of a plan, written apart from the planner on purpose: it counts and adds up anew what
// the items say, and asks of each ticket whether the bank would take it.

#include <fmt/format.h>

#include <map>
#include <set>
#include <utility>

#include "core/local_time.h"
#include "deposit/planning/day_plan.h"

namespace lockbox::deposit {

namespace {

using Fault = std::optional<std::string>;

/// Where the finished plan has each place: a sentence's worth of words, and the money.
struct Seat {
  const PlannedDeposit* deposit = nullptr;  ///< nullptr: it waits.
  Money amount;
};

std::string name_of_deposit(const PlannedDeposit& deposit) {
  return fmt::format("ticket {} of {} for {}", deposit.number, deposit.deposit_account,
                     deposit.banking_day.to_string());
}

/// D4: every item is planned or waits, once; nothing else is.
Fault fault_of_partition(std::span<const PlanItem> items, const DayPlan& plan) {
  std::map<ItemPlace, Seat> seats;
  const auto seat = [&](const ItemPlace& place, const Seat& taken) {
    return seats.emplace(place, taken).second;
  };
  for (const auto& deposit : plan.deposits) {
    for (const auto& item : deposit.items) {
      if (seat(item.place, {&deposit, item.amount})) continue;
      return "D4: " + to_text(item.place) + " is planned twice.";
    }
  }
  for (const auto& waiting : plan.waiting) {
    if (seat(waiting.place, {nullptr, waiting.amount})) continue;
    return "D4: " + to_text(waiting.place) + " is planned and waits, or waits twice.";
  }
  for (const auto& item : items) {
    const auto found = seats.find(item.place);
    if (found == seats.end()) return "D4: " + to_text(item.place) + " is released and left out.";
    if (found->second.amount != item.amount) {
      return fmt::format("D4: {} is {}, not {}.", to_text(item.place), item.amount.to_string(),
                         found->second.amount.to_string());
    }
    seats.erase(found);
  }
  if (seats.empty()) return {};
  return "D4: " + to_text(seats.begin()->first) + " is in the plan and was not released.";
}

/// D5: a ticket adds up, and its account takes it.
Fault fault_of_ticket(const PlannedDeposit& deposit, const PlanRequest& request) {
  const auto name = name_of_deposit(deposit);
  const auto* account = request.site.deposit_account(deposit.deposit_account);
  if (account == nullptr) return "D5: The site has no account for " + name + ".";
  if (request.site.has_public_money && !account->is_public_depository) {
    return "C-22: " + account->bank + " may not hold public money, so " + name +
           " cannot go there.";
  }
  Money sum;
  const ItemPlace* before = nullptr;
  for (const auto& item : deposit.items) {
    sum += item.amount;
    if (before != nullptr && !(*before < item.place)) {
      return "D5: The list of " + name + " is not in the order of the paper.";
    }
    before = &item.place;
  }
  const auto count = static_cast<std::int64_t>(deposit.items.size());
  if (count == 0) return "D5: " + name + " has no items.";
  if (has_items_limit(deposit.channel) && count > account->ticket_items_max) {
    return fmt::format("D5: {} has {} items; the account takes {}.", name, count,
                       account->ticket_items_max);
  }
  if (sum != deposit.total) {
    return fmt::format("D5: {} is {}, its items add up to {}.", name, deposit.total.to_string(),
                       sum.to_string());
  }
  if (sum <= account->ticket_amount_max) return {};
  return fmt::format("D5: {} is {}; the account takes {}.", name, sum.to_string(),
                     account->ticket_amount_max.to_string());
}

/// An item is where its money is booked, how its kind clears, and not before its cut-off allows.
Fault fault_of_item(const PlanItem& item, const PlannedDeposit& deposit,
                    const PlanRequest& request) {
  const auto name = to_text(item.place);
  if (item.hold) return "D4: " + name + " is planned though it must wait: " + item.hold->reason;
  if (item.deposit_account != deposit.deposit_account) {
    return "D4: " + name + " is booked for " + item.deposit_account + ", not for " +
           deposit.deposit_account + ".";
  }
  if (channel_of(item.tender) != deposit.channel) {
    return "D14: " + name + " does not clear as " + name_of_deposit(deposit) + " does.";
  }
  const auto* account = request.site.deposit_account(deposit.deposit_account);
  if (account == nullptr || !account->cut_off || !item.released_at) return {};
  if (*item.released_at <= LocalTime{deposit.banking_day, *account->cut_off}.instant()) return {};
  return "The cut-off: " + name + " was released after that of " + name_of_deposit(deposit) + ".";
}

Fault fault_of_items(std::span<const PlanItem> items, const DayPlan& plan,
                     const PlanRequest& request) {
  std::map<ItemPlace, const PlanItem*> by_place;
  for (const auto& item : items) by_place.emplace(item.place, &item);
  for (const auto& deposit : plan.deposits) {
    for (const auto& planned : deposit.items) {
      if (auto fault = fault_of_item(*by_place.at(planned.place), deposit, request)) return fault;
    }
  }
  return {};
}

/// One final deposit of an account and banking day, and nothing of them left out or after it.
Fault fault_of_finals(const DayPlan& plan, const PlanRequest& request) {
  std::set<std::pair<std::string, BusinessDay>> finals;
  for (const auto& made : request.made_finals) {
    finals.emplace(made.deposit_account, made.banking_day);
  }
  for (const auto& deposit : plan.deposits) {
    if (finals.contains({deposit.deposit_account, deposit.banking_day})) {
      return "The final deposit: " + name_of_deposit(deposit) + " comes after it.";
    }
    if (deposit.kind != DepositKind::Final) continue;
    finals.emplace(deposit.deposit_account, deposit.banking_day);
    for (const auto& waiting : plan.waiting) {
      if (waiting.deposit_account != deposit.deposit_account ||
          waiting.banking_day != deposit.banking_day) {
        continue;
      }
      return "The final deposit: " + name_of_deposit(deposit) + " leaves out " +
             to_text(waiting.place) + ".";
    }
  }
  return {};
}

}  // namespace

PlanProof proof_of(std::span<const PlanItem> items, const DayPlan& plan) {
  PlanProof proof;
  for (const auto& item : items) {
    ++proof.released.items;
    proof.released.amount += item.amount;
  }
  for (const auto& deposit : plan.deposits) {
    PlanSum sum;
    for (const auto& item : deposit.items) {
      ++sum.items;
      sum.amount += item.amount;
    }
    proof.planned.items += sum.items;
    proof.planned.amount += sum.amount;
    proof.deposits.push_back(sum);
  }
  for (const auto& waiting : plan.waiting) {
    ++proof.waiting.items;
    proof.waiting.amount += waiting.amount;
  }
  return proof;
}

std::optional<std::string> first_plan_fault(std::span<const PlanItem> items, const DayPlan& plan,
                                            const PlanRequest& request) {
  if (auto fault = fault_of_partition(items, plan)) return fault;
  for (const auto& deposit : plan.deposits) {
    if (auto fault = fault_of_ticket(deposit, request)) return fault;
  }
  if (auto fault = fault_of_items(items, plan, request)) return fault;
  if (auto fault = fault_of_finals(plan, request)) return fault;
  const auto proof = proof_of(items, plan);
  if (proof.holds()) return {};
  return fmt::format("D4: {} is released, {} is planned and {} waits.",
                     proof.released.amount.to_string(), proof.planned.amount.to_string(),
                     proof.waiting.amount.to_string());
}

}  // namespace lockbox::deposit
