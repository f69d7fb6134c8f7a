#include "encode/micr/training/paper.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>
#include <string>
#include <vector>

#include "encode/micr/training/draw_chance.h"
#include "encode/micr/training/line_ink.h"
#include "encode/micr/training/smooth_noise.h"

namespace lockbox::encode::training {
namespace {

constexpr double white = 255;

/// Fine waves, as security paper has.
void add_waves(cv::Mat& sheet, double depth, Chance& chance) {
  const double across = chance.between(0.005, 0.12);
  const double down = chance.between(0.005, 0.12);
  const double bend = chance.between(0.005, 0.05);
  const double phase = chance.between(0, 2 * std::numbers::pi);
  std::vector<double> along;
  along.reserve(static_cast<std::size_t>(sheet.cols));
  for (int x = 0; x < sheet.cols; ++x) along.push_back(across * x + 2 * std::sin(bend * x));
  for (int y = 0; y < sheet.rows; ++y) {
    auto* row = sheet.ptr<float>(y);
    for (const double at : along) {
      *row++ -= static_cast<float>(depth * 0.5 * (1 + std::sin(at + down * y + phase)));
    }
  }
}

/// Numbers printed behind the line.
void add_print(cv::Mat& sheet, const Tones& tones, Chance& chance) {
  for (int left = whole(chance, 1, 6); left > 0; --left) {
    const double level = tones.paper - (tones.paper - tones.ink) * chance.between(0.1, 0.7);
    cv::putText(sheet, chance.digits(3 + chance.below(5)),
                {whole(chance, 0, sheet.cols), whole(chance, 0, sheet.rows)}, whole(chance, 0, 7),
                chance.between(0.5, 4), cv::Scalar{level}, whole(chance, 1, 4), cv::LINE_AA);
  }
}

cv::Mat draw_background(cv::Size size, const Tones& tones, double severity, Chance& chance) {
  cv::Mat sheet(size, CV_32FC1, cv::Scalar{tones.paper});
  if (happens(chance, 0.4)) {
    const double depth = chance.between(0.05, 0.05 + 0.4 * severity) * (tones.paper - tones.ink);
    if (happens(chance, 0.5)) {
      add_waves(sheet, depth, chance);
    } else {
      sheet -= cv::abs(smooth_noise(size, chance.between(10, 150), chance)) * (0.6 * depth);
    }
  }
  if (happens(chance, 0.25 * severity)) add_print(sheet, tones, chance);
  return sheet;
}

/// The way of a pen: turns that change now and then, and a drift to the right.
std::vector<cv::Point> draw_stroke(cv::Size sheet, Chance& chance) {
  constexpr double turn_max = 0.9;
  double x = chance.between(0, sheet.width);
  double y = chance.between(0, sheet.height);
  double direction = chance.between(0, 2 * std::numbers::pi);
  double turn = chance.between(-turn_max, turn_max);
  const double length = chance.between(1.5, 5) * drawing_samples;
  const double drift = chance.between(-0.6, 1.2) * drawing_samples;
  std::vector<cv::Point> points;
  for (int left = whole(chance, 6, 40); left > 0; --left) {
    points.emplace_back(static_cast<int>(x), static_cast<int>(y));
    x += std::cos(direction) * length + drift;
    y += std::sin(direction) * length;
    direction += turn + 0.35 * normal(chance);
    if (happens(chance, 0.1)) turn = chance.between(-turn_max, turn_max);
  }
  return points;
}

/// A pen only darkens what it crosses.
void add_strokes(cv::Mat& sheet, const Tones& tones, Chance& chance) {
  constexpr int modules_a_stroke = 60;
  const int most = 1 + sheet.cols / drawing_samples / modules_a_stroke;
  cv::Mat strokes(sheet.size(), CV_32FC1, cv::Scalar{white});
  for (int left = whole(chance, 1, most); left > 0; --left) {
    const double level = chance.between(0, tones.paper - 0.4 * (tones.paper - tones.ink));
    const auto thickness = static_cast<int>(chance.between(0.5, 2.2) * drawing_samples);
    cv::polylines(strokes, draw_stroke(sheet.size(), chance), false, cv::Scalar{level},
                  std::max(1, thickness), cv::LINE_AA);
  }
  cv::min(sheet, strokes, sheet);
}

void add_rule_along(cv::Mat& sheet, const Tones& tones, Chance& chance) {
  const auto y = static_cast<int>(chance.between(0.2, 0.8) * sheet.rows);
  const auto rise = static_cast<int>(20 * normal(chance));
  cv::line(sheet, {0, y}, {sheet.cols, y + rise},
           cv::Scalar{chance.between(tones.ink, tones.paper)}, whole(chance, 2, 8));
}

/// A fold shows dark or white.
void add_fold_across(cv::Mat& sheet, const Tones& tones, Chance& chance) {
  const int x = whole(chance, 0, sheet.cols);
  const auto lean = static_cast<int>(40 * normal(chance));
  const double level = happens(chance, 0.5) ? chance.between(tones.ink, tones.paper) : white;
  cv::line(sheet, {x, 0}, {x + lean, sheet.rows}, cv::Scalar{level}, whole(chance, 2, 20));
}

}  // namespace

Tones draw_tones(Chance& chance) {
  constexpr double range_min = 70;
  constexpr double range_mended = 90;
  Tones tones{.ink = chance.between(0, 90), .paper = chance.between(170, white)};
  if (happens(chance, 0.15)) tones.ink = chance.between(60, 150);
  if (tones.paper - tones.ink < range_min) tones.paper = std::min(white, tones.ink + range_mended);
  return tones;
}

cv::Mat on_paper(const cv::Mat& ink, const Tones& tones, double severity, Chance& chance) {
  cv::Mat sheet = draw_background(ink.size(), tones, severity, chance);
  const cv::Mat inked = cv::min(sheet, tones.ink);
  sheet = sheet + (inked - sheet).mul(ink);
  if (happens(chance, 0.45 * severity)) add_strokes(sheet, tones, chance);
  if (happens(chance, 0.1 * severity)) add_rule_along(sheet, tones, chance);
  if (happens(chance, 0.08 * severity)) add_fold_across(sheet, tones, chance);
  return sheet;
}

}  // namespace lockbox::encode::training
