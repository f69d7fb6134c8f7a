#include "capture/isolation/definition_message.h"

#include <optional>
#include <string>
#include <utility>

#include "capture/isolation/message_parts.h"

namespace lockbox::capture {
namespace {

constexpr std::uint32_t definitions_max = 1'024;
constexpr std::uint32_t fields_max = 64;
constexpr std::uint8_t field_kinds = 10;
constexpr auto check_digit_rules = static_cast<std::uint8_t>(encode::check_digit_rule_names.size());

static_assert(static_cast<int>(encode::CouponFieldKind::Filler) + 1 == field_kinds);

void put_zone(MessageWriter& to, const std::optional<encode::PageZone>& zone) {
  to.put_byte(zone ? 1 : 0);
  if (!zone) return;
  for (const double part : {zone->left, zone->top, zone->width, zone->height}) to.put_real(part);
}

std::optional<encode::PageZone> take_zone(MessageReader& from) {
  if (from.byte_below(yes_or_no) == 0) return std::nullopt;
  encode::PageZone zone;
  for (double* part : {&zone.left, &zone.top, &zone.width, &zone.height}) *part = from.real();
  return zone;
}

void put_fields(MessageWriter& to, const std::vector<encode::CouponField>& fields) {
  to.put_number(static_cast<std::uint32_t>(fields.size()));
  for (const auto& field : fields) {
    put_enum(to, field.kind);
    to.put_signed(field.digits);
    to.put_text(field.literal);
  }
}

std::vector<encode::CouponField> take_fields(MessageReader& from) {
  std::vector<encode::CouponField> fields;
  const auto count = from.number_up_to(fields_max);
  for (std::uint32_t i = 0; i < count && from.is_good(); ++i) {
    encode::CouponField field;
    field.kind = take_enum<encode::CouponFieldKind>(from, field_kinds);
    field.digits = from.signed_number();
    field.literal = from.text(definition_text_bytes_max);
    fields.push_back(std::move(field));
  }
  return fields;
}

void put_line_definition(MessageWriter& to, const std::optional<encode::ScanLineDefinition>& line) {
  to.put_byte(line ? 1 : 0);
  if (!line) return;
  put_enum(to, line->font);
  put_fields(to, line->fields);
  put_enum(to, line->code_check);
  put_enum(to, line->account_check);
  put_zone(to, line->zone);
}

std::optional<encode::ScanLineDefinition> take_line_definition(MessageReader& from) {
  if (from.byte_below(yes_or_no) == 0) return std::nullopt;
  encode::ScanLineDefinition line;
  line.font = take_enum<encode::OcrFont>(from, ocr_fonts);
  line.fields = take_fields(from);
  line.code_check = take_enum<encode::CheckDigitRule>(from, check_digit_rules);
  line.account_check = take_enum<encode::CheckDigitRule>(from, check_digit_rules);
  line.zone = take_zone(from);
  return line;
}

void put_box_definitions(MessageWriter& to, const std::vector<encode::CheckBoxDefinition>& boxes) {
  to.put_number(static_cast<std::uint32_t>(boxes.size()));
  for (const auto& box : boxes) {
    to.put_text(box.name);
    put_zone(to, box.zone);
  }
}

std::vector<encode::CheckBoxDefinition> take_box_definitions(MessageReader& from) {
  std::vector<encode::CheckBoxDefinition> boxes;
  const auto count = from.number_up_to(check_boxes_max);
  for (std::uint32_t i = 0; i < count && from.is_good(); ++i) {
    auto name = from.text(definition_text_bytes_max);
    boxes.push_back({std::move(name), take_zone(from).value_or(encode::PageZone{})});
  }
  return boxes;
}

}  // namespace

void put_definitions(MessageWriter& to, const std::vector<encode::CouponDefinition>& definitions) {
  to.put_number(static_cast<std::uint32_t>(definitions.size()));
  for (const auto& definition : definitions) {
    to.put_text(definition.bill_type);
    put_enum(to, definition.format);
    put_fields(to, definition.fields);
    put_enum(to, definition.code_check);
    put_enum(to, definition.account_check);
    to.put_text(definition.fund);
    to.put_text(definition.deposit_account);
    put_zone(to, definition.zone);
    put_line_definition(to, definition.scan_line);
    put_box_definitions(to, definition.check_boxes);
  }
}

std::vector<encode::CouponDefinition> take_definitions(MessageReader& from) {
  std::vector<encode::CouponDefinition> definitions;
  const auto count = from.number_up_to(definitions_max);
  for (std::uint32_t i = 0; i < count && from.is_good(); ++i) {
    encode::CouponDefinition definition;
    definition.bill_type = from.text(definition_text_bytes_max);
    definition.format = take_enum<encode::BarcodeFormat>(from, encode::barcode_formats.size());
    definition.fields = take_fields(from);
    definition.code_check = take_enum<encode::CheckDigitRule>(from, check_digit_rules);
    definition.account_check = take_enum<encode::CheckDigitRule>(from, check_digit_rules);
    definition.fund = from.text(definition_text_bytes_max);
    definition.deposit_account = from.text(definition_text_bytes_max);
    definition.zone = take_zone(from);
    definition.scan_line = take_line_definition(from);
    definition.check_boxes = take_box_definitions(from);
    definitions.push_back(std::move(definition));
  }
  return definitions;
}

}  // namespace lockbox::capture
