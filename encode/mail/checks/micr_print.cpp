#include "encode/mail/checks/micr_print.h"

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "core/check.h"
#include "encode/mail/checks/paper.h"
#include "encode/micr/cmc7/cmc7_glyphs.h"

namespace lockbox::encode {
namespace {

/// Dots an inch of the plate from which is printed: those of a good printer, or some to a pixel of
/// the scanner.
constexpr double plate_dpi_min = 600;
constexpr double plate_dpi_max = 1000;
constexpr double plate_dots_a_pixel = 3;
/// Half the height of the plate: half a symbol with what misplaced lines and symbols add to it.
constexpr double plate_reach_inch = 0.17;

/// The part of the check that the line is printed on, and where its middle is, in dots.
struct Plate {
  double dpi = 0;
  cv::Range rows;
  cv::Size size;
  double middle = 0;
};

Plate plate_on(const GrayImage& check) {
  const auto row_above = [&check](double inches) {
    return std::clamp(check.pixels.rows - pixels(check, inches), 0, check.pixels.rows);
  };
  Plate plate;
  plate.rows = {row_above(micr_strip_middle_inch + plate_reach_inch),
                row_above(micr_strip_middle_inch - plate_reach_inch)};
  plate.dpi = std::clamp(plate_dots_a_pixel * check.dpi_x, plate_dpi_min, plate_dpi_max);
  const double scale = plate.dpi / check.dpi_x;
  plate.size = {cvRound(check.pixels.cols * scale), cvRound(plate.rows.size() * scale)};
  plate.middle =
      (check.pixels.rows - plate.rows.start) * scale - micr_strip_middle_inch * plate.dpi;
  return plate;
}

bool is_zero(const E13bGlyph& glyph) {
  return glyph.symbol == "0";
}

/// Whether a bar is one of the upright strokes of a zero, which type faces draw thinner or thicker.
bool is_side_of_zero(const E13bGlyph& glyph, const InkBar& bar) {
  return is_zero(glyph) && bar.bottom - bar.top > e13b_height_modules / 2;
}

InkBar with_width(const InkBar& side, double width) {
  const bool is_left = side.left == 0;
  return {.left = is_left ? 0 : side.right - width,
          .top = side.top,
          .right = is_left ? width : side.right,
          .bottom = side.bottom};
}

/// Sharp symbols, each off its place as the print says.
cv::Mat engrave(const Plate& plate, const std::vector<PlacedGlyph>& line, const MicrPrint& print,
                Chance& chance) {
  const double module = e13b_module_inch * plate.dpi;
  cv::Mat ink(plate.size, CV_8UC1, cv::Scalar(0));
  for (const auto& [glyph, position] : line) {
    const double right = plate.size.width - plate.dpi * (right_edge_inch(position) + print.shift_x +
                                                         print.pitch_error * chance.between(-1, 1));
    const double left = right - glyph->width * module;
    const double top = plate.middle - e13b_height_modules / 2 * module +
                       plate.dpi * (print.shift_y + print.baseline_error * chance.between(-1, 1));
    for (const auto& drawn : glyph->bars) {
      const auto bar =
          is_side_of_zero(*glyph, drawn) ? with_width(drawn, print.zero_stroke) : drawn;
      const cv::Point from{cvRound(left + bar.left * module), cvRound(top + bar.top * module)};
      const cv::Point to{cvRound(left + bar.right * module), cvRound(top + bar.bottom * module)};
      ink(cv::Rect{from, to} & cv::Rect{{}, ink.size()}).setTo(255);
    }
  }
  return ink;
}

/// Dots from each dot of a shape to the nearest outside of it; 0 outside.
cv::Mat distance_inside(const cv::Mat& shape) {
  cv::Mat distance;
  cv::distanceTransform(shape, distance, cv::DIST_L2, cv::DIST_MASK_5);
  return distance;
}

/// The share of each dot that has ink, once corners are round and edges have moved.  `stroke` is
/// the width of the thinnest, in inches.
cv::Mat spread(const Plate& plate, const cv::Mat& sharp, double stroke, const MicrPrint& print,
               Chance& chance) {
  // A stroke must be wider than its two rounded sides, or nothing of it is left.
  const double radius = std::floor(std::min(print.corner_radius, 0.4 * stroke) * plate.dpi);
  const cv::Mat core = distance_inside(sharp) > radius;
  const cv::Mat outside = distance_inside(core == 0);
  const cv::Mat inside = distance_inside(core);
  constexpr double wander_inch = 0.006;  // From one bulge of an edge to the next.
  const auto wander = smooth_noise(sharp.size(), wander_inch * plate.dpi, chance);
  cv::Mat share = wander * (print.irregularity * plate.dpi) + inside - outside;
  share += radius + print.growth * plate.dpi;
  cv::add(share, 1, share, outside > 0);  // The edge runs between two dots, each half a dot away.
  cv::min(share, 1, share);
  cv::max(share, 0, share);
  return share;
}

/// Spots with ink, or without it; `radius` in dots.
void add_dots(cv::Mat& share, int count, double radius, double ink, Chance& chance) {
  for (int i = 0; i < count; ++i) {
    const cv::Point middle{static_cast<int>(chance.between(0, share.cols)),
                           static_cast<int>(chance.between(0.15, 0.85) * share.rows)};
    const cv::Size axes{cvRound(radius * chance.between(0.4, 1)),
                        cvRound(radius * chance.between(0.4, 1))};
    cv::ellipse(share, middle, axes, chance.between(0, 180), 0, 360, cv::Scalar{ink}, cv::FILLED);
  }
}

/// Toner that holds in patches only.
void fade(cv::Mat& share, double dpi, double fading, Chance& chance) {
  if (fading <= 0) return;
  constexpr double patch_inch = 0.015;
  cv::Mat patches = smooth_noise(share.size(), patch_inch * dpi, chance);
  patches = (patches + 1) * (0.5 * fading);
  cv::min(patches, fading, patches);
  cv::max(patches, 0, patches);
  share = share.mul(1 - patches);
}

/// Brings what is engraved on the plate to the paper.
void press(GrayImage& check, const Plate& plate, cv::Mat share, const MicrPrint& print,
           Chance& chance) {
  fade(share, plate.dpi, print.fading, chance);
  add_dots(share, print.voids, print.void_radius * plate.dpi, 0, chance);
  add_dots(share, print.spots, print.spot_radius * plate.dpi, 1, chance);
  cv::Mat scanned;
  cv::resize(share, scanned, {check.pixels.cols, plate.rows.size()}, 0, 0, cv::INTER_AREA);
  scanned.convertTo(scanned, CV_8U, 255);
  cv::Mat strip = check.pixels.rowRange(plate.rows);
  lay_ink(strip, scanned, print.ink_level);
}

constexpr double mm_an_inch = 25.4;

cv::Mat engrave(const Plate& plate, const std::vector<Cmc7Ink>& line, const MicrPrint& print,
                Chance& chance) {
  const double dots_a_mm = plate.dpi / mm_an_inch;
  cv::Mat ink(plate.size, CV_8UC1, cv::Scalar(0));
  const double bottom_edge = plate.middle + micr_strip_middle_inch * plate.dpi;
  cv::Point2d error;
  auto position = cmc7_positions_max;
  for (const auto& piece : line) {
    if (piece.position != position) {
      position = piece.position;
      error.x = plate.dpi * (print.shift_x + print.pitch_error * chance.between(-1, 1));
      error.y = plate.dpi * (print.shift_y + print.baseline_error * chance.between(-1, 1));
    }
    const cv::Point from{cvRound(plate.size.width - piece.left * dots_a_mm - error.x),
                         cvRound(bottom_edge - piece.top * dots_a_mm + error.y)};
    const cv::Point to{cvRound(plate.size.width - piece.right * dots_a_mm - error.x),
                       cvRound(bottom_edge - piece.bottom * dots_a_mm + error.y)};
    ink(cv::Rect{from, to} & cv::Rect{{}, ink.size()}).setTo(255);
  }
  return ink;
}

}  // namespace

void print_cmc7_line(GrayImage& check, const std::vector<Cmc7Ink>& line, const MicrPrint& print,
                     Chance& chance) {
  ENSURE(check.dpi_x > 0 && check.dpi_x == check.dpi_y);
  const auto plate = plate_on(check);
  const auto sharp = engrave(plate, line, print, chance);
  press(check, plate, spread(plate, sharp, cmc7_stroke_mm / mm_an_inch, print, chance), print,
        chance);
}

void print_micr_line(GrayImage& check, const std::vector<PlacedGlyph>& line, const MicrPrint& print,
                     Chance& chance) {
  ENSURE(check.dpi_x > 0 && check.dpi_x == check.dpi_y);
  const auto plate = plate_on(check);
  const auto sharp = engrave(plate, line, print, chance);
  const double stroke = std::min(print.zero_stroke, 1.0) * e13b_module_inch;
  press(check, plate, spread(plate, sharp, stroke, print, chance), print, chance);
}

}  // namespace lockbox::encode
