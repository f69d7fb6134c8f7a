#include "service/work/throughput.h"

#include <map>
#include <tuple>

#include "core/local_time.h"

namespace lockbox::service::work {

namespace {

/// A batch that has more events of a kind than this shows the hours of the newest.
constexpr int events_counted_max = 100'000;

using Key = std::tuple<BusinessDay, int, std::string>;
using Hours = std::map<Key, HourWork>;

/// Counts the events of one kind in `count` of the hour and person they belong to.
Result<void> count_events(deposit::Finder& finder, BatchId batch, const std::string& entity,
                          const std::string& name, std::int64_t HourWork::*count, Hours& hours) {
  const auto events = TRY(finder.audit(
      {.batch = batch, .entity = entity, .entity_key = {}, .before = 0}, events_counted_max));
  for (const auto& event : events) {
    if (event.event != name) continue;
    const auto local = LocalTime::of(TRY(parse_instant(event.at)));
    const Key key{local.day, local.time.hour(), event.actor};
    auto& work =
        hours.try_emplace(key, HourWork{local.day, local.time.hour(), event.actor}).first->second;
    ++(work.*count);
  }
  return {};
}

}  // namespace

Result<std::vector<HourWork>> throughput_of(deposit::Finder& finder,
                                            const std::vector<ProvenBatch>& batches) {
  Hours hours;
  for (const auto& batch : batches) {
    const auto id = batch.contents.batch.id;
    TRY(count_events(finder, id, "document", "file", &HourWork::documents, hours));
    TRY(count_events(finder, id, "task", "answer", &HourWork::answers, hours));
  }
  std::vector<HourWork> list;
  list.reserve(hours.size());
  for (auto& [key, work] : hours) list.push_back(std::move(work));
  return list;
}

}  // namespace lockbox::service::work
