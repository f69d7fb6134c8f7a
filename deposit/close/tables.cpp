#include "deposit/close/tables.h"

#include <chrono>

#include "core/csv.h"
#include "deposit/close/tie.h"

namespace lockbox::deposit::close {

namespace {

template <std::size_t N, class Enum>
Cell named(const Names<N>& names, Enum value) {
  return std::string{name_of(names, value)};
}
template <std::size_t N, class Enum>
Cell named(const Names<N>& names, const std::optional<Enum>& value) {
  return value ? named(names, *value) : Cell{};
}
Cell text(std::string_view value) {
  return value.empty() ? Cell{} : Cell{std::string{value}};
}
Cell id(BatchId batch) {
  return batch.value();
}
Cell number_or_none(std::int64_t number) {
  return number == 0 ? Cell{} : Cell{number};
}
Cell money(const std::optional<Money>& amount) {
  return amount ? Cell{*amount} : Cell{};
}

Table batches_table(const DayRecord& record) {
  Table table{"batches",
              {"batch", "lockbox", "job", "state", "declared_documents", "declared_cents",
               "documents", "amount_cents", "accepted_documents", "accepted_cents"},
              {}};
  for (const auto& row : record.batches) {
    const auto& declared = row.declared;
    table.rows.push_back(
        {id(row.batch), text(row.lockbox), text(row.job), named(batch_state_names, row.state),
         declared ? Cell{declared->documents} : Cell{}, declared ? Cell{declared->amount} : Cell{},
         row.counted.documents, row.counted.amount, row.accepted.documents, row.accepted.amount});
  }
  return table;
}

Table carried_table(const DayRecord& record) {
  Table table{"carried",
              {"kind", "since", "age_days", "lockbox", "batch", "sequence", "ticket",
               "amount_cents", "reason", "owner"},
              {}};
  for (const auto& row : record.carried) {
    table.rows.push_back({named(carried_kind_names, row.kind), row.since.to_string(), row.age_days,
                          text(row.lockbox), id(row.batch), number_or_none(row.sequence),
                          text(row.ticket), money(row.amount), text(row.reason), text(row.owner)});
  }
  return table;
}

/// Batches that came in, beside what was declared of them; what was accepted before is another
/// day's.
Table brought_batches_table(const DayRecord& record) {
  Table table{brought_batches_table_name,
              {"batch", "lockbox", "job", "state", "declared_documents", "declared_cents",
               "documents", "amount_cents", "accepted_before_documents", "accepted_before_cents",
               "accepted_documents", "accepted_cents"},
              {}};
  for (const auto& row : record.brought_batches) {
    const auto declared = row.declared.value_or(ControlTotals{});
    table.rows.push_back({id(row.batch), text(row.lockbox), text(row.job),
                          named(batch_state_names, row.state), declared.documents, declared.amount,
                          row.counted.documents, row.counted.amount, row.accepted_before.documents,
                          row.accepted_before.amount, row.accepted.documents, row.accepted.amount});
  }
  return table;
}

/// What came in from an earlier day, and what has become of it.
Table brought_table(const DayRecord& record) {
  Table table{brought_table_name,
              {"batch", "sequence", "carried_from", "brought_cents", "amount_cents", "state",
               "transaction", "ticket", "fate", "carried_on"},
              {}};
  for (const auto& row : record.pieces) {
    if (!row.brought_from) continue;
    table.rows.push_back({id(row.batch), row.sequence, row.brought_from->to_string(),
                          money(row.brought_amount), money(row.amount), text(row.state),
                          number_or_none(row.transaction), text(row.ticket),
                          named(fate_names, row.fate), text(row.is_carried ? "yes" : "no")});
  }
  return table;
}

/// The envelopes that the day goes on without: by whom, why and until when.
Table carries_table(const DayRecord& record) {
  Table table{carries_table_name,
              {"carry", "lockbox", "batch", "envelope", "since", "age_days", "pieces",
               "amount_cents", "reason", "owner", "due", "carried_by", "carried_at"},
              {}};
  for (const auto& row : record.carries) {
    if (row.state != CarryState::Carried) continue;
    table.rows.push_back({row.id, text(row.lockbox), id(row.batch), row.envelope,
                          row.since.to_string(), days_between(row.since, row.from),
                          static_cast<std::int64_t>(row.pieces.size()), row.amount(),
                          text(row.reason), text(row.owner), row.due.to_string(),
                          text(row.carried_by), text(row.carried_at)});
  }
  return table;
}

/// One line a unit; the names of the flows are those of D11.
Table custody_table(const custody::DayCustody& custody) {
  Table table{custody_table_name,
              {"unit", "label", "sort_class", "stage", "since", "opening", "received", "discovered",
               "corrected", "returned", "forwarded", "sent_to_bank", "destroyed", "closing"},
              {}};
  for (const auto& unit : custody.units) {
    std::vector<Cell> row{unit.number,
                          text(unit.label),
                          named(custody::sort_class_names, unit.sort_class),
                          named(custody::stage_names, unit.stage),
                          unit.since.to_string(),
                          unit.opening};
    for (const auto pieces : unit.flows) row.emplace_back(pieces);
    row.emplace_back(unit.closing);
    table.rows.push_back(std::move(row));
  }
  return table;
}

std::string bills_text(const counter::CashCount& cash) {
  std::string text;
  for (const auto bills : cash.bills) text += (text.empty() ? "" : " ") + std::to_string(bills);
  return text;
}

/// Bills of 100, 50, 20, 10, 5, 2 and 1 dollars, separated by blanks.
Table bags_table(const DayRecord& record) {
  Table table{"drawer-bags",
              {"session", "batch", "deposit_account", "bills", "coin_cents", "amount_cents"},
              {}};
  for (const auto& row : record.bags) {
    table.rows.push_back({row.session, id(row.batch), text(row.deposit_account),
                          text(bills_text(row.cash)), row.cash.coin, row.cash.total()});
  }
  return table;
}

/// One line a session; the names of the flows are those of D12.
Table drawers_table(const DayRecord& record) {
  Table table{"drawers",
              {"session", "batch", "person", "state", "opening_cents", "received_cents",
               "paid_in_cents", "paid_out_cents", "dropped_cents", "counted_cents",
               "over_short_cents", "bagged_cents", "accepted_by", "acknowledged_by"},
              {}};
  for (const auto& row : record.drawers) {
    table.rows.push_back({row.session, id(row.batch), text(row.person),
                          named(counter::drawer_state_names, row.state), row.opening, row.received,
                          row.paid_in, row.paid_out, row.dropped, row.counted, row.over_short,
                          row.bagged, text(row.accepted_by), text(row.acknowledged_by)});
  }
  return table;
}

Table receipts_table(const DayRecord& record) {
  Table table{"receipts",
              {"receipt", "session", "batch", "transaction", "state", "cash_cents", "checks_cents",
               "money_orders_cents", "cards_cents", "applied_cents", "revenue_cents", "taken_by",
               "voided_by"},
              {}};
  for (const auto& row : record.receipts) {
    table.rows.push_back({row.receipt, row.session, id(row.batch), row.transaction,
                          named(counter::receipt_state_names, row.state), row.cash, row.checks,
                          row.money_orders, row.cards, row.applied, row.revenue, text(row.taken_by),
                          text(row.voided_by)});
  }
  return table;
}

/// Lines of the general ledger that no customer account stands behind; debit positive.
Table revenue_table(const DayRecord& record) {
  Table table{"revenue",
              {"batch", "entry", "ledger", "charge_code", "gl_account", "fund", "amount_cents"},
              {}};
  for (const auto& row : record.revenue) {
    table.rows.push_back({id(row.batch), row.entry, named(ledger_names, row.ledger),
                          text(row.charge_code), text(row.gl_account), text(row.fund), row.amount});
  }
  return table;
}

Table deposit_items_table(const DayRecord& record) {
  Table table{"deposit-items",
              {"lockbox", "ticket", "ordinal", "batch", "sequence", "tender", "amount_cents"},
              {}};
  for (const auto& row : record.deposit_items) {
    table.rows.push_back({text(row.lockbox), text(row.ticket), row.ordinal, id(row.batch),
                          row.sequence, named(tender_kind_names, row.tender), row.amount});
  }
  return table;
}

Table deposits_table(const DayRecord& record) {
  Table table{"deposits",
              {"lockbox", "ticket", "batch", "deposit_account", "items", "items_max", "total_cents",
               "state", "prepared_by", "approved_by"},
              {}};
  for (const auto& row : record.deposits) {
    table.rows.push_back({text(row.lockbox), text(row.ticket), id(row.batch),
                          text(row.deposit_account), row.items, number_or_none(row.items_max),
                          row.total, named(deposit_state_names, row.state), text(row.prepared_by),
                          text(row.approved_by)});
  }
  return table;
}

Table files_table(const DayRecord& record) {
  Table table{
      "files", {"name", "kind", "batch", "ticket", "fund", "lines", "amount_cents", "sha256"}, {}};
  for (const auto& row : record.files) {
    const bool is_posting = row.kind == "posting" || row.kind == adjustments_kind;
    table.rows.push_back({text(row.name), text(row.kind), number_or_none(row.batch.value()),
                          text(row.ticket), text(row.fund), is_posting ? Cell{row.lines} : Cell{},
                          is_posting ? Cell{row.amount} : Cell{}, text(row.sha256_hex)});
  }
  return table;
}

Table pieces_table(const DayRecord& record) {
  Table table{items_table,
              {"batch", "sequence", "kind", "tender", "amount_cents", "state", "transaction",
               "ticket", "fate"},
              {}};
  for (const auto& row : record.pieces) {
    table.rows.push_back({id(row.batch), row.sequence, named(item_kind_names, row.kind),
                          named(tender_kind_names, row.tender), money(row.amount), text(row.state),
                          number_or_none(row.transaction), text(row.ticket),
                          named(fate_names, row.fate)});
  }
  return table;
}

Table journal_table(const DayRecord& record) {
  Table table{"journal",
              {"batch", "entry", "kind", "transaction", "ticket", "ledger", "fund",
               "deposit_account", "amount_cents", "posted_in"},
              {}};
  for (const auto& row : record.journal) {
    table.rows.push_back({id(row.batch), row.entry, named(entry_kind_names, row.kind),
                          number_or_none(row.transaction), text(row.ticket),
                          named(ledger_names, row.ledger), text(row.fund),
                          text(row.deposit_account), row.amount, text(row.posted_in)});
  }
  return table;
}

Table ledger_table(const DayRecord& record) {
  Table table{"ledger",
              {"lockbox", "entry", "kind", "batch", "transaction", "return", "adjustment", "place",
               "fund", "deposit_account", "amount_cents", "reason_code", "made_by", "file"},
              {}};
  for (const auto& row : record.ledger) {
    table.rows.push_back({text(row.lockbox), row.entry, named(ledger::entry_kind_names, row.kind),
                          number_or_none(row.batch.value()), number_or_none(row.transaction),
                          number_or_none(row.return_number), number_or_none(row.adjustment_number),
                          named(ledger::place_names, row.place), text(row.fund),
                          text(row.deposit_account), row.amount, text(row.reason_code),
                          text(row.made_by), text(row.file)});
  }
  return table;
}

Table steps_table(const DayRecord& record) {
  Table table{"steps", {"event", "actor", "at", "reason"}, {}};
  for (const auto& step : record.day.steps) {
    table.rows.push_back({named(day_event_names, step.event), text(signers_of(step)), text(step.at),
                          text(step.reason)});
  }
  return table;
}

Table rolls_table(const DayRecord& record) {
  Table table{"rolls",
              {"place", "lockbox", "batch", "sequence", "return", "opening_cents", "in_cents",
               "out_cents", "closing_cents", "what"},
              {}};
  for (const auto& row : record.rolls) {
    table.rows.push_back({text(row.place), text(row.lockbox), number_or_none(row.batch.value()),
                          number_or_none(row.sequence), number_or_none(row.return_number),
                          row.opening, row.in, row.out, row.closing, text(row.what)});
  }
  return table;
}

Table suspense_table(const DayRecord& record) {
  Table table{"suspense",
              {"since", "age_days", "lockbox", "batch", "transaction", "fund", "reason",
               "opening_cents", "added_cents", "applied_cents", "refunded_cents", "returned_cents",
               "escheated_cents", "closing_cents"},
              {}};
  for (const auto& row : record.suspense) {
    table.rows.push_back({row.since.to_string(), row.age_days, text(row.lockbox), id(row.batch),
                          row.transaction, text(row.fund), text(row.reason), row.opening, row.added,
                          row.applied, row.refunded, row.returned, row.escheated, row.closing});
  }
  return table;
}

Table tie_table(const DayRecord& record) {
  Table table{
      "tie", {"line", "name", "amount_cents", "pieces", "equation", "difference", "must_tie"}, {}};
  for (const auto& line : tie_of(record).lines) {
    table.rows.push_back({std::int64_t{line.number}, text(line.name), line.amount, line.pieces,
                          text(line.equation_text),
                          line.difference ? Cell{*line.difference} : Cell{},
                          text(line.must_tie ? "yes" : "no")});
  }
  return table;
}

Table transactions_table(const DayRecord& record) {
  Table table{"transactions",
              {"batch", "transaction", "work_type", "state", "tender_cents", "applied_cents",
               "adjustments_cents", "suspense_cents", "suspense_reason"},
              {}};
  for (const auto& row : record.transactions) {
    table.rows.push_back({id(row.batch), row.key, named(work_type_names, row.work_type),
                          named(transaction_state_names, row.state), row.tender, row.applied,
                          row.adjustments, row.suspense,
                          named(suspense_reason_names, row.suspense_reason)});
  }
  return table;
}

/// What a spreadsheet would take for a formula is text here; a sign belongs to a number.
std::string text_of(const Cell& cell) {
  if (const auto* words = std::get_if<std::string>(&cell)) return csv_field(*words);
  if (const auto* count = std::get_if<std::int64_t>(&cell)) return std::to_string(*count);
  if (const auto* amount = std::get_if<Money>(&cell)) return std::to_string(amount->cents());
  return {};
}

}  // namespace

std::vector<Table> tables_of(const DayRecord& record) {
  std::vector<Table> tables{batches_table(record)};
  auto brought_batches = brought_batches_table(record);
  auto brought = brought_table(record);
  auto carries = carries_table(record);
  if (!brought_batches.rows.empty()) tables.push_back(std::move(brought_batches));
  if (!brought.rows.empty()) tables.push_back(std::move(brought));
  tables.push_back(carried_table(record));
  if (!carries.rows.empty()) tables.push_back(std::move(carries));
  if (record.custody) tables.push_back(custody_table(*record.custody));
  // A site without a counter has no such tables.
  if (!record.drawers.empty()) {
    for (const auto& table : {bags_table(record), drawers_table(record), receipts_table(record),
                              revenue_table(record)}) {
      tables.push_back(table);
    }
  }
  for (const auto& table :
       {deposit_items_table(record), deposits_table(record), files_table(record),
        pieces_table(record), journal_table(record), ledger_table(record)}) {
    tables.push_back(table);
  }
  if (!record.rolls.empty()) tables.push_back(rolls_table(record));
  for (const auto& table : {steps_table(record), suspense_table(record), tie_table(record),
                            transactions_table(record)}) {
    tables.push_back(table);
  }
  return tables;
}

std::vector<std::string> lines_of(const Table& table) {
  std::vector<std::string> lines;
  for (const auto& row : table.rows) {
    std::string line;
    for (const auto& cell : row) {
      if (&cell != row.data()) line += ',';
      line += text_of(cell);
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

std::string csv_of(const Table& table) {
  std::string csv;
  for (const auto& column : table.columns) {
    if (!csv.empty()) csv += ',';
    csv += column;
  }
  csv += "\r\n";
  for (const auto& line : lines_of(table)) csv += line + "\r\n";
  return csv;
}

}  // namespace lockbox::deposit::close
