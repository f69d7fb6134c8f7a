#include "encode/print/slips.h"

#include <fmt/format.h>

#include "core/check.h"
#include "encode/print/printed_barcode.h"
#include "encode/print/sheet_code.h"
#include "encode/print/slip_paper.h"

namespace lockbox::encode {
namespace {

constexpr std::size_t slips_a_page = 3;
constexpr double hairline = 0.008;

/// The barcode of a sheet and, below it, what it says.
Result<void> add_sheet_code(Drawing& slip, const SheetCode& sheet, double top) {
  constexpr double bars = 0.7;
  const auto text = format_sheet_code(sheet);
  TRY(add_barcode(slip, {.format = BarcodeFormat::Code128,
                         .text = text,
                         .left = slip_margin,
                         .top = top,
                         .width_max = letter_width - 2 * slip_margin,
                         .height = bars}));
  write(slip, text, {slip_margin + 0.2, top + bars + 0.16, 0.09});
  return {};
}

}  // namespace

Result<Drawing> separator_slip(int number) {
  auto slip = blank_slip();
  write_bold(slip, "SEPARATOR", {slip_margin, 0.9, 0.45});
  slip.texts.push_back({.text = fmt::format("{}", number),
                        .x = letter_width - slip_margin,
                        .baseline = 0.9,
                        .height = 0.45,
                        .bold = true,
                        .align = TextAlign::Right,
                        .width_max = 2.5});
  write(slip, "The next envelope begins behind this sheet.", {slip_margin, 1.3, 0.15});
  TRY(add_sheet_code(slip, {SheetKind::Separator, fmt::format("{:06}", number)}, 1.65));
  write(slip, "Not mail, no money: keep it and use it again. Lay one between every two envelopes.",
        {slip_margin, 3.05, 0.1});
  return slip;
}

Result<Drawing> batch_header_slip(const BatchHeaderSlip& slip) {
  constexpr std::size_t facts_max = 6;
  constexpr std::size_t facts_a_column = 3;
  ENSURE(slip.facts.size() <= facts_max);
  auto drawing = blank_slip();
  write_bold(drawing, "BATCH HEADER", {slip_margin, 0.55, 0.22});
  write_bold(drawing, slip.title, {3.2, 0.55, 0.22});
  for (std::size_t i = 0; i < slip.facts.size(); ++i) {
    const double left = i < facts_a_column ? slip_margin : 4.4;
    const double baseline = 0.9 + 0.26 * static_cast<double>(i % facts_a_column);
    write(drawing, slip.facts[i].name, {left, baseline, 0.09});
    write_bold(drawing, slip.facts[i].value, {left + 1.35, baseline, 0.12});
    drawing.texts.back().width_max = 2.4;
  }
  TRY(add_sheet_code(drawing, {SheetKind::BatchHeader, slip.number}, 1.75));
  double left = slip_margin;
  for (const auto* caption : {"Counted by", "Scanned by", "Deposited by"}) {
    draw_frame(drawing, {left, 2.85, left + 2.4, 3.35}, hairline);
    write(drawing, caption, {left + 0.06, 2.98, 0.07});
    left += 2.55;
  }
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
