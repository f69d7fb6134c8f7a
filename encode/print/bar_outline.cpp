#include "encode/print/bar_outline.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>
#include <vector>

namespace lockbox::encode {
namespace {

/// The bars' edges as a grid of unequal cells, each of which is all ink or none.
class CellGrid {
 public:
  explicit CellGrid(std::span<const InkBar> bars) : bars_{bars} {
    for (const auto& bar : bars) {
      xs_.insert(xs_.end(), {bar.left, bar.right});
      ys_.insert(ys_.end(), {bar.top, bar.bottom});
    }
    for (auto* line : {&xs_, &ys_}) {
      std::ranges::sort(*line);
      line->erase(std::unique(line->begin(), line->end()), line->end());
    }
  }

  [[nodiscard]] int columns() const { return static_cast<int>(xs_.size()) - 1; }
  [[nodiscard]] int rows() const { return static_cast<int>(ys_.size()) - 1; }
  [[nodiscard]] double x(int column) const { return xs_.at(static_cast<std::size_t>(column)); }
  [[nodiscard]] double y(int row) const { return ys_.at(static_cast<std::size_t>(row)); }

  [[nodiscard]] bool has_ink(int column, int row) const {
    if (column < 0 || row < 0 || column >= columns() || row >= rows()) return false;
    const double middle_x = (x(column) + x(column + 1)) / 2;
    const double middle_y = (y(row) + y(row + 1)) / 2;
    return std::ranges::any_of(bars_, [=](const InkBar& bar) {
      return bar.left < middle_x && middle_x < bar.right && bar.top < middle_y &&
             middle_y < bar.bottom;
    });
  }

 private:
  std::span<const InkBar> bars_;
  std::vector<double> xs_;
  std::vector<double> ys_;
};

using Node = std::pair<int, int>;  ///< Column and row of a crossing of the grid.
using Steps = std::multimap<Node, Node>;

/// One step along every edge between ink and paper.
Steps steps_along(const CellGrid& grid) {
  Steps steps;
  for (int row = 0; row < grid.rows(); ++row) {
    for (int column = 0; column < grid.columns(); ++column) {
      if (!grid.has_ink(column, row)) continue;
      const Node top_left{column, row};
      const Node top_right{column + 1, row};
      const Node bottom_right{column + 1, row + 1};
      const Node bottom_left{column, row + 1};
      if (!grid.has_ink(column, row - 1)) steps.emplace(top_left, top_right);
      if (!grid.has_ink(column + 1, row)) steps.emplace(top_right, bottom_right);
      if (!grid.has_ink(column, row + 1)) steps.emplace(bottom_right, bottom_left);
      if (!grid.has_ink(column - 1, row)) steps.emplace(bottom_left, top_left);
    }
  }
  return steps;
}

/// Follows the steps from any of them until they close, and takes them away.
std::vector<OutlineCorner> take_loop(Steps& steps, const CellGrid& grid) {
  std::vector<OutlineCorner> loop;
  auto step = steps.begin();
  while (step != steps.end()) {
    const auto next = step->second;
    loop.push_back({grid.x(step->first.first), grid.y(step->first.second), 0});
    steps.erase(step);
    step = steps.find(next);
  }
  return loop;
}

/// Twice the area at a corner: positive where the way turns to the right, 0 where it goes on.
double turn_at(const OutlineCorner& before, const OutlineCorner& at, const OutlineCorner& after) {
  return (at.x - before.x) * (after.y - at.y) - (at.y - before.y) * (after.x - at.x);
}

double distance(const OutlineCorner& one, const OutlineCorner& other) {
  return std::hypot(other.x - one.x, other.y - one.y);
}

template <class Visit>
void visit_corners(const Outline& outline, const Visit& visit) {
  const auto size = outline.size();
  for (std::size_t i = 0; i < size; ++i) {
    visit(outline[(i + size - 1) % size], outline[i], outline[(i + 1) % size]);
  }
}

Outline without_straight_corners(const Outline& loop) {
  Outline outline;
  visit_corners(loop, [&outline](const auto& before, const auto& at, const auto& after) {
    if (turn_at(before, at, after) != 0) outline.push_back(at);
  });
  return outline;
}

Outline rounded(const Outline& outline, double radius) {
  Outline result;
  visit_corners(outline, [&result, radius](const auto& before, const auto& at, const auto& after) {
    auto corner = at;
    if (turn_at(before, at, after) > 0) {
      corner.radius = std::min({radius, distance(before, at) / 2, distance(at, after) / 2});
    }
    result.push_back(corner);
  });
  return result;
}

}  // namespace

InkShape outline_of(std::span<const InkBar> bars, double radius) {
  const CellGrid grid{bars};
  auto steps = steps_along(grid);
  InkShape shape;
  while (!steps.empty()) {
    shape.push_back(rounded(without_straight_corners(take_loop(steps, grid)), radius));
  }
  return shape;
}

}  // namespace lockbox::encode
