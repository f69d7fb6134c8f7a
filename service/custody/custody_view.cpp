#include "service/custody/custody_view.h"

#include <algorithm>
#include <map>

#include "deposit/custody/rules.h"

namespace lockbox::service::custody {

namespace {

using namespace deposit::custody;

std::vector<StageCount> stages_of(const std::vector<UnitRoll>& units) {
  std::map<Stage, StageCount> counts;
  for (const auto& unit : units) {
    if (unit.closing == 0) continue;
    auto& count = counts[unit.stage];
    count.stage = unit.stage;
    ++count.units;
    count.pieces += unit.closing;
    count.oldest_days = std::max(count.oldest_days, unit.age_days);
  }
  std::vector<StageCount> stages;
  stages.reserve(counts.size());
  for (const auto& [stage, count] : counts) stages.push_back(count);
  return stages;
}

std::vector<BoxView> boxes_of(const CustodyBook& book) {
  std::vector<BoxView> boxes;
  for (const auto& box : book.boxes) {
    std::vector<WorkUnit> inside;
    for (const auto& unit : book.units) {
      if (unit.box == box.id && unit.pieces > 0) inside.push_back(unit);
    }
    boxes.push_back({box, destroy_due(box, book.policy),
                     why_kept(box, inside, book.holds, book.policy, book.day)});
  }
  std::ranges::stable_sort(boxes, [](const BoxView& a, const BoxView& b) {
    const auto rank = [](const BoxView& one) {
      return std::pair{one.why_kept.has_value(), one.due ? one.due->to_string() : "~"};
    };
    return rank(a) < rank(b);
  });
  return boxes;
}

}  // namespace

Result<CustodyView> view_custody(deposit::Books& books, const deposit::Site& site,
                                 const BusinessDay& day) {
  auto book = TRY(books.custody().book(site.id, day));
  auto custody = custody_of(book);
  const auto roll = sum_of(custody.units);
  auto stages = stages_of(custody.units);
  auto boxes = boxes_of(book);
  return CustodyView{std::move(book), std::move(custody), roll, std::move(stages),
                     std::move(boxes)};
}

Result<std::optional<DayCustody>> custody_on(deposit::Books& books, const std::string& site,
                                             const BusinessDay& day) {
  const auto book = TRY(books.custody().book(site, day));
  if (!book.is_kept) return std::nullopt;
  return custody_of(book);
}

Result<void> check_ticket(deposit::Books& books, const std::string& site,
                          const std::vector<std::int64_t>& numbers) {
  for (const auto number : numbers) TRY(books.custody().unit_numbered(site, number));
  return {};
}

Result<void> link_by_ticket(deposit::Books& books, const std::string& site, BatchId batch,
                            const std::vector<std::int64_t>& numbers, const deposit::Actor& actor) {
  for (const auto number : numbers) {
    const auto unit = TRY(books.custody().unit_numbered(site, number));
    if (std::ranges::find(unit.batches, batch, &UnitBatch::batch) != unit.batches.end()) continue;
    TRY(books.custody().link_batch(site, unit.id, {batch, LinkedBy::Ticket}, actor));
  }
  return {};
}

}  // namespace lockbox::service::custody
