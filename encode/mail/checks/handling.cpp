#include "encode/mail/checks/handling.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>
#include <string>
#include <vector>

#include "encode/mail/checks/paper.h"
#include "encode/micr/e13b_layout.h"

namespace lockbox::encode {
namespace {

constexpr double full_turn = 2 * std::numbers::pi;

/// A pen's way: loops and points of unequal height and width, one of them far below the base line.
std::vector<cv::Point2d> signature_path(double width, double rise, double drop, Chance& chance) {
  constexpr int points = 260;
  constexpr std::size_t swings = 3;
  struct Swing {
    double turns, phase, height, lean;
  };
  std::array<Swing, swings> pen{};
  for (auto& swing : pen) {
    swing = {chance.between(1.5, 7) * width, chance.between(0, full_turn), chance.between(0.2, 0.7),
             chance.between(-0.03, 0.09)};
  }
  const double deepest = chance.between(0.15, 0.85);  // Where the long loop is.
  std::vector<cv::Point2d> path;
  for (int i = 0; i < points; ++i) {
    const double along = i / (points - 1.0);
    cv::Point2d at{width * along, 0};
    // A name begins tall and runs out.
    const double vigour = 1.1 - 0.7 * along;
    for (const auto& swing : pen) {
      const double turn = full_turn * swing.turns * along + swing.phase;
      at.x += swing.lean * std::cos(turn);
      at.y += rise * vigour * swing.height * std::sin(turn);
    }
    const double away = (along - deepest) * width / 0.45;
    at.y += drop * std::exp(-away * away) * (0.8 - 0.2 * std::sin(full_turn * 4 * along));
    path.push_back(at);
  }
  return path;
}

void sign(GrayImage& check, const HandlingPlan& plan, Chance& chance) {
  constexpr double rise = 0.14;
  InkLayer pen{check, plan.signature_level};
  const double wide = check.pixels.cols / check.dpi_x;
  const double tall = check.pixels.rows / check.dpi_y;
  // A signature that hangs into the line does so anywhere; others stand on their rule.
  const bool hangs = plan.signature_drop > 0;
  const double least = hangs ? 0.8 : wide - 2.4;
  const double left =
      chance.between(least, std::max(wide - 0.4 - plan.signature_width, least + 0.1));
  const double base = tall - plan.raised_by - clear_band_inch - (hangs ? 0.02 : 0.22);
  const double width = chance.between(0.008, 0.022);
  const auto path = signature_path(plan.signature_width, rise, plan.signature_drop, chance);
  for (std::size_t i = 1; i < path.size(); ++i) {
    pen.line({left + path[i - 1].x, base + path[i - 1].y}, {left + path[i].x, base + path[i].y},
             width);
  }
  pen.lay();
}

/// A date stamp in its frame, level, with ink that did not take everywhere.
cv::Mat stamp_die(const GrayImage& check, Chance& chance) {
  constexpr std::array words{"PAID 20 NOV 2026", "RECEIVED", "FOR DEPOSIT ONLY", "NOV 23 2026"};
  constexpr double inset = 0.04;
  GrayImage die{.pixels = {}, .dpi_x = check.dpi_x, .dpi_y = check.dpi_y, .bitonal = false};
  const std::string word = words.at(static_cast<std::size_t>(chance.below(words.size())));
  const double height = chance.between(0.1, 0.2);
  const double width = height * static_cast<double>(word.size()) + 0.2;
  const double tall = 3 * height;
  die.pixels = cv::Mat(pixels(check, tall), pixels(check, width), CV_8UC1, cv::Scalar(255));
  InkLayer ink{die, 0};
  ink.box({inset, inset}, {width - inset, tall - inset}, 0.025);
  ink.write(word, {0.12, 2 * height}, {cv::FONT_HERSHEY_DUPLEX, height, true});
  cv::Mat worn = smooth_noise(die.pixels.size(), 0.03 * check.dpi_x, chance) * 0.3 + 0.8;
  cv::Mat coverage;
  ink.coverage().convertTo(coverage, CV_32F);
  coverage = coverage.mul(worn);
  coverage.convertTo(coverage, CV_8U);
  return coverage;
}

void stamp(GrayImage& check, const HandlingPlan& plan, Chance& chance) {
  const auto die = stamp_die(check, chance);
  const double degrees = chance.between(-12, 12);
  const cv::Point2d middle{chance.between(0.25, 0.75) * check.pixels.cols,
                           check.pixels.rows - (plan.raised_by + plan.stamp_height) * check.dpi_y};
  cv::Mat turn = cv::getRotationMatrix2D(middle_of(die), degrees, 1);
  turn.at<double>(0, 2) += middle.x - die.cols / 2.0;
  turn.at<double>(1, 2) += middle.y - die.rows / 2.0;
  cv::Mat coverage;
  cv::warpAffine(die, coverage, turn, check.pixels.size(), cv::INTER_LINEAR);
  lay_ink(check.pixels, coverage, plan.stamp_level);
}

/// A crease at `at`, across the columns of `pixels`.
void crease(cv::Mat& pixels, int at, double dpi, const HandlingPlan& plan, Chance& chance) {
  constexpr double shade_inch = 0.12;
  const int shift = cvRound(plan.fold_shift * dpi) * (chance.below(2) == 0 ? 1 : -1);
  if (shift != 0) {
    const cv::Mat move = (cv::Mat_<double>(2, 3) << 1, 0, 0, 0, 1, shift);
    cv::Mat beyond = pixels.colRange(at, pixels.cols);
    cv::Mat moved;
    cv::warpAffine(beyond, moved, move, beyond.size(), cv::INTER_NEAREST, cv::BORDER_REPLICATE);
    moved.copyTo(beyond);
  }
  const int reach = cvRound(shade_inch * dpi);
  for (int i = 0; i < reach && at + i < pixels.cols; ++i) {
    cv::Mat column = pixels.col(at + i);
    column *= 1 - plan.fold_shade * (1 - static_cast<double>(i) / reach);
  }
  // Ink and coating break off along the crease itself.
  const int wide = std::max(cvRound(0.006 * dpi), 1);
  constexpr double worn_level = 205;
  for (int row = 0; row < pixels.rows; ++row) {
    if (chance.below(2) == 0) continue;
    cv::Mat piece = pixels(cv::Rect{std::max(at - wide / 2, 0), row, wide, 1});
    piece = cv::max(piece, cv::Scalar{worn_level});
  }
}

}  // namespace

void sign_and_stamp(GrayImage& check, const HandlingPlan& plan, Chance& chance) {
  sign(check, plan, chance);
  for (int i = 0; i < plan.stamps; ++i) stamp(check, plan, chance);
}

void fold(GrayImage& page, const HandlingPlan& plan, Chance& chance) {
  for (int i = 0; i < plan.folds; ++i) {
    const bool is_upright = i % 2 == 0;
    cv::Mat pixels = page.pixels;
    if (!is_upright) cv::transpose(page.pixels, pixels);
    const int at = static_cast<int>(chance.between(0.2, 0.8) * pixels.cols);
    crease(pixels, at, page.dpi_x, plan, chance);
    if (!is_upright) cv::transpose(pixels, page.pixels);
  }
}

}  // namespace lockbox::encode
