#include "service/bench/cell_bench.h"

#include "encode/mail/drawn_mail.h"
#include "service/bench/generated_mail.h"
#include "service/bench/line_verdict.h"
#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::service;
using encode::Degradation;

TEST_CASE("A cell counts every check, and of sound ones few are doubted and none is wrong",
          "[service][bench]") {
  const auto cell = read_cell(Degradation::Clean, 1, {.images = 4, .seed = 2}).value();
  CHECK(cell.whole.of == 4);
  CHECK(cell.whole.count >= 3);
  CHECK(cell.wrong.of == 4);
  CHECK(cell.wrong.count == 0);
}

TEST_CASE("A cell is the same whenever it is drawn from the same seed", "[service][bench]") {
  const ReadingBenchRequest request{.images = 3, .seed = 11};
  const auto one = read_cell(Degradation::Signature, 3, request).value();
  const auto other = read_cell(Degradation::Signature, 3, request).value();
  CHECK(one.whole.count == other.whole.count);
  CHECK(one.whole.count < 3);
}

TEST_CASE("A line that is read as another than the printed one is wrong", "[service][bench]") {
  Chance chance{1};
  auto envelope = draw_envelope(chance, 0);
  const auto page = check_page(envelope, "City of Bench").value();
  const auto right = judge_reading(page, envelope.micr).value();
  CHECK(right.is_whole);
  CHECK_FALSE(right.is_wrong);

  auto other = envelope.micr;
  other.back() = other.back() == '1' ? '2' : '1';
  const auto wrong = judge_reading(page, other).value();
  CHECK_FALSE(wrong.is_whole);
  CHECK(wrong.is_wrong);

  const auto none = judge_reading(encode::draw_letter({"Dear City"}), envelope.micr).value();
  CHECK_FALSE(none.is_whole);
  CHECK_FALSE(none.is_wrong);
}

TEST_CASE("Codes of sound coupons are read, and none as another", "[service][bench]") {
  const auto cell = read_coupon_cell(Degradation::Clean, 1, {.images = 8, .seed = 3}).value();
  CHECK(cell.whole.of == 8);
  CHECK(cell.whole.count >= 7);
  CHECK(cell.wrong.count == 0);
}
