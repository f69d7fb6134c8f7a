#include "encode/mail/checks/wide_check.h"

#include <algorithm>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "core/check.h"
#include "encode/mail/checks/background.h"
#include "encode/mail/checks/check_face.h"
#include "encode/mail/checks/check_scan.h"
#include "encode/mail/checks/handling.h"
#include "encode/mail/checks/micr_print.h"
#include "encode/mail/checks/paper.h"

namespace lockbox::encode {
namespace {

GrayImage blank(PaperSize size, double dpi) {
  return {.pixels = cv::Mat(cvRound(size.height * dpi), cvRound(size.width * dpi), CV_8UC1,
                            cv::Scalar(255)),
          .dpi_x = dpi,
          .dpi_y = dpi,
          .bitonal = false};
}

GrayImage draw_front(CheckStyle style, const std::string& micr, const CheckPlan& plan,
                     Chance& chance) {
  auto check = blank(check_size(style), plan.scan.dpi);
  print_background(check, plan.background, chance);
  print_face(check, style, plan.handling, chance);
  if (static_cast<std::size_t>(style) >= e13b_check_styles) {
    const auto line = lay_out_cmc7_line(micr);
    ENSURE(line.has_value());
    print_cmc7_line(check, *line, plan.line, chance);
  } else {
    const auto line = lay_out_micr_line(micr);
    ENSURE(line.has_value());
    print_micr_line(check, *line, plan.line, chance);
  }
  sign_and_stamp(check, plan.handling, chance);
  return check;
}

/// Puts the check at the top or the bottom of a letter page whose rest says what it pays.
GrayImage on_voucher(const GrayImage& check, const CheckPlan& plan, Chance& chance) {
  constexpr PaperSize letter{8.5, 11};
  auto page = blank(letter, plan.scan.dpi);
  page.pixels.setTo(plan.background.paper_level);
  const bool at_top = chance.below(2) == 0;
  const int top = at_top ? 0 : page.pixels.rows - check.pixels.rows;
  check.pixels.copyTo(page.pixels.rowRange(top, top + check.pixels.rows));
  const double from = at_top ? check.pixels.rows / check.dpi_y : 0;
  const Lettering lettering{cv::FONT_HERSHEY_SIMPLEX, 0.08, false};
  InkLayer ink{page, plan.line.ink_level};
  ink.write("INVOICE      DATE          DESCRIPTION                    AMOUNT", {0.6, from + 0.6},
            lettering);
  const auto rows = 4 + chance.below(16);
  for (std::uint64_t row = 0; row < rows; ++row) {
    ink.write(chance.digits(8) + "   11/" + chance.digits(2) + "/26   SERVICES         " +
                  chance.digits(4) + "." + chance.digits(2),
              {0.6, from + 0.85 + 0.2 * static_cast<double>(row)}, lettering);
  }
  ink.lay();
  return page;
}

}  // namespace

DrawnCheck draw_wide_check(CheckStyle style, Degradation degradation, int level, Chance& chance) {
  const auto plan = plan_check(degradation, level, chance);
  DrawnCheck drawn;
  drawn.micr = draw_micr_text(style, chance.below(3) == 0, chance);
  auto page = draw_front(style, drawn.micr, plan, chance);
  if (style == CheckStyle::UsVoucher) page = on_voucher(page, plan, chance);
  fold(page, plan.handling, chance);
  drawn.page = scan_page(page, plan.scan, chance);
  return drawn;
}

}  // namespace lockbox::encode
