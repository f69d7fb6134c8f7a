#include "encode/print/coupon_slip.h"

#include <algorithm>

#include "encode/print/printed_barcode.h"
#include "encode/print/printed_scan_line.h"
#include "encode/print/slip_paper.h"
#include "encode/scan_line/ocr_glyphs.h"

namespace lockbox::encode {
namespace {

/// A caption and what stands beside it.
struct BillFact {
  std::string name;
  std::string value;
};

/// Who pays what to whom, in words.
void write_bill(Drawing& drawing, const CouponSlip& slip) {
  constexpr double right_column = 5.3;
  write_bold(drawing, slip.biller, {slip_margin, 0.5, 0.15});
  drawing.texts.back().width_max = right_column - slip_margin - 0.2;
  write(drawing, slip.title, {slip_margin, 0.75, 0.11});
  write(drawing, slip.payer, {slip_margin, 1.1, 0.1});
  write(drawing, slip.address, {slip_margin, 1.28, 0.1});
  double baseline = 0.5;
  for (const auto& [name, value] :
       {BillFact{"Account", slip.account}, BillFact{"Due date", slip.due_date},
        BillFact{"Amount due", "$" + slip.amount_due.to_string()}}) {
    write(drawing, name, {right_column, baseline, 0.09});
    drawing.texts.push_back({.text = value,
                             .x = letter_width - slip_margin,
                             .baseline = baseline,
                             .height = 0.11,
                             .bold = true,
                             .align = TextAlign::Right,
                             .width_max = 1.8});
    baseline += 0.24;
  }
  write(drawing, "Amount paid", {right_column, 1.32, 0.09});
  draw_frame(drawing, {letter_width - slip_margin - 1.6, 1.1, letter_width - slip_margin, 1.4},
             0.015);
}

/// The barcode and, below it, what it says; a scan line takes room from a square one.
Result<void> add_code(Drawing& drawing, const CouponSlip& slip) {
  constexpr double square_beside_line = 1.2;
  const bool is_square = !is_linear(slip.format) && slip.format != BarcodeFormat::Pdf417;
  const double room = letter_width - 2 * slip_margin;
  TRY(add_barcode(drawing, {.format = slip.format,
                            .text = slip.code,
                            .left = slip_margin,
                            .top = is_square ? 1.45 : 1.75,
                            .width_max = is_square && slip.scan_line ? square_beside_line : room,
                            .height = 0.7}));
  const double below_square = slip.scan_line ? 2.74 : 2.9;
  write(drawing, slip.code, {slip_margin + 0.2, is_square ? below_square : 2.61, 0.09});
  return {};
}

/// Where the middle of digits of that height may run in a zone: below what else is printed.  None
/// when the zone ends above it.
std::optional<double> middle_in(const PageZone& zone, double height) {
  constexpr double free_from = 3.0;
  const double top = zone.top * slip_height + height / 2;
  const double bottom = (zone.top + zone.height) * slip_height - height / 2;
  const double middle = std::clamp((top + bottom) / 2, free_from + scan_line_clear_inch,
                                   slip_height - scan_line_clear_inch);
  if (middle < top || middle > bottom) return std::nullopt;
  return middle;
}

/// In its zone where that has the room, else at the right end of the lower edge.
Result<void> add_line(Drawing& drawing, const SlipScanLine& line) {
  constexpr double above_edge = 0.375;
  constexpr double printable_from = 0.25;
  const auto& face = ocr_face(line.font);
  const auto places = TRY(glyphs_of(face, line.text)).size();
  const double width = static_cast<double>(places) * ocr_pitch / ocr_units_per_inch;
  if (width > letter_width - 2 * slip_margin) {
    return fail(ErrorCode::InvalidInput, "The scan line is too long for its place.");
  }
  PrintedScanLine printed{.font = line.font,
                          .text = line.text,
                          .left = letter_width - slip_margin - width,
                          .middle = slip_height - above_edge};
  if (line.zone) {
    const double height = (face.digit_height + ocr_stroke_width) / ocr_units_per_inch;
    const double spare = line.zone->width * letter_width - width;
    const double left = line.zone->left * letter_width + spare / 2;
    const auto middle = middle_in(*line.zone, height);
    const bool is_printable =
        left >= printable_from && left + width <= letter_width - printable_from;
    if (middle && spare >= 0 && is_printable) {
      printed.left = left;
      printed.middle = *middle;
    }
  }
  return add_scan_line(drawing, printed);
}

/// The middles of a text's letters are seldom farther apart than that share of their height.
constexpr double letter_share = 0.8;

Sides sides_of(const DrawnText& text) {
  const double width =
      std::min(text.width_max, letter_share * text.height * static_cast<double>(text.text.size()));
  double left = text.x;
  if (text.align == TextAlign::Centre) left -= width / 2;
  if (text.align == TextAlign::Right) left -= width;
  return {left, text.baseline - text.height, left + width, text.baseline};
}

Sides sides_of(const PenStroke& stroke) {
  Sides sides{letter_width, slip_height, 0, 0};
  for (const auto& point : stroke.points) {
    sides.left = std::min(sides.left, point.x);
    sides.top = std::min(sides.top, point.y);
    sides.right = std::max(sides.right, point.x);
    sides.bottom = std::max(sides.bottom, point.y);
  }
  return sides;
}

Sides sides_of(const InkShape& shape) {
  PenStroke corners;
  for (const auto& outline : shape) {
    for (const auto& corner : outline) corners.points.push_back({corner.x, corner.y});
  }
  return sides_of(corners);
}

/// Whether nothing is printed there, or so near that a mark or a barcode's quiet zone would suffer.
bool is_free(const Drawing& drawing, const Sides& zone) {
  constexpr double apart = 0.1;
  const Sides place{zone.left - apart, zone.top - apart, zone.right + apart, zone.bottom + apart};
  const auto covers = [&place](const auto& print) {
    const auto sides = sides_of(print);
    return sides.left < place.right && sides.right > place.left && sides.top < place.bottom &&
           sides.bottom > place.top;
  };
  return std::ranges::none_of(drawing.shapes, covers) &&
         std::ranges::none_of(drawing.strokes, covers) &&
         std::ranges::none_of(drawing.texts, covers);
}

/// A frame in the middle of its zone and its caption behind the zone, which stays free of it.
Result<void> add_check_box(Drawing& drawing, const SlipCheckBox& box) {
  constexpr double zone_part = 0.7;
  constexpr double side_inch_max = 0.2;
  constexpr double rule = 0.012;
  constexpr double caption_height = 0.08;
  const Sides zone{box.zone.left * letter_width, box.zone.top * slip_height,
                   (box.zone.left + box.zone.width) * letter_width,
                   (box.zone.top + box.zone.height) * slip_height};
  if (!is_free(drawing, zone)) {
    return fail(ErrorCode::InvalidInput,
                "The zone of the check box '" + box.caption + "' lies on other print.");
  }
  const double narrow = std::min(zone.right - zone.left, zone.bottom - zone.top);
  const double half = std::min(zone_part * narrow, side_inch_max) / 2;
  const double x = (zone.left + zone.right) / 2;
  const double y = (zone.top + zone.bottom) / 2;
  draw_frame(drawing, {x - half, y - half, x + half, y + half}, rule);
  write(drawing, box.caption, {zone.right, y + caption_height / 2, caption_height});
  return {};
}

}  // namespace

Result<Drawing> coupon_slip(const CouponSlip& slip) {
  auto drawing = blank_slip();
  write_bill(drawing, slip);
  if (!slip.code.empty()) TRY(add_code(drawing, slip));
  if (slip.scan_line) TRY(add_line(drawing, *slip.scan_line));
  write(drawing, "Please send this part with your payment and write the account on your check.",
        {slip_margin, slip.scan_line ? 2.93 : 3.15, 0.09});
  for (const auto& box : slip.check_boxes) TRY(add_check_box(drawing, box));
  return drawing;
}

}  // namespace lockbox::encode
