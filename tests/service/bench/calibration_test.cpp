#include "service/bench/calibration.h"

#include "encode/micr/network_layout.h"
#include "encode/micr/network_weights.h"
#include "support/catch.h"

using namespace lockbox::service;

namespace {

std::int64_t claims_of(const Reliability& reliability) {
  std::int64_t sum = 0;
  for (const auto& bin : reliability.bins) sum += bin.wrong.of;
  return sum;
}

}  // namespace

TEST_CASE("Claims are counted in bins without gaps, each claim where it belongs",
          "[service][bench]") {
  const ReadingBenchRequest lines{.images = 20, .seed = 3};
  const auto reliability = measure_reliability(lockbox::encode::network_weights(), lines);
  CHECK(reliability.bins.front().end == 1);
  CHECK(reliability.bins.back().least == 0);
  for (std::size_t i = 0; i < reliability.bins.size(); ++i) {
    const auto& bin = reliability.bins[i];
    if (i > 0) CHECK(bin.end == reliability.bins[i - 1].least);
    if (bin.wrong.of == 0) continue;
    CHECK(bin.claimed() >= bin.least);
    CHECK(bin.claimed() < bin.end);
  }
  CHECK(claims_of(reliability) > 0);
  CHECK(reliability.missed.count < reliability.missed.of / 5);
}

TEST_CASE("A network that knows nothing claims nothing surely, and is wrong mostly",
          "[service][bench]") {
  const std::vector<float> zeros(lockbox::encode::network::weight_count);
  const auto reliability = measure_reliability(zeros, {.images = 2, .seed = 3});
  const auto& least_sure = reliability.bins.front();
  CHECK(least_sure.wrong.of == claims_of(reliability));
  CHECK(least_sure.claimed() == Approx(14.0 / 15));
  CHECK(least_sure.wrong.value() > 0.7);
}

TEST_CASE("Acceptance is counted by severity, every line in one row", "[service][bench]") {
  const ReadingBenchRequest lines{.images = 20, .seed = 3};
  std::int64_t all = 0;
  std::int64_t accepted = 0;
  std::int64_t printed = 0;
  for (const auto& row : measure_acceptance(lines).by_severity) {
    CHECK(row.severity_least < row.severity_end);
    CHECK(row.accepted.count + row.accepted_wrong.count == row.accepted_wrong.of);
    all += row.lines_wrong.of;
    accepted += row.accepted.count;
    printed += row.accepted.of;
  }
  CHECK(all == lines.images);
  CHECK(accepted > printed / 2);
}
