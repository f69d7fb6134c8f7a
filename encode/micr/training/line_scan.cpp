#include "encode/micr/training/line_scan.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "core/check.h"
#include "encode/image/image_codec.h"
#include "encode/micr/training/draw_chance.h"
#include "encode/micr/training/line_ink.h"
#include "encode/micr/training/smooth_noise.h"

namespace lockbox::encode::training {
namespace {

constexpr double black = 0;
constexpr double white = 255;
constexpr double severe = 0.5;

void add_noise(cv::Mat& pixels, double severity, Chance& chance) {
  cv::Mat noise(pixels.size(), CV_32FC1);
  const double deviation = chance.between(0, 3 + 22 * severity);
  cv::RNG{chance.next()}.fill(noise, cv::RNG::NORMAL, 0, deviation);
  pixels += noise;
}

/// Dust on a sensor that lies along the line.
void add_dead_rows(cv::Mat& pixels, Chance& chance) {
  for (int left = whole(chance, 1, 5); left > 0; --left) {
    const bool is_light = happens(chance, 0.5);
    const double level = is_light ? chance.between(200, white) : chance.between(black, 120);
    pixels.row(whole(chance, 0, pixels.rows - 1)).setTo(cv::Scalar{level});
  }
}

void compress(cv::Mat& pixels, double severity, Chance& chance) {
  constexpr double dpi = 200;  // The header must say something; nothing reads it here.
  const int worst = severity > severe ? 8 : 30;
  const GrayImage image{.pixels = pixels, .dpi_x = dpi, .dpi_y = dpi, .bitonal = false};
  auto decoded = decode_image(encode_jpeg(image, whole(chance, worst, 92)));
  ENSURE(decoded.has_value());
  pixels = decoded->pixels;
}

void flip_specks(cv::Mat& pixels, double severity, Chance& chance) {
  const double share = chance.between(0, 0.02) * severity;
  const auto specks = static_cast<int>(share * static_cast<double>(pixels.total()));
  for (int left = specks; left > 0; --left) {
    auto& pixel = pixels.at<std::uint8_t>(whole(chance, 0, pixels.rows - 1),
                                          whole(chance, 0, pixels.cols - 1));
    pixel = static_cast<std::uint8_t>(~pixel);
  }
}

/// One bit a pixel, by one threshold or by one for each neighbourhood.
void make_bitonal(Scan& scan, const Tones& tones, double severity, Chance& chance) {
  const double range = tones.paper - tones.ink;
  if (happens(chance, 0.4)) {
    constexpr int least_block = 11;
    const double module = std::abs(scan.from_sheet(0, 0)) * drawing_samples;
    const int block = std::max(least_block, static_cast<int>(module * chance.between(8, 25)));
    cv::adaptiveThreshold(scan.pixels, scan.pixels, white, cv::ADAPTIVE_THRESH_MEAN_C,
                          cv::THRESH_BINARY, block | 1, range * chance.between(0.1, 0.35));
  } else {
    cv::threshold(scan.pixels, scan.pixels, tones.ink + range * chance.between(0.3, 0.72), white,
                  cv::THRESH_BINARY);
  }
  scan.bitonal = true;
  if (happens(chance, 0.3)) flip_specks(scan.pixels, severity, chance);
}

}  // namespace

Optics draw_optics(double severity, Chance& chance) {
  const double coarsest = severity > severe ? 1.1 : 1.6;  // Pixels a module: from 85 or 120 dpi.
  constexpr double finest = 5.5;
  constexpr double radians = std::numbers::pi / 180;
  Optics optics;
  const double module = std::exp(chance.between(std::log(coarsest), std::log(finest)));
  optics.across = module / drawing_samples;
  const bool is_stretched = happens(chance, 0.12);
  optics.down =
      optics.across * (is_stretched ? chance.between(0.8, 1.25) : chance.between(0.97, 1.03));
  optics.angle = 0.6 * radians * normal(chance);
  optics.shear = 0.01 * normal(chance);
  optics.blur = chance.between(0.3, 0.8) / std::min(optics.across, optics.down);
  if (happens(chance, 0.3 * severity)) optics.blur *= chance.between(1, 2.2);
  return optics;
}

Scan scanned(const cv::Mat& sheet, const Optics& optics, cv::Point2d start) {
  const double run = std::cos(optics.angle);
  const double rise = std::sin(optics.angle);
  Scan scan;
  scan.from_sheet = {optics.across * run,
                     optics.across * (optics.shear - rise),
                     start.x,
                     optics.down * rise,
                     optics.down * run,
                     start.y - optics.down * rise * sheet.cols / 2};
  cv::Mat fine = sheet;
  if (optics.blur > 0) cv::GaussianBlur(sheet, fine, {}, optics.blur);
  const cv::Size size{static_cast<int>(std::ceil(sheet.cols * optics.across)) + 1,
                      static_cast<int>(std::ceil(sheet.rows * optics.down)) + 1};
  cv::warpAffine(fine, scan.pixels, scan.from_sheet, size, cv::INTER_LINEAR, cv::BORDER_REPLICATE);
  return scan;
}

void digitise(Scan& scan, const Tones& tones, double severity, Chance& chance) {
  if (happens(chance, 0.3)) add_noise(scan.pixels, severity, chance);
  if (happens(chance, 0.2)) {
    const cv::Mat light = smooth_noise(scan.pixels.size(), chance.between(60, 300), chance);
    scan.pixels = scan.pixels.mul(1 - 0.12 * cv::abs(light));
  }
  if (happens(chance, 0.12 * severity)) add_dead_rows(scan.pixels, chance);
  scan.pixels.convertTo(scan.pixels, CV_8U);
  if (happens(chance, 0.3)) compress(scan.pixels, severity, chance);
  if (happens(chance, 0.45)) make_bitonal(scan, tones, severity, chance);
}

}  // namespace lockbox::encode::training
