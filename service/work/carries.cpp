#include "service/work/carries.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "deposit/decide/policy.h"
#include "service/close/load_day.h"
#include "service/work/deposit_desk.h"

namespace lockbox::service::work {

namespace {

using deposit::close::Fate;
using deposit::close::PieceRow;
using EnvelopeKey = std::pair<BatchId, std::int64_t>;

std::map<EnvelopeKey, std::vector<const PieceRow*>> envelopes_of(
    const deposit::close::DayRecord& record) {
  std::map<EnvelopeKey, std::vector<const PieceRow*>> envelopes;
  for (const auto& piece : record.pieces) {
    envelopes[{piece.batch, piece.transaction}].push_back(&piece);
  }
  return envelopes;
}

/// Until when somebody is to decide, where exceptions say so.
std::map<EnvelopeKey, BusinessDay> deadlines_of(const deposit::close::DayRecord& record,
                                                const std::vector<deposit::FiledCase>& cases) {
  std::map<EnvelopeKey, std::int64_t> places;
  for (const auto& piece : record.pieces) {
    places.emplace(EnvelopeKey{piece.batch, piece.sequence}, piece.transaction);
  }
  std::map<EnvelopeKey, BusinessDay> deadlines;
  for (const auto& filed : cases) {
    const auto place = places.find({filed.batch, filed.one.sequence});
    if (place == places.end() || filed.one.due <= record.day.day) continue;
    const auto [found, is_new] = deadlines.try_emplace({filed.batch, place->second}, filed.one.due);
    if (!is_new) found->second = std::max(found->second, filed.one.due);
  }
  return deadlines;
}

BroughtFate fate_of(const PieceRow& piece) {
  switch (piece.fate) {
    case Fate::Deposited:
      return BroughtFate::Deposited;
    case Fate::Returned:
      return BroughtFate::Returned;
    case Fate::Filed:
    case Fate::Duplicate:
      return BroughtFate::Filed;
    case Fate::Waiting:
      return piece.is_carried ? BroughtFate::CarriedOn : BroughtFate::Waiting;
  }
  return BroughtFate::Waiting;
}

/// What became of the money says what became of the envelope; without money the paper does.
BroughtFate fate_of(const std::vector<const PieceRow*>& pieces) {
  std::set<BroughtFate> money;
  std::set<BroughtFate> paper;
  for (const auto* piece : pieces) (piece->tender ? money : paper).insert(fate_of(*piece));
  const auto& fates = money.empty() ? paper : money;
  if (fates.size() > 1) return BroughtFate::Mixed;
  return fates.empty() ? BroughtFate::Waiting : *fates.begin();
}

BroughtEnvelope brought_of(const deposit::close::DayRecord& record, const deposit::Carry& carry) {
  BroughtEnvelope envelope{.carry = carry,
                           .fate = BroughtFate::Waiting,
                           .brought = carry.amount(),
                           .amount = {},
                           .tickets = {},
                           .age_days = days_between(carry.since, record.day.day),
                           .is_due = false};
  std::vector<const PieceRow*> pieces;
  for (const auto& piece : record.pieces) {
    const bool is_here = piece.batch == carry.batch &&
                         std::ranges::find(carry.pieces, piece.sequence,
                                           &deposit::CarriedPiece::sequence) != carry.pieces.end();
    if (!is_here) continue;
    pieces.push_back(&piece);
    if (piece.fate != Fate::Duplicate) envelope.amount += piece.amount.value_or(Money{});
    const bool is_new = !piece.ticket.empty() &&
                        std::ranges::find(envelope.tickets, piece.ticket) == envelope.tickets.end();
    if (is_new) envelope.tickets.push_back(piece.ticket);
  }
  envelope.fate = fate_of(pieces);
  const bool waits_still =
      envelope.fate == BroughtFate::Waiting || envelope.fate == BroughtFate::Mixed;
  envelope.is_due = waits_still && carry.due <= record.day.day;
  return envelope;
}

bool is_money(const PieceRow& piece) {
  return piece.tender && piece.fate != Fate::Duplicate;
}

/// Released, and in no deposit.
bool is_free(const PieceRow& piece) {
  return is_money(piece) && piece.ticket.empty() &&
         piece.state == name_of(deposit::item_state_names, deposit::ItemState::Cleared);
}

/// Why the plan of the day leaves all money of the envelope; nothing where it takes some, or some
/// lies in a deposit, or there is none.
std::optional<std::string> reason_left(const std::vector<const PieceRow*>& pieces,
                                       const std::vector<deposit::WaitingItem>& left) {
  std::optional<std::string> reason;
  for (const auto* piece : pieces) {
    if (!is_money(*piece)) continue;
    const auto found = std::ranges::find_if(left, [&](const deposit::WaitingItem& item) {
      return item.place.batch == piece->batch && item.place.sequence == piece->sequence;
    });
    if (!piece->ticket.empty() || found == left.end()) return std::nullopt;
    reason = found->hold.reason;
  }
  return reason;
}

/// Whether all money of the envelope is released and in no deposit, and the plan of the day would
/// put some of it on a ticket.
bool takes_ticket(const std::vector<const PieceRow*>& pieces,
                  const std::vector<deposit::WaitingItem>& left) {
  const auto is_free_or_paper = [](const PieceRow* piece) {
    return !is_money(*piece) || is_free(*piece);
  };
  return std::ranges::any_of(pieces, [](const PieceRow* piece) { return is_free(*piece); }) &&
         std::ranges::all_of(pieces, is_free_or_paper) && !reason_left(pieces, left);
}

/// A released envelope waits for no person, but for a ticket that may take it.
void judge(OpenEnvelope& open, deposit::TransactionState state,
           const std::vector<const PieceRow*>& pieces,
           const std::vector<deposit::WaitingItem>& left) {
  if (state != deposit::TransactionState::Released) {
    open.may_carry = deposit::may_go_on(state);
    return;
  }
  const auto reason = reason_left(pieces, left);
  open.may_carry = reason.has_value();
  if (reason) open.row.reason = *reason;
}

}  // namespace

Result<std::vector<deposit::WaitingItem>> left_by_plan(deposit::Books& books,
                                                       const deposit::Site& site,
                                                       const deposit::close::DayRecord& record) {
  if (std::ranges::none_of(record.pieces, is_free)) return std::vector<deposit::WaitingItem>{};
  return TRY(plan_day_of(books, site, {record.day.day})).plan.waiting;
}

Result<void> check_left(deposit::Books& books, const deposit::Site& site,
                        const deposit::close::DayRecord& record,
                        const std::vector<deposit::ItemPlace>& envelopes) {
  const auto left = TRY(left_by_plan(books, site, record));
  const auto papers = envelopes_of(record);
  for (const auto& place : envelopes) {
    const auto piece = std::ranges::find_if(record.pieces, [&](const PieceRow& one) {
      return one.batch == place.batch && one.sequence == place.sequence;
    });
    if (piece == record.pieces.end()) continue;
    if (!takes_ticket(papers.at({place.batch, piece->transaction}), left)) continue;
    return fail(
        ErrorCode::Conflict,
        fmt::format("A ticket may take the money of envelope {} of batch {}; deposit it, or "
                    "keep it back first.",
                    piece->transaction, place.batch.value()));
  }
  return {};
}

CarryView carry_view_of(const deposit::close::DayRecord& record,
                        const std::vector<deposit::Carry>& around,
                        const std::vector<deposit::FiledCase>& cases,
                        const std::vector<deposit::WaitingItem>& left) {
  CarryView view{record.day, {}, record.carries, {}};
  const auto envelopes = envelopes_of(record);
  const auto deadlines = deadlines_of(record, cases);
  std::map<EnvelopeKey, deposit::TransactionState> states;
  for (const auto& one : record.transactions) {
    states.emplace(EnvelopeKey{one.batch, one.key}, one.state);
  }
  for (const auto& row : record.carried) {
    if (row.kind != deposit::close::CarriedKind::Held) continue;
    const EnvelopeKey key{row.batch, row.sequence};
    const auto pieces = envelopes.find(key);
    if (pieces == envelopes.end()) continue;  // Of an earlier day that is open still.
    if (std::ranges::any_of(pieces->second, &PieceRow::is_carried)) continue;
    OpenEnvelope open{row, std::ssize(pieces->second), false, {}};
    const auto state = states.find(key);
    const bool is_of_counter =
        std::ranges::find(record.drawers, row.batch, &deposit::close::DrawerRow::batch) !=
        record.drawers.end();
    if (state != states.end() && !is_of_counter) judge(open, state->second, pieces->second, left);
    const auto deadline = deadlines.find(key);
    if (deadline != deadlines.end()) open.proposed_due = deadline->second;
    view.open.push_back(std::move(open));
  }
  for (const auto& carry : around) {
    if (carry.into == record.day.day) view.brought.push_back(brought_of(record, carry));
  }
  std::stable_partition(view.brought.begin(), view.brought.end(),
                        [](const BroughtEnvelope& one) { return one.is_due; });
  return view;
}

Result<void> carry_out(deposit::Books& books, const deposit::Site& site, const BusinessDay& day,
                       const deposit::WantedCarry& wanted, const deposit::Actor& actor) {
  if (!deposit::is_owner(site.exceptions, wanted.owner)) {
    const auto users = TRY(books.people().users());
    const bool works_here = std::ranges::any_of(users, [&](const deposit::User& user) {
      return user.is_active && user.name == wanted.owner;
    });
    if (!works_here) {
      return fail(ErrorCode::InvalidInput,
                  "Nobody called '" + wanted.owner +
                      "' works here; name supervisor, treasury, a department or a person.",
                  "/owner");
    }
  }
  std::vector<deposit::ItemPlace> places;
  for (const auto& one : wanted.envelopes) places.push_back({one.batch, one.sequence});
  const auto record = TRY(close::load_day(books, site, day));
  TRY(check_left(books, site, record, places));
  return books.carries().plan(site.id, day, wanted, actor);
}

}  // namespace lockbox::service::work
