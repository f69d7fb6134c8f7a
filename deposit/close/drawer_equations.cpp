#include "deposit/close/drawer_equations.h"

#include <fmt/format.h>

#include <map>
#include <utility>

namespace lockbox::deposit::close {

namespace {

using Fault = std::optional<std::string>;

std::string name_of_session(const DrawerRow& drawer) {
  return fmt::format("Drawer session {} of {}", drawer.session, drawer.person);
}

/// The cash that receipts of the session say it took.
Money receipted_cash(const DayRecord& record, const DrawerRow& drawer) {
  Money sum;
  for (const auto& receipt : record.receipts) {
    if (receipt.session == drawer.session && receipt.state == counter::ReceiptState::Issued) {
      sum += receipt.cash;
    }
  }
  return sum;
}

Money booked_over_short(const DayRecord& record, const DrawerRow& drawer) {
  Money sum;
  for (const auto& row : record.revenue) {
    if (row.batch == drawer.batch && row.ledger == Ledger::OverShort) sum -= row.amount;
  }
  return sum;
}

Fault fault_of_drawer(const DayRecord& record, const DrawerRow& drawer) {
  const auto name = name_of_session(drawer);
  if (drawer.state != counter::DrawerState::Accepted) {
    return fmt::format("{} is {}; it must be counted and the count accepted by another person.",
                       name, name_of(counter::drawer_state_names, drawer.state));
  }
  const auto receipted = receipted_cash(record, drawer);
  if (receipted != drawer.received) {
    return fmt::format("{} received {}, its receipts say {}.", name, drawer.received.to_string(),
                       receipted.to_string());
  }
  const auto expected =
      drawer.opening + drawer.received + drawer.paid_in - drawer.paid_out - drawer.dropped;
  if (drawer.counted - expected != drawer.over_short) {
    return fmt::format("{} holds {} and should hold {}; {} is recorded as over or short.", name,
                       drawer.counted.to_string(), expected.to_string(),
                       drawer.over_short.to_string());
  }
  const auto booked = booked_over_short(record, drawer);
  if (booked != drawer.over_short) {
    return fmt::format("{} is over or short by {}, and {} is booked for it.", name,
                       drawer.over_short.to_string(), booked.to_string());
  }
  if (!drawer.has_alert || !drawer.acknowledged_by.empty()) return {};
  return fmt::format("{} is over or short by {}; a supervisor must say why.", name,
                     drawer.over_short.to_string());
}

using BagKey = std::pair<BatchId, std::string>;

}  // namespace

Fault first_drawer_fault(const DayRecord& record) {
  for (const auto& drawer : record.drawers) {
    if (auto fault = fault_of_drawer(record, drawer)) return fault;
  }
  return {};
}

Fault first_bag_fault(const DayRecord& record) {
  std::map<BagKey, std::pair<Money, Money>> sums;  // Bagged and deposited.
  for (const auto& bag : record.bags)
    sums[{bag.batch, bag.deposit_account}].first += bag.cash.total();
  std::map<BagKey, std::string> accounts;  // By batch and ticket.
  for (const auto& deposit : record.deposits) {
    accounts.emplace(BagKey{deposit.batch, deposit.ticket}, deposit.deposit_account);
  }
  for (const auto& item : record.deposit_items) {
    if (item.tender != TenderKind::Cash) continue;
    const auto account = accounts.find({item.batch, item.ticket});
    if (account == accounts.end()) continue;
    sums[{item.batch, account->second}].second += item.amount;
  }
  for (const auto& [key, sum] : sums) {
    // What is in no deposit yet is line 3 of the tie.
    if (sum.second.is_zero() || sum.first == sum.second) continue;
    return fmt::format("Currency of batch {} for {}: {} was counted into the bag, {} is deposited.",
                       key.first.value(), key.second, sum.first.to_string(),
                       sum.second.to_string());
  }
  return {};
}

Fault first_mode_fault(const DayRecord& record) {
  for (const auto& drawer : record.drawers) {
    if (drawer.state != counter::DrawerState::Accepted) continue;
    Money cash = drawer.over_short > Money{} ? drawer.over_short : Money{};
    Money paper;
    for (const auto& receipt : record.receipts) {
      if (receipt.batch != drawer.batch || receipt.state == counter::ReceiptState::Voided) continue;
      cash += receipt.cash;
      paper += receipt.checks + receipt.money_orders;
    }
    for (const auto& piece : record.pieces) {
      if (piece.batch != drawer.batch || !piece.tender || piece.fate == Fate::Returned) continue;
      const auto amount = piece.amount.value_or(Money{});
      if (*piece.tender == TenderKind::Cash) cash -= amount;
      if (*piece.tender == TenderKind::Check || *piece.tender == TenderKind::MoneyOrder) {
        paper -= amount;
      }
    }
    if (cash.is_zero() && paper.is_zero()) continue;
    return fmt::format("{}: its receipts say {} more cash and {} more in checks than its items.",
                       name_of_session(drawer), cash.to_string(), paper.to_string());
  }
  return {};
}

}  // namespace lockbox::deposit::close
