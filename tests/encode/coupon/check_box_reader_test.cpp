#include "encode/coupon/check_box_reader.h"

#include <functional>

#include <opencv2/imgproc.hpp>

#include "core/chance.h"
#include "encode/coupon/marked_coupon.h"
#include "encode/image/straighten.h"
#include "encode/page_reader.h"
#include "support/catch.h"

namespace lockbox::encode {
namespace {

struct Mark {
  std::string name;
  MarkState expected = MarkState::Marked;
  std::function<void(test::Pen&)> draw;
};

std::vector<Mark> marks() {
  return {
      {"empty", MarkState::Empty, [](test::Pen&) {}},
      {"tick", MarkState::Marked,
       [](test::Pen& pen) {
         pen.draw({{-0.7, 0}, {-0.2, 0.7}, {0.8, -0.8}});
       }},
      {"tick that leaves the box", MarkState::Marked,
       [](test::Pen& pen) {
         pen.draw({{-0.6, -0.1}, {-0.1, 0.6}, {1.7, -1.8}});
       }},
      {"cross", MarkState::Marked,
       [](test::Pen& pen) {
         pen.draw({{-0.8, -0.8}, {0.8, 0.8}});
         pen.draw({{-0.8, 0.8}, {0.8, -0.8}});
       }},
      {"cross over the frame", MarkState::Marked,
       [](test::Pen& pen) {
         pen.draw({{-1.3, -1.2}, {1.3, 1.3}});
         pen.draw({{-1.3, 1.2}, {1.2, -1.3}});
       }},
      {"one stroke", MarkState::Marked,
       [](test::Pen& pen) {
         pen.draw({{-0.6, 0.6}, {0.6, -0.6}});
       }},
      {"filled", MarkState::Marked, [](test::Pen& pen) { pen.fill(0.9); }},
      {"filled over the frame", MarkState::Marked, [](test::Pen& pen) { pen.fill(1.0); }},
      {"scribble", MarkState::Marked,
       [](test::Pen& pen) {
         pen.draw({{-0.9, -0.7}, {0.9, -0.6}, {-0.8, -0.2}, {0.8, 0}, {-0.9, 0.4}, {0.9, 0.7}});
       }},
      {"specks", MarkState::Empty,
       [](test::Pen& pen) {
         pen.dot({0.3, 0.2}, 0.2);
         pen.dot({-0.4, -0.3}, 0.2);
         pen.dot({0.1, -0.5}, 0.15);
       }},
  };
}

/// How the slip comes off the track.
struct Track {
  double dpi = 200;
  bool bitonal = true;
  double skew_degrees = 0;
  double right_mm = 0;
  double down_mm = 0;
  bool upside_down = false;
};

GrayImage scanned(GrayImage page, const Track& track, Chance& chance) {
  page.pixels = page.pixels.clone();
  const double px = track.dpi / 25.4;
  const cv::Matx23d shift{1, 0, track.right_mm * px, 0, 1, track.down_mm * px};
  cv::warpAffine(page.pixels, page.pixels, shift, page.pixels.size(), cv::INTER_LINEAR,
                 cv::BORDER_CONSTANT, cv::Scalar{255});
  if (track.skew_degrees != 0) page = straighten(page, track.skew_degrees).image;
  if (track.upside_down) cv::rotate(page.pixels, page.pixels, cv::ROTATE_180);
  cv::GaussianBlur(page.pixels, page.pixels, {0, 0}, 0.6);
  if (track.bitonal) {
    page.pixels = page.pixels >= 140;
    page.bitonal = true;
    return page;
  }
  page.pixels.convertTo(page.pixels, -1, 0.85, 20);
  cv::Mat noise(page.pixels.size(), CV_16S);
  cv::RNG{chance.next()}.fill(noise, cv::RNG::NORMAL, 0, 5);
  cv::add(page.pixels, noise, page.pixels, cv::noArray(), CV_8U);
  return page;
}

MarkState state_of(const std::vector<CheckBoxRead>& boxes, const std::string& name) {
  const auto found = std::ranges::find(boxes, name, &CheckBoxRead::name);
  REQUIRE(found != boxes.end());
  return found->state;
}

TEST_CASE("Marked boxes are marked and empty ones empty, however the coupon comes off the track",
          "[encode][check_box]") {
  const double dpi = GENERATE(200.0, 300.0);
  const bool bitonal = GENERATE(true, false);
  const auto definition = test::coupon_with_boxes();
  const auto blank = test::printed(definition, dpi);
  Chance chance{7};
  const std::vector<Track> tracks{
      {dpi, bitonal},           {dpi, bitonal, 0, 2.5, -2},    {dpi, bitonal, 1.2, -1, 1.5},
      {dpi, bitonal, -2, 0, 0}, {dpi, bitonal, 0, 1, 1, true},
  };
  for (const auto& mark : marks()) {
    auto page = blank;
    page.pixels = blank.pixels.clone();
    test::Pen pen{page, test::address_zone};
    mark.draw(pen);
    for (const auto& track : tracks) {
      // The others take as long again and differ in nothing that the resolution changes.
      if (dpi > 200 && track.skew_degrees <= 0) continue;
      CAPTURE(mark.name, dpi, bitonal, track.skew_degrees, track.right_mm, track.upside_down);
      const auto read = read_page(scanned(page, track, chance), {definition});
      REQUIRE(read.check_boxes.size() == 2);
      CAPTURE(read.check_boxes[0].ink_share, read.check_boxes[1].ink_share);
      CHECK(name_of(mark_state_names, read.check_boxes[0].state) ==
            name_of(mark_state_names, mark.expected));
      CHECK(name_of(mark_state_names, read.check_boxes[1].state) == "empty");
    }
  }
}

TEST_CASE("The frame of a box is told in pixels of the scan", "[encode][check_box]") {
  const auto definition = test::coupon_with_boxes();
  Chance chance{1};
  const auto page = scanned(test::printed(definition, 200), {.right_mm = 2}, chance);
  const auto read = read_page(page, {definition});
  REQUIRE(read.check_boxes.size() == 2);
  const auto square = test::square_of(test::address_zone, 200);
  const auto& box = read.check_boxes[0].box;
  CHECK(box.width == Approx(square.side).margin(3));
  CHECK(box.height == Approx(square.side).margin(3));
  CHECK(box.x + box.width / 2.0 == Approx(square.middle.x + 2 * 200 / 25.4).margin(2));
  CHECK(box.y + box.height / 2.0 == Approx(square.middle.y).margin(2));
}

TEST_CASE("A box whose frame is not there is in doubt", "[encode][check_box]") {
  const auto definition = test::coupon_with_boxes();
  const bool is_marked = GENERATE(false, true);
  auto page = test::printed(test::definition_with({}), 200);
  test::Pen pen{page, test::address_zone};
  if (is_marked) pen.draw({{-0.8, -0.8}, {0.8, 0.8}});
  const auto read = read_page(page, {definition});
  REQUIRE(read.check_boxes.size() == 2);
  for (const auto& box : read.check_boxes) {
    CHECK((box.state == MarkState::Doubtful));
    CHECK(box.ink_share == 0);
  }
}

TEST_CASE("What is neither clearly a mark nor clearly none is in doubt", "[encode][check_box]") {
  const auto definition = test::coupon_with_boxes();
  const bool bitonal = GENERATE(true, false);
  auto page = test::printed(definition, 200);
  test::Pen pen{page, test::address_zone};
  SECTION("a slip of the pen") {
    pen.draw({{-0.2, 0}, {0.1, 0.1}}, 0.5);
  }
  SECTION("a line that strikes the box out") {
    pen.draw({{-6, 0.1}, {6, -0.1}});
  }
  SECTION("a tick that only touches the frame") {
    pen.draw({{1, 0.3}, {1.4, 0.8}, {2, -0.8}});
  }
  SECTION("a streak of the scanner") {
    pen.draw({{0.2, -20}, {0.2, 20}}, 0.3);
  }
  Chance chance{3};
  const auto read = read_page(scanned(page, {.bitonal = bitonal}, chance), {definition});
  CAPTURE(bitonal, read.check_boxes.at(0).ink_share);
  CHECK((state_of(read.check_boxes, "address_change") == MarkState::Doubtful));
}

TEST_CASE("A mark too faint to be sure of is in doubt, and never nothing", "[encode][check_box]") {
  const auto definition = test::coupon_with_boxes();
  const double gray = GENERATE(150.0, 180.0, 205.0);
  auto page = test::printed(definition, 200);
  test::Pen pen{page, test::address_zone, gray};
  pen.draw({{-0.8, -0.8}, {0.8, 0.8}}, 0.6);
  pen.draw({{-0.8, 0.8}, {0.8, -0.8}}, 0.6);
  Chance chance{5};
  const auto read = read_page(scanned(page, {.bitonal = false}, chance), {definition});
  CAPTURE(gray, read.check_boxes.at(0).ink_share);
  CHECK((state_of(read.check_boxes, "address_change") != MarkState::Empty));
}

TEST_CASE("A square that could be either of two boxes is nobody's", "[encode][check_box]") {
  // Side by side, as near as a page may shift: with one frame gone, the other may be either.
  const PageZone left{0.55, 0.48, 0.03, 0.08};
  const PageZone right{0.59, 0.48, 0.03, 0.08};
  const auto definition = test::definition_with({{"left", left}, {"right", right}});
  auto page = test::printed(test::definition_with({}), 200);
  const auto square = test::square_of(right, 200);
  const cv::Point half{cvRound(square.side / 2), cvRound(square.side / 2)};
  cv::rectangle(page.pixels, cv::Point{square.middle} - half + cv::Point{-6, 0},
                cv::Point{square.middle} + half + cv::Point{-6, 0}, cv::Scalar{0}, 2);
  const auto read = read_page(page, {definition});
  REQUIRE(read.check_boxes.size() == 2);
  CHECK((read.check_boxes[0].state == MarkState::Doubtful));
}

TEST_CASE("A page without check boxes, or without its coupon, tells of none",
          "[encode][check_box]") {
  CHECK(read_page(test::printed(test::definition_with({}), 200), {test::definition_with({})})
            .check_boxes.empty());
  const auto blank =
      GrayImage{.pixels = cv::Mat(700, 1700, CV_8UC1, cv::Scalar{255}), .dpi_x = 200, .dpi_y = 200};
  CHECK(read_page(blank, {test::coupon_with_boxes()}).check_boxes.empty());
}

}  // namespace
}  // namespace lockbox::encode
