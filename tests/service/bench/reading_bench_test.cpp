#include "service/bench/reading_bench.h"

#include "support/catch.h"

using namespace lockbox::service;
using lockbox::encode::Damage;

TEST_CASE("A share has the bounds that Wilson gives it", "[service][bench]") {
  const Share half{50, 100};
  CHECK(half.value() == Approx(0.5));
  CHECK(half.low() == Approx(0.4038).margin(1e-4));
  CHECK(half.high() == Approx(0.5962).margin(1e-4));
  const Share none{0, 30'000};
  CHECK(none.low() == 0);
  CHECK(none.high() == Approx(0.000128).margin(1e-6));
  const Share all{20, 20};
  CHECK(all.low() == Approx(0.8389).margin(1e-4));
  CHECK(all.high() == 1);
}

TEST_CASE("The ladder has every damage at every step, and no line that is read is wrong",
          "[service][bench]") {
  const ReadingBenchRequest request{.images = 1, .seed = 5};
  const auto cells = climb_ladder(request).value();
  REQUIRE(cells.size() == 100);
  int wrong = 0;
  int whole_at_first = 0;
  for (const auto& cell : cells) {
    CHECK(cell.whole.of == 1);
    wrong += static_cast<int>(cell.wrong.count);
    if (cell.step == 1) whole_at_first += static_cast<int>(cell.whole.count);
  }
  CHECK(wrong == 0);
  CHECK(whole_at_first == 10);
  CHECK(cells.back().damage == Damage::InkSpread);
  CHECK(cells.back().step == 10);
}

TEST_CASE("Each kind of page is timed beside its decoding", "[service][bench]") {
  const auto times = time_reading({.images = 2, .seed = 5}).value();
  REQUIRE(times.size() == 4);
  for (const auto& time : times) {
    CAPTURE(time.page);
    CHECK(time.median > 0);
    CHECK(time.p95 >= time.median);
    CHECK(time.decode > 0);
  }
}
