#include "encode/mail/damage.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "core/check.h"
#include "encode/image/image_codec.h"
#include "encode/image/straighten.h"

namespace lockbox::encode {
namespace {

constexpr double paper = 255;
/// The band at the lower edge that checks keep for their MICR line, ANSI X9.100-160-1.
constexpr double clear_band_in = 0.625;
constexpr double usual_dpi = 200;

double dpi_of(const GrayImage& page) {
  return page.dpi_x > 0 ? page.dpi_x : usual_dpi;
}

/// Rows of the lower band.
cv::Range lower_band(const GrayImage& page) {
  const int rows = static_cast<int>(clear_band_in * dpi_of(page));
  return {std::max(page.pixels.rows - rows, 0), page.pixels.rows};
}

int between(Chance& chance, int least, int end) {
  return least +
         static_cast<int>(chance.below(static_cast<std::uint64_t>(std::max(end - least, 1))));
}

GrayImage skewed(const GrayImage& page, int step, Chance& chance) {
  constexpr double degrees_a_step = 1.5;
  const double sign = chance.below(2) == 0 ? 1 : -1;
  return straighten(page, sign * degrees_a_step * step).image;
}

void blur(cv::Mat& pixels, double sigma) {
  cv::GaussianBlur(pixels, pixels, {}, sigma);
}

void add_noise(cv::Mat& pixels, int step, Chance& chance) {
  constexpr double deviation_a_step = 6;
  cv::Mat noise{pixels.size(), CV_16SC1};
  cv::RNG{chance.next()}.fill(noise, cv::RNG::NORMAL, 0, deviation_a_step * step);
  cv::add(pixels, noise, pixels, cv::noArray(), CV_8U);
}

/// Dark and light lines through the whole page, every second one in the lower band.
void add_streaks(GrayImage& page, int step, Chance& chance) {
  const auto band = lower_band(page);
  for (int i = 0; i < step; ++i) {
    const int row =
        i % 2 == 0 ? between(chance, band.start, band.end) : between(chance, 0, page.pixels.rows);
    const bool is_dark = chance.below(3) != 0;
    const auto level = chance.between(is_dark ? 20 : 200, is_dark ? 110 : paper);
    page.pixels.row(row).setTo(cv::Scalar{level});
  }
}

void add_voids(GrayImage& page, int step, Chance& chance) {
  constexpr int voids_a_step = 12;
  constexpr double radius_in_max = 0.006;
  const auto band = lower_band(page);
  for (int i = 0; i < voids_a_step * step; ++i) {
    const cv::Point middle{between(chance, 0, page.pixels.cols),
                           between(chance, band.start, band.end)};
    const double radius = chance.between(0.3, 1) * radius_in_max * dpi_of(page);
    cv::circle(page.pixels, middle, static_cast<int>(std::lround(radius)), cv::Scalar{paper},
               cv::FILLED, cv::LINE_AA);
  }
}

void lower_contrast(cv::Mat& pixels, int step) {
  const double share = 1 - 0.09 * step;  // Of the range that is left.
  const double lightest = paper - 5.0 * step;
  pixels.convertTo(pixels, -1, share * lightest / paper, lightest * (1 - share));
}

GrayImage compressed(const GrayImage& page, int step) {
  constexpr std::array qualities{60, 50, 40, 30, 25, 20, 15, 10, 7, 5};
  auto decoded = decode_image(encode_jpeg(page, qualities.at(static_cast<std::size_t>(step - 1))));
  ENSURE(decoded.has_value());
  return *std::move(decoded);
}

void lower_resolution(GrayImage& page, int step) {
  constexpr double share_a_step = 0.06;
  const double scale = 1 - share_a_step * step;
  cv::resize(page.pixels, page.pixels, {}, scale, scale, cv::INTER_AREA);
  page.dpi_x *= scale;
  page.dpi_y *= scale;
}

/// Waves of ink, as a name that is signed too low.
void add_strokes(GrayImage& page, int step, Chance& chance) {
  constexpr int points = 40;
  const auto band = lower_band(page);
  for (int stroke = 0; stroke < step; ++stroke) {
    const double left = chance.between(0, 0.7) * page.pixels.cols;
    const double width = chance.between(0.1, 0.3) * page.pixels.cols;
    const double middle = chance.between(band.start, band.end);
    const double height = chance.between(0.1, 0.4) * band.size();
    const double waves = chance.between(4, 16);
    std::vector<cv::Point> line;
    for (int i = 0; i < points; ++i) {
      const double along = i / static_cast<double>(points - 1);
      line.emplace_back(cvRound(left + along * width),
                        cvRound(middle + height * std::sin(waves * along)));
    }
    cv::polylines(page.pixels, line, false, cv::Scalar{chance.between(20, 120)}, 2, cv::LINE_AA);
  }
}

/// Moves every edge of the ink outwards by a fraction of a pixel a step.
void spread_ink(cv::Mat& pixels, int step) {
  constexpr double pixels_a_step = 0.2;
  constexpr double half = 127.5;
  cv::Mat is_paper;
  cv::threshold(pixels, is_paper, half, paper, cv::THRESH_BINARY);
  cv::Mat distance;  // Of each pixel of paper to the ink.
  cv::distanceTransform(is_paper, distance, cv::DIST_L2, 5);
  distance = (distance - (0.5 + pixels_a_step * step)) * paper + half;
  cv::Mat spread;
  distance.convertTo(spread, CV_8U);
  cv::min(pixels, spread, pixels);
}

}  // namespace

GrayImage damaged(const GrayImage& page, Damage damage, int step, Chance& chance) {
  ENSURE(step >= 1 && step <= damage_steps);
  constexpr double camera_sigma = 0.6;  // No sensor sees an edge as sharp as a drawn one.
  constexpr double sigma_a_step = 0.25;
  GrayImage image = page;
  image.pixels = page.pixels.clone();
  image.bitonal = false;
  blur(image.pixels, camera_sigma);
  switch (damage) {
    case Damage::Skew:
      return skewed(image, step, chance);
    case Damage::Blur:
      blur(image.pixels, sigma_a_step * step);
      break;
    case Damage::Noise:
      add_noise(image.pixels, step, chance);
      break;
    case Damage::Streaks:
      add_streaks(image, step, chance);
      break;
    case Damage::Dropout:
      add_voids(image, step, chance);
      break;
    case Damage::Contrast:
      lower_contrast(image.pixels, step);
      break;
    case Damage::Jpeg:
      return compressed(image, step);
    case Damage::Resolution:
      lower_resolution(image, step);
      break;
    case Damage::Overprint:
      add_strokes(image, step, chance);
      break;
    case Damage::InkSpread:
      spread_ink(image.pixels, step);
      break;
  }
  return image;
}

}  // namespace lockbox::encode
