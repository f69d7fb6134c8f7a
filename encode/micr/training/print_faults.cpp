#include "encode/micr/training/print_faults.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "encode/micr/training/draw_chance.h"
#include "encode/micr/training/line_ink.h"
#include "encode/micr/training/smooth_noise.h"

namespace lockbox::encode::training {
namespace {

double draw_growth(double severity, Chance& chance) {
  if (happens(chance, 0.15 * severity)) return chance.between(0.3, 0.75);
  if (happens(chance, 0.12 * severity)) return chance.between(-0.35, -0.1);
  return 0.05 + 0.16 * normal(chance);
}

/// Pieces without ink, as where a form was folded or a film did not touch.
void lose_pieces(cv::Mat& ink, Chance& chance) {
  constexpr int pieces_max = 4;
  const int margin = drawing_margin_modules * drawing_samples;
  const auto length = [&chance] {
    return static_cast<int>(chance.between(0.5, 5) * drawing_samples);
  };
  for (int left = whole(chance, 1, pieces_max); left > 0; --left) {
    const cv::Size size{length(), length()};
    const cv::Rect piece{
        {whole(chance, 0, ink.cols - 1), whole(chance, margin - size.height, ink.rows - margin)},
        size};
    ink(piece & cv::Rect{{}, ink.size()}).setTo(0);
  }
}

}  // namespace

cv::Mat grown(const cv::Mat& ink, double modules) {
  constexpr double half = 0.5;
  cv::Mat inside;
  cv::Mat outside;
  cv::distanceTransform(ink > half, inside, cv::DIST_L2, cv::DIST_MASK_3);
  cv::distanceTransform(ink <= half, outside, cv::DIST_L2, cv::DIST_MASK_3);
  cv::Mat result = (inside - outside) * half + (half + half * modules * drawing_samples);
  cv::min(result, 1, result);
  cv::max(result, 0, result);
  return result;
}

Print printed(const cv::Mat& ink, double severity, Chance& chance) {
  Print print{.ink = ink, .growth = draw_growth(severity, chance)};
  if (happens(chance, 0.7)) {
    const cv::Mat ragged = smooth_noise(ink.size(), chance.between(2, 8), chance);
    cv::scaleAdd(ragged, chance.between(0, 0.12), ink, print.ink);
  }
  print.ink = grown(print.ink, print.growth);
  if (happens(chance, 0.35 * severity + 0.1)) {
    const cv::Mat noise = smooth_noise(ink.size(), chance.between(2, 12), chance);
    print.ink.setTo(0, noise > chance.between(1.6, 3.2));
  }
  if (happens(chance, 0.15)) {
    const cv::Mat noise = smooth_noise(ink.size(), chance.between(20, 120), chance);
    print.ink = print.ink.mul(1 - cv::abs(noise) * chance.between(0, 0.45));
    cv::max(print.ink, 0, print.ink);
  }
  if (happens(chance, 0.12 * severity)) lose_pieces(print.ink, chance);
  if (happens(chance, 0.2 * severity)) {
    const cv::Mat noise = smooth_noise(ink.size(), chance.between(1, 4), chance);
    print.ink.setTo(1, noise > chance.between(3, 4.2));
  }
  return print;
}

}  // namespace lockbox::encode::training
