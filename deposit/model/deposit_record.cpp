#include "deposit/model/deposit_record.h"

#include <algorithm>
#include <utility>

#include "deposit/model/person.h"

namespace lockbox::deposit {

std::string to_text(const ItemPlace& place) {
  return "batch " + std::to_string(place.batch.value()) + ", item " +
         std::to_string(place.sequence);
}

std::vector<std::string> DepositRecord::makers() const {
  auto builder = prepared_by;
  std::string submitter;
  for (const auto& step : steps) {
    if (step.event == DepositEvent::Rearrange) builder = step.actor;
    if (step.event == DepositEvent::Submit) submitter = step.actor;
  }
  std::vector<std::string> people{std::move(builder)};
  if (!submitter.empty() && !is_same_person(people.front(), submitter)) {
    people.push_back(std::move(submitter));
  }
  return people;
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
