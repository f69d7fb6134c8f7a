#include "encode/mail/checks/check_plan.h"

#include <array>
#include <cmath>

#include "core/check.h"

namespace lockbox::encode {
namespace {

/// A quantity at each level.
using Levels = std::array<double, degradation_levels>;

double at(const Levels& levels, int level) {
  return levels.at(static_cast<std::size_t>(level - 1));
}

/// Somewhere in the upper part of what a level allows.
double up_to(const Levels& levels, int level, Chance& chance) {
  return at(levels, level) * chance.between(0.7, 1);
}

double either_way(double value, Chance& chance) {
  return chance.below(2) == 0 ? value : -value;
}

int rounded(double value) {
  return static_cast<int>(std::lround(value));
}

/// One of a few values, each as likely.
template <std::size_t N>
double one_of(const std::array<double, N>& values, Chance& chance) {
  return values.at(static_cast<std::size_t>(chance.below(N)));
}

/// A printer within tolerance: edges within 0.0015 inch and the pitch within 0.010 inch.
MicrPrint sound_print(Chance& chance) {
  constexpr std::array zero_strokes{0.9, 0.9, 0.85, 1.0, 0.45};  // The last is a hairline face.
  MicrPrint print;
  print.corner_radius = chance.between(0, 0.0055);
  print.growth = chance.between(-0.0008, 0.0012);
  print.irregularity = chance.between(0, 0.001);
  print.pitch_error = chance.between(0, 0.002);
  print.baseline_error = chance.between(0, 0.0015);
  print.shift_x = chance.between(-0.06, 0.06);
  print.shift_y = chance.between(-0.03, 0.03);
  print.zero_stroke = one_of(zero_strokes, chance);
  print.ink_level = chance.between(5, 55);
  return print;
}

BackgroundPlan sound_background(Chance& chance) {
  BackgroundPlan background;
  background.kind = static_cast<BackgroundKind>(chance.below(6));
  background.strength = chance.between(0, 0.2);
  background.paper_level = chance.between(225, 252);
  return background;
}

CheckPlan sound_plan(Chance& chance) {
  constexpr std::array usual_dpi{200.0, 200.0, 240.0, 300.0};
  CheckPlan plan;
  plan.line = sound_print(chance);
  plan.background = sound_background(chance);
  plan.handling.signature_level = chance.between(15, 110);
  plan.handling.signature_width = chance.between(1, 2);
  plan.scan.dpi = one_of(usual_dpi, chance);
  plan.scan.degrees = chance.between(-0.4, 0.4);
  plan.scan.blur = chance.between(0.0015, 0.003);
  plan.scan.noise = chance.between(0.5, 2.5);
  return plan;
}

void degrade_dpi(ScanPlan& scan, int level, Chance& chance) {
  constexpr std::array low{150.0, 120.0, 90.0};
  constexpr std::array high{300.0, 400.0, 600.0};
  const auto index = static_cast<std::size_t>(level - 1);
  scan.dpi = chance.below(3) == 0 ? high.at(index) : low.at(index);
  scan.tells_dpi = level == 1 || chance.below(3) != 0;
}

void degrade_bitonal(ScanPlan& scan, int level, Chance& chance) {
  constexpr double middle = 135;
  scan.threshold = middle + either_way(up_to({20, 45, 80}, level, chance), chance);
  scan.noise = chance.between(2, 6);
}

void degrade_contrast(CheckPlan& plan, int level, Chance& chance) {
  plan.line.ink_level = up_to({95, 140, 175}, level, chance);
  plan.scan.lightest = 255 - up_to({35, 60, 75}, level, chance);
  plan.scan.darkest = up_to({15, 30, 45}, level, chance);
}

void degrade_dropout(MicrPrint& line, int level, Chance& chance) {
  line.voids = rounded(up_to({60, 120, 160}, level, chance));
  line.void_radius = at({0.004, 0.006, 0.011}, level);
  line.fading = up_to({0.2, 0.4, 0.7}, level, chance);
}

void degrade_streaks(ScanPlan& scan, int level, Chance& chance) {
  scan.streaks = rounded(up_to({1, 2, 5}, level, chance));
}

void degrade_stamp(HandlingPlan& handling, int level, Chance& chance) {
  handling.stamps = 1;
  handling.stamp_height = at({0.72, 0.55, 0.36}, level) + chance.between(-0.06, 0.06);
  handling.stamp_level = at({175, 150, 100}, level) + chance.between(-15, 15);
}

void degrade_signature(HandlingPlan& handling, int level, Chance& chance) {
  handling.signature_drop = up_to({0.28, 0.42, 0.5}, level, chance);
  handling.signature_width = at({1.2, 1.8, 3.2}, level);
  handling.signature_level = at({120, 90, 30}, level) + chance.between(-20, 20);
}

void degrade_background(BackgroundPlan& background, int level, Chance& chance) {
  background.kind = static_cast<BackgroundKind>(1 + chance.below(5));
  background.strength = up_to({0.25, 0.42, 0.7}, level, chance);
  background.spares_the_line = false;
}

void degrade_photo(ScanPlan& scan, int level, Chance& chance) {
  scan.distance = chance.between(1.1, 2.0);
  scan.yaw = chance.between(-1, 1) * at({6, 14, 28}, level);
  scan.tilt = chance.between(-1, 1) * at({6, 14, 28}, level);
  scan.shade = up_to({0.2, 0.4, 0.6}, level, chance);
  scan.blur = up_to({0.003, 0.004, 0.007}, level, chance);
  scan.noise = up_to({3, 6, 12}, level, chance);
  scan.degrees = chance.between(-1, 1) * at({1, 3, 6}, level);
  scan.jpeg_quality = 80;
  scan.tells_dpi = false;
}

void degrade_noise(ScanPlan& scan, int level, Chance& chance) {
  scan.noise = up_to({10, 22, 45}, level, chance);
  scan.specks = up_to({0, 0.003, 0.02}, level, chance);
}

void degrade_fold(HandlingPlan& handling, int level, Chance& chance) {
  handling.folds = level;
  handling.fold_shade = up_to({0.2, 0.35, 0.5}, level, chance);
  handling.fold_shift = up_to({0.003, 0.008, 0.03}, level, chance);
}

void degrade_line(MicrPrint& line, Degradation degradation, int level, Chance& chance) {
  if (degradation == Degradation::Spread) {
    line.growth = up_to({0.0015, 0.003, 0.0055}, level, chance);
  } else if (degradation == Degradation::Thin) {
    line.growth = -up_to({0.0015, 0.0028, 0.0045}, level, chance);
  } else if (degradation == Degradation::Jitter) {
    line.pitch_error = up_to({0.005, 0.01, 0.022}, level, chance);
    line.baseline_error = up_to({0.003, 0.007, 0.02}, level, chance);
  } else {
    line.irregularity = at({0.0005, 0.001, 0.0015}, level);  // All that the standard allows.
    line.spots = rounded(at({0, 4, 10}, level));
    line.spot_radius = 0.002;
  }
}

void degrade(CheckPlan& plan, Degradation degradation, int level, Chance& chance);

void degrade_mixed(CheckPlan& plan, int level, Chance& chance) {
  const int count = level == 1 ? 2 : level;
  for (int i = 0; i < count; ++i) {
    const auto other = static_cast<Degradation>(
        1 + chance.below(static_cast<std::uint64_t>(Degradation::Mixed) - 1));
    degrade(plan, other, level == 3 ? 2 : level, chance);
  }
}

void degrade(CheckPlan& plan, Degradation degradation, int level, Chance& chance) {
  auto& scan = plan.scan;
  switch (degradation) {
    case Degradation::Dpi:
      return degrade_dpi(scan, level, chance);
    case Degradation::Bitonal:
      return degrade_bitonal(scan, level, chance);
    case Degradation::Contrast:
      return degrade_contrast(plan, level, chance);
    case Degradation::Dropout:
      return degrade_dropout(plan.line, level, chance);
    case Degradation::Streaks:
      return degrade_streaks(scan, level, chance);
    case Degradation::Stamp:
      return degrade_stamp(plan.handling, level, chance);
    case Degradation::Signature:
      return degrade_signature(plan.handling, level, chance);
    case Degradation::Background:
      return degrade_background(plan.background, level, chance);
    case Degradation::Photo:
      return degrade_photo(scan, level, chance);
    case Degradation::Noise:
      return degrade_noise(scan, level, chance);
    case Degradation::Fold:
      return degrade_fold(plan.handling, level, chance);
    case Degradation::Mixed:
      return degrade_mixed(plan, level, chance);
    case Degradation::Clean:
    case Degradation::Spread:
    case Degradation::Thin:
    case Degradation::Jitter:
      return degrade_line(plan.line, degradation, level, chance);
    case Degradation::Skew:
      scan.degrees = either_way(up_to({2, 6, 15}, level, chance), chance);
      return;
    case Degradation::Blur:
      scan.blur = up_to({0.0045, 0.0065, 0.011}, level, chance);
      return;
    case Degradation::Jpeg:
      scan.jpeg_quality = rounded(at({45, 22, 7}, level) * chance.between(0.8, 1.2));
      return;
    case Degradation::UpsideDown:
      scan.degrees = 180 + chance.between(-1, 1) * at({0, 2, 5}, level);
      return;
  }
}

}  // namespace

CheckPlan plan_check(Degradation degradation, int level, Chance& chance) {
  ENSURE(level >= 1 && level <= degradation_levels);
  auto plan = sound_plan(chance);
  degrade(plan, degradation, level, chance);
  return plan;
}

}  // namespace lockbox::encode
