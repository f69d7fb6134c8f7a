#include "encode/image/ink_likeness.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <vector>

#include "encode/image/ink_sketch.h"
#include "support/catch.h"
#include "support/drawn_papers.h"
#include "support/some_ink.h"

using namespace lockbox;
using namespace lockbox::encode;
using test::draw_paper;
using test::Paper;
using test::scan_paper;
using test::some_ink;

namespace {

InkMap scanned(const Paper& paper, Chance& chance) {
  return ink_map_of(scan_paper(draw_paper(paper), chance)).value();
}

/// With something written on it in that many cells of one line.
InkMap with_a_note(InkMap map, std::size_t cells) {
  constexpr std::size_t from = 20 * 120 + 30;
  std::fill_n(map.cells.begin() + from, cells, std::uint8_t{3});
  return map;
}

/// Everything that many cells further to the right and down.
InkMap moved(const InkMap& map, std::size_t cells) {
  auto result = map;
  const auto columns = static_cast<std::size_t>(map.columns);
  std::ranges::fill(result.cells, std::uint8_t{0});
  for (std::size_t i = 0; i + cells * (columns + 1) < map.cells.size(); ++i) {
    if (i % columns + cells < columns) result.cells[i + cells * (columns + 1)] = map.cells[i];
  }
  return result;
}

double cpu_ms() {
  return 1'000.0 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

/// One end of the 95 % interval of Wilson (1927), in percent.
double wilson_percent(std::size_t count, std::size_t of, int side) {
  constexpr double z = 1.96;
  const auto n = static_cast<double>(of);
  const double share = static_cast<double>(count) / n;
  const double middle = share + z * z / (2 * n);
  const double reach = z * std::sqrt(share * (1 - share) / n + z * z / (4 * n * n));
  return 100 * std::clamp((middle + side * reach) / (1 + z * z / n), 0.0, 1.0);
}

/// How alike many pairs were.
struct Pairs {
  std::vector<int> likeness;
  int sketch_difference_most = 0;

  void add(const InkMap& one, const InkMap& other) {
    likeness.push_back(ink_likeness(one, other));
    sketch_difference_most = std::max(sketch_difference_most,
                                      sketch_difference(ink_sketch_of(one), ink_sketch_of(other)));
  }
  [[nodiscard]] std::size_t taken() const {
    return static_cast<std::size_t>(
        std::ranges::count_if(likeness, [](int one) { return one >= same_paper_likeness; }));
  }
  void print(const char* what) {
    std::ranges::sort(likeness);
    const auto at = [&](std::size_t percent) {
      return likeness[(likeness.size() - 1) * percent / 100];
    };
    fmt::print(
        "{}: {} of {} taken for one paper, {:.1f} to {:.1f} %; likeness {} / {} / {} / {} / "
        "{} (least, 5 %, half, 95 %, most); sketches differ by {} at most\n",
        what, taken(), likeness.size(), wilson_percent(taken(), likeness.size(), -1),
        wilson_percent(taken(), likeness.size(), 1), at(0), at(5), at(50), at(95), at(100),
        sketch_difference_most);
  }
};

}  // namespace

TEST_CASE("A map of ink goes into bytes and comes back", "[encode][alike]") {
  const auto map = some_ink(1);
  const auto bytes = to_bytes(map);
  CHECK(bytes.size() == 2 + 120 * 55 / 4);
  CHECK(parse_ink_map(bytes).value() == map);
  auto cut = bytes;
  cut.pop_back();
  CHECK(parse_ink_map(cut).error().code == ErrorCode::InvalidInput);
  CHECK_FALSE(parse_ink_map({}).has_value());
}

TEST_CASE("There is a map where the resolution is known and the page is a check's",
          "[encode][alike]") {
  auto check = draw_paper({.form = 4, .filled = 1, .signature = 1});
  const auto map = ink_map_of(check).value();
  CHECK(map.columns == 120);
  CHECK(map.rows == 55);
  check.dpi_x = 0;
  CHECK_FALSE(ink_map_of(check).has_value());
  check.dpi_x = check.dpi_y = 100;  // As if it were three times as large.
  CHECK_FALSE(ink_map_of(check).has_value());
}

TEST_CASE("One paper is alike from whichever scanner it comes", "[encode][alike]") {
  for (std::uint64_t form = 100; form < 104; ++form) {
    Chance chance{form};
    const Paper paper{.form = form, .filled = form, .signature = form};
    CAPTURE(form);
    CHECK(ink_likeness(scanned(paper, chance), scanned(paper, chance)) >= same_paper_likeness);
  }
}

TEST_CASE("What was filled in tells two checks of one form apart", "[encode][alike]") {
  Chance chance{4};
  const Paper paper{.form = 104, .filled = 1, .signature = 1};
  const auto one = scanned(paper, chance);
  const auto next = scanned({.form = 104, .filled = 3, .signature = 1}, chance);
  CHECK(ink_likeness(one, next) < same_paper_likeness);
}

TEST_CASE("A picture that lies elsewhere is as alike, up to a quarter of an inch",
          "[encode][alike]") {
  const auto map = some_ink(1);
  CHECK(ink_likeness(map, map) == 100);
  CHECK(ink_likeness(map, moved(map, 5)) == 100);
  CHECK(ink_likeness(moved(map, 5), map) == 100);
  CHECK(ink_likeness(map, moved(map, 20)) < same_paper_likeness);
}

TEST_CASE("One note on a check leaves it alike; other writing does not", "[encode][alike]") {
  const auto map = some_ink(1);
  CHECK(ink_likeness(map, with_a_note(map, 6)) >= same_paper_likeness);
  CHECK(ink_likeness(map, some_ink(2)) < same_paper_likeness);
}

TEST_CASE("Blank forms, print all over and pages of other sizes are like nothing",
          "[encode][alike]") {
  auto blank = some_ink(1);
  std::ranges::fill(blank.cells, std::uint8_t{0});
  CHECK(ink_likeness(blank, blank) == 0);
  auto covered = blank;
  std::ranges::fill(covered.cells, std::uint8_t{3});
  CHECK(ink_likeness(covered, covered) == 0);
  const auto map = some_ink(1);
  const InkMap small{.columns = 100, .rows = 55, .cells = std::vector<std::uint8_t>(5'500, 1)};
  CHECK(ink_likeness(map, small) == 0);
  CHECK(sketch_difference(ink_sketch_of(map), ink_sketch_of(small)) == 100);
  CHECK(sketch_difference(ink_sketch_of(map), ink_sketch_of(map)) == 0);
  CHECK(sketch_difference(ink_sketch_of(map), {}) == 100);
}

TEST_CASE("Of drawn checks nearly all scans of one paper are alike, and few others on its form",
          "[encode][alike][measured]") {
  constexpr std::uint64_t papers = 200;
  Pairs same;
  Pairs next;
  Pairs strange;
  Chance chance{2026};
  for (std::uint64_t form = 1; form <= papers; ++form) {
    const Paper paper{.form = form, .filled = form, .signature = form};
    const auto first = scanned(paper, chance);
    same.add(first, scanned(paper, chance));
    // What one payer writes next: even the signature is the same, as a printed one is.
    next.add(first, scanned({.form = form, .filled = form + papers, .signature = form}, chance));
    strange.add(
        first,
        scanned({.form = form + papers, .filled = form + 2 * papers, .signature = form + papers},
                chance));
  }
  same.print("Two scans of one paper");
  next.print("Two checks of one payer, on one form, with one signature");
  strange.print("Checks of two payers");
  CHECK(same.taken() * 100 >= papers * 93);
  CHECK(next.taken() * 100 <= papers * 15);
  CHECK(strange.taken() == 0);
  CHECK(same.sketch_difference_most <= sketch_difference_max);
}

TEST_CASE("A comparison takes no longer than forty maps", "[encode][alike][measured]") {
  constexpr int papers = 20;
  constexpr int tries = 5;  // Of which the best counts: as when the picture has just been read.
  const auto best_of = [](const auto& work) {
    double best = 1e9;
    for (int i = 0; i < tries; ++i) {
      const double begin = cpu_ms();
      work();
      best = std::min(best, cpu_ms() - begin);
    }
    return best;
  };
  Chance chance{7};
  double map_ms = 0;
  double compare_ms = 0;
  for (std::uint64_t form = 4; form < 4 * (papers + 1); form += 4) {  // Personal checks.
    const Paper paper{.form = form, .filled = form, .signature = form};
    const auto picture = scan_paper(draw_paper(paper), chance);
    const auto again = scanned(paper, chance);
    const auto map = ink_map_of(picture).value();
    map_ms += best_of([&] { CHECK_FALSE(ink_map_of(picture)->cells.empty()); });
    compare_ms += best_of([&] { CHECK(ink_likeness(map, again) >= 0); });
  }
  fmt::print("A map takes {:.3f} ms, a comparison {:.3f} ms\n", map_ms / papers,
             compare_ms / papers);
  CHECK(compare_ms < 40 * map_ms);
}
