#include "service/bench/strip_bench.h"

#include "support/catch.h"

using namespace lockbox::service;

TEST_CASE("Every strip is counted once, most are read, and none as another line or face",
          "[service][bench]") {
  const auto report = read_strips({.images = 60, .seed = 5});
  Share whole;
  for (const auto& cell : report.by_severity) {
    CHECK(cell.whole.of == cell.wrong.of);
    CHECK(cell.wrong.count == 0);
    whole.count += cell.whole.count;
    whole.of += cell.whole.of;
  }
  CHECK(whole.of == 60);
  CHECK(whole.value() > 0.7);
  CHECK(report.by_severity.front().whole.value() > report.by_severity.back().whole.value());
  CHECK(report.invented.of == 60);
  CHECK(report.invented.count == 0);
}
