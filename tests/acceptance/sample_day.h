#pragma once

#include <map>
#include <string>
#include <vector>

#include "acceptance/truth.h"
#include "service/process/process.h"
#include "support/temporary_directory.h"

namespace lockbox::test {

/// A sample day, worked to its end: every task that the program asks is answered from the truth.
struct WorkedDay {
  Truth truth;
  service::ProcessOutcome outcome;
  int rounds = 0;  ///< Runs until nothing was asked any more.
};

/// Where the sample days are: `examples/riverton/day` ships with the project; the larger ones lie
/// outside and may be absent.
[[nodiscard]] std::filesystem::path shared_mail();

/// Processes the folder in a store of its own.  Throws with the program's message when it fails.
[[nodiscard]] WorkedDay work_day(const std::filesystem::path& day);

/// Ways in which money did not end where the truth says: sentences, empty when all is well.
[[nodiscard]] std::vector<std::string> money_faults(const WorkedDay& day,
                                                    const std::filesystem::path& accounts_file);

/// How well a day was read.
struct ReadCounts {
  int checks = 0;
  int micr_whole = 0;
  int coupons = 0;
  int coupons_read = 0;
  int misreads = 0;  ///< Accepted fields that differ from the truth.
};
[[nodiscard]] ReadCounts count_reads(const WorkedDay& day);

}  // namespace lockbox::test
