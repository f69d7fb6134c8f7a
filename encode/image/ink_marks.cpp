#include "encode/image/ink_marks.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace lockbox::encode {
namespace {

/// Ink of one row from `from` to before `to`.
struct Run {
  int from = 0;
  int to = 0;
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

/// The runs of one row, left to right, into `runs`.
void find_runs(const cv::Mat& mask, int row, std::vector<Run>& runs) {
  constexpr int ink = 255;
  runs.clear();
  const auto* begin = mask.ptr<std::uint8_t>(row);
  const auto* end = begin + mask.cols;
  const auto* at = begin;
  const auto find = [&](int value) {
    const auto* found = std::memchr(at, value, static_cast<std::size_t>(end - at));
    return found == nullptr ? end : static_cast<const std::uint8_t*>(found);
  };
  while ((at = find(ink)) != end) {
    const auto from = static_cast<int>(at - begin);
    at = find(0);
    runs.push_back({from, static_cast<int>(at - begin), 0});
  }
}

}  // namespace

std::vector<cv::Rect> ink_marks(const cv::Mat& mask) {
  Pieces pieces;
  std::vector<Run> above;
  std::vector<Run> runs;
  for (int row = 0; row < mask.rows; ++row) {
    find_runs(mask, row, runs);
    std::size_t candidate = 0;
    for (auto& run : runs) {
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
    }
    std::swap(above, runs);
  }
  return pieces.boxes();
}

}  // namespace lockbox::encode
