#include "encode/coupon/check_box_reader.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "encode/coupon/box_frame.h"
#include "encode/coupon/box_mark.h"
#include "encode/coupon/page_zone.h"
#include "encode/image/ink_mask.h"
#include "encode/image/straighten.h"

namespace lockbox::encode {
namespace {

constexpr double upside_down_degrees = 180;
constexpr double millimetres_an_inch = 25.4;
constexpr double shift_max_mm = 4;    ///< Of a page on the track, and of the print on its paper.
constexpr double apart_max_mm = 1.2;  ///< Between the shifts of boxes of one page.
constexpr double side_min_mm = 2;
constexpr double side_max_mm = 8;

/// A frame that may be a box's.
struct Candidate {
  BoxFrame frame;
  cv::Point2d shift;  ///< From the middle of the zone.
};

/// One way to lay the page, and what stands in the zones then.
struct Look {
  StraightImage straight;
  MarkMasks masks;
  std::vector<cv::Rect> zones;  ///< On the straight picture.
  std::vector<std::optional<BoxFrame>> frames;
  int found = 0;
};

MarkMasks masks_of(const GrayImage& scan, const cv::Mat& straight) {
  constexpr double ink_share = 0.4;  // Of the contrast of the page.
  constexpr double faint_share = 0.15;
  const auto levels = gray_levels_of(scan.pixels);
  const int contrast = std::max(levels.paper - levels.ink, 1);
  MarkMasks masks;
  cv::threshold(straight, masks.ink, levels.paper - ink_share * contrast, 255,
                cv::THRESH_BINARY_INV);
  if (scan.bitonal) {
    masks.faint = masks.ink;
    return masks;
  }
  // Noise of single pixels is no pencil.
  cv::Mat smooth;
  cv::blur(straight, smooth, {3, 3});
  cv::threshold(smooth, masks.faint, levels.paper - faint_share * contrast, 255,
                cv::THRESH_BINARY_INV);
  return masks;
}

cv::Point2d middle_of(const cv::Rect& area) {
  return {area.x + area.width / 2.0, area.y + area.height / 2.0};
}

/// The zone itself, without play.
cv::Rect exact_area(const PageZone& zone, const cv::Size& page) {
  return {cvRound(zone.left * page.width), cvRound(zone.top * page.height),
          std::max(1, cvRound(zone.width * page.width)),
          std::max(1, cvRound(zone.height * page.height))};
}

/// How far from where it should be a frame may stand, in pixels.  A scan that was cut around a page
/// that leans is larger than the page, so that shares of it lie elsewhere.
double shift_max(const GrayImage& scan, double degrees, double px_per_mm) {
  const double lean = std::abs(std::sin(degrees * CV_PI / upside_down_degrees));
  return shift_max_mm * px_per_mm + lean * std::max(scan.pixels.cols, scan.pixels.rows) / 2;
}

std::vector<Candidate> candidates_in(const cv::Mat& ink, const cv::Rect& zone, double farthest,
                                     double px_per_mm) {
  constexpr double zone_part_min = 1.0 / 3;
  constexpr double zone_part_max = 1.05;
  const int narrow = std::min(zone.width, zone.height);
  const SideRange sides{
      std::max(cvCeil(zone_part_min * narrow), cvCeil(side_min_mm * px_per_mm)),
      std::min(cvFloor(zone_part_max * narrow), cvFloor(side_max_mm * px_per_mm))};
  const int play = cvCeil(farthest);
  const cv::Rect area =
      cv::Rect{zone.x - play, zone.y - play, zone.width + 2 * play, zone.height + 2 * play} &
      cv::Rect{{}, ink.size()};
  std::vector<Candidate> candidates;
  if (area.empty()) return candidates;
  for (auto frame : find_box_frames(ink(area), sides)) {
    frame.outer += area.tl();
    frame.inner += area.tl();
    const auto shift = middle_of(frame.outer) - middle_of(zone);
    if (cv::norm(shift) <= farthest) candidates.push_back({frame, shift});
  }
  return candidates;
}

using CandidateLists = std::vector<std::vector<Candidate>>;

/// The frames that one shift of the page explains.
std::vector<std::optional<BoxFrame>> frames_at(const CandidateLists& lists,
                                               const cv::Point2d& shift, double apart_max) {
  std::vector<std::optional<BoxFrame>> frames;
  for (const auto& list : lists) {
    const auto nearest = std::ranges::min_element(
        list, {}, [&shift](const Candidate& one) { return cv::norm(one.shift - shift); });
    const bool is_near = nearest != list.end() && cv::norm(nearest->shift - shift) <= apart_max;
    frames.push_back(is_near ? std::optional{nearest->frame} : std::nullopt);
  }
  return frames;
}

int count_of(const std::vector<std::optional<BoxFrame>>& frames) {
  return static_cast<int>(
      std::ranges::count_if(frames, [](const auto& frame) { return frame.has_value(); }));
}

bool is_same(const std::vector<std::optional<BoxFrame>>& one,
             const std::vector<std::optional<BoxFrame>>& other) {
  return std::ranges::equal(one, other, [](const auto& a, const auto& b) {
    return a.has_value() == b.has_value() && (!a || a->outer == b->outer);
  });
}

/// The most frames that one shift explains; none at all where two shifts explain as many.
std::vector<std::optional<BoxFrame>> agreed_frames(const CandidateLists& lists, double apart_max) {
  std::vector<std::optional<BoxFrame>> best(lists.size());
  bool is_open = false;
  for (const auto& list : lists) {
    for (const auto& candidate : list) {
      auto frames = frames_at(lists, candidate.shift, apart_max);
      if (count_of(frames) > count_of(best)) {
        best = std::move(frames);
        is_open = false;
      } else if (count_of(frames) == count_of(best) && !is_same(frames, best)) {
        is_open = true;
      }
    }
  }
  if (is_open) best.assign(lists.size(), std::nullopt);
  return best;
}

Look look_at(const GrayImage& scan, const CouponDefinition& definition, double degrees) {
  Look look;
  look.straight = straighten(scan, degrees);
  look.masks = masks_of(scan, look.straight.image.pixels);
  const cv::Size more = look.straight.image.pixels.size() - scan.pixels.size();
  const double px_per_mm = working_dpi(scan) / millimetres_an_inch;
  CandidateLists lists;
  for (const auto& box : definition.check_boxes) {
    const auto zone = exact_area(box.zone, scan.pixels.size());
    look.zones.push_back(zone + cv::Point{more.width / 2, more.height / 2});
    lists.push_back(candidates_in(look.masks.ink, look.zones.back(),
                                  shift_max(scan, degrees, px_per_mm), px_per_mm));
  }
  look.frames = agreed_frames(lists, apart_max_mm * px_per_mm);
  look.found = count_of(look.frames);
  return look;
}

enum class Way { Upright, UpsideDown, Unknown };

/// How the page lies, by where its code was read.
Way way_of(const cv::Size& page, const CouponDefinition& definition, const CouponRead& coupon) {
  const cv::Point middle{coupon.box.x + coupon.box.width / 2, coupon.box.y + coupon.box.height / 2};
  const cv::Point turned{page.width - middle.x, page.height - middle.y};
  const bool is_line = !coupon.format.starts_with(to_string(definition.format));
  const auto zone = is_line && definition.scan_line ? definition.scan_line->zone : definition.zone;
  if (!zone) return Way::Unknown;
  const auto area = area_of(*zone, page);
  const bool is_upright = area.contains(middle);
  if (is_upright == area.contains(turned)) return Way::Unknown;
  return is_upright ? Way::Upright : Way::UpsideDown;
}

/// The page as it is to be looked at; where nothing tells which way it lies and both show boxes,
/// without any.
Look best_look(const GrayImage& scan, const CouponDefinition& definition,
               const CouponRead& coupon) {
  const double estimated = estimate_skew(scan);
  const double skew = std::abs(estimated) > skew_degrees_tolerated ? estimated : 0;
  const auto way = way_of(scan.pixels.size(), definition, coupon);
  if (way == Way::UpsideDown) return look_at(scan, definition, skew + upside_down_degrees);
  auto look = look_at(scan, definition, skew);
  if (way == Way::Upright) return look;
  auto turned = look_at(scan, definition, skew + upside_down_degrees);
  if (look.found == 0) return turned;
  if (turned.found > 0) look.frames.assign(look.frames.size(), std::nullopt);
  return look;
}

}  // namespace

std::vector<CheckBoxRead> read_check_boxes(const GrayImage& scan,
                                           const CouponDefinition& definition,
                                           const CouponRead& coupon) {
  std::vector<CheckBoxRead> reads;
  if (definition.check_boxes.empty() || scan.pixels.empty()) return reads;
  const auto look = best_look(scan, definition, coupon);
  for (std::size_t i = 0; i < definition.check_boxes.size(); ++i) {
    CheckBoxRead read;
    read.name = definition.check_boxes[i].name;
    cv::Rect place = look.zones[i];
    if (const auto& frame = look.frames[i]) {
      const auto mark = judge_mark(look.masks, *frame, working_dpi(scan) / millimetres_an_inch);
      read.state = mark.state;
      read.ink_share = mark.ink_share;
      place = frame->outer;
    }
    read.box = box_on_scan(look.straight, {place.x, place.y, place.width, place.height});
    reads.push_back(std::move(read));
  }
  return reads;
}

}  // namespace lockbox::encode
