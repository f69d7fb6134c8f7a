#include "service/work/watch_desk.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "deposit/model/person.h"
#include "deposit/watch/lenses.h"

namespace lockbox::service::work {

namespace {

constexpr std::int64_t watched_days = 120;

}  // namespace

Result<int> run_watch(deposit::Books& books, const deposit::Site& site,
                      const deposit::Actor& actor) {
  const auto days = TRY(books.days().days(site.id));
  if (days.empty()) return 0;
  const auto from = days_after(days.front().day, -watched_days);
  const auto rows = TRY(books.watch().rows(site.id, from));
  return books.watch().file(site.id, deposit::watch::find_all(rows), actor);
}

Result<std::vector<deposit::FiledFinding>> findings_for(deposit::Books& books,
                                                        const deposit::Site& site,
                                                        const deposit::User& person) {
  auto findings = TRY(books.watch().findings(site.id));
  std::erase_if(findings, [&](const deposit::FiledFinding& filed) {
    return std::ranges::any_of(filed.finding.people, [&](const std::string& one) {
      return deposit::is_same_person(one, person.name) ||
             deposit::is_same_person(one, person.full_name);
    });
  });
  return findings;
}

}  // namespace lockbox::service::work
