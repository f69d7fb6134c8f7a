#include "deposit/model/deposit_record.h"

#include <algorithm>

namespace lockbox::deposit {

std::string to_text(const ItemPlace& place) {
  return "batch " + std::to_string(place.batch.value()) + ", item " +
         std::to_string(place.sequence);
}

std::vector<BatchId> DepositRecord::batches() const {
  std::vector<BatchId> list;
  for (const auto& item : items) {
    if (std::ranges::find(list, item.place.batch) == list.end()) list.push_back(item.place.batch);
  }
  std::ranges::sort(list);
  return list;
}

Money DepositRecord::adjusted() const {
  Money sum;
  for (const auto& adjustment : adjustments) sum += adjustment.amount;
  return sum;
}

Money DepositRecord::confirmed() const {
  Money last;
  for (const auto& step : steps) {
    if (step.confirmed) last = *step.confirmed;
  }
  return last;
}

Money DepositRecord::in_transit() const {
  if (!is_approved(state)) return {};
  return total + adjusted() - confirmed();
}

std::optional<Instant> DepositRecord::in_transit_since() const {
  std::optional<Instant> since;
  for (const auto& step : steps) {
    if (step.event != DepositEvent::Approve && step.event != DepositEvent::Send) continue;
    if (const auto at = parse_instant(step.at)) since = *at;
  }
  return since;
}

}  // namespace lockbox::deposit
