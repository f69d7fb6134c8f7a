#include "deposit/close/carry_days.h"

#include <algorithm>

namespace lockbox::deposit::close {

namespace {

/// When the day was last closed, as a number of events; nothing when it never was.
std::optional<std::int64_t> closed_at(const BusinessDay& day, const std::vector<DayMark>& marks) {
  std::optional<std::int64_t> closed;
  for (const auto& mark : marks) {
    if (mark.day == day && mark.event == DayEvent::Close) closed = mark.point.events;
  }
  return closed;
}

}  // namespace

CarryDays::CarryDays(const std::vector<Carry>& carries) {
  for (const auto& carry : carries) {
    if (carry.state == CarryState::TakenBack) continue;
    for (const auto& piece : carry.pieces) chains_[{carry.batch, piece.sequence}].push_back(&carry);
    batches_[carry.batch].push_back(&carry);
  }
  const auto by_day = [](const Carry* one, const Carry* other) { return one->from < other->from; };
  for (auto& [piece, chain] : chains_) std::ranges::stable_sort(chain, by_day);
  for (auto& [batch, chain] : batches_) std::ranges::stable_sort(chain, by_day);
}

const std::vector<const Carry*>& CarryDays::chain(const Piece& piece) const {
  static const std::vector<const Carry*> none;
  const auto found = chains_.find(piece);
  return found == chains_.end() ? none : found->second;
}

const Carry* CarryDays::out_of(BatchId batch, std::int64_t sequence, const BusinessDay& day) const {
  for (const auto* carry : chain({batch, sequence})) {
    if (carry->from == day) return carry;
  }
  return nullptr;
}

const Carry* CarryDays::into(BatchId batch, std::int64_t sequence, const BusinessDay& day) const {
  for (const auto* carry : chain({batch, sequence})) {
    if (carry->state == CarryState::Carried && carry->into == day) return carry;
  }
  return nullptr;
}

std::optional<BusinessDay> CarryDays::day_of(BatchId batch, std::int64_t sequence,
                                             const BusinessDay& batch_day) const {
  std::optional<BusinessDay> day = batch_day;
  for (const auto* carry : chain({batch, sequence})) {
    if (carry->state == CarryState::Carried) day = carry->into;
  }
  return day;
}

std::int64_t CarryDays::came_at(BatchId batch, std::int64_t sequence,
                                const std::vector<DayMark>& marks) const {
  std::int64_t came = 0;
  for (const auto* carry : chain({batch, sequence})) {
    if (carry->state == CarryState::Carried) came = closed_at(carry->from, marks).value_or(0);
  }
  return came;
}

std::optional<BusinessDay> CarryDays::day_at(BatchId batch, const BusinessDay& batch_day,
                                             std::int64_t seq,
                                             const std::vector<DayMark>& marks) const {
  std::optional<BusinessDay> day = batch_day;
  const auto found = batches_.find(batch);
  if (found == batches_.end()) return day;
  for (const auto* carry : found->second) {
    const auto closed = closed_at(carry->from, marks);
    if (carry->state == CarryState::Carried && closed && *closed < seq) day = carry->into;
  }
  return day;
}

std::vector<std::int64_t> deciding_documents(const BatchContents& contents,
                                             const Transaction& envelope) {
  std::vector<std::int64_t> money;
  for (const auto& item : contents.items) {
    const bool is_money =
        item.kind == ItemKind::Tender && item.state != ItemState::DuplicateConfirmed;
    if (is_money &&
        std::ranges::find(envelope.documents, item.sequence) != envelope.documents.end()) {
      money.push_back(item.sequence);
    }
  }
  if (money.empty()) return envelope.documents;
  return money;
}

std::optional<BusinessDay> day_of_envelope(const CarryDays& carries, const BatchContents& contents,
                                           const Transaction& envelope) {
  const auto& batch = contents.batch;
  const auto& batch_day = batch.header.business_day;
  if (!carries.has(batch.id)) return batch_day;
  for (const auto sequence : deciding_documents(contents, envelope)) {
    const auto day = carries.day_of(batch.id, sequence, batch_day);
    if (day != batch_day) return day;
  }
  return batch_day;
}

const CarriedPiece* piece_in(const Carry& carry, std::int64_t sequence) {
  const auto found = std::ranges::find(carry.pieces, sequence, &CarriedPiece::sequence);
  return found == carry.pieces.end() ? nullptr : &*found;
}

}  // namespace lockbox::deposit::close
