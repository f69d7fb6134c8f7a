#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "deposit/report/reports.h"

namespace lockbox::deposit::report {

namespace {

using Kind = ColumnKind;

/// A live deposit that feeds or is fed on a day of the period, by its bank account and lockbox.
bool is_wanted(const DepositRecord& deposit, const Scope& scope) {
  if (!scope.has_account(deposit.deposit_account)) return false;
  if (scope.lockbox.empty()) return true;
  return std::ranges::any_of(
      deposit.items, [&](const DepositedItem& item) { return item.lockbox == scope.lockbox; });
}

std::string batches_text(const std::vector<DepositedItem>& items) {
  std::set<BatchId> batches;
  for (const auto& item : items) batches.insert(item.place.batch);
  std::string text;
  for (const auto batch : batches) {
    text += (text.empty() ? "" : " ") + std::to_string(batch.value());
  }
  return text;
}

/// What a lockbox has of a deposit; the parts of all its lockboxes add up to it.  A correction of
/// the bank that names no item is of the lockbox of the deposit's first one.
struct Part {
  std::vector<DepositedItem> items;
  Money total;
  Money adjusted;
  Money confirmed;
};

Part part_of(const DepositRecord& deposit, const std::string& lockbox) {
  Part part;
  const auto lockbox_of = [&](const std::optional<ItemPlace>& place) {
    const auto found = place ? std::ranges::find(deposit.items, *place, &DepositedItem::place)
                             : deposit.items.end();
    return found == deposit.items.end() ? deposit.lockbox : found->lockbox;
  };
  for (const auto& item : deposit.items) {
    if (item.lockbox != lockbox) continue;
    part.items.push_back(item);
    part.total += item.amount;
  }
  for (const auto& adjustment : deposit.adjustments) {
    if (lockbox_of(adjustment.item) == lockbox) part.adjusted += adjustment.amount;
  }
  if (!deposit.confirmed().is_zero()) part.confirmed = part.total + part.adjusted;
  return part;
}

/// The deposit, or of one lockbox its part as a deposit of its own.
Part wanted_part(const DepositRecord& deposit, const Scope& scope) {
  if (!scope.lockbox.empty()) return part_of(deposit, scope.lockbox);
  return {deposit.items, deposit.total, deposit.adjusted(), deposit.confirmed()};
}

/// "whole", or of how much it is a part.
std::string part_text(const Part& part, const DepositRecord& deposit) {
  const bool is_whole = part.items.size() == deposit.items.size();
  return is_whole ? "whole" : "part of " + deposit.total.to_string();
}

/// What the bank's ledger and the others say of a fund.
struct FundSums {
  Money debits;
  Money credits;

  void add(Money amount) {
    if (amount < Money{}) {
      credits -= amount;
    } else {
      debits += amount;
    }
  }
};

}  // namespace

Report payment_journal(const Facts& facts, const Scope& scope) {
  Report report{.scope = scope,
                .columns = {{"day", "Day", Kind::Day},
                            {"lockbox", "Lockbox", Kind::Text},
                            {"batch", "Batch", Kind::Count},
                            {"envelope", "Envelope", Kind::Count},
                            {"work_type", "Type", Kind::Text},
                            {"account", "Account", Kind::Text},
                            {"bill_type", "Bill type", Kind::Text},
                            {"fund", "Fund", Kind::Text},
                            {"deposit_account", "Bank account", Kind::Text},
                            {"ticket", "Ticket", Kind::Text},
                            {"posted_in", "Posted in", Kind::Text},
                            {"amount_cents", "Amount", Kind::Money}},
                .definitions = {{"Amount",
                                 "What was applied to the account; money in suspense "
                                 "stands in the suspense report."},
                                {"Envelope", "The number of its first document in the batch."}}};
  for (const auto& one : facts.payments) {
    if (!scope.has_account(one.deposit_account)) continue;
    report.rows.push_back({one.day.to_string(), one.lockbox, one.batch.value(), one.envelope,
                           std::string{name_of(work_type_names, one.work_type)}, one.account,
                           one.bill_type, one.fund, one.deposit_account, text_cell(one.ticket),
                           text_cell(one.posted_in), one.amount});
  }
  add_totals(report, {"batch", "envelope"});
  return report;
}

Report batch_summary(const Facts& facts, const Scope& scope) {
  Report report{
      .scope = scope,
      .columns = {{"day", "Day", Kind::Day},
                  {"lockbox", "Lockbox", Kind::Text},
                  {"batch", "Batch", Kind::Count},
                  {"job", "Job", Kind::Text},
                  {"state", "State", Kind::Text},
                  {"items", "Items", Kind::Count},
                  {"declared_cents", "Declared", Kind::Money},
                  {"counted_cents", "Counted", Kind::Money},
                  {"difference_cents", "Difference", Kind::Money},
                  {"deposited_cents", "Deposited", Kind::Money},
                  {"returned_cents", "Returned", Kind::Money},
                  {"suspense_cents", "Suspense", Kind::Money},
                  {"open_questions", "Open", Kind::Count}},
      .definitions = {{"Difference", "Counted less declared; empty where nothing was declared."},
                      {"Deposited", "In deposits that a second person approved."},
                      {"Suspense", "Deposited or to be deposited, and on no account yet."}},
      .chart = Chart{ChartKind::Bars, "Counted by batch", 2, {7}}};
  for (const auto& one : facts.batches) {
    const auto& declared = one.control.declared;
    report.rows.push_back({one.day.to_string(), one.lockbox, one.batch.value(), one.job,
                           in_words(name_of(batch_state_names, one.state)), one.items,
                           declared ? Cell{declared->amount} : Cell{}, one.control.amount,
                           declared ? Cell{one.control.amount - declared->amount} : Cell{},
                           one.deposited, one.returned, one.suspense, one.open_tasks});
  }
  add_totals(report, {"batch"});
  return report;
}

Report deposit_summary(const Facts& facts, const Scope& scope) {
  Report report{.scope = scope,
                .columns = {{"ticket", "Ticket", Kind::Text},
                            {"banking_day", "Banking day", Kind::Day},
                            {"deposit_account", "Bank account", Kind::Text},
                            {"channel", "Channel", Kind::Text},
                            {"state", "State", Kind::Text},
                            {"batches", "Batches", Kind::Text},
                            {"items", "Items", Kind::Count},
                            {"total_cents", "Total", Kind::Money},
                            {"adjusted_cents", "Corrected by the bank", Kind::Money},
                            {"confirmed_cents", "Confirmed", Kind::Money},
                            {"prepared_by", "Prepared by", Kind::Text},
                            {"approved_by", "Approved by", Kind::Text}},
                .definitions = {{"Ticket",
                                 "Of one lockbox: the deposits that hold an item of it, each "
                                 "with the lockbox's part and of how much it is a part."},
                                {"Total",
                                 "A cancelled or rejected deposit counts nothing in the "
                                 "sums; its row stays."},
                                {"Confirmed", "What the bank said last that it has."}},
                .chart = Chart{ChartKind::Bars, "Total by ticket", 0, {7}}};
  if (!scope.lockbox.empty()) report.columns.push_back({"part", "Of the deposit", Kind::Text});
  Report live = report;
  for (const auto& one : facts.deposits) {
    if (!is_wanted(one, scope)) continue;
    const auto part = wanted_part(one, scope);
    std::vector<Cell> row{one.ticket,
                          one.banking_day.to_string(),
                          one.deposit_account,
                          std::string{name_of(clearing_channel_names, one.channel)},
                          in_words(name_of(deposit_state_names, one.state)),
                          batches_text(part.items),
                          static_cast<std::int64_t>(part.items.size()),
                          part.total,
                          part.adjusted,
                          part.confirmed,
                          one.prepared_by,
                          text_cell(one.approved_by)};
    if (!scope.lockbox.empty()) row.emplace_back(part_text(part, one));
    if (is_live(one.state)) live.rows.push_back(row);
    report.rows.push_back(std::move(row));
  }
  add_totals(live);
  report.totals = live.totals;
  return report;
}

Report deposit_detail(const Facts& facts, const Scope& scope) {
  Report report{.scope = scope,
                .columns = {{"ticket", "Ticket", Kind::Text},
                            {"deposit_account", "Bank account", Kind::Text},
                            {"state", "State", Kind::Text},
                            {"position", "Position", Kind::Count},
                            {"day", "Day of mail", Kind::Day},
                            {"lockbox", "Lockbox", Kind::Text},
                            {"batch", "Batch", Kind::Count},
                            {"item", "Item", Kind::Count},
                            {"tender", "Tender", Kind::Text},
                            {"amount_cents", "Amount", Kind::Money}},
                .definitions = {{"Amount",
                                 "Items of live deposits; what was in a cancelled or "
                                 "rejected one is free and not listed."}}};
  for (const auto& one : facts.deposits) {
    if (!is_live(one.state) || !is_wanted(one, scope)) continue;
    std::int64_t position = 0;
    for (const auto& item : one.items) {
      ++position;
      if (!scope.has_lockbox(item.lockbox)) continue;
      report.rows.push_back(
          {one.ticket, one.deposit_account, in_words(name_of(deposit_state_names, one.state)),
           position, item.business_day.to_string(), item.lockbox, item.place.batch.value(),
           item.place.sequence, in_words(name_of(tender_kind_names, item.tender)), item.amount});
    }
  }
  add_totals(report, {"position", "batch", "item"});
  return report;
}

Report fund_distribution(const Facts& facts, const Scope& scope) {
  using Key = std::tuple<std::string, std::string, std::string>;  // fund, ledger, bank account
  std::map<Key, FundSums> sums;
  for (const auto& one : facts.journal) {
    if (!scope.holds(one.day) || !scope.has_account(one.line.deposit_account)) continue;
    sums[{one.line.fund, in_words(name_of(ledger_names, one.line.ledger)),
          one.line.deposit_account}]
        .add(one.line.amount);
  }
  for (const auto& entry : facts.entries) {
    if (!scope.holds(entry.day) || !scope.has_lockbox(entry.lockbox)) continue;
    for (const auto& line : entry.lines) {
      if (!scope.has_account(line.spot.deposit_account)) continue;
      sums[{line.spot.fund, in_words(name_of(ledger::place_names, line.spot.place)),
            line.spot.deposit_account}]
          .add(line.amount);
    }
  }
  Report report{
      .scope = scope,
      .columns = {{"fund", "Fund", Kind::Text},
                  {"ledger", "Ledger", Kind::Text},
                  {"deposit_account", "Bank account", Kind::Text},
                  {"debits_cents", "Debits", Kind::Money},
                  {"credits_cents", "Credits", Kind::Money},
                  {"net_cents", "Net", Kind::Money}},
      .definitions = {{"Net", "Debits less credits; over all ledgers of a fund it is zero (D8)."},
                      {"Period",
                       "An entry counts in the day it was booked in: the day of its batch or "
                       "that into which its envelope was carried, or the next open one when that "
                       "was closed."}}};
  for (const auto& [key, sum] : sums) {
    const auto& [fund, name, account] = key;
    report.rows.push_back(
        {fund, name, text_cell(account), sum.debits, sum.credits, sum.debits - sum.credits});
  }
  add_totals(report);
  return report;
}

Report posting_control(const Facts& facts, const Scope& scope) {
  struct Posted {
    std::int64_t lines = 0;
    Money amount;
  };
  std::map<std::string, Posted> waiting;  // By fund: deposited and in no file.
  for (const auto& one : facts.payments) {
    const bool is_due = one.state == TransactionState::Deposited && one.posted_in.empty();
    if (!is_due) continue;
    auto& fund = waiting[one.fund];
    ++fund.lines;
    fund.amount += one.amount;
  }
  Report report{
      .scope = scope,
      .columns = {{"file", "File", Kind::Text},
                  {"batch", "Batch", Kind::Count},
                  {"fund", "Fund", Kind::Text},
                  {"lines", "Lines", Kind::Count},
                  {"amount_cents", "Amount", Kind::Money},
                  {"sha256", "SHA-256 of the file", Kind::Text}},
      .definitions = {{"Amount", "Sum of the file's detail lines, which its own trailer states."},
                      {"Not in a file", "Applied, deposited and told to no biller yet."}}};
  for (const auto& file : facts.files) {
    if (file.kind != "posting") continue;
    report.rows.push_back(
        {file.name, file.batch.value(), file.fund, file.lines, file.amount, file.sha256_hex});
  }
  for (const auto& [fund, posted] : waiting) {
    report.rows.push_back(
        {std::string{"Not in a file"}, Cell{}, fund, posted.lines, posted.amount, Cell{}});
  }
  add_totals(report, {"batch"});
  return report;
}

}  // namespace lockbox::deposit::report
