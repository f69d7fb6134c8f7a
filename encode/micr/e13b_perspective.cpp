#include "encode/micr/e13b_perspective.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include <opencv2/imgproc.hpp>

#include "encode/image/quantile.h"
#include "encode/micr/e13b_pitch.h"

namespace lockbox::encode {
namespace {

/// A mark in the frame of its line: along it from the middle of the chain on.
struct FramedMark {
  double along = 0;
  double height = 0;
};

/// The plane of the paper against that of the picture, in the frame of the line.  What lies at
/// (x, y) of the frame lies at ((x + lean y) / w, y / w) of the paper, w = 1 + shrink x + rise y.
struct View {
  double shrink = 0;  ///< By which marks are higher, a pixel along the line.
  double lean = 0;    ///< By which strokes lean in the middle of the line, as a slope.
  double rise = 0;    ///< The same as `shrink`, a pixel across the line; strokes fan out by it.

  [[nodiscard]] cv::Matx33d to_paper() const { return {1, lean, 0, 0, 1, 0, shrink, rise, 1}; }
};

class FramedLine {
 public:
  explicit FramedLine(const LineGuess& guess)
      : height_{guess.height},
        middle_{(guess.chain.front().right + guess.chain.back().right) / 2},
        middle_y_{guess.middle_y + guess.slope * middle_},
        angle_{std::atan(guess.slope)} {
    for (const auto& mark : guess.chain) {
      marks_.push_back({along(mark.right, mark.middle_y), mark.height});
    }
    length_ = std::max(marks_.back().along - marks_.front().along, 1.0);
  }

  [[nodiscard]] double height() const { return height_; }
  [[nodiscard]] double length() const { return length_; }
  [[nodiscard]] const std::vector<FramedMark>& marks() const { return marks_; }

  [[nodiscard]] cv::Matx33d from_picture() const {
    const double run = std::cos(angle_), rise = std::sin(angle_);
    return {run,   rise, -run * middle_ - rise * middle_y_,
            -rise, run,  rise * middle_ - run * middle_y_,
            0,     0,    1};
  }
  /// Where a point of the picture is along the line.
  [[nodiscard]] double along(double x, double y) const {
    return std::cos(angle_) * (x - middle_) + std::sin(angle_) * (y - middle_y_);
  }

 private:
  double height_;
  double middle_;
  double middle_y_;
  double angle_;
  double length_ = 1;
  std::vector<FramedMark> marks_;
};

/// By which marks grow along the line, against those in its middle, over its whole length: the
/// median of what all pairs that are far enough apart say.
double growth_by_heights(const FramedLine& line) {
  std::vector<double> slopes;
  const auto& marks = line.marks();
  for (std::size_t i = 0; i < marks.size(); ++i) {
    for (std::size_t j = i + 1; j < marks.size(); ++j) {
      const double run = marks[j].along - marks[i].along;
      if (run < line.length() / 4) continue;
      slopes.push_back((marks[j].height - marks[i].height) / run);
    }
  }
  if (slopes.empty()) return 0;
  return median_of(std::move(slopes)) * line.length() / line.height();
}

/// The same by the pitch, which is more exact: with the right one all steps are multiples of one.
double growth_by_pitch(const FramedLine& line, double by_heights) {
  constexpr double astray = 0.10;
  constexpr double step = 0.02;
  double best_share = -1;
  double best = by_heights;
  for (double growth = by_heights - astray; growth <= by_heights + astray; growth += step) {
    const double shrink = growth / line.length();
    std::vector<double> rights;
    for (const auto& mark : line.marks()) {
      rights.push_back(mark.along / (1 + shrink * mark.along));
    }
    const auto fit = fit_pitch(rights, line.height());
    if (fit.share > best_share) {
      best_share = fit.share;
      best = growth;
    }
  }
  return best;
}

/// A picture of the paper around the line: `across` heights of it to either side.
struct Frame {
  cv::Size size;
  cv::Matx33d to_picture;
};

Frame frame_of(const cv::Mat& pixels, const FramedLine& line, const View& view, double across,
               double scale) {
  // Paper that is half or twice as far away as the middle of the line is none of it.
  constexpr double least = 0.5, most = 2;
  const auto to_frame = line.from_picture();
  const auto to_paper = view.to_paper();
  double from = line.length(), to = -line.length();
  for (const double x : {0.0, static_cast<double>(pixels.cols)}) {
    double along = line.along(x, (to_frame.inv() * cv::Vec3d{0, 0, 1})[1]);
    if (view.shrink > 0)
      along = std::clamp(along, (least - 1) / view.shrink, (most - 1) / view.shrink);
    if (view.shrink < 0)
      along = std::clamp(along, (most - 1) / view.shrink, (least - 1) / view.shrink);
    const double on_paper = along / (1 + view.shrink * along);
    from = std::min(from, on_paper);
    to = std::max(to, on_paper);
  }
  const double half = across * line.height();
  const cv::Matx33d to_crop{scale, 0, -from * scale, 0, scale, half * scale, 0, 0, 1};
  return {.size = {static_cast<int>((to - from) * scale), static_cast<int>(2 * half * scale)},
          .to_picture = (to_crop * to_paper * to_frame).inv()};
}

cv::Mat pixels_in(const cv::Mat& pixels, const Frame& frame) {
  cv::Mat seen;
  cv::warpPerspective(pixels, seen, frame.to_picture, frame.size,
                      cv::INTER_LINEAR | cv::WARP_INVERSE_MAP, cv::BORDER_REPLICATE);
  return seen;
}

/// How upright strokes are: columns of upright ones are either dark or light.
double uprightness(const cv::Mat& pixels, const FramedLine& line, const View& view) {
  constexpr double glyph_half = 0.5;
  const auto seen = pixels_in(pixels, frame_of(pixels, line, view, glyph_half, 1));
  cv::Mat columns;
  cv::reduce(seen, columns, 0, cv::REDUCE_AVG, CV_32F);
  cv::Scalar mean, deviation;
  cv::meanStdDev(columns, mean, deviation);
  return deviation[0];
}

/// The best of nine values around zero, for one part of the view.
void turn_upright(const cv::Mat& pixels, const FramedLine& line, double View::*part, double reach,
                  View& view) {
  constexpr int steps = 4;
  auto best = view;
  double most = -1;
  for (int i = -steps; i <= steps; ++i) {
    auto tried = view;
    tried.*part = reach * i / steps;
    const double upright = uprightness(pixels, line, tried);
    if (upright <= most) continue;
    most = upright;
    best = tried;
  }
  view = best;
}

}  // namespace

std::optional<FacedLine> face_line(const GrayImage& picture, const LineGuess& guess) {
  constexpr double growth_min = 0.06;
  constexpr double growth_max = 1.2;
  constexpr double lean_max = 0.28;
  constexpr double fan_max = 0.28;  ///< What strokes lean at the ends of the line.
  if (guess.chain.size() < 2) return std::nullopt;
  const FramedLine line{guess};
  const double by_heights = growth_by_heights(line);
  if (std::abs(by_heights) < growth_min || std::abs(by_heights) > growth_max) return std::nullopt;
  const double growth = growth_by_pitch(line, by_heights);
  View view{.shrink = growth / line.length()};
  turn_upright(picture.pixels, line, &View::lean, lean_max, view);
  turn_upright(picture.pixels, line, &View::rise, 2 * fan_max / line.length(), view);
  turn_upright(picture.pixels, line, &View::lean, lean_max, view);
  constexpr double heights_across = 2;
  const double scale = 1 + std::abs(growth) / 2;
  const auto frame = frame_of(picture.pixels, line, view, heights_across, scale);
  return FacedLine{.image = {.pixels = pixels_in(picture.pixels, frame)},
                   .to_picture = frame.to_picture};
}

Box box_on_picture(const FacedLine& faced, const Box& box) {
  std::vector<cv::Point2f> corners;
  for (const int x : {box.x, box.x + box.width}) {
    for (const int y : {box.y, box.y + box.height}) {
      const cv::Vec3d at =
          faced.to_picture * cv::Vec3d{static_cast<double>(x), static_cast<double>(y), 1};
      corners.emplace_back(static_cast<float>(at[0] / at[2]), static_cast<float>(at[1] / at[2]));
    }
  }
  const auto bounds = cv::boundingRect(corners);
  return {bounds.x, bounds.y, bounds.width, bounds.height};
}

}  // namespace lockbox::encode
