#include "service/config/coupon_table.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "core/state_table.h"
#include "encode/coupon/coupon_fields.h"
#include "encode/scan_line/ocr_glyphs.h"
#include "service/config/coupon_pattern.h"

namespace lockbox::service {
namespace {

using encode::CheckBoxDefinition;
using encode::CheckDigitRule;
using encode::CouponDefinition;
using encode::PageZone;
using encode::ScanLineDefinition;

constexpr std::int64_t whole_page_percent = 100;
constexpr std::size_t check_boxes_max = 16;

CheckDigitRule read_check(TableReader& table, std::string_view key) {
  const auto text = table.optional_text(key);
  if (text.empty()) return CheckDigitRule::None;
  const auto rule = parse_name<CheckDigitRule>(encode::check_digit_rule_names, text);
  if (!rule) {
    table.fault(key, fmt::format("This must be one of {}.",
                                 fmt::join(encode::check_digit_rule_names, ", ")));
  }
  return rule.value_or(CheckDigitRule::None);
}

/// The fields of a pattern, or none when one of them was at fault.  A check digit field that says
/// no length has that of its rule, or one digit where it lacks one.
std::vector<encode::CouponField> read_fields(TableReader& table, CheckDigitRule code_check) {
  const auto check_digits = std::max(static_cast<int>(encode::check_digit_count(code_check)), 1);
  std::vector<encode::CouponField> fields;
  bool is_whole = true;
  for (const auto& element : table.texts("pattern")) {
    auto field = parse_coupon_field(element.text);
    if (field) {
      const bool is_check = field->kind == encode::CouponFieldKind::CheckDigit;
      if (is_check && field->digits == 0) field->digits = check_digits;
      fields.push_back(*std::move(field));
    } else {
      table.fault_at(element.place, "pattern", field.error().message);
      is_whole = false;
    }
  }
  if (!is_whole) fields.clear();
  return fields;
}

/// Judges a pattern with its rules; `code` is the barcode, or the scan line in its place.
void check_pattern(TableReader& table, const CouponDefinition& code) {
  if (code.fields.empty()) return;
  const auto problems = pattern_problems(code);
  for (const auto& problem : problems) table.fault("pattern", problem);
  if (!problems.empty()) return;
  // What the reader would refuse on every coupon is refused here, once.
  const auto checked = encode::check_definition(code);
  if (!checked) table.fault("pattern", checked.error().message);
}

std::optional<PageZone> read_zone(TableReader& coupon) {
  auto table = coupon.table("zone", TableReader::Presence::Optional);
  if (!table) return std::nullopt;
  const auto left = table->optional_amount("left").value_or(0);
  const auto top = table->optional_amount("top").value_or(0);
  const auto width = table->count("width", whole_page_percent);
  const auto height = table->count("height", whole_page_percent);
  table->refuse_unknown_keys();
  if (left + width > whole_page_percent || top + height > whole_page_percent) {
    coupon.fault("zone", "The zone ends beyond the page; its numbers are percent of the page.");
  }
  const auto share = [](std::int64_t percent) {
    return static_cast<double>(percent) / whole_page_percent;
  };
  return PageZone{share(left), share(top), share(width), share(height)};
}

void read_barcode(TableReader& table, CouponDefinition& coupon) {
  const auto text = table.text("format");
  const auto format = encode::parse_barcode_format(text);
  if (!format && !text.empty()) {
    table.fault("format", "This must be \"code128\", \"code39\", \"itf\" or \"qr\".");
  }
  coupon.format = format.value_or(encode::BarcodeFormat::Code128);
  coupon.code_check = read_check(table, "code_check");
  coupon.account_check = read_check(table, "account_check");
  coupon.zone = read_zone(table);
  coupon.fields = read_fields(table, coupon.code_check);
  check_pattern(table, coupon);
}

/// The boxes that a payer may mark; there may be none.
std::vector<CheckBoxDefinition> read_check_boxes(TableReader& coupon) {
  std::vector<CheckBoxDefinition> boxes;
  if (!coupon.place_of("check_box")) return boxes;
  for (auto& table : coupon.tables("check_box")) {
    CheckBoxDefinition box{.name = table.identifier("name"), .zone = {}};
    const auto zone = read_zone(table);
    if (!zone) table.fault("zone", "This key is missing.");
    box.zone = zone.value_or(PageZone{});
    if (std::ranges::find(boxes, box.name, &CheckBoxDefinition::name) != boxes.end()) {
      table.fault("name", "'" + box.name + "' is defined more than once.");
    }
    table.refuse_unknown_keys();
    boxes.push_back(std::move(box));
  }
  if (boxes.size() > check_boxes_max) coupon.fault("check_box", "A coupon has at most 16 of them.");
  return boxes;
}

ScanLineDefinition read_line(TableReader& table) {
  ScanLineDefinition line;
  const auto text = table.text("font");
  const auto font = encode::parse_ocr_font(text);
  if (!font && !text.empty()) table.fault("font", "This must be \"ocr_a\" or \"ocr_b\".");
  line.font = font.value_or(encode::OcrFont::A);
  line.code_check = read_check(table, "code_check");
  line.account_check = read_check(table, "account_check");
  line.zone = read_zone(table);
  line.fields = read_fields(table, line.code_check);
  for (const auto& field : line.fields) {
    if (!encode::has_all_of(encode::ocr_face(line.font), field.literal)) {
      table.fault("pattern",
                  "Literal text of a scan line is made of digits and < > + -; blanks "
                  "are left out.");
    }
  }
  return line;
}

}  // namespace

void read_coupon_codes(TableReader& table, CouponDefinition& coupon) {
  auto line = table.table("scan_line", TableReader::Presence::Optional);
  coupon.check_boxes = read_check_boxes(table);
  if (!line || table.place_of("format") || table.place_of("pattern")) read_barcode(table, coupon);
  if (!line) return;
  coupon.scan_line = read_line(*line);
  check_pattern(*line, encode::code_of_line(coupon));
  line->refuse_unknown_keys();
}

}  // namespace lockbox::service
