#include "encode/image/ink_likeness.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <numbers>
#include <utility>
#include <vector>

#include "encode/image/wide_vectors.h"

namespace lockbox::encode {
namespace {

/// How far apart two pictures of one paper may lie.
constexpr int shift_max = 6;
constexpr int coarse_shift = 2;
constexpr double turn_degrees_max = 3;
constexpr double coarse_turn_degrees = 1;
constexpr double fine_turn_degrees = 0.25;
constexpr double radians_a_degree = std::numbers::pi / 180;
/// Scanners cut checks out of the track more or less closely.
constexpr int size_difference_max = 12;

/// Cells of a map with empty ones around it, as wide as any shift reaches.
class Cells {
 public:
  Cells(int columns, int rows)
      : columns_{columns},
        rows_{rows},
        cells_(static_cast<std::size_t>(columns + 2 * shift_max) *
               static_cast<std::size_t>(rows + 2 * shift_max)) {}

  explicit Cells(const InkMap& map) : Cells{map.columns, map.rows} {
    const auto* from = map.cells.data();
    for (int y = 0; y < rows_; ++y, from += columns_) std::copy_n(from, columns_, row(y));
  }

  [[nodiscard]] int columns() const { return columns_; }
  [[nodiscard]] int rows() const { return rows_; }
  /// Also of rows, and by the pointer columns, that are beyond the map by up to `shift_max`.
  [[nodiscard]] std::uint8_t* row(int y) { return cells_.data() + start_of(y); }
  [[nodiscard]] const std::uint8_t* row(int y) const { return cells_.data() + start_of(y); }

 private:
  [[nodiscard]] std::size_t start_of(int y) const {
    return static_cast<std::size_t>(y + shift_max) *
               static_cast<std::size_t>(columns_ + 2 * shift_max) +
           static_cast<std::size_t>(shift_max);
  }

  int columns_;
  int rows_;
  std::vector<std::uint8_t> cells_;
};

/// Ink that lies half in one cell and half in the next on one picture is all in one on the other.
Cells blurred(const Cells& cells) {
  Cells result{cells.columns(), cells.rows()};
  for (int y = 0; y < cells.rows(); ++y) {
    const auto* above = cells.row(y - 1);
    const auto* here = cells.row(y);
    const auto* below = cells.row(y + 1);
    const auto column = [&](int x) { return above[x] + 2 * here[x] + below[x]; };
    auto* to = result.row(y);
    for (int x = 0; x < cells.columns(); ++x) {
      to[x] = static_cast<std::uint8_t>(column(x - 1) + 2 * column(x) + column(x + 1));
    }
  }
  return result;
}

/// The most that a cell and those around it have.
Cells widened(const Cells& cells) {
  Cells result{cells.columns(), cells.rows()};
  for (int y = 0; y < cells.rows(); ++y) {
    auto* to = result.row(y);
    for (int x = 0; x < cells.columns(); ++x) {
      for (int dy = -1; dy <= 1; ++dy) {
        const auto* from = cells.row(y + dy) + x;
        to[x] = std::max({to[x], from[-1], from[0], from[1]});
      }
    }
  }
  return result;
}

/// Where one picture lies on the other.
struct Lay {
  double degrees = 0;
  int right = 0;
  int down = 0;
};

/// The cells turned about their middle, on a canvas of that size whose middle is theirs.
Cells turned(const Cells& cells, double degrees, int columns, int rows) {
  constexpr int whole = 1 << 16;  // Of a cell: steps are added up in whole numbers.
  constexpr double half = 0.5;
  const auto steps = [](double cells_wide) {
    return static_cast<int>(std::lround(cells_wide * whole));
  };
  const double cosine = std::cos(degrees * radians_a_degree);
  const double sine = std::sin(degrees * radians_a_degree);
  const int along = steps(cosine);
  const int across = steps(sine);
  Cells result{columns, rows};
  for (int y = 0; y < rows; ++y) {
    const double right = half - half * columns;
    const double down = y + half - half * rows;
    int from_x = steps(cosine * right - sine * down + half * cells.columns());
    int from_y = steps(sine * right + cosine * down + half * cells.rows());
    auto* to = result.row(y);
    for (int x = 0; x < columns; ++x, from_x += along, from_y += across) {
      if (from_x < 0 || from_y < 0) continue;
      const int column = from_x / whole;
      const int row = from_y / whole;
      if (column < cells.columns() && row < cells.rows()) to[x] = cells.row(row)[column];
    }
  }
  return result;
}

LOCKBOX_WIDE_VECTORS
std::int32_t product_of(const std::uint8_t* one, const std::uint8_t* other, int count) {
  std::int32_t sum = 0;
  for (int x = 0; x < count; ++x) sum += one[x] * other[x];
  return sum;
}

/// How much ink lies on ink with the second moved.
double agreement_of(const Cells& still, const Cells& moved, int right, int down) {
  double sum = 0;
  for (int y = 0; y < still.rows(); ++y) {
    sum += product_of(still.row(y), moved.row(y + down) + right, still.columns());
  }
  return sum;
}

/// Looks around a lay, near and far, for the one of most agreement.
class Search {
 public:
  Search(const Cells& still, const Cells& moved) : still_{still}, moved_{moved} {}

  void around(const Lay& middle, double turn_reach, double turn_step, int reach, int step) {
    const auto turns = static_cast<int>(std::lround(turn_reach / turn_step));
    for (int turn = -turns; turn <= turns; ++turn) {
      const double degrees = middle.degrees + turn * turn_step;
      const auto laid = turned(moved_, degrees, still_.columns(), still_.rows());
      for (int down = -reach; down <= reach; down += step) {
        for (int right = -reach; right <= reach; right += step) {
          consider(laid, {degrees, middle.right + right, middle.down + down});
        }
      }
    }
  }

  [[nodiscard]] const Lay& found() const { return found_; }

 private:
  void consider(const Cells& laid, const Lay& lay) {
    if (std::abs(lay.right) > shift_max || std::abs(lay.down) > shift_max) return;
    const double agreement = agreement_of(still_, laid, lay.right, lay.down);
    if (agreement <= best_) return;
    best_ = agreement;
    found_ = lay;
  }

  const Cells& still_;
  const Cells& moved_;
  Lay found_;
  double best_ = -1;
};

Lay best_lay(const Cells& one, const Cells& other) {
  const auto still = blurred(one);
  const auto moved = blurred(other);
  Search search{still, moved};
  search.around({}, turn_degrees_max, coarse_turn_degrees, shift_max, coarse_shift);
  search.around(search.found(), coarse_turn_degrees - fine_turn_degrees, fine_turn_degrees,
                coarse_shift, 1);
  return search.found();
}

/// The second as it lies on the first.
Cells laid_over(const Cells& one, const Cells& other, const Lay& lay) {
  const auto straight = turned(other, lay.degrees, one.columns(), one.rows());
  Cells result{one.columns(), one.rows()};
  for (int y = 0; y < one.rows(); ++y) {
    std::copy_n(straight.row(y + lay.down) + lay.right, one.columns(), result.row(y));
  }
  return result;
}

/// A part of two pictures that lie over each other.
struct Window {
  int left = 0;
  int top = 0;
  int columns = 0;
  int rows = 0;
};

/// How many cells are full of ink, of both pictures, and how many of them have none beside them on
/// the other one.
struct Ink {
  int cells = 0;
  int missing = 0;
};

/// Two pictures laid over each other, each also with the reach of its ink.
struct Laid {
  Cells one;
  Cells other;
  Cells reach_of_one;
  Cells reach_of_other;
};

Ink ink_in(const Laid& laid, const Window& window) {
  constexpr int full = 2;  // What is less may be background that another scanner does not see.
  Ink ink;
  const auto count = [&ink](int cell, int other_reach) {
    if (cell < full) return;
    ++ink.cells;
    if (other_reach == 0) ++ink.missing;
  };
  for (int y = window.top; y < window.top + window.rows; ++y) {
    for (int x = window.left; x < window.left + window.columns; ++x) {
      count(laid.one.row(y)[x], laid.reach_of_other.row(y)[x]);
      count(laid.other.row(y)[x], laid.reach_of_one.row(y)[x]);
    }
  }
  return ink;
}

/// The part that is compared: without the rim, where the surroundings show, and the clear band.
Window compared(const Cells& page) {
  constexpr int rim = 4;
  constexpr int clear_band = 13;  // 5/8 inch (ANSI X9.100-160-1).
  return {.left = rim,
          .top = rim,
          .columns = page.columns() - 2 * rim,
          .rows = page.rows() - rim - clear_band};
}

/// Print all over both, as a dark background is on a bitonal scan, hides what is missing.
bool is_covered(const Laid& laid, const Window& area) {
  constexpr int covered_percent_max = 75;
  int covered = 0;
  for (int y = area.top; y < area.top + area.rows; ++y) {
    for (int x = area.left; x < area.left + area.columns; ++x) {
      if (laid.reach_of_one.row(y)[x] > 0 && laid.reach_of_other.row(y)[x] > 0) ++covered;
    }
  }
  return 100 * covered > covered_percent_max * area.columns * area.rows;
}

/// The likeness of each window that has ink to tell by, least first.
std::vector<int> likeness_of_windows(const Laid& laid, const Window& area) {
  constexpr int width = 10;  // Half an inch of a line of writing.
  constexpr int height = 6;
  constexpr int ink_min = 8;
  std::vector<int> likeness;
  for (int y = area.top; y + height <= area.top + area.rows; y += height / 2) {
    for (int x = area.left; x + width <= area.left + area.columns; x += width / 2) {
      const auto ink = ink_in(laid, {x, y, width, height});
      if (ink.cells >= ink_min) likeness.push_back(100 - 100 * ink.missing / ink.cells);
    }
  }
  std::ranges::sort(likeness);
  return likeness;
}

bool are_of_one_size(const InkMap& one, const InkMap& other) {
  return std::abs(one.columns - other.columns) <= size_difference_max &&
         std::abs(one.rows - other.rows) <= size_difference_max;
}

}  // namespace

int ink_likeness(const InkMap& one, const InkMap& other) {
  constexpr std::size_t windows_min = 20;  // Less is a blank form, and no check.
  constexpr std::size_t least_of = 20;
  if (!are_of_one_size(one, other)) return 0;
  const Cells still{one};
  const Cells moved{other};
  auto over = laid_over(still, moved, best_lay(still, moved));
  auto reach = widened(over);
  const Laid laid{still, std::move(over), widened(still), std::move(reach)};
  const auto area = compared(still);
  if (is_covered(laid, area)) return 0;
  const auto likeness = likeness_of_windows(laid, area);
  if (likeness.size() < windows_min) return 0;
  return likeness[likeness.size() / least_of];
}

}  // namespace lockbox::encode
