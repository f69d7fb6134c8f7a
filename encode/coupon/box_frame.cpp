#include "encode/coupon/box_frame.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

namespace lockbox::encode {
namespace {

constexpr double covered_min = 0.9;         ///< Of each side's length.
constexpr double covered_beyond_max = 0.5;  ///< Just outside of a side: else it is no thin rule.
constexpr double oblong_max = 0.06;         ///< Of a side: what a scanner stretches one way.
constexpr double rule_share_max = 0.15;     ///< Of a side.

/// Sums of ink along rows and along columns, for the ink of any piece of one in two looks.
class RuleSums {
 public:
  explicit RuleSums(const cv::Mat& ink) {
    // A rule that leans by a pixel still lies in one row of the widened mask.
    cv::Mat widened;
    cv::dilate(ink, widened, cv::Mat::ones(3, 1, CV_8U));
    cv::integral(widened / 255, across_, CV_32S);
    cv::dilate(ink, widened, cv::Mat::ones(1, 3, CV_8U));
    cv::integral(widened / 255, down_, CV_32S);
  }

  /// The share of a level piece that has ink.
  [[nodiscard]] double level(int y, int x, int length) const {
    return share(across_, {x, y, length, 1});
  }
  [[nodiscard]] double upright(int x, int y, int length) const {
    return share(down_, {x, y, 1, length});
  }

 private:
  static double share(const cv::Mat& sums, const cv::Rect& piece) {
    const cv::Rect page{0, 0, sums.cols - 1, sums.rows - 1};
    if ((piece & page) != piece) return 0;
    const int ink = sums.at<int>(piece.br()) - sums.at<int>(piece.y, piece.br().x) -
                    sums.at<int>(piece.br().y, piece.x) + sums.at<int>(piece.tl());
    return static_cast<double>(ink) / piece.area();
  }

  cv::Mat across_;
  cv::Mat down_;
};

bool is_ruled(const RuleSums& sums, const cv::Rect& box) {
  return sums.level(box.br().y - 1, box.x, box.width) >= covered_min &&
         sums.upright(box.x, box.y, box.height) >= covered_min &&
         sums.upright(box.br().x - 1, box.y, box.height) >= covered_min;
}

/// No side is the edge of something black.
bool is_outermost(const RuleSums& sums, const cv::Rect& box, int beyond) {
  return sums.level(box.y - beyond, box.x, box.width) < covered_beyond_max &&
         sums.level(box.br().y - 1 + beyond, box.x, box.width) < covered_beyond_max &&
         sums.upright(box.x - beyond, box.y, box.height) < covered_beyond_max &&
         sums.upright(box.br().x - 1 + beyond, box.y, box.height) < covered_beyond_max;
}

/// The largest square whose upper left corner is there.
cv::Rect largest_at(const RuleSums& sums, const cv::Point& corner, const SideRange& sides) {
  constexpr int beyond = 3;
  for (int width = sides.most; width >= sides.least; --width) {
    if (sums.level(corner.y, corner.x, width) < covered_min) continue;
    const int play = std::max(1, cvRound(oblong_max * width));
    for (int height = width + play; height >= width - play; --height) {
      const cv::Rect box{corner, cv::Size{width, height}};
      if (is_ruled(sums, box) && is_outermost(sums, box, beyond)) return box;
    }
  }
  return {};
}

/// How many of the first rows are those of a rule, which may begin a row or two later: the search
/// widened the mask.
int rule_depth(const cv::Mat& rows, int deepest) {
  const auto is_rule = [&rows](int row) {
    return cv::countNonZero(rows.row(row)) * 2 >= rows.cols;
  };
  constexpr int begins_within = 2;
  int depth = 0;
  while (depth < begins_within && !is_rule(depth)) ++depth;
  while (depth < deepest && is_rule(depth)) ++depth;
  return depth;
}

/// What the rules leave of the square.
cv::Rect inner_of(const cv::Mat& ink, const cv::Rect& box) {
  const int deepest = std::max(1, cvRound(rule_share_max * std::min(box.width, box.height)));
  const cv::Mat square = ink(box);
  cv::Mat turned;
  const auto depth_turned = [&](int turn) {
    cv::rotate(square, turned, turn);
    return rule_depth(turned, deepest);
  };
  const int top = rule_depth(square, deepest);
  const int bottom = depth_turned(cv::ROTATE_180);
  const int left = depth_turned(cv::ROTATE_90_CLOCKWISE);
  const int right = depth_turned(cv::ROTATE_90_COUNTERCLOCKWISE);
  return {box.x + left, box.y + top, box.width - left - right, box.height - top - bottom};
}

}  // namespace

std::vector<BoxFrame> find_box_frames(const cv::Mat& ink, const SideRange& sides) {
  std::vector<cv::Rect> found;
  const RuleSums sums{ink};
  const int least = std::max(sides.least, 1);
  for (int y = 0; y + least <= ink.rows; ++y) {
    for (int x = 0; x + least <= ink.cols; ++x) {
      if (sums.upright(x, y, least) < covered_min || sums.level(y, x, least) < covered_min)
        continue;
      const auto box = largest_at(sums, {x, y}, {least, sides.most});
      if (!box.empty()) found.push_back(box);
    }
  }
  std::ranges::sort(found, std::ranges::greater{}, [](const cv::Rect& box) { return box.area(); });
  std::vector<BoxFrame> frames;
  for (const auto& box : found) {
    const bool is_new = std::ranges::none_of(
        frames, [&box](const BoxFrame& frame) { return !(frame.outer & box).empty(); });
    if (is_new) frames.push_back({box, inner_of(ink, box)});
  }
  return frames;
}

}  // namespace lockbox::encode
