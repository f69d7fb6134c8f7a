#include "service/work/throughput.h"

#include <map>
#include <tuple>

#include "core/local_time.h"

namespace lockbox::service::work {

namespace {

using Key = std::tuple<BusinessDay, int, std::string>;
using Hours = std::map<Key, HourWork>;

Result<void> count_batch(deposit::Finder& finder, BatchId batch, Hours& hours) {
  for (const auto& done : TRY(finder.work_done(batch))) {
    const auto local = LocalTime::of(TRY(parse_instant(done.at)));
    const Key key{local.day, local.time.hour(), done.actor};
    auto& work =
        hours.try_emplace(key, HourWork{local.day, local.time.hour(), done.actor}).first->second;
    work.documents += done.documents;
    work.answers += done.answers;
  }
  return {};
}

}  // namespace

Result<std::vector<HourWork>> throughput_of(deposit::Finder& finder,
                                            const std::vector<ProvenBatch>& batches) {
  Hours hours;
  for (const auto& batch : batches) {
    TRY(count_batch(finder, batch.contents.batch.id, hours));
  }
  std::vector<HourWork> list;
  list.reserve(hours.size());
  for (auto& [key, work] : hours) list.push_back(std::move(work));
  return list;
}

}  // namespace lockbox::service::work
