#include "encode/print/slips.h"

#include <fmt/format.h>

#include "core/check.h"
#include "encode/print/printed_barcode.h"
#include "encode/print/sheet_code.h"

namespace lockbox::encode {
namespace {

constexpr double letter_width = 8.5;
constexpr double letter_height = 11;
constexpr std::size_t slips_a_page = 3;
constexpr double slip_height = letter_height / slips_a_page;
constexpr double margin = 0.5;
constexpr double hairline = 0.008;

Drawing blank_slip() {
  Drawing slip;
  slip.width = letter_width;
  slip.height = slip_height;
  return slip;
}

void write(Drawing& slip, const std::string& text, double x, double baseline, double height) {
  slip.texts.push_back({.text = text,
                        .x = x,
                        .baseline = baseline,
                        .height = height,
                        .width_max = letter_width - margin - x});
}

void write_bold(Drawing& slip, const std::string& text, double x, double baseline, double height) {
  write(slip, text, x, baseline, height);
  slip.texts.back().bold = true;
}

/// The barcode of a sheet and, below it, what it says.
Result<void> add_sheet_code(Drawing& slip, const SheetCode& sheet, double top) {
  constexpr double bars = 0.7;
  const auto text = format_sheet_code(sheet);
  TRY(add_barcode(slip, {.format = BarcodeFormat::Code128,
                         .text = text,
                         .left = margin,
                         .top = top,
                         .width_max = letter_width - 2 * margin,
                         .height = bars}));
  write(slip, text, margin + 0.2, top + bars + 0.16, 0.09);
  return {};
}

}  // namespace

Result<Drawing> separator_slip(int number) {
  auto slip = blank_slip();
  write_bold(slip, "SEPARATOR", margin, 0.9, 0.45);
  slip.texts.push_back({.text = fmt::format("{}", number),
                        .x = letter_width - margin,
                        .baseline = 0.9,
                        .height = 0.45,
                        .bold = true,
                        .align = TextAlign::Right,
                        .width_max = 2.5});
  write(slip, "The next envelope begins behind this sheet.", margin, 1.3, 0.15);
  TRY(add_sheet_code(slip, {SheetKind::Separator, fmt::format("{:06}", number)}, 1.65));
  write(slip, "Not mail, no money: keep it and use it again. Lay one between every two envelopes.",
        margin, 3.05, 0.1);
  return slip;
}

Result<Drawing> batch_header_slip(const BatchHeaderSlip& slip) {
  constexpr std::size_t facts_max = 6;
  constexpr std::size_t facts_a_column = 3;
  ENSURE(slip.facts.size() <= facts_max);
  auto drawing = blank_slip();
  write_bold(drawing, "BATCH HEADER", margin, 0.55, 0.22);
  write_bold(drawing, slip.title, 3.2, 0.55, 0.22);
  for (std::size_t i = 0; i < slip.facts.size(); ++i) {
    const double left = i < facts_a_column ? margin : 4.4;
    const double baseline = 0.9 + 0.26 * static_cast<double>(i % facts_a_column);
    write(drawing, slip.facts[i].name, left, baseline, 0.09);
    write_bold(drawing, slip.facts[i].value, left + 1.35, baseline, 0.12);
    drawing.texts.back().width_max = 2.4;
  }
  TRY(add_sheet_code(drawing, {SheetKind::BatchHeader, slip.number}, 1.75));
  double left = margin;
  for (const auto* caption : {"Counted by", "Scanned by", "Deposited by"}) {
    draw_frame(drawing, {left, 2.85, left + 2.4, 3.35}, hairline);
    write(drawing, caption, left + 0.06, 2.98, 0.07);
    left += 2.55;
  }
  return drawing;
}

Result<Drawing> coupon_slip(const CouponSlip& slip) {
  constexpr double right_column = 5.3;
  auto drawing = blank_slip();
  write_bold(drawing, slip.biller, margin, 0.5, 0.15);
  drawing.texts.back().width_max = right_column - margin - 0.2;
  write(drawing, slip.title, margin, 0.75, 0.11);
  write(drawing, slip.payer, margin, 1.1, 0.1);
  write(drawing, slip.address, margin, 1.28, 0.1);
  double baseline = 0.5;
  for (const auto& [name, value] :
       {SlipFact{"Account", slip.account}, SlipFact{"Due date", slip.due_date},
        SlipFact{"Amount due", "$" + slip.amount_due.to_string()}}) {
    write(drawing, name, right_column, baseline, 0.09);
    drawing.texts.push_back({.text = value,
                             .x = letter_width - margin,
                             .baseline = baseline,
                             .height = 0.11,
                             .bold = true,
                             .align = TextAlign::Right,
                             .width_max = 1.8});
    baseline += 0.24;
  }
  write(drawing, "Amount paid", right_column, 1.32, 0.09);
  draw_frame(drawing, {letter_width - margin - 1.6, 1.1, letter_width - margin, 1.4}, 0.015);
  const bool is_square = slip.format == BarcodeFormat::QrCode;
  TRY(add_barcode(drawing, {.format = slip.format,
                            .text = slip.code,
                            .left = margin,
                            .top = is_square ? 1.45 : 1.75,
                            .width_max = letter_width - 2 * margin,
                            .height = 0.7}));
  write(drawing, slip.code, margin + 0.2, is_square ? 2.9 : 2.61, 0.09);
  write(drawing, "Please send this part with your payment and write the account on your check.",
        margin, 3.15, 0.09);
  return drawing;
}

std::vector<Drawing> on_letter_pages(const std::vector<Drawing>& slips) {
  std::vector<Drawing> pages;
  for (std::size_t i = 0; i < slips.size(); ++i) {
    const auto place = i % slips_a_page;
    if (place == 0) {
      auto& page = pages.emplace_back();
      for (std::size_t cut = 1; cut < slips_a_page; ++cut) {
        const double at = slip_height * static_cast<double>(cut);
        fill_rectangle(page, {0, at, 0.3, at + hairline});
        fill_rectangle(page, {letter_width - 0.3, at, letter_width, at + hairline});
      }
    }
    add_drawing(pages.back(), slips[i], 0, slip_height * static_cast<double>(place));
  }
  return pages;
}

}  // namespace lockbox::encode
