#include "encode/image/ink_marks.h"

#include <algorithm>
#include <utility>

namespace lockbox::encode {
namespace {

/// A run and the piece that it belongs to.
struct PieceRun : Run {
  std::size_t piece = 0;
};

struct Extent {
  int left = 0;
  int top = 0;
  int right = 0;
  int bottom = 0;
};

/// Pieces that grow by runs and join where one run touches two of them.
class Pieces {
 public:
  std::size_t begin(const Run& run, int row) {
    parents_.push_back(parents_.size());
    extents_.push_back({run.from, row, run.to, row + 1});
    return parents_.size() - 1;
  }

  std::size_t root(std::size_t piece) {
    while (parents_[piece] != piece) {
      parents_[piece] = parents_[parents_[piece]];
      piece = parents_[piece];
    }
    return piece;
  }

  void grow(std::size_t piece, const Run& run, int row) {
    auto& extent = extents_[root(piece)];
    extent.left = std::min(extent.left, run.from);
    extent.right = std::max(extent.right, run.to);
    extent.bottom = row + 1;
  }

  void join(std::size_t one, std::size_t other) {
    one = root(one);
    other = root(other);
    if (one == other) return;
    parents_[other] = one;
    auto& extent = extents_[one];
    const auto& more = extents_[other];
    extent = {std::min(extent.left, more.left), std::min(extent.top, more.top),
              std::max(extent.right, more.right), std::max(extent.bottom, more.bottom)};
  }

  [[nodiscard]] std::vector<cv::Rect> boxes() const {
    std::vector<cv::Rect> boxes;
    for (std::size_t i = 0; i < parents_.size(); ++i) {
      const auto& extent = extents_[i];
      if (parents_[i] == i) {
        boxes.emplace_back(cv::Point{extent.left, extent.top},
                           cv::Point{extent.right, extent.bottom});
      }
    }
    return boxes;
  }

 private:
  std::vector<std::size_t> parents_;
  std::vector<Extent> extents_;
};

}  // namespace

std::vector<cv::Rect> ink_marks(const BitMask& mask) {
  Pieces pieces;
  std::vector<Run> runs;
  std::vector<PieceRun> above;
  std::vector<PieceRun> here;
  for (int row = 0; row < mask.rows(); ++row) {
    find_runs(mask.row(row), mask.columns(), runs);
    here.clear();
    std::size_t candidate = 0;
    for (const auto& found : runs) {
      PieceRun run{found};
      while (candidate < above.size() && above[candidate].to < run.from) ++candidate;
      bool is_joined = false;
      for (auto i = candidate; i < above.size() && above[i].from <= run.to; ++i) {
        if (is_joined) {
          pieces.join(run.piece, above[i].piece);
        } else {
          run.piece = above[i].piece;
          pieces.grow(run.piece, run, row);
          is_joined = true;
        }
      }
      if (!is_joined) run.piece = pieces.begin(run, row);
      here.push_back(run);
    }
    std::swap(above, here);
  }
  return pieces.boxes();
}

std::vector<cv::Rect> ink_marks(const cv::Mat& mask) {
  return ink_marks(BitMask::of(mask));
}

}  // namespace lockbox::encode
