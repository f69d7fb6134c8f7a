#include "encode/mail/checks/background.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "encode/mail/checks/paper.h"
#include "encode/micr/e13b_layout.h"

namespace lockbox::encode {
namespace {

constexpr double full_turn = 2 * std::numbers::pi;

/// A share of 0 to 1 as coverage.
cv::Mat as_coverage(const cv::Mat& share) {
  cv::Mat coverage;
  share.convertTo(coverage, CV_8U, 255);
  return coverage;
}

/// From dark to light in any direction.
cv::Mat gradient(cv::Size size, Chance& chance) {
  cv::Mat corners(2, 2, CV_32FC1);
  cv::RNG{chance.next()}.fill(corners, cv::RNG::UNIFORM, 0, 1);
  cv::Mat share;
  cv::resize(corners, share, size, 0, 0, cv::INTER_LINEAR);
  return as_coverage(share);
}

/// Bundles of fine curves that swing about each other, as engraved security print has them.
cv::Mat guilloche(const GrayImage& check, Chance& chance) {
  constexpr int points = 240;
  cv::Mat coverage{check.pixels.size(), CV_8UC1, cv::Scalar(0)};
  const double spacing = chance.between(0.05, 0.12) * check.dpi_y;
  const double waves = chance.between(2, 9);
  const double swing = chance.between(0.1, 0.4) * check.dpi_y;
  const double turn = chance.between(0.1, 0.9);
  const int curves = cvRound((coverage.rows + 2 * swing) / spacing);
  for (int curve = 0; curve < curves; ++curve) {
    std::vector<cv::Point> line;
    for (int i = 0; i < points; ++i) {
      const double along = i / (points - 1.0);
      const double phase = full_turn * waves * along;
      line.emplace_back(cvRound(along * coverage.cols),
                        cvRound(curve * spacing - swing +
                                swing * std::sin(phase + turn * curve) * std::cos(phase / 3)));
    }
    cv::polylines(coverage, line, false, cv::Scalar(255), 1, cv::LINE_AA);
  }
  return coverage;
}

/// A word all over the page, at a slant.
cv::Mat pantograph(GrayImage& check, Chance& chance) {
  constexpr std::array words{"VOID", "COPY", "BENCH BANK", "SAFETY PAPER"};
  InkLayer layer{check, 0};
  const double height = chance.between(0.08, 0.3);
  const double wide = check.pixels.cols / check.dpi_x;
  const double tall = check.pixels.rows / check.dpi_y;
  const std::string word = words.at(static_cast<std::size_t>(chance.below(words.size())));
  const double step = height * static_cast<double>(word.size() + 1);
  const int rows = cvCeil(tall / (2 * height)) + 1;
  const int columns = cvCeil(wide / step) + 1;
  for (int row = 0; row < rows; ++row) {
    const double left = -step * 0.3 * (row % 3);
    for (int column = 0; column < columns; ++column) {
      layer.write(word, {left + step * column, height + 2 * height * row},
                  {cv::FONT_HERSHEY_DUPLEX, height, true});
    }
  }
  return layer.coverage().clone();
}

/// Two standing waves.
cv::Mat waves(const GrayImage& check, Chance& chance) {
  const auto wave = [&chance, &check](int length) {
    const double period = chance.between(0.06, 0.5) * check.dpi_x;
    const double phase = chance.between(0, full_turn);
    cv::Mat line(length, 1, CV_32FC1);
    for (int i = 0; i < length; ++i) {
      line.at<float>(i) = static_cast<float>(std::sin(full_turn * i / period + phase));
    }
    return line;
  };
  const cv::Mat down = wave(check.pixels.rows);
  const cv::Mat across = wave(check.pixels.cols);
  return as_coverage(down * across.t() * 0.5 + 0.5);
}

/// A landscape: hills of unequal gray below a sky, with grain.
cv::Mat picture(const GrayImage& check, Chance& chance) {
  const auto size = check.pixels.size();
  cv::Mat share = smooth_noise(size, chance.between(0.1, 0.6) * check.dpi_x, chance) * 0.3 + 0.4;
  const int hills = 2 + static_cast<int>(chance.below(4));
  for (int hill = 0; hill < hills; ++hill) {
    const cv::Point middle{static_cast<int>(chance.between(0, size.width)),
                           static_cast<int>(chance.between(0.6, 1.2) * size.height)};
    const cv::Size axes{cvRound(chance.between(0.1, 0.4) * size.width),
                        cvRound(chance.between(0.3, 0.8) * size.height)};
    cv::ellipse(share, middle, axes, 0, 0, 360, cv::Scalar{chance.between(0.1, 1)}, cv::FILLED);
  }
  share += smooth_noise(size, 0.012 * check.dpi_x, chance) * 0.15;
  return as_coverage(share);
}

cv::Mat pattern(GrayImage& check, BackgroundKind kind, Chance& chance) {
  switch (kind) {
    case BackgroundKind::Gradient:
      return gradient(check.pixels.size(), chance);
    case BackgroundKind::Guilloche:
      return guilloche(check, chance);
    case BackgroundKind::Pantograph:
      return pantograph(check, chance);
    case BackgroundKind::Waves:
      return waves(check, chance);
    case BackgroundKind::Picture:
      return picture(check, chance);
    case BackgroundKind::Plain:
      break;
  }
  return {check.pixels.size(), CV_8UC1, cv::Scalar(0)};
}

/// Lets the print fade towards the clear band.
void spare_clear_band(cv::Mat& coverage, double dpi) {
  constexpr double fade_inch = 0.3;
  const int band = std::max(coverage.rows - cvRound(clear_band_inch * dpi), 0);
  const int fade = cvRound(fade_inch * dpi);
  for (int i = 0; i < fade && band - 1 - i >= 0; ++i) {
    cv::Mat row = coverage.row(band - 1 - i);
    row *= static_cast<double>(i) / fade;
  }
  coverage.rowRange(band, coverage.rows).setTo(0);
}

}  // namespace

void print_background(GrayImage& check, const BackgroundPlan& plan, Chance& chance) {
  constexpr double white = 255;
  constexpr double fibre_inch = 0.02;
  constexpr double fibre_levels = 2;  // Paper is not even.
  cv::Mat fibres = smooth_noise(check.pixels.size(), fibre_inch * check.dpi_x, chance);
  fibres = fibres * fibre_levels + plan.paper_level;
  fibres.convertTo(check.pixels, CV_8U);
  auto coverage = pattern(check, plan.kind, chance);
  if (plan.spares_the_line) spare_clear_band(coverage, check.dpi_y);
  lay_ink(check.pixels, coverage, white * (1 - plan.strength));
}

}  // namespace lockbox::encode
