#include "encode/print/alignment_page.h"

#include <fmt/format.h>
#include <array>

#include "encode/micr/e13b_layout.h"
#include "encode/print/printed_micr.h"

namespace lockbox::encode {
namespace {

constexpr double hairline = 0.005;
constexpr double strip_half_inch = 0.125;
/// Every symbol of E-13B; the routing number, which no bank has, has a valid check digit.
constexpr auto sample_line = "⑈0123456789⑈ ⑆123456780⑆ 9876⑉54321⑈ ⑇0000012345⑇";

void write(Drawing& page, const std::string& text, double x, double baseline, double height) {
  page.texts.push_back({.text = text, .x = x, .baseline = baseline, .height = height});
}

void across(Drawing& page, double left, double right, double y) {
  fill_rectangle(page, {left, y - hairline / 2, right, y + hairline / 2});
}

void down(Drawing& page, double x, double top, double bottom) {
  fill_rectangle(page, {x - hairline / 2, top, x + hairline / 2, bottom});
}

void label(Drawing& page, const std::string& text, double middle, double baseline) {
  page.texts.push_back({.text = text,
                        .x = middle,
                        .baseline = baseline,
                        .height = 0.06,
                        .align = TextAlign::Centre});
}

/// Sixteenths of an inch, longer at halves and inches.
double tick_length(int sixteenth) {
  if (sixteenth % 16 == 0) return 0.25;
  if (sixteenth % 8 == 0) return 0.17;
  return sixteenth % 4 == 0 ? 0.12 : 0.06;
}

/// Rulers that count from the left and from the top edge of the paper.
void add_rulers(Drawing& page) {
  constexpr double ruler_y = 3.2;
  constexpr double ruler_x = 1.2;
  constexpr int across_from = 8;  // Sixteenths: printers leave the edges white.
  constexpr int across_to = 16 * 8;
  constexpr int down_to = 16 * 9;
  across(page, across_from / 16.0, across_to / 16.0, ruler_y);
  for (int i = across_from; i <= across_to; ++i) {
    down(page, i / 16.0, ruler_y, ruler_y + tick_length(i));
    if (i % 16 == 0) label(page, fmt::format("{}", i / 16), i / 16.0, ruler_y + 0.36);
  }
  constexpr int down_from = 16 * 4;
  down(page, ruler_x, down_from / 16.0, down_to / 16.0);
  for (int i = down_from; i <= down_to; ++i) {
    across(page, ruler_x, ruler_x + tick_length(i), i / 16.0);
    if (i % 16 == 0) label(page, fmt::format("{}", i / 16), ruler_x + 0.34, i / 16.0 + 0.03);
  }
}

/// Crosses whose middles are an inch from two edges of the paper.
void add_crosses(Drawing& page) {
  constexpr double from_edge = 1;
  constexpr double arm = 0.2;
  const std::array<double, 2> xs{from_edge, page.width - from_edge};
  const std::array<double, 2> ys{from_edge, page.height - 1.5};
  for (const double x : xs) {
    for (const double y : ys) {
      across(page, x - arm, x + arm, y);
      down(page, x, y - arm, y + arm);
    }
  }
}

struct Field {
  std::string_view name;
  int first = 0;
  int last = 0;
};

/// The band at the lower edge, with its positions.
void add_band(Drawing& page) {
  constexpr std::array fields{Field{"amount 1-12", 1, 12}, Field{"on-us 14-31", 14, 31},
                              Field{"transit 33-43", 33, 43}, Field{"aux on-us 45-64", 45, 64}};
  constexpr double tick = 0.05;
  constexpr int labelled = 5;  // Every so many positions.
  const double band_top = page.height - clear_band_inch;
  const double strip_top = page.height - micr_strip_middle_inch - strip_half_inch;
  const double strip_bottom = page.height - micr_strip_middle_inch + strip_half_inch;
  across(page, 0.2, page.width - 0.2, band_top);
  for (int position = 1; position <= micr_positions_max; ++position) {
    const double right = page.width - right_edge_inch(position);
    const bool is_long = position % labelled == 0;
    down(page, right, strip_top - (is_long ? 2 : 1) * tick, strip_top);
    down(page, right, strip_bottom, strip_bottom + tick);
    if (is_long) label(page, fmt::format("{}", position), right, strip_top - 0.11);
  }
  for (const auto& field : fields) {
    const double right = page.width - right_edge_inch(field.first);
    const double left = page.width - right_edge_inch(field.last) - e13b_pitch_inch;
    across(page, left, right, band_top - 0.06);
    label(page, std::string{field.name}, (left + right) / 2, band_top - 0.1);
  }
}

void add_instructions(Drawing& page) {
  constexpr std::array lines{
      "Print at 100 %, on letter paper, without \"fit to page\".",
      "1. Scale: from 1 to 8 on the ruler across must be 7 inches, give or take 1/64.",
      "2. Place: the middle of each upper cross is 1 inch from the two edges beside it;",
      "    lower crosses are 1 1/2 inches above the lower edge. Shift the printer until they are.",
      "3. Skew: the left and the right cross must be equally far from the upper edge, within 1/64.",
      "4. MICR: the line between the two rows of ticks is in the strip from 3/16 to 7/16 inch",
      "    above the lower edge, each symbol's right edge on its tick, within 1/16 inch.",
      "On a check, no other print may enter the clear band: 5/8 inch from the lower edge."};
  write(page, "Printer alignment", 1.4, 1.15, 0.2);
  page.texts.back().bold = true;
  double baseline = 1.5;
  for (const auto* line : lines) {
    write(page, line, 1.4, baseline, 0.085);
    page.texts.back().width_max = 6.2;
    baseline += 0.18;
  }
}

}  // namespace

Result<Drawing> alignment_page() {
  Drawing page;
  add_instructions(page);
  add_rulers(page);
  add_crosses(page);
  add_band(page);
  TRY(add_micr_line(page, sample_line, page.width, page.height));
  return page;
}

}  // namespace lockbox::encode
