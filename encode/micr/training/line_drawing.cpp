#include "encode/micr/training/line_drawing.h"

#include <opencv2/core.hpp>
#include <utility>

#include "encode/micr/training/draw_chance.h"
#include "encode/micr/training/line_ink.h"
#include "encode/micr/training/line_scan.h"
#include "encode/micr/training/paper.h"
#include "encode/micr/training/print_faults.h"

namespace lockbox::encode::training {
namespace {

/// How far off the search for lines is, as deviations: of the slope, of the middle and the marks
/// in pixels, of the pitch and the height as shares.
struct GuessErrors {
  double slope = 0;
  double middle = 0;
  double mark = 0;
  double pitch = 0;
  double height = 0;
};
constexpr GuessErrors usual_errors{
    .slope = 0.0015, .middle = 0.25, .mark = 0.3, .pitch = 0.006, .height = 0.03};

void move_to_picture(std::vector<DrawnGlyph>& glyphs, const cv::Matx23d& from_sheet) {
  for (auto& [label, edge] : glyphs) {
    // An edge lies between samples, while the warp maps middles of samples to middles of pixels.
    const cv::Vec2d moved = from_sheet * cv::Vec3d(edge.x - 0.5, edge.y - 0.5, 1);
    edge = {moved[0] + 0.5, moved[1] + 0.5};
  }
}

/// `modules` is how tall glyphs came out.
LineGuess guess_at(const std::vector<DrawnGlyph>& glyphs, const cv::Matx23d& from, double modules,
                   const GuessErrors& errors, Chance& chance) {
  LineGuess guess;
  guess.slope = from(1, 0) / from(0, 0) + errors.slope * normal(chance);
  const auto& middle = glyphs[glyphs.size() / 2].edge;
  guess.middle_y = middle.y - guess.slope * middle.x + errors.middle * normal(chance);
  guess.pitch =
      e13b_pitch_modules * drawing_samples * from(0, 0) * (1 + errors.pitch * normal(chance));
  guess.height = modules * drawing_samples * from(1, 1) * (1 + errors.height * normal(chance));
  for (const auto& glyph : glyphs) {
    guess.chain.push_back({glyph.edge.x, glyph.edge.y + errors.mark * normal(chance)});
  }
  guess.marks = guess.chain;
  return guess;
}

/// A line of which a search would find something.
LineInk set_some_line(const Typesetting& typesetting, Chance& chance) {
  LineInk line = set_line(typesetting, chance);
  while (line.glyphs.empty()) line = set_line(typesetting, chance);
  return line;
}

DrawnLine finish(LineInk&& set, const Scan& scan) {
  DrawnLine line;
  line.pixels = scan.pixels;
  line.bitonal = scan.bitonal;
  line.glyphs = std::move(set.glyphs);
  line.gaps = std::move(set.gaps);
  move_to_picture(line.glyphs, scan.from_sheet);
  move_to_picture(line.gaps, scan.from_sheet);
  return line;
}

}  // namespace

DrawnLine draw_line(Chance& chance) {
  const double severity = chance.between(0, 1);
  const Typesetting typesetting = draw_typesetting(chance);
  LineInk set = set_some_line(typesetting, chance);
  const Print print = printed(set.ink, severity, chance);
  const Tones tones = draw_tones(chance);
  const cv::Mat sheet = on_paper(print.ink, tones, severity, chance);
  const cv::Point2d start{chance.between(0, 1), chance.between(0, 1)};
  Scan scan = scanned(sheet, draw_optics(severity, chance), start);
  digitise(scan, tones, severity, chance);
  DrawnLine line = finish(std::move(set), scan);
  line.severity = severity;
  const double modules = e13b_height_modules * typesetting.height + 2 * print.growth;
  line.guess = guess_at(line.glyphs, scan.from_sheet, modules, usual_errors, chance);
  return line;
}

DrawnLine draw_clean_line(Chance& chance, double pixels_per_module) {
  constexpr double white = 255;
  constexpr double blur_pixels = 0.5;
  LineInk set = set_some_line({}, chance);
  const double scale = pixels_per_module / drawing_samples;
  const Optics optics{.across = scale, .down = scale, .blur = blur_pixels / scale};
  Scan scan = scanned((1 - set.ink) * white, optics, {});
  scan.pixels.convertTo(scan.pixels, CV_8U);
  DrawnLine line = finish(std::move(set), scan);
  line.guess = guess_at(line.glyphs, scan.from_sheet, e13b_height_modules, {}, chance);
  return line;
}

}  // namespace lockbox::encode::training
