#include <fmt/format.h>

#include "acceptance/sample_day.h"
#include "support/catch.h"

using namespace lockbox;
using lockbox::test::ReadCounts;

namespace {

struct Day {
  std::string name;
  std::filesystem::path folder;
  int micr_missed_max;  ///< Checks whose line may not be read whole.
  int coupons_missed_max;
  int misreads_max;
};

std::vector<Day> days() {
  const auto mail = test::shared_mail();
  return {{"shipped day", "examples/riverton/day", 0, 0, 0},
          {"clean", mail / "clean", 1, 1, 0},
          {"scan", mail / "scan", 3, 2, 1},
          {"harsh", mail / "harsh", 3, 2, 1},
          {"mixed", mail / "mixed", 2, 1, 1}};
}

}  // namespace

TEST_CASE("Every cent of a sample day ends where the truth says", "[acceptance]") {
  int misreads = 0;
  for (const auto& day : days()) {
    if (!std::filesystem::exists(day.folder)) {
      WARN("Skipped: the sample day '" << day.name << "' is not here.");
      continue;
    }
    const auto worked = test::work_day(day.folder);
    for (const auto& fault : test::money_faults(worked, day.folder / "accounts.csv")) {
      FAIL_CHECK(day.name << ": " << fault);
    }
    CHECK((worked.outcome.totals.unkeyed == 0));
    CHECK((worked.outcome.totals.held.is_zero()));
    CHECK(worked.outcome.refused.empty());
    const auto reads = test::count_reads(worked);
    fmt::print("{:<12} MICR {:>3} of {:>3} whole, coupons {:>3} of {:>3}, {} misread; {} runs\n",
               day.name, reads.micr_whole, reads.checks, reads.coupons_read, reads.coupons,
               reads.misreads, worked.rounds);
    CHECK((reads.checks - reads.micr_whole <= day.micr_missed_max));
    CHECK((reads.coupons - reads.coupons_read <= day.coupons_missed_max));
    CHECK((reads.misreads <= day.misreads_max));
    misreads += reads.misreads;
  }
  CHECK((misreads <= 1));
}
