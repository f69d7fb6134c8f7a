// An auditor who keeps books of his own foretells every balance of the program's.

#include <fmt/format.h>

#include <chrono>
#include <cstdlib>

#include "acceptance/auditor/office_day.h"
#include "support/catch.h"

using namespace lockbox::auditor;

namespace {

constexpr std::int64_t steps_of_an_office = 1'000;
constexpr std::int64_t steps_of_a_run = 3'000;

/// How many steps to take: as many as LOCKBOX_AUDITOR_STEPS says, whole offices only.
std::int64_t steps_wanted() {
  const char* wanted = std::getenv("LOCKBOX_AUDITOR_STEPS");  // NOLINT(concurrency-mt-unsafe)
  return wanted == nullptr ? steps_of_a_run
                           : std::max<std::int64_t>(steps_of_a_run, std::atoll(wanted));
}

std::uint64_t first_seed() {
  const char* wanted = std::getenv("LOCKBOX_AUDITOR_SEED");  // NOLINT(concurrency-mt-unsafe)
  return wanted == nullptr ? 1 : std::strtoull(wanted, nullptr, 10);
}

}  // namespace

TEST_CASE("An auditor who is told only what was done foretells every balance of the books",
          "[auditor]") {
  Report all;
  const auto begin = std::chrono::steady_clock::now();
  for (auto seed = first_seed(); all.steps < steps_wanted() && !all.fault; ++seed) {
    const auto report = OfficeDay{seed}.work(steps_of_an_office);
    all.steps += report.steps;
    all.accepted += report.accepted;
    all.refused += report.refused;
    all.days_closed += report.days_closed;
    all.envelopes += report.envelopes;
    if (report.fault) all.fault = fmt::format("Office of seed {}: {}", seed, *report.fault);
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  fmt::print("{} steps from seed {}: {} accepted, {} refused, {} envelopes, {} closes, {:.1f} s\n",
             all.steps, first_seed(), all.accepted, all.refused, all.envelopes, all.days_closed,
             took.count());
  INFO(all.fault.value_or(""));
  CHECK_FALSE(all.fault);
}

TEST_CASE("The auditor names the first line on which two accounts differ", "[auditor]") {
  CHECK_FALSE(first_difference({{"bank 401", 700}}, {{"bank 401", 700}}));
  CHECK(first_difference({{"bank 401", 700}}, {{"bank 401", 699}}).value_or("") ==
        "bank 401: the auditor has 700, the books have 699 cents.");
  CHECK(first_difference({}, {{"suspense 999", -5}}).value_or("") ==
        "suspense 999: the auditor has 0, the books have -5 cents.");
}
