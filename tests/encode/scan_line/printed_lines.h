#pragma once

/// @file
/// Scan lines as presses, mail and scanners leave them, drawn by a seed.

#include <array>
#include <cmath>
#include <string>
#include <string_view>

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "core/chance.h"
#include "core/check.h"
#include "encode/image/straighten.h"
#include "encode/scan_line/scan_line_writer.h"

namespace lockbox::encode {

/// A white page of so many inches.
inline GrayImage blank_page(double width_inch, double height_inch, double dpi) {
  GrayImage page;
  page.pixels = cv::Mat(static_cast<int>(height_inch * dpi), static_cast<int>(width_inch * dpi),
                        CV_8UC1, cv::Scalar(255));
  page.dpi_x = page.dpi_y = dpi;
  return page;
}

/// A page with nothing but this line, 0.5 inches from the left and the top.
inline GrayImage page_with_line(OcrFont font, std::string_view text, double dpi = 200) {
  const double width_inch = 1.5 + 0.1 * static_cast<double>(text.size());
  auto page = blank_page(width_inch, 1.2, dpi);
  ENSURE(draw_scan_line(page, {.font = font, .text = text, .left_inch = 0.5, .middle_inch = 0.5}));
  return page;
}

/// Digits in groups, with a symbol here and there.
inline std::string any_line(Chance& chance) {
  constexpr std::string_view symbols = "<>+-";
  const auto size = 18 + chance.below(20);
  const bool has_symbols = chance.below(3) == 0;
  std::string text = chance.digits(1);
  while (text.size() < size) {
    if (chance.below(9) == 0 && text.back() != ' ' && text.size() + 1 < size) {
      text += ' ';
    } else if (has_symbols && chance.below(10) == 0) {
      text += symbols[chance.below(symbols.size())];
    } else {
      text += chance.digits(1);
    }
  }
  return text;
}

/// Specks of ink or voids over the whole page.
inline void add_spots(GrayImage& page, double gray, Chance& chance) {
  const auto count = chance.below(30);
  for (std::uint64_t i = 0; i < count; ++i) {
    const cv::Point middle{static_cast<int>(chance.between(0, page.pixels.cols)),
                           static_cast<int>(chance.between(0, page.pixels.rows))};
    cv::circle(page.pixels, middle, static_cast<int>(page.dpi_x * chance.between(0.003, 0.015)),
               cv::Scalar(gray), cv::FILLED);
  }
}

/// What one line went through.
struct PrintedLine {
  std::string text;
  OcrFont font = OcrFont::A;
  bool is_damaged = false;  ///< Beyond print and scan: spots, or a stroke of a pen.
  GrayImage page;
};

inline void scan(GrayImage& page, Chance& chance) {
  const double ink = chance.between(0, 120);
  page.pixels.convertTo(page.pixels, -1, (255 - ink) / 255, ink);
  if (chance.below(2) == 0) page.pixels = straighten(page, chance.between(-4, 4)).image.pixels;
  const double sigma = chance.between(0.4, 1.3) * page.dpi_x / 200;
  cv::GaussianBlur(page.pixels, page.pixels, {0, 0}, sigma);
  cv::Mat noise(page.pixels.size(), CV_16S);
  const double deviation = chance.between(0, 18);
  cv::RNG{chance.next()}.fill(noise, cv::RNG::NORMAL, 0, deviation);
  cv::add(page.pixels, noise, page.pixels, cv::noArray(), CV_8U);
  if (chance.below(3) == 0) {
    const double level = ink + (255 - ink) * chance.between(0.4, 0.65);
    cv::threshold(page.pixels, page.pixels, level, 255, cv::THRESH_BINARY);
    page.bitonal = true;
  }
  if (chance.below(8) == 0) cv::rotate(page.pixels, page.pixels, cv::ROTATE_180);
}

/// Thin and fat print, small and large, faint and dark, skewed, blurred, noisy, in gray and in
/// black and white, at 150 to 300 dots an inch, some of it upside down.
inline PrintedLine any_printed_line(Chance& chance) {
  constexpr std::array resolutions{150.0, 200.0, 200.0, 240.0, 300.0};
  PrintedLine line;
  line.text = any_line(chance);
  line.font = chance.below(2) == 0 ? OcrFont::A : OcrFont::B;
  line.page = blank_page(5.5, 1.2, resolutions.at(chance.below(resolutions.size())));
  ENSURE(draw_scan_line(line.page, {.font = line.font,
                                    .text = line.text,
                                    .left_inch = chance.between(0.3, 1.5),
                                    .middle_inch = chance.between(0.4, 0.8),
                                    .size = chance.between(0.88, 1.05),
                                    .stroke_width = ocr_stroke_width * chance.between(0.65, 1.6)}));
  scan(line.page, chance);
  const auto damage = chance.below(6);
  line.is_damaged = damage < 3;
  if (damage == 0) add_spots(line.page, 255, chance);
  if (damage == 1) add_spots(line.page, 20, chance);
  if (damage == 2) {
    const auto across = [&] { return static_cast<int>(chance.between(0, line.page.pixels.cols)); };
    cv::line(line.page.pixels, {across(), 0}, {across(), line.page.pixels.rows}, cv::Scalar(40),
             static_cast<int>(line.page.dpi_x * 0.015) + 1, cv::LINE_AA);
  }
  return line;
}

/// Whether a text that was read says something else than what was printed: another character, or
/// fewer of them without a sign of doubt.
inline bool misreads(std::string_view read, std::string_view printed) {
  if (read.size() != printed.size()) return read.find('?') == std::string_view::npos;
  for (std::size_t i = 0; i < read.size(); ++i) {
    if (read[i] != '?' && read[i] != printed[i]) return true;
  }
  return false;
}

}  // namespace lockbox::encode
