#include "encode/mail/checks/check_scan.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>
#include <utility>

#include "core/check.h"
#include "encode/image/image_codec.h"
#include "encode/mail/checks/paper.h"

namespace lockbox::encode {
namespace {

constexpr double white = 255;
/// Turns smaller than this leave the edges of the page on the edges of the picture.
constexpr double least_turn_degrees = 0.05;

/// Turned about its middle on a canvas that holds all of it; what is beside it is the scanner's
/// lid, white or black.
cv::Mat turned(const cv::Mat& page, double degrees, Chance& chance) {
  if (std::abs(degrees) < least_turn_degrees) return page;
  cv::Mat turn = cv::getRotationMatrix2D(middle_of(page), degrees, 1);
  const double cosine = std::abs(turn.at<double>(0, 0));
  const double sine = std::abs(turn.at<double>(0, 1));
  const cv::Size size{cvRound(page.cols * cosine + page.rows * sine),
                      cvRound(page.cols * sine + page.rows * cosine)};
  turn.at<double>(0, 2) += (size.width - page.cols) / 2.0;
  turn.at<double>(1, 2) += (size.height - page.rows) / 2.0;
  const double lid = chance.below(3) == 0 ? chance.between(5, 30) : chance.between(235, 255);
  cv::Mat result;
  cv::warpAffine(page, result, turn, size, cv::INTER_CUBIC, cv::BORDER_CONSTANT, cv::Scalar{lid});
  return result;
}

double radians(double degrees) {
  return degrees * CV_PI / 180;
}

/// Where a camera that looks at the middle of the page sees a point of it, from that middle.
cv::Point2d seen_by_camera(const cv::Point2d& from_middle, double distance_px,
                           const ScanPlan& plan) {
  const double x = from_middle.x * std::cos(radians(plan.yaw));
  const double beside = from_middle.x * std::sin(radians(plan.yaw));
  const double tilt = radians(plan.tilt);
  const double y = from_middle.y * std::cos(tilt) - beside * std::sin(tilt);
  const double farther = from_middle.y * std::sin(tilt) + beside * std::cos(tilt);
  const double scale = distance_px / (distance_px + farther);
  return {x * scale, y * scale};
}

/// On a table, seen from somewhere above it.
cv::Mat photographed(const cv::Mat& page, const ScanPlan& plan, Chance& chance) {
  const auto width = static_cast<float>(page.cols);
  const auto height = static_cast<float>(page.rows);
  const std::array<cv::Point2f, 4> from{{{0, 0}, {width, 0}, {width, height}, {0, height}}};
  std::array<cv::Point2f, 4> to;
  std::ranges::transform(from, to.begin(), [&](const cv::Point2f& corner) {
    const cv::Point2d middle{page.cols / 2.0, page.rows / 2.0};
    return cv::Point2f{
        seen_by_camera(cv::Point2d{corner} - middle, plan.distance * page.cols, plan)};
  });
  const float margin = static_cast<float>(chance.between(0.03, 0.12)) * width;
  const auto across = std::ranges::minmax(to, {}, &cv::Point2f::x);
  const auto down = std::ranges::minmax(to, {}, &cv::Point2f::y);
  for (auto& corner : to) corner += {margin - across.min.x, margin - down.min.y};
  const cv::Size frame{cvCeil(across.max.x - across.min.x + 2 * margin),
                       cvCeil(down.max.y - down.min.y + 2 * margin)};
  const auto view = cv::getPerspectiveTransform(from.data(), to.data());
  const double table = chance.between(10, 110);
  cv::Mat result;
  cv::warpPerspective(page, result, view, frame, cv::INTER_CUBIC, cv::BORDER_CONSTANT,
                      cv::Scalar{table});
  return result;
}

/// Light that comes from one side.
void shade(cv::Mat& picture, double share, Chance& chance) {
  cv::Mat corners(2, 2, CV_32FC1);
  cv::RNG{chance.next()}.fill(corners, cv::RNG::UNIFORM, 1 - share, 1);
  cv::Mat light;
  cv::resize(corners, light, picture.size(), 0, 0, cv::INTER_LINEAR);
  cv::multiply(picture, light, picture, 1, CV_8U);
}

/// Lines that a speck on the sensor draws along the track, every second one through the lower band;
/// now and then the page was fed on its side, and they run across.
void add_streaks(cv::Mat& picture, int count, double dpi, Chance& chance) {
  constexpr double band_inch = 0.5;
  const int band = std::max(picture.rows - cvRound(band_inch * dpi), 0);
  for (int i = 0; i < count; ++i) {
    const int thick = std::max(cvRound(chance.between(0.003, 0.008) * dpi), 1);
    const double level = chance.below(2) == 0 ? chance.between(20, 130) : chance.between(200, 255);
    if (chance.below(4) == 0) {
      const int column = static_cast<int>(chance.between(0, picture.cols - thick));
      picture.colRange(column, column + thick).setTo(cv::Scalar{level});
      continue;
    }
    const int row = static_cast<int>(chance.between(i % 2 == 0 ? band : 0, picture.rows - thick));
    picture.rowRange(row, row + thick).setTo(cv::Scalar{level});
  }
}

void add_noise(cv::Mat& picture, const ScanPlan& plan, Chance& chance) {
  cv::Mat noise{picture.size(), CV_16SC1};
  cv::RNG random{chance.next()};
  random.fill(noise, cv::RNG::NORMAL, 0, plan.noise);
  cv::add(picture, noise, picture, cv::noArray(), CV_8U);
  const auto specks = static_cast<std::int64_t>(plan.specks * static_cast<double>(picture.total()));
  for (std::int64_t i = 0; i < specks; ++i) {
    const int row = static_cast<int>(chance.below(static_cast<std::uint64_t>(picture.rows)));
    const int column = static_cast<int>(chance.below(static_cast<std::uint64_t>(picture.cols)));
    picture.at<std::uint8_t>(row, column) = chance.below(2) == 0 ? 0 : 255;
  }
}

cv::Mat compressed(const GrayImage& image, int quality) {
  auto decoded = decode_image(encode_jpeg(image, quality));
  ENSURE(decoded.has_value());
  return decoded->pixels;
}

}  // namespace

GrayImage scan_page(const GrayImage& page, const ScanPlan& plan, Chance& chance) {
  GrayImage image = page;
  image.pixels = plan.distance > 0 ? photographed(page.pixels, plan, chance) : page.pixels.clone();
  image.pixels = turned(image.pixels, plan.degrees, chance);
  if (plan.shade > 0) shade(image.pixels, plan.shade, chance);
  const double sigma = plan.blur * plan.dpi;
  if (sigma > 0) cv::GaussianBlur(image.pixels, image.pixels, {}, sigma);
  image.pixels.convertTo(image.pixels, CV_8U, (plan.lightest - plan.darkest) / white, plan.darkest);
  add_streaks(image.pixels, plan.streaks, plan.dpi, chance);
  add_noise(image.pixels, plan, chance);
  if (plan.jpeg_quality > 0) image.pixels = compressed(image, plan.jpeg_quality);
  if (plan.threshold > 0) {
    cv::threshold(image.pixels, image.pixels, plan.threshold, white, cv::THRESH_BINARY);
    image.bitonal = true;
  }
  if (!plan.tells_dpi) image.dpi_x = image.dpi_y = 0;
  return image;
}

}  // namespace lockbox::encode
