#include "deposit/close/day_record.h"

#include <algorithm>
#include <chrono>
#include <tuple>

#include "deposit/close/carried.h"
#include "deposit/close/carry_days.h"
#include "deposit/close/entry_days.h"
#include "deposit/close/rolls.h"
#include "deposit/close/suspense_roll.h"
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

/// A batch of the day, or of an earlier one of which some was carried into the day, beside all
/// carries around it.
struct Placed {
  const DaySources& sources;
  const SourceBatch& source;
  const CarryDays& carries;
  bool is_brought = false;

  [[nodiscard]] const BatchContents& contents() const { return source.contents; }
  [[nodiscard]] BatchId id() const { return source.contents.batch.id; }
  [[nodiscard]] const BusinessDay& today() const { return sources.day.day; }
  [[nodiscard]] const BusinessDay& batch_day() const {
    return source.contents.batch.header.business_day;
  }
  /// Whether the envelope's money, or its paper where it has none, was carried into the day.
  [[nodiscard]] bool is_brought_here(const Transaction& envelope) const {
    return std::ranges::any_of(
        deciding_documents(contents(), envelope),
        [&](std::int64_t sequence) { return carries.into(id(), sequence, today()) != nullptr; });
  }
};

/// What was carried out of a closed day stays there as it was then.
void freeze(PieceRow& row, const Carry& carry) {
  const auto* piece = piece_in(carry, row.sequence);
  ENSURE(piece != nullptr);
  row.fate = Fate::Waiting;
  row.amount = piece->amount;
  row.state = name_of(carry_state_names, CarryState::Carried);
  row.transaction = carry.envelope;
  row.ticket.clear();
}

ControlTotals count_of(const PieceRow& row) {
  if (row.fate == Fate::Duplicate) return {};
  return {1, row.amount.value_or(Money{})};
}

/// Marks what comes in and what goes on; nothing for a piece of another day.
bool place(PieceRow& row, const Placed& placed) {
  const auto* in = placed.carries.into(row.batch, row.sequence, placed.today());
  if (placed.is_brought && in == nullptr) return false;
  if (in != nullptr) {
    const auto* piece = piece_in(*in, row.sequence);
    ENSURE(piece != nullptr);
    row.brought_from = in->from;
    row.brought_amount = piece->amount;
  }
  const auto* out = placed.carries.out_of(row.batch, row.sequence, placed.today());
  row.is_carried = out != nullptr && row.fate == Fate::Waiting;
  if (out == nullptr || out->state != CarryState::Carried) return true;
  row.is_carried = true;
  freeze(row, *out);
  return true;
}

/// `counted`: of the batch, which counts as it is now; it follows what its pieces were.
void add_pieces(DayRecord& record, const Placed& placed, ControlTotals& counted) {
  const auto& source = placed.source;
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
    const auto now = count_of(row);
    if (!place(row, placed)) continue;
    const auto then = count_of(row);
    counted.documents += then.documents - now.documents;
    counted.amount += then.amount - now.amount;
    record.pieces.push_back(std::move(row));
  }
}

/// Whether all money of the batch that is not sent back goes on to another day.
bool is_carried_whole(const DayRecord& record, BatchId batch) {
  bool any = false;
  for (const auto& piece : record.pieces) {
    if (piece.batch != batch || !piece.tender) continue;
    if (piece.is_carried) {
      any = true;
    } else if (piece.fate == Fate::Deposited || piece.fate == Fate::Waiting) {
      return false;
    }
  }
  return any;
}

/// What the batch was over or short as it counted so, where somebody ever accepted just that.
ControlTotals accepted_as(const SourceBatch& source, const ControlTotals& counted) {
  const auto& declared = source.control.declared;
  if (!declared) return {};
  const ControlTotals difference{counted.documents - declared->documents,
                                 counted.amount - declared->amount};
  const bool is_accepted =
      std::ranges::any_of(source.contents.batch.accepted, [&](const AcceptedDifference& one) {
        return difference == ControlTotals{one.documents, one.amount};
      });
  return is_accepted ? difference : ControlTotals{};
}

/// What became of carried pieces since a day was closed is accepted on a later one.
void take_as_closed(BatchRow& row, const Placed& placed) {
  if (placed.sources.day.state != DayState::Closed) return;
  row.accepted = accepted_as(placed.source, row.counted);
}

/// The batch with its pieces.
void add_batch(DayRecord& record, const Placed& placed) {
  auto row = batch_row(placed.source);
  add_pieces(record, placed, row.counted);
  take_as_closed(row, placed);
  row.is_carried = is_carried_whole(record, row.batch);
  // What is accepted of it later is accepted on a later day.
  if (row.is_carried) row.accepted = {};
  record.batches.push_back(std::move(row));
}

/// Whether money of the batch was deposited on an earlier day, so that it was held against what was
/// declared of it there.
bool had_deposits_before(const Placed& placed) {
  return std::ranges::any_of(placed.contents().items, [&](const Item& item) {
    return item.state == ItemState::InDeposit &&
           placed.carries.into(placed.id(), item.sequence, placed.today()) == nullptr;
  });
}

/// A batch of an earlier day, held against what was declared of it on this one unless it goes on
/// again.  What was accepted of it before counts where it was.
void add_brought_batch(DayRecord& record, const Placed& placed) {
  auto row = batch_row(placed.source);
  const auto first = static_cast<std::ptrdiff_t>(record.pieces.size());
  add_pieces(record, placed, row.counted);
  if (!row.declared || is_carried_whole(record, row.batch)) return;
  take_as_closed(row, placed);
  auto before = row.counted;
  for (auto piece = record.pieces.begin() + first; piece != record.pieces.end(); ++piece) {
    const auto here = count_of(*piece);
    before.documents += 1 - here.documents;
    before.amount += piece->brought_amount.value_or(Money{}) - here.amount;
  }
  if (had_deposits_before(placed)) row.accepted_before = accepted_as(placed.source, before);
  row.accepted.documents -= row.accepted_before.documents;
  row.accepted.amount -= row.accepted_before.amount;
  record.brought_batches.push_back(std::move(row));
}

void add_transactions(DayRecord& record, const Placed& placed) {
  const auto& contents = placed.contents();
  for (const auto& one : contents.transactions) {
    if (one.state == TransactionState::Voided) continue;
    if (placed.is_brought && !placed.is_brought_here(one)) continue;
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

/// The audit event of each entry of the batch, in order.
std::vector<std::int64_t> marks_of(const DaySources& sources, BatchId batch) {
  std::vector<std::int64_t> marks;
  for (const auto& mark : sources.entries) {
    if (mark.batch == batch) marks.push_back(mark.seq);
  }
  return marks;
}

void add_deposits(DayRecord& record, const Placed& placed, const EntryDays& days) {
  const auto& contents = placed.contents();
  const Parts parts{contents};
  for (const auto& deposit : contents.deposits) {
    if (days.of_ticket(deposit.ticket) != placed.today()) continue;
    const auto* account = placed.sources.site.deposit_account(deposit.deposit_account);
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

/// Of a batch of an earlier day all that counts in this one is told, for one posting file may tell
/// of what was carried and of what was not.
void add_journal(DayRecord& record, const Placed& placed, const EntryDays& days) {
  const auto& contents = placed.contents();
  for (std::size_t i = 0; i < contents.entries.size(); ++i) {
    if (days.of_entry(i) != placed.today()) continue;
    const auto& entry = contents.entries[i];
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

/// A posting file of lines that were all booked on a later day is that day's, and a ticket that of
/// its items.
void add_files(DayRecord& record, const Placed& placed, const EntryDays& days) {
  for (const auto& file : placed.source.files) {
    const bool is_of_day =
        file.kind == "posting"
            ? std::ranges::any_of(record.journal,
                                  [&](const JournalRow& row) {
                                    return row.batch == file.batch && row.posted_in == file.name;
                                  })
            : days.of_ticket(file.ticket) == placed.today();
    if (is_of_day) record.files.push_back(file);
  }
}

/// All that is told of a batch but its own row.
void add_contents(DayRecord& record, const Placed& placed) {
  const auto marks = marks_of(placed.sources, placed.id());
  ENSURE(marks.size() == placed.contents().entries.size());
  const EntryDays days{
      placed.contents(), {placed.sources.days, placed.sources.marks, placed.carries}, marks};
  add_transactions(record, placed);
  add_deposits(record, placed, days);
  add_journal(record, placed, days);
  if (!placed.is_brought) add_drawer(record, placed.contents());
  add_files(record, placed, days);
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
  const CarryDays carries{sources.carries};
  for (const auto& source : sources.batches) {
    const Placed placed{sources, source, carries};
    add_batch(record, placed);
    add_contents(record, placed);
  }
  for (const auto& source : sources.brought) {
    const Placed placed{sources, source, carries, true};
    add_brought_batch(record, placed);
    add_contents(record, placed);
  }
  for (const auto& carry : sources.carries) {
    if (carry.from == sources.day.day && carry.state != CarryState::TakenBack) {
      record.carries.push_back(carry);
    }
  }
  record.suspense = roll_suspense(sources, carries);
  record.rolls = rolls_of(sources);
  add_ledger(record, sources);
  record.carried = carried_of(sources, record.suspense);
  return record;
}

}  // namespace lockbox::deposit::close
