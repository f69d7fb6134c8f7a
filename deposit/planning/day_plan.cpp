#include "deposit/planning/day_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <tuple>

#include "core/bytes.h"
#include "core/check.h"
#include "core/local_time.h"
#include "core/sha256.h"

namespace lockbox::deposit {

namespace {

/// What one row of tickets has in common.
struct TicketRow {
  std::string deposit_account;
  ClearingChannel channel = ClearingChannel::Check;
  BusinessDay banking_day;
  friend auto operator<=>(const TicketRow&, const TicketRow&) = default;
};

TicketRow row_of(const StandingDeposit& deposit) {
  return {deposit.deposit_account, deposit.channel, deposit.banking_day};
}
TicketRow row_of(const PlannedDeposit& deposit) {
  return {deposit.deposit_account, deposit.channel, deposit.banking_day};
}

/// Where an item goes, and the words for it.
struct Way {
  BusinessDay banking_day;
  std::string reason;
};

std::string cut_off_words(const PlanItem& item, const DepositAccount& account,
                          const BusinessDay& banking_day) {
  if (!account.cut_off || !item.released_at) return "";
  const auto released = LocalTime::of(*item.released_at);
  const bool is_late = *item.released_at > LocalTime{item.business_day, *account.cut_off}.instant();
  return fmt::format("released {} {}, {} the bank's cut-off of {}{}; ", released.day.to_string(),
                     released.time.to_string(), is_late ? "after" : "before",
                     account.cut_off->to_string(),
                     is_late ? fmt::format(", so for {}", banking_day.to_string()) : "");
}

/// Where the item goes; a banking day that has its final deposit takes no more.
Way way_of(const PlanItem& item, const DepositAccount& account, const PlanRequest& request) {
  auto day = banking_day_of(item, account, request);
  auto words = fmt::format("Booked for {}; ", account.id) + cut_off_words(item, account, day);
  for (auto final = request.made_finals.begin(); final != request.made_finals.end();) {
    if (final->deposit_account != account.id || final->banking_day != day) {
      ++final;
      continue;
    }
    words += fmt::format("ticket {} is the final one of {}; ", final->ticket, day.to_string());
    day = next_banking_day(day, request.site);
    final = request.made_finals.begin();  // That day may have its final deposit too.
  }
  if (!item.rejected.empty()) {
    words += fmt::format("the bank rejected it on ticket {}; ", item.rejected.back());
  }
  return {day, std::move(words)};
}

/// Why no ticket of this account may take the item, or nothing.
std::optional<Hold> hold_of(const PlanItem& item, const DepositAccount* account,
                            const PlanRequest& request) {
  if (item.hold) return item.hold;
  if (account == nullptr) {
    return Hold{HoldCause::NoDepositAccount,
                "The site has no deposit account " + item.deposit_account + "."};
  }
  if (!channel_of(item.tender)) {
    return Hold{HoldCause::NotForBank, "No bank takes a thing like it on a deposit ticket."};
  }
  if (request.site.has_public_money && !account->is_public_depository) {
    return Hold{HoldCause::NotPublicDepository,
                account->bank + " of " + account->id +
                    " is not marked as a public depository, and this site's money is public; "
                    "change the account or have the bank marked."};
  }
  if (item.amount > account->ticket_amount_max) {
    return Hold{HoldCause::AboveTicketLimit, "The item exceeds the ticket limit of " + account->id +
                                                 ", " + account->ticket_amount_max.to_string() +
                                                 "."};
  }
  return std::nullopt;
}

class Planner {
 public:
  explicit Planner(const PlanRequest& request) : request_{request} {}

  DayPlan plan(std::span<const PlanItem> items) {
    std::vector<const PlanItem*> order;
    for (const auto& item : items) {
      order.push_back(&item);
      if (!item.ticket.empty()) drafts_of_items_.emplace(item.place, item.ticket);
    }
    std::ranges::sort(order, {}, [](const PlanItem* item) {
      return std::tuple{item->deposit_account, item->place};
    });
    for (const auto* item : order) sort_out(*item);
    for (auto& [row, ways] : rows_) fill(row, ways);
    mark_finals();
    go_on_with_drafts();
    return std::move(plan_);
  }

 private:
  using Ways = std::vector<std::pair<const PlanItem*, Way>>;

  void sort_out(const PlanItem& item) {
    const auto* account = request_.site.deposit_account(item.deposit_account);
    auto hold = hold_of(item, account, request_);
    if (hold) {
      const auto day = account == nullptr ? std::max(item.business_day, request_.day)
                                          : way_of(item, *account, request_).banking_day;
      plan_.waiting.push_back(
          {item.place, item.deposit_account, day, item.amount, *std::move(hold)});
      return;
    }
    auto way = way_of(item, *account, request_);
    rows_[{item.deposit_account, *channel_of(item.tender), way.banking_day}].emplace_back(
        &item, std::move(way));
  }

  bool fits(const PlannedDeposit& deposit, const PlanItem& item,
            const DepositAccount& account) const {
    const auto items = static_cast<std::int64_t>(deposit.items.size());
    return (!has_items_limit(deposit.channel) || items < account.ticket_items_max) &&
           deposit.total + item.amount <= account.ticket_amount_max;
  }

  void fill(const TicketRow& row, const Ways& ways) {
    const auto& account = *request_.site.deposit_account(row.deposit_account);
    PlannedDeposit ticket{.deposit_account = row.deposit_account,
                          .channel = row.channel,
                          .banking_day = row.banking_day};
    for (const auto& [item, way] : ways) {
      if (!ticket.items.empty() && !fits(ticket, *item, account)) {
        plan_.deposits.push_back(ticket);
        ++ticket.number;
        ticket.items.clear();
        ticket.total = Money{};
      }
      ticket.items.push_back(
          {item->place, item->amount,
           fmt::format("{}{} on ticket {}, which takes {} items and {}.", way.reason,
                       name_of(clearing_channel_names, row.channel), ticket.number,
                       account.ticket_items_max, account.ticket_amount_max.to_string())});
      ticket.total += item->amount;
    }
    plan_.deposits.push_back(std::move(ticket));
  }

  void mark_finals() {
    for (const auto& account : std::set(request_.finals.begin(), request_.finals.end())) {
      if (auto refusal = mark_final(account)) {
        plan_.refused_finals.push_back({account, *std::move(refusal)});
      }
    }
  }

  /// Why the account gets no final deposit of the day, or nothing.
  std::optional<std::string> mark_final(const std::string& account) {
    for (const auto& final : request_.made_finals) {
      if (final.deposit_account == account && final.banking_day == request_.day) {
        return fmt::format("{} has its final deposit of {}, ticket {}.", account,
                           request_.day.to_string(), final.ticket);
      }
    }
    for (const auto& waiting : plan_.waiting) {
      if (waiting.deposit_account != account || waiting.banking_day != request_.day) continue;
      return fmt::format("{} cannot have its final deposit of {} while {}, {}, is left out: {}",
                         account, request_.day.to_string(), to_text(waiting.place),
                         waiting.amount.to_string(), waiting.hold.reason);
    }
    const auto last = std::find_if(
        plan_.deposits.rbegin(), plan_.deposits.rend(), [&](const PlannedDeposit& deposit) {
          return deposit.deposit_account == account && deposit.banking_day == request_.day;
        });
    if (last == plan_.deposits.rend()) {
      return fmt::format("Nothing of {} waits for a deposit of {}.", account,
                         request_.day.to_string());
    }
    last->kind = DepositKind::Final;
    return std::nullopt;
  }

  /// Each planned deposit goes on with the draft of its row that shares most items with it.
  void go_on_with_drafts() {
    std::set<std::string> taken;
    for (auto& deposit : plan_.deposits) {
      std::int64_t most = -1;
      for (const auto& draft : request_.drafts) {
        if (row_of(draft) != row_of(deposit) || taken.contains(draft.ticket)) continue;
        const auto shared = std::ranges::count_if(deposit.items, [&](const PlannedItem& item) {
          const auto found = drafts_of_items_.find(item.place);
          return found != drafts_of_items_.end() && found->second == draft.ticket;
        });
        if (shared <= most) continue;
        most = shared;
        deposit.ticket = draft.ticket;
      }
      if (!deposit.ticket.empty()) taken.insert(deposit.ticket);
    }
  }

  const PlanRequest& request_;
  std::map<TicketRow, Ways> rows_;
  std::map<ItemPlace, std::string> drafts_of_items_;
  DayPlan plan_;
};

}  // namespace

std::optional<ClearingChannel> channel_of(TenderKind tender) {
  switch (tender) {
    case TenderKind::Check:
    case TenderKind::MoneyOrder:
      return ClearingChannel::Check;
    case TenderKind::Cash:
      return ClearingChannel::Cash;
    case TenderKind::CardSlip:
      return ClearingChannel::Card;
  }
  return std::nullopt;
}

BusinessDay next_banking_day(const BusinessDay& day, const Site& site) {
  auto next = days_after(day, 1);
  const auto is_closed = [&] {
    return is_weekend(next) ||
           std::ranges::find(site.bank_holidays, next) != site.bank_holidays.end();
  };
  while (is_closed()) next = days_after(next, 1);
  return next;
}

BusinessDay banking_day_of(const PlanItem& item, const DepositAccount& account,
                           const PlanRequest& request) {
  auto day = std::max(item.business_day, request.day);
  if (!account.cut_off || !item.released_at) return day;
  const auto released = LocalTime::of(*item.released_at).day;
  while (day < released || *item.released_at > LocalTime{day, *account.cut_off}.instant()) {
    day = next_banking_day(day, request.site);
  }
  return day;
}

DayPlan plan_day(std::span<const PlanItem> items, const PlanRequest& request) {
  return Planner{request}.plan(items);
}

std::vector<PlanChange> changes_of(std::span<const PlanItem> items, const DayPlan& plan) {
  std::map<ItemPlace, PlanChange> after;
  for (const auto& deposit : plan.deposits) {
    const auto to = !deposit.ticket.empty() ? deposit.ticket
                                            : fmt::format("new ticket {} of {}", deposit.number,
                                                          deposit.deposit_account);
    for (const auto& item : deposit.items) {
      after[item.place] = {PlanChangeKind::Joins, item.place, item.amount, "", to, item.reason};
    }
  }
  for (const auto& waiting : plan.waiting) {
    after[waiting.place] = {PlanChangeKind::Leaves, waiting.place, waiting.amount, "", "",
                            waiting.hold.reason};
  }
  std::vector<PlanChange> changes;
  for (const auto& item : items) {
    const auto found = after.find(item.place);
    if (found == after.end() || found->second.to == item.ticket) continue;
    auto change = found->second;
    change.from = item.ticket;
    if (!change.to.empty() && !item.ticket.empty()) change.kind = PlanChangeKind::Moves;
    changes.push_back(std::move(change));
  }
  std::ranges::sort(changes, {}, &PlanChange::place);
  return changes;
}

std::string token_of(const DayPlan& plan) {
  std::string text;
  for (const auto& deposit : plan.deposits) {
    text += fmt::format("{}|{}|{}|{}|{}|{}\n", deposit.deposit_account,
                        name_of(clearing_channel_names, deposit.channel),
                        deposit.banking_day.to_string(), name_of(deposit_kind_names, deposit.kind),
                        deposit.ticket, deposit.total.cents());
    for (const auto& item : deposit.items) {
      text += fmt::format("{}/{} {}\n", item.place.batch.value(), item.place.sequence,
                          item.amount.cents());
    }
  }
  for (const auto& waiting : plan.waiting) {
    text += fmt::format("waits {}/{} {} {}\n", waiting.place.batch.value(), waiting.place.sequence,
                        waiting.amount.cents(), waiting.hold.reason);
  }
  return Sha256::of(bytes_of(text)).hex();
}

}  // namespace lockbox::deposit
