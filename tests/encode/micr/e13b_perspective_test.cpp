#include "encode/micr/e13b_perspective.h"

#include "encode/mail/checks/wide_check.h"
#include "encode/micr/e13b_reader.h"
#include "support/catch.h"

namespace lockbox::encode {
namespace {

constexpr int photos_drawn = 20;

DrawnCheck photo_of(int number, int level) {
  Chance chance{static_cast<std::uint64_t>(700 + number)};
  return draw_wide_check(CheckStyle::UsBusiness, Degradation::Photo, level, chance);
}

TEST_CASE("A line is read on photos from up to 28 degrees beside and above, and none is misread",
          "[micr][checks]") {
  const auto [level, read_min] = GENERATE(table<int, int>({{2, 18}, {3, 15}}));
  int read = 0;
  for (int i = 0; i < photos_drawn; ++i) {
    const auto photo = photo_of(i, level);
    const auto line = read_micr(photo.page);
    if (!line) continue;
    CHECK_FALSE(contradicts(line->line, parse_micr_line(photo.micr).value()));
    read += line->line.raw == photo.micr ? 1 : 0;
  }
  CAPTURE(level, read);
  CHECK(read >= read_min);
}

TEST_CASE("The boxes of a line that was read from the side lie on the picture's line", "[micr]") {
  const auto photo = photo_of(3, 3);
  const auto line = read_micr(photo.page);
  REQUIRE(line);
  const Box& whole = line->box;
  for (const auto& symbol : line->symbols) {
    CHECK(symbol.box.x >= whole.x - whole.height);
    CHECK(symbol.box.x + symbol.box.width <= whole.x + whole.width + whole.height);
    CHECK(symbol.box.y >= whole.y - whole.height);
    CHECK(symbol.box.y + symbol.box.height <= whole.y + 2 * whole.height);
  }
}

TEST_CASE("A line whose marks are equally high along it was taken from above", "[micr]") {
  Chance chance{5};
  const auto scan = draw_wide_check(CheckStyle::UsBusiness, Degradation::Clean, 1, chance);
  const cv::Range lower{scan.page.pixels.rows / 2, scan.page.pixels.rows};
  const auto guesses = locate_lines(scan.page, lower, MarkInk::DarkerThanAround);
  REQUIRE_FALSE(guesses.empty());
  CHECK_FALSE(face_line(scan.page, guesses.front()));
}

}  // namespace
}  // namespace lockbox::encode
