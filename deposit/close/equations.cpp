#include "deposit/close/equations.h"

#include <fmt/format.h>

#include <array>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "deposit/close/drawer_equations.h"
#include "deposit/close/rolls.h"
#include "deposit/close/tie.h"

namespace lockbox::deposit::close {

namespace {

using DocumentKey = std::pair<BatchId, std::int64_t>;
/// A batch's share in a deposit: batch and ticket.
using ShareKey = std::pair<BatchId, std::string>;

std::string name_of_document(const DocumentKey& key) {
  return fmt::format("Batch {}, document {}", key.first.value(), key.second);
}

/// What the bank sent back lies in no deposit; it has its place among what was rejected.
std::set<DocumentKey> rejected_pieces(const DayRecord& record) {
  std::set<DocumentKey> rejected;
  for (const auto& row : record.rolls) {
    if (row.place == rejected_place && row.pieces > 0) rejected.emplace(row.batch, row.sequence);
  }
  return rejected;
}

/// Of the day's: what is carried out of it is another day's to deposit.
bool is_released_tender(const PieceRow& piece) {
  return piece.tender && !piece.is_carried &&
         (piece.state == name_of(item_state_names, ItemState::Cleared) ||
          piece.state == name_of(item_state_names, ItemState::InDeposit));
}

std::map<ShareKey, std::vector<const DepositItemRow*>> lists_of(const DayRecord& record) {
  std::map<ShareKey, std::vector<const DepositItemRow*>> lists;
  for (const auto& item : record.deposit_items) lists[{item.batch, item.ticket}].push_back(&item);
  return lists;
}

ControlTotals counted_pieces(const DayRecord& record, BatchId batch) {
  ControlTotals sum;
  for (const auto& piece : record.pieces) {
    if (piece.batch != batch || piece.fate == Fate::Duplicate || piece.brought_from) continue;
    ++sum.documents;
    if (piece.amount) sum.amount += *piece.amount;
  }
  return sum;
}

Fault fault_of_control(const BatchRow& batch) {
  if (!batch.declared || batch.holds()) return {};
  const auto expected =
      batch.declared->amount + batch.accepted_before.amount + batch.accepted.amount;
  return fmt::format(
      "Batch {} was declared as {} and holds {}; the difference of {} is accepted "
      "by nobody.",
      batch.batch.value(), to_text(batch.declared), to_text(batch.counted),
      (batch.counted.amount - expected).to_string());
}

Fault fault_of_batch(const DayRecord& record, const BatchRow& batch) {
  const auto pieces = counted_pieces(record, batch.batch);
  if (pieces != batch.counted) {
    return fmt::format("Batch {} counts {}, its pieces are {}.", batch.batch.value(),
                       to_text(batch.counted), to_text(pieces));
  }
  return fault_of_control(batch);
}

Fault fault_of_list(const DepositRow& deposit, const std::vector<const DepositItemRow*>& list) {
  const auto count = static_cast<std::int64_t>(list.size());
  if (count != deposit.items) {
    return fmt::format("Deposit {} says {} items and lists {}.", deposit.ticket, deposit.items,
                       count);
  }
  if (deposit.items_max > 0 && count > deposit.items_max) {
    return fmt::format("Deposit {} has {} items; a ticket of {} takes {}.", deposit.ticket, count,
                       deposit.deposit_account, deposit.items_max);
  }
  Money sum;
  for (std::size_t i = 0; i < list.size(); ++i) {
    sum += list[i]->amount;
    const bool is_next = list[i]->ordinal == static_cast<std::int64_t>(i + 1) &&
                         (i == 0 || list[i - 1]->sequence < list[i]->sequence);
    if (!is_next) {
      return fmt::format(
          "Deposit {} does not list its items in the order of the paper, at line {}.",
          deposit.ticket, i + 1);
    }
  }
  if (sum == deposit.total) return {};
  return fmt::format("Deposit {} is {}, its items add up to {}.", deposit.ticket,
                     deposit.total.to_string(), sum.to_string());
}

/// What the journal of the day posts into each file.
std::map<std::pair<BatchId, std::string>, std::pair<std::int64_t, Money>> posted_sums(
    const DayRecord& record) {
  std::map<std::pair<BatchId, std::string>, std::pair<std::int64_t, Money>> sums;
  for (const auto& row : record.journal) {
    if (row.ledger != Ledger::Receivable || row.posted_in.empty()) continue;
    auto& [lines, amount] = sums[{row.batch, row.posted_in}];
    ++lines;
    amount -= row.amount;
  }
  return sums;
}

Fault fault_of_bank(const DayRecord& record) {
  std::map<std::pair<BatchId, std::string>, Money> bank;
  for (const auto& row : record.journal) {
    if (row.ledger != Ledger::Bank || !is_of_deposit_total(row.kind)) continue;
    bank[{row.batch, row.ticket}] += row.amount;
  }
  for (const auto& deposit : record.deposits) {
    const auto debited = bank[{deposit.batch, deposit.ticket}];
    const auto booked = deposit.state == DepositState::Draft ? Money{} : deposit.total;
    if (debited == booked) continue;
    return fmt::format("Deposit {} is {}, and the bank is debited with {}.", deposit.ticket,
                       booked.to_string(), debited.to_string());
  }
  return {};
}

/// What the bank has to say of one deposit, by its state.
Fault fault_of_confirmation(const DepositRecord& deposit) {
  const auto in_transit = deposit.in_transit();
  if (is_confirmed(deposit.state)) {
    if (in_transit.is_zero()) return {};
    return fmt::format(
        "Deposit {} of {} is confirmed as {} with adjustments of {}; {} is unexplained.",
        deposit.ticket, deposit.total.to_string(), deposit.confirmed().to_string(),
        deposit.adjusted().to_string(), in_transit.to_string());
  }
  if (deposit.confirmed().is_zero() && deposit.adjustments.empty()) return {};
  return fmt::format("Deposit {} is {}, and the bank has confirmed or adjusted it.", deposit.ticket,
                     name_of(deposit_state_names, deposit.state));
}

/// A source of receipts, and whether they are currency.
using PaymentMode = std::pair<std::string, bool>;

std::string name_of_mode(const PaymentMode& mode) {
  return (mode.second ? "Cash of lockbox " : "Checks of lockbox ") + mode.first;
}

/// Entries after the deposit balance in every fund too.
Fault fault_of_ledger(const DayRecord& record) {
  std::map<std::pair<std::int64_t, std::string>, Money> funds;
  for (const auto& row : record.ledger) funds[{row.entry, row.fund}] += row.amount;
  for (const auto& [key, sum] : funds) {
    if (sum.is_zero()) continue;
    return fmt::format("Ledger entry {} sums to {} in fund {}, not to zero.", key.first,
                       sum.to_string(), key.second);
  }
  return {};
}

/// An adjustment file holds what the entries that it tells of credit and charge to accounts.
Fault fault_of_adjustment_files(const DayRecord& record) {
  std::map<std::string, std::pair<std::int64_t, Money>> told;
  for (const auto& row : record.ledger) {
    if (row.place != ledger::Place::Receivable || row.file.empty()) continue;
    auto& [lines, amount] = told[row.file];
    ++lines;
    amount -= row.amount;
  }
  for (const auto& file : record.files) {
    if (file.kind != adjustments_kind) continue;
    const auto [lines, amount] = told[file.name];
    told.erase(file.name);
    if (lines == file.lines && amount == file.amount) continue;
    return fmt::format("{} has {} lines of {}, and {} lines of {} are told in it.", file.name,
                       file.lines, file.amount.to_string(), lines, amount.to_string());
  }
  if (!told.empty()) {
    return "Entries are told in " + told.begin()->first + ", which the books do not name.";
  }
  return {};
}

Money rolled(const SuspenseRow& row) {
  return row.opening + row.added - row.applied - row.refunded - row.returned - row.escheated;
}

Fault fault_of_tie(const TieLine& line) {
  if (!line.must_tie || line.difference == 0) return {};
  const auto by = line.number == 11 ? std::to_string(*line.difference) + " pieces"
                                    : Money::from_cents(*line.difference).to_string();
  return fmt::format("{}, line {} of the tie, is off by {}: {}.", line.name, line.number, by,
                     line.equation_text);
}

constexpr std::array<Equation, 12> all{{
    {"D3", "Every batch holds what was declared of it.", d3_batches_hold_what_was_declared},
    {"D4", "Every released item lies in exactly one deposit.",
     d4_deposits_partition_the_released_items},
    {"D5", "Every deposit is its list of items.", d5_deposits_are_their_lists},
    {"D6", "No deposit has a variance.", d6_deposits_have_no_variance},
    {"D7", "Posting files and suspense add up to the deposits.",
     d7_postings_and_suspense_are_the_deposits},
    {"D8", "Every entry balances in every fund.", d8_funds_balance},
    {"D9", "What the bank confirmed is what was sent, with its adjustments.",
     d9_the_bank_confirms_what_was_sent},
    {"D10", "Suspense, kept paper and returned items roll from opening to closing.",
     d10_suspense_rolls},
    {"D11", "Every piece of paper is in custody or accounted for, where a mail log is kept.",
     d11_paper_is_conserved},
    {"D12", "Every cash drawer is counted and accepted, over and short each by itself.",
     d12_drawers_are_counted},
    {"D13", "The day ties: captured, deposited, posted, and every piece of paper.", d13_day_ties},
    {"D14", "Cash is deposited as cash and checks as checks.", d14_modes_of_payment_are_kept},
}};

}  // namespace

Fault d3_batches_hold_what_was_declared(const DayRecord& record) {
  for (const auto& batch : record.batches) {
    if (auto fault = fault_of_batch(record, batch)) return fault;
  }
  for (const auto& batch : record.brought_batches) {
    if (auto fault = fault_of_control(batch)) return fault;
  }
  return {};
}

Fault d4_deposits_partition_the_released_items(const DayRecord& record) {
  std::map<DocumentKey, const DepositItemRow*> placed;
  for (const auto& item : record.deposit_items) {
    const auto [other, is_new] = placed.emplace(DocumentKey{item.batch, item.sequence}, &item);
    if (is_new) continue;
    return fmt::format("{} lies in deposit {} and in deposit {}.",
                       name_of_document({item.batch, item.sequence}), other->second->ticket,
                       item.ticket);
  }
  const auto rejected = rejected_pieces(record);
  for (const auto& piece : record.pieces) {
    const DocumentKey key{piece.batch, piece.sequence};
    const auto found = placed.find(key);
    const bool is_placed = found != placed.end();
    if (!is_placed && rejected.contains(key)) continue;
    if (!is_placed && record.is_final() && piece.tender && piece.fate == Fate::Waiting &&
        !piece.is_carried) {
      return name_of_document(key) + " waits, and the day is closed without it.";
    }
    if (is_released_tender(piece) != is_placed) {
      return name_of_document(key) + (is_placed ? " lies in a deposit and was not released."
                                                : " is released and lies in no deposit.");
    }
    if (!is_placed) continue;
    if (piece.amount != found->second->amount || piece.ticket != found->second->ticket) {
      return fmt::format("{} is not the item that deposit {} lists.", name_of_document(key),
                         found->second->ticket);
    }
    placed.erase(found);
  }
  if (placed.empty()) return {};
  return name_of_document(placed.begin()->first) + " lies in a deposit and was not captured.";
}

Fault d5_deposits_are_their_lists(const DayRecord& record) {
  auto lists = lists_of(record);
  for (const auto& deposit : record.deposits) {
    if (auto fault = fault_of_list(deposit, lists[{deposit.batch, deposit.ticket}])) return fault;
    lists.erase({deposit.batch, deposit.ticket});
  }
  if (lists.empty()) return {};
  return "Items are listed for deposit " + lists.begin()->first.second + ", which is not there.";
}

Fault d6_deposits_have_no_variance(const DayRecord& record) {
  const auto lists = lists_of(record);
  for (const auto& deposit : record.deposits) {
    std::map<TenderKind, Money> kinds;
    const auto list = lists.find({deposit.batch, deposit.ticket});
    if (list != lists.end()) {
      for (const auto* item : list->second) kinds[item->tender] += item->amount;
    }
    const auto cards = kinds[TenderKind::CardSlip];
    if (!cards.is_zero() && cards == deposit.total) continue;  // A settlement list.
    if (!cards.is_zero()) {
      return "Deposit " + deposit.ticket + " has a card slip, which no bank takes.";
    }
    const auto variance = deposit.total - kinds[TenderKind::Cash] - kinds[TenderKind::Check] -
                          kinds[TenderKind::MoneyOrder];
    if (variance.is_zero()) continue;
    return fmt::format("Deposit {} has a variance of {} from its currency and checks.",
                       deposit.ticket, variance.to_string());
  }
  return first_bag_fault(record);
}

Fault d7_postings_and_suspense_are_the_deposits(const DayRecord& record) {
  auto sums = posted_sums(record);
  for (const auto& file : record.files) {
    if (file.kind != "posting") continue;
    const auto [lines, amount] = sums[{file.batch, file.name}];
    sums.erase({file.batch, file.name});
    if (lines == file.lines && amount == file.amount) continue;
    return fmt::format("{} has {} lines of {}, and {} lines of {} were posted in it.", file.name,
                       file.lines, file.amount.to_string(), lines, amount.to_string());
  }
  if (!sums.empty()) {
    return "Lines are posted in " + sums.begin()->first.second + ", which the books do not name.";
  }
  if (auto fault = fault_of_adjustment_files(record)) return fault;
  const auto tie = tie_of(record);
  const auto away = tie.line(5).amount + tie.line(6).amount + tie.line(7).amount;
  const auto deposited = tie.line(2).amount + tie.settled();
  if (deposited == away) return {};
  return fmt::format("{} is deposited or settled; posting files, revenue and suspense hold {}.",
                     deposited.to_string(), away.to_string());
}

Fault d8_funds_balance(const DayRecord& record) {
  std::map<std::tuple<BatchId, std::int64_t, std::string>, Money> funds;
  for (const auto& row : record.journal) funds[{row.batch, row.entry, row.fund}] += row.amount;
  for (const auto& [key, sum] : funds) {
    if (sum.is_zero()) continue;
    return fmt::format("Entry {} of batch {} sums to {} in fund {}, not to zero.", std::get<1>(key),
                       std::get<0>(key).value(), sum.to_string(), std::get<2>(key));
  }
  if (auto fault = fault_of_ledger(record)) return fault;
  return fault_of_bank(record);
}

Fault d9_the_bank_confirms_what_was_sent(const DayRecord& record) {
  for (const auto& deposit : record.bank) {
    if (auto fault = fault_of_confirmation(deposit)) return fault;
  }
  return {};
}

Fault d14_modes_of_payment_are_kept(const DayRecord& record) {
  std::map<PaymentMode, std::pair<Money, Money>> modes;  // Received and deposited.
  std::map<BatchId, std::string> lockboxes;
  for (const auto& batch : record.batches) lockboxes.emplace(batch.batch, batch.lockbox);
  for (const auto& deposit : record.deposits) lockboxes.emplace(deposit.batch, deposit.lockbox);
  for (const auto& piece : record.pieces) {
    if (!piece.tender || piece.fate != Fate::Deposited) continue;
    if (piece.tender == TenderKind::CardSlip) continue;
    modes[{lockboxes[piece.batch], piece.tender == TenderKind::Cash}].first +=
        piece.amount.value_or(Money{});
  }
  for (const auto& item : record.deposit_items) {
    if (item.tender == TenderKind::CardSlip) continue;
    modes[{lockboxes[item.batch], item.tender == TenderKind::Cash}].second += item.amount;
  }
  for (const auto& [mode, sums] : modes) {
    if (sums.first == sums.second) continue;
    return fmt::format("{}: {} was received for deposit, and {} is deposited.", name_of_mode(mode),
                       sums.first.to_string(), sums.second.to_string());
  }
  return first_mode_fault(record);
}

namespace {

using SuspenseKey = std::tuple<BatchId, std::int64_t, std::string>;  // Envelope and fund.

/// What the day's entries put into suspense, less what they took out.
std::map<SuspenseKey, Money> booked_suspense(const DayRecord& record) {
  std::map<SuspenseKey, Money> booked;
  for (const auto& row : record.journal) {
    if (row.ledger == Ledger::Suspense)
      booked[{row.batch, row.transaction, row.fund}] -= row.amount;
  }
  for (const auto& row : record.ledger) {
    if (row.place == ledger::Place::Suspense)
      booked[{row.batch, row.transaction, row.fund}] -= row.amount;
  }
  return booked;
}

}  // namespace

Fault d10_suspense_rolls(const DayRecord& record) {
  std::set<DocumentKey> brought;  // Envelopes.
  for (const auto& piece : record.pieces) {
    if (piece.brought_from) brought.emplace(piece.batch, piece.transaction);
  }
  auto booked = booked_suspense(record);
  for (const auto& row : record.suspense) {
    const auto name =
        fmt::format("The suspense of batch {}, document {}", row.batch.value(), row.transaction);
    if (rolled(row) != row.closing) {
      return fmt::format("{} rolls to {} and closes at {}.", name, rolled(row).to_string(),
                         row.closing.to_string());
    }
    const auto journal = booked.find({row.batch, row.transaction, row.fund});
    const auto moved = journal == booked.end() ? Money{} : journal->second;
    const auto change = row.closing - row.opening;
    const bool is_told_here =
        row.since == record.day.day || brought.contains({row.batch, row.transaction});
    if (is_told_here && moved != change) {
      return fmt::format("{} moved by {}, the journal says {}.", name, change.to_string(),
                         moved.to_string());
    }
    if (journal != booked.end()) booked.erase(journal);
  }
  for (const auto& [key, amount] : booked) {
    if (amount.is_zero()) continue;
    return fmt::format("The suspense of batch {}, document {} is booked and not listed.",
                       std::get<0>(key).value(), std::get<1>(key));
  }
  return first_roll_fault(record);
}

Fault d11_paper_is_conserved(const DayRecord& record) {
  if (!record.custody) return {};
  if (auto fault = custody::d11_pieces_are_conserved(*record.custody)) return fault;
  const auto& gaps = record.custody->gaps;
  if (gaps.empty()) return {};
  return gaps.front().text +
         (gaps.size() == 1 ? ""
                           : fmt::format("  {} more stand in the gap report.", gaps.size() - 1));
}

Fault d12_drawers_are_counted(const DayRecord& record) {
  return first_drawer_fault(record);
}

Fault d13_day_ties(const DayRecord& record) {
  for (const auto& line : tie_of(record).lines) {
    if (auto fault = fault_of_tie(line)) return fault;
  }
  return {};
}

std::span<const Equation> equations() {
  return all;
}

}  // namespace lockbox::deposit::close
