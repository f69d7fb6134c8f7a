#include "deposit/model/deposit_record.h"

#include <algorithm>

#include "deposit/model/person.h"

namespace lockbox::deposit {

namespace {

/// The person who took the step last; empty when nobody did.
std::string last_of(const std::vector<DepositStep>& steps, DepositEvent event) {
  std::string actor;
  for (const auto& step : steps) {
    if (step.event == event) actor = step.actor;
  }
  return actor;
}

void add_person(std::vector<std::string>& people, const std::string& person) {
  const bool is_known = std::ranges::any_of(
      people, [&](const std::string& one) { return is_same_person(one, person); });
  if (!person.empty() && !is_known) people.push_back(person);
}

}  // namespace

std::string to_text(const ItemPlace& place) {
  return "batch " + std::to_string(place.batch.value()) + ", item " +
         std::to_string(place.sequence);
}

std::vector<std::string> DepositRecord::builders() const {
  std::vector<std::string> people{prepared_by};
  add_person(people, last_of(steps, DepositEvent::Rearrange));
  return people;
}

std::vector<std::string> DepositRecord::makers() const {
  auto people = builders();
  add_person(people, last_of(steps, DepositEvent::Submit));
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
