#include "encode/coupon/box_mark.h"

#include <algorithm>

#include <opencv2/imgproc.hpp>

namespace lockbox::encode {
namespace {

constexpr double speck_mm = 0.5;  ///< Longer than that is a stroke.
constexpr double empty_share_max = 0.012;
constexpr double faint_share_max = 0.03;
constexpr double marked_share_min = 0.04;
constexpr double stroke_length_min = 0.4;  ///< Of the inside: what is shorter is a slip of the pen.
constexpr double passing_min = 0.75;  ///< Of a side: so far beyond both sides a stroke passes by.
constexpr double leaving_min = 0.25;  ///< Of a side: so far beyond the frame it is no roughness.
constexpr double inset_share = 0.05;  ///< Of a side: rules lean and are rough.
constexpr double core_inset_share = 0.12;  ///< So far in, nothing is left of a blurred rule.
constexpr double core_share_min = 0.02;    ///< Of ink there; a mark is not along a rule only.

cv::Rect grown(const cv::Rect& box, int x, int y) {
  return {box.x - x, box.y - y, std::max(1, box.width + 2 * x), std::max(1, box.height + 2 * y)};
}

/// The paper inside of the frame, clear of its rules by that share of a side.
cv::Rect inside_of(const BoxFrame& frame, double share) {
  const auto& inner = frame.inner;
  const int inset = std::max(1, cvRound(share * std::min(frame.outer.width, frame.outer.height)));
  return grown(inner, -inset, -inset);
}

/// What is left of ink without specks.
struct Strokes {
  double share = 0;
  int longest = 0;
};

Strokes strokes_in(const cv::Mat& ink, int speck_px) {
  cv::Mat labels;
  cv::Mat stats;
  cv::Mat middles;
  const int count = cv::connectedComponentsWithStats(ink, labels, stats, middles);
  Strokes strokes;
  int pixels = 0;
  for (int i = 1; i < count; ++i) {
    const int extent =
        std::max(stats.at<int>(i, cv::CC_STAT_WIDTH), stats.at<int>(i, cv::CC_STAT_HEIGHT));
    if (extent <= speck_px) continue;
    pixels += stats.at<int>(i, cv::CC_STAT_AREA);
    strokes.longest = std::max(strokes.longest, extent);
  }
  strokes.share = static_cast<double>(pixels) / static_cast<double>(ink.total());
  return strokes;
}

/// How far ink of a box goes.
struct Reach {
  /// Ink that is in the box goes on far beyond two sides that face each other: a streak of the
  /// scanner, a line that strikes the box out, or writing that only passes by.
  bool passes_by = false;
  bool leaves_frame = false;  ///< Ink that touches the frame goes on outside.
};

Reach reach_of(const cv::Mat& ink, const BoxFrame& frame) {
  const auto& outer = frame.outer;
  const cv::Rect around =
      grown(outer, cvRound(passing_min * outer.width), cvRound(passing_min * outer.height)) &
      cv::Rect{{}, ink.size()};
  const cv::Rect beside =
      grown(outer, cvRound(leaving_min * outer.width), cvRound(leaving_min * outer.height)) -
      around.tl();
  cv::Mat labels;
  cv::Mat stats;
  cv::Mat middles;
  const int count = cv::connectedComponentsWithStats(ink(around), labels, stats, middles);
  const auto is_in = [&labels](int label, const cv::Rect& area) {
    return cv::countNonZero(labels(area & cv::Rect{{}, labels.size()}) == label) > 0;
  };
  Reach reach;
  for (int label = 1; label < count; ++label) {
    const cv::Rect box{
        stats.at<int>(label, cv::CC_STAT_LEFT), stats.at<int>(label, cv::CC_STAT_TOP),
        stats.at<int>(label, cv::CC_STAT_WIDTH), stats.at<int>(label, cv::CC_STAT_HEIGHT)};
    const bool passes = box.width >= around.width || box.height >= around.height;
    if (passes && is_in(label, inside_of(frame, inset_share) - around.tl())) reach.passes_by = true;
    const bool leaves = (box & beside) != box;
    if (leaves && is_in(label, outer - around.tl())) reach.leaves_frame = true;
  }
  return reach;
}

}  // namespace

BoxMark judge_mark(const MarkMasks& masks, const BoxFrame& frame, double px_per_mm) {
  const auto inside = inside_of(frame, inset_share);
  const auto core = inside_of(frame, core_inset_share);
  const int speck_px = std::max(2, cvRound(speck_mm * px_per_mm));
  const auto strokes = strokes_in(masks.ink(inside), speck_px);
  const auto faint = strokes_in(masks.faint(core), speck_px);
  const auto reach = reach_of(masks.ink, frame);
  const bool is_stroke =
      strokes.longest >= stroke_length_min * std::min(inside.width, inside.height) &&
      strokes_in(masks.ink(core), speck_px).share >= core_share_min;
  const bool is_empty = strokes.share <= empty_share_max && faint.share <= faint_share_max;
  BoxMark mark{.state = MarkState::Doubtful, .ink_share = strokes.share};
  if (strokes.share >= marked_share_min && is_stroke && !reach.passes_by) {
    mark.state = MarkState::Marked;
  } else if (is_empty && !reach.leaves_frame) {
    mark.state = MarkState::Empty;
  }
  return mark;
}

}  // namespace lockbox::encode
