#include "deposit/close/day_record.h"

#include <algorithm>
#include <chrono>
#include <tuple>

#include "deposit/close/carried.h"
#include "deposit/planning/day_plan.h"

namespace lockbox::deposit::close {

namespace {

/// Parts of a batch by sequence or key.
struct Parts {
  std::map<std::int64_t, const Item*> items;
  std::map<std::int64_t, const Transaction*> envelopes;  ///< By document.
  std::map<std::int64_t, std::string> tickets;           ///< By document.

  explicit Parts(const BatchContents& contents) {
    for (const auto& item : contents.items) items.emplace(item.sequence, &item);
    for (const auto& transaction : contents.transactions) {
      if (transaction.state == TransactionState::Voided) continue;
      for (const auto sequence : transaction.documents) envelopes[sequence] = &transaction;
    }
    for (const auto& deposit : contents.deposits) {
      for (const auto sequence : deposit.items) tickets[sequence] = deposit.ticket;
    }
  }
};

template <class Map>
auto find_or_null(const Map& map, std::int64_t key) -> typename Map::mapped_type {
  const auto found = map.find(key);
  return found == map.end() ? nullptr : found->second;
}

BatchRow batch_row(const SourceBatch& source) {
  const auto& batch = source.contents.batch;
  BatchRow row{
      batch.id,    batch.header.lockbox,    batch.header.job,
      batch.state, source.control.declared, {source.control.documents, source.control.amount},
      {}};
  if (source.control.is_accepted()) row.accepted = source.control.difference();
  return row;
}

bool is_done_with(const Transaction& envelope) {
  if (envelope.state == TransactionState::Deposited || envelope.state == TransactionState::Posted) {
    return true;
  }
  // Released without money there is nothing to wait for.
  return envelope.state == TransactionState::Released && envelope.tender.is_zero();
}

Fate fate_of(const DocumentFacts& facts, const Item* item, const Transaction* envelope) {
  if (facts.is_confirmed_duplicate()) return Fate::Duplicate;
  if (item != nullptr) {
    if (item->state == ItemState::InDeposit) return Fate::Deposited;
    if (item->state == ItemState::Returned) return Fate::Returned;
    if (item->state == ItemState::DuplicateConfirmed) return Fate::Duplicate;
  }
  if (envelope == nullptr) return Fate::Waiting;
  if (envelope->state == TransactionState::Returned) return Fate::Returned;
  const bool is_tender = item != nullptr && item->kind == ItemKind::Tender;
  return !is_tender && is_done_with(*envelope) ? Fate::Filed : Fate::Waiting;
}

void add_pieces(DayRecord& record, const SourceBatch& source) {
  const auto& contents = source.contents;
  const Parts parts{contents};
  for (std::size_t i = 0; i < source.facts.size(); ++i) {
    const auto& facts = source.facts[i];
    const auto& document = contents.documents[i];
    if (document.captured.images.empty() || facts.is_separator) continue;
    const auto* item = find_or_null(parts.items, facts.sequence);
    const auto* envelope = find_or_null(parts.envelopes, facts.sequence);
    PieceRow row{
        .batch = contents.batch.id,
        .sequence = facts.sequence,
        .kind = item == nullptr ? facts.kind : item->kind,
        .tender = {},
        .amount = {},
        .state = std::string{item == nullptr ? name_of(document_state_names, document.state)
                                             : name_of(item_state_names, item->state)},
        .transaction = envelope == nullptr ? 0 : envelope->key,
        .ticket = {},
        .fate = fate_of(facts, item, envelope)};
    if (item != nullptr && item->kind == ItemKind::Tender) {
      row.tender = item->tender.value_or(TenderKind::Check);
      if (!awaits_verification(contents, facts.sequence)) row.amount = item->amount;
    }
    const auto ticket = parts.tickets.find(facts.sequence);
    if (ticket != parts.tickets.end()) row.ticket = ticket->second;
    record.pieces.push_back(std::move(row));
  }
}

void add_transactions(DayRecord& record, const BatchContents& contents) {
  for (const auto& one : contents.transactions) {
    if (one.state == TransactionState::Voided) continue;
    record.transactions.push_back({contents.batch.id, one.key, one.work_type, one.state, one.tender,
                                   one.applied_total(), one.adjustments, one.suspense,
                                   one.suspense_reason});
  }
}

/// What a ticket of these items takes at most; 0 when the site does not say, or for money that has
/// no limit of items.
std::int64_t items_max(const Deposit& deposit, const Parts& parts, const DepositAccount* account) {
  if (account == nullptr || deposit.items.empty()) return 0;
  const auto* first = find_or_null(parts.items, deposit.items.front());
  const auto channel = channel_of(first->tender.value_or(TenderKind::Check));
  return channel && has_items_limit(*channel) ? account->ticket_items_max : 0;
}

void add_deposits(DayRecord& record, const BatchContents& contents, const Site& site) {
  const Parts parts{contents};
  for (const auto& deposit : contents.deposits) {
    const auto* account = site.deposit_account(deposit.deposit_account);
    record.deposits.push_back(
        {contents.batch.header.lockbox, deposit.ticket, contents.batch.id, deposit.deposit_account,
         static_cast<std::int64_t>(deposit.items.size()), items_max(deposit, parts, account),
         deposit.total, deposit.state, deposit.prepared_by, deposit.approved_by, deposit.adjusted});
    std::int64_t ordinal = 0;
    for (const auto sequence : deposit.items) {
      const auto* item = find_or_null(parts.items, sequence);
      ENSURE(item != nullptr);
      record.deposit_items.push_back(
          {contents.batch.header.lockbox, deposit.ticket, ++ordinal, contents.batch.id, sequence,
           item->tender.value_or(TenderKind::Check), item->amount.value_or(Money{})});
    }
  }
}

void add_drawer(DayRecord& record, const BatchContents& contents) {
  if (!contents.counter) return;
  const auto& [drawer, receipts] = *contents.counter;
  using counter::MoveKind;
  DrawerRow row{.session = drawer.number,
                .batch = contents.batch.id,
                .lockbox = drawer.lockbox,
                .person = drawer.person,
                .state = drawer.state,
                .opening = drawer.opening.total(),
                .received = drawer.received,
                .paid_in = drawer.moved(MoveKind::PaidIn),
                .paid_out = drawer.moved(MoveKind::PaidOut),
                .dropped = drawer.moved(MoveKind::Drop),
                .counted = drawer.counted(),
                .over_short = drawer.over_short.value_or(Money{}),
                .bagged = {},
                .accepted_by = drawer.accepted_by,
                .has_alert = drawer.has_alert,
                .acknowledged_by = drawer.acknowledged_by};
  for (const auto& bag : drawer.bags) {
    row.bagged += bag.cash.total();
    record.bags.push_back({drawer.number, contents.batch.id, bag.deposit_account, bag.cash});
  }
  record.drawers.push_back(std::move(row));
  for (const auto& receipt : receipts) {
    record.receipts.push_back({receipt.number, drawer.number, contents.batch.id,
                               receipt.transaction, receipt.state, receipt.of(TenderKind::Cash),
                               receipt.of(TenderKind::Check), receipt.of(TenderKind::MoneyOrder),
                               receipt.of(TenderKind::CardSlip), receipt.applied(),
                               receipt.revenue(), receipt.taken_by, receipt.voided_by});
  }
}

/// The audit event of each entry of the batch, in order.
std::vector<std::int64_t> marks_of(const DaySources& sources, BatchId batch) {
  std::vector<std::int64_t> marks;
  for (const auto& mark : sources.entries) {
    if (mark.batch == batch) marks.push_back(mark.seq);
  }
  return marks;
}

void add_journal(DayRecord& record, const BatchContents& contents, const DaySources& sources) {
  const auto marks = marks_of(sources, contents.batch.id);
  ENSURE(marks.size() == contents.entries.size());
  for (std::size_t i = 0; i < marks.size(); ++i) {
    const auto& entry = contents.entries[i];
    // What a deposit books belongs to the day of its batch, also when the bank rejected it later.
    const auto booked = is_of_deposit(entry.kind)
                            ? contents.batch.header.business_day
                            : booking_day(contents.batch.header.business_day, marks[i],
                                          sources.days, sources.marks);
    if (booked != sources.day.day) continue;
    for (const auto& line : entry.lines) {
      record.journal.push_back({contents.batch.id, static_cast<std::int64_t>(i + 1), entry.kind,
                                entry.transaction, entry.ticket, line.ledger, line.fund,
                                line.deposit_account, line.amount, line.posted_in});
      if (line.gl_account.empty()) continue;
      record.revenue.push_back({contents.batch.id, static_cast<std::int64_t>(i + 1), line.ledger,
                                line.charge_code, line.gl_account, line.fund, line.amount});
    }
  }
}

/// A posting file of lines that were all booked on a later day is that day's.
void add_files(DayRecord& record, const SourceBatch& source) {
  for (const auto& file : source.files) {
    const bool is_posting = file.kind == "posting";
    const bool is_of_day = std::ranges::any_of(record.journal, [&](const JournalRow& row) {
      return row.batch == file.batch && row.posted_in == file.name;
    });
    if (!is_posting || is_of_day) record.files.push_back(file);
  }
}

std::int64_t days_between(const BusinessDay& from, const BusinessDay& to) {
  return (std::chrono::sys_days{to.date()} - std::chrono::sys_days{from.date()}).count();
}

using SuspenseRows = std::map<std::tuple<BatchId, std::int64_t, std::string>, SuspenseRow>;

/// Why the entry took money out of suspense, as a column of the roll.
Money& taken_by(SuspenseRow& row, ledger::EntryKind kind) {
  if (kind == ledger::EntryKind::ChargeBack) return row.returned;
  if (kind == ledger::EntryKind::Refund) return row.refunded;
  if (kind == ledger::EntryKind::Escheat) return row.escheated;
  return row.applied;
}

/// What entries after the deposit took, by the day in which they count.
void take_from_suspense(SuspenseRows& rows, const DaySources& sources) {
  const auto& today = sources.day.day;
  for (const auto& entry : sources.ledger) {
    if (!entry.origin || entry.day > today) continue;
    for (const auto& line : entry.lines) {
      if (line.spot.place != ledger::Place::Suspense) continue;
      const auto found =
          rows.find({entry.origin->batch, entry.origin->transaction, line.spot.fund});
      // What was never there is in no row: D10 says that it is booked and not listed.
      if (found == rows.end()) continue;
      auto& row = found->second;
      row.closing -= line.amount;
      auto& column = entry.day < today ? row.opening : taken_by(row, entry.kind);
      column += entry.day < today ? Money{} - line.amount : line.amount;
    }
  }
}

void add_ledger(DayRecord& record, const DaySources& sources) {
  for (const auto& entry : sources.ledger) {
    if (entry.day != sources.day.day) continue;
    const auto origin = entry.origin.value_or(ledger::Origin{});
    for (const auto& line : entry.lines) {
      record.ledger.push_back({entry.lockbox, entry.number, entry.kind, origin.batch,
                               origin.transaction, entry.return_number, entry.adjustment_number,
                               line.spot.place, line.spot.fund, line.spot.deposit_account,
                               line.amount, entry.reason_code, entry.made_by, entry.file});
    }
  }
  for (const auto& file : sources.adjustment_files) record.files.push_back(file);
}

void add_suspense(DayRecord& record, const DaySources& sources) {
  SuspenseRows rows;
  const auto& today = sources.day.day;
  for (const auto& line : sources.suspense) {
    const auto booked = booking_day(line.batch_day, line.seq, sources.days, sources.marks);
    if (!booked || *booked > today) continue;
    auto [found, is_new] = rows.try_emplace(
        {line.batch, line.transaction, line.fund},
        SuspenseRow{.batch = line.batch, .lockbox = line.lockbox, .since = line.batch_day});
    auto& row = found->second;
    row.transaction = line.transaction;
    row.fund = line.fund;
    row.reason = line.reason ? name_of(suspense_reason_names, *line.reason) : "";
    row.age_days = days_between(line.batch_day, today);
    row.closing += line.amount;
    if (*booked < today) {
      row.opening += line.amount;
    } else if (line.amount < Money{}) {
      row.applied -= line.amount;
    } else {
      row.added += line.amount;
    }
  }
  take_from_suspense(rows, sources);
  for (auto& [key, row] : rows) {
    // What left again on the day that it came is added and taken, so such a row is not quiet.
    const bool is_quiet = row.opening.is_zero() && row.added.is_zero() && row.applied.is_zero();
    if (!is_quiet) record.suspense.push_back(std::move(row));
  }
}

std::int64_t closings_of(const Day& day) {
  return std::ranges::count(day.steps, DayEvent::Close, &DayStep::event);
}

/// A closed day speaks of the moment of its close, whatever was booked since.
ChainPoint head_of(const DaySources& sources) {
  if (sources.day.state != DayState::Closed) return sources.head;
  auto head = sources.head;
  for (const auto& mark : sources.marks) {
    if (mark.day == sources.day.day && mark.event == DayEvent::Close) head = mark.point;
  }
  return head;
}

}  // namespace

std::optional<BusinessDay> booking_day(const BusinessDay& batch_day, std::int64_t seq,
                                       const std::vector<BusinessDay>& days,
                                       const std::vector<DayMark>& marks) {
  for (auto day = std::ranges::lower_bound(days, batch_day); day != days.end(); ++day) {
    bool is_closed = false;
    for (const auto& mark : marks) {
      if (mark.point.events >= seq) break;
      if (mark.day == *day) is_closed = mark.event == DayEvent::Close;
    }
    if (!is_closed) return *day;
  }
  return std::nullopt;
}

std::string signers_of(const DayStep& step) {
  return step.asked_by.empty() ? step.actor : step.actor + ", asked by " + step.asked_by;
}

DayRecord record_day(const DaySources& sources) {
  DayRecord record{.site = sources.site.id,
                   .site_name = sources.site.name,
                   .practice = sources.site.practice,
                   .day = sources.day,
                   .closing = closings_of(sources.day),
                   .head = head_of(sources),
                   .batches = {},
                   .pieces = {},
                   .transactions = {},
                   .deposits = {},
                   .deposit_items = {},
                   .journal = {},
                   .files = {},
                   .suspense = {},
                   .carried = {},
                   .bank = sources.bank,
                   .custody = sources.custody};
  for (const auto& source : sources.batches) {
    record.batches.push_back(batch_row(source));
    add_pieces(record, source);
    add_transactions(record, source.contents);
    add_deposits(record, source.contents, sources.site);
    add_journal(record, source.contents, sources);
    add_drawer(record, source.contents);
    add_files(record, source);
  }
  add_suspense(record, sources);
  add_ledger(record, sources);
  record.carried = carried_of(sources, record.suspense);
  return record;
}

}  // namespace lockbox::deposit::close
