#pragma once

/// @file
/// Checks of payers, each with a form and a hand of its own, and what scanners make of one paper.

#include <array>
#include <cstdint>
#include <opencv2/imgproc.hpp>

#include "core/chance.h"
#include "encode/image/gray_image.h"
#include "encode/mail/checks/background.h"
#include "encode/mail/checks/check_face.h"
#include "encode/mail/checks/check_scan.h"
#include "encode/mail/checks/handling.h"
#include "encode/mail/checks/micr_print.h"
#include "encode/mail/checks/paper.h"

namespace lockbox::test {

/// What makes a paper that paper; the same numbers draw the same.
struct Paper {
  std::uint64_t form = 0;    ///< Printed names, rules, letters and background.
  std::uint64_t filled = 0;  ///< Date, payee, amount, memo and MICR line.
  std::uint64_t signature = 0;
};

/// At 300 dots an inch; forms are of the four sizes of personal, business, Canadian and Indian
/// checks in turn, and every second one has a background.
inline encode::GrayImage draw_paper(const Paper& paper) {
  constexpr double dpi = 300;
  const auto style = static_cast<encode::CheckStyle>(paper.form % 4);
  const auto size = encode::check_size(style);
  encode::GrayImage check{.pixels = cv::Mat(cvRound(size.height * dpi), cvRound(size.width * dpi),
                                            CV_8UC1, cv::Scalar(255)),
                          .dpi_x = dpi,
                          .dpi_y = dpi,
                          .bitonal = false};
  Chance form{paper.form};
  Chance filled{paper.filled};
  Chance signature{paper.signature};
  Chance ground{paper.form};
  encode::BackgroundPlan background;
  if (paper.form % 2 == 1) {
    background.kind = static_cast<encode::BackgroundKind>(1 + paper.form % 5);
    background.strength = 0.15;
  }
  const encode::HandlingPlan handling;
  encode::print_background(check, background, ground);
  encode::print_face(check, style, handling, {form, filled});
  const auto line = encode::lay_out_micr_line(encode::draw_micr_text(style, false, filled));
  encode::print_micr_line(check, line.value(), {}, filled);
  encode::sign_and_stamp(check, handling, signature);
  return check;
}

/// One of four scanners by chance, the paper up to 0.06 inches and 1.2 degrees off its place.
inline encode::GrayImage scan_paper(const encode::GrayImage& paper, Chance& chance) {
  struct Scanner {
    double dpi;
    bool is_bitonal;
    int jpeg_quality;
  };
  constexpr std::array scanners{Scanner{200, false, 0}, Scanner{200, true, 0},
                                Scanner{300, false, 0}, Scanner{120, false, 40}};
  const auto& scanner = scanners.at(static_cast<std::size_t>(chance.below(scanners.size())));
  auto picture = paper;
  const double right = chance.between(-0.06, 0.06) * paper.dpi_x;
  const double down = chance.between(-0.06, 0.06) * paper.dpi_y;
  const cv::Mat move = (cv::Mat_<double>(2, 3) << 1, 0, right, 0, 1, down);
  picture.pixels = cv::Mat{};
  cv::warpAffine(paper.pixels, picture.pixels, move, paper.pixels.size(), cv::INTER_LINEAR,
                 cv::BORDER_CONSTANT, cv::Scalar(245));
  if (scanner.dpi < paper.dpi_x) {
    const double scale = scanner.dpi / paper.dpi_x;
    cv::resize(picture.pixels, picture.pixels, {}, scale, scale, cv::INTER_AREA);
    picture.dpi_x = picture.dpi_y = scanner.dpi;
  }
  encode::ScanPlan plan;
  plan.dpi = scanner.dpi;
  plan.degrees = chance.between(-1.2, 1.2);
  plan.blur = chance.between(0.002, 0.005);
  plan.noise = chance.between(1, 6);
  plan.darkest = chance.between(0, 40);
  plan.lightest = chance.between(200, 255);
  plan.jpeg_quality = scanner.jpeg_quality;
  if (scanner.is_bitonal) plan.threshold = chance.between(120, 175);
  return encode::scan_page(picture, plan, chance);
}

}  // namespace lockbox::test
