// Frauds planted in drawn offices are caught by the lens of their name; honest offices stay quiet.

#include <fmt/format.h>

#include <algorithm>

#include "deposit/watch/drawn_office.h"
#include "deposit/watch/lenses.h"
#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::deposit::watch;
using lockbox::test::DrawnOffice;

namespace {

constexpr int payers = 400;
constexpr std::uint64_t offices = 100;

bool finds(const std::vector<Finding>& findings, Lens lens) {
  return std::ranges::find(findings, lens, &Finding::lens) != findings.end();
}

/// Of how many offices the lens tells what was planted there.
template <class Plant>
int caught(Lens lens, const Plant& plant) {
  int found = 0;
  for (std::uint64_t seed = 1; seed <= offices; ++seed) {
    DrawnOffice office{seed};
    auto rows = office.honest(payers);
    const auto before = find_all(rows);
    plant(office, rows);
    const auto after = find_all(rows);
    const auto count = [&](const std::vector<Finding>& findings) {
      return std::ranges::count(findings, lens, &Finding::lens);
    };
    if (finds(after, lens) && count(after) > count(before)) ++found;
  }
  return found;
}

}  // namespace

TEST_CASE("C-20, C-05, C-11: planted frauds are caught by the lens of their name",
          "[deposit][watch][measured]") {
  const auto twice = caught(
      Lens::Lapping, [](DrawnOffice& office, WatchRows& rows) { office.plant_lapping(rows, 2); });
  const auto thrice = caught(
      Lens::Lapping, [](DrawnOffice& office, WatchRows& rows) { office.plant_lapping(rows, 3); });
  const auto substituted = caught(Lens::Substitution, [](DrawnOffice& office, WatchRows& rows) {
    office.plant_substitution(rows);
  });
  const auto doubled = caught(Lens::DoublePosting, [](DrawnOffice& office, WatchRows& rows) {
    office.plant_double_posting(rows);
  });
  fmt::print(
      "Of {} offices with a fraud: lapping of two checks {}, of three {}, substitution {}, "
      "double posting {}\n",
      offices, twice, thrice, substituted, doubled);
  CHECK(twice >= 95);
  CHECK(thrice >= 95);
  CHECK(substituted == 100);
  CHECK(doubled == 100);
}

TEST_CASE("Honest offices whose payers pay for relatives and share accounts raise few alarms",
          "[deposit][watch][measured]") {
  std::size_t alarms = 0;
  std::size_t quiet = 0;
  std::size_t placed = 0;
  for (std::uint64_t seed = 1001; seed <= 1000 + offices; ++seed) {
    const auto rows = DrawnOffice{seed}.honest(payers);
    const auto findings = find_all(rows);
    alarms += findings.size();
    if (findings.empty()) ++quiet;
    placed += static_cast<std::size_t>(std::ranges::count_if(
        rows.paid, [](const PaidRow& row) { return !row.placed_by.empty(); }));
  }
  fmt::print(
      "Of {} honest offices of {} payers and 120 days, {} checks placed by people: {} quiet, "
      "{} false alarms\n",
      offices, payers, placed, quiet, alarms);
  CHECK(alarms <= 2 * offices);
}
