#include "capture/isolation/page_message.h"

#include <algorithm>
#include <string>
#include <utility>

namespace lockbox::capture {
namespace {

constexpr std::uint32_t definitions_max = 1'024;
constexpr std::uint32_t fields_max = 64;
constexpr std::uint32_t definition_text_bytes_max = 4'096;
constexpr std::uint32_t symbols_max = 1'024;
constexpr std::uint32_t symbol_bytes_max = 8;
constexpr std::uint32_t line_bytes_max = 8'192;
constexpr std::uint32_t codes_max = 1'024;
/// ISO/IEC 18004: a QR code holds at most 7,089 digits; a byte of it may become two of UTF-8.
constexpr std::uint32_t code_bytes_max = 16'384;

constexpr std::uint8_t barcode_formats = 4;
constexpr std::uint8_t field_kinds = 10;
constexpr std::uint8_t check_digit_rules = 2;
constexpr std::uint8_t ocr_fonts = 2;
constexpr std::uint8_t yes_or_no = 2;

static_assert(static_cast<int>(encode::BarcodeFormat::QrCode) + 1 == barcode_formats);
static_assert(static_cast<int>(encode::CouponFieldKind::Filler) + 1 == field_kinds);
static_assert(static_cast<int>(encode::CheckDigitRule::Luhn) + 1 == check_digit_rules);
static_assert(static_cast<int>(encode::OcrFont::B) + 1 == ocr_fonts);

template <class Enum>
void put_enum(MessageWriter& to, Enum value) {
  to.put_byte(static_cast<std::uint8_t>(value));
}

template <class Enum>
Enum take_enum(MessageReader& from, std::uint8_t count) {
  return static_cast<Enum>(from.byte_below(count));
}

void put_box(MessageWriter& to, const encode::Box& box) {
  for (const int side : {box.x, box.y, box.width, box.height}) to.put_signed(side);
}

encode::Box take_box(MessageReader& from) {
  encode::Box box;
  for (int* side : {&box.x, &box.y, &box.width, &box.height}) *side = from.signed_number();
  return box;
}

void put_line(MessageWriter& to, const encode::MicrRead& read) {
  // Named in full, so that a line or a symbol that says more does not compile here.
  const auto& [font, line, symbols, confidence, box, error] = read;
  put_enum(to, font);
  to.put_text(line.raw);
  to.put_real(confidence);
  put_box(to, box);
  to.put_real(error);
  to.put_number(static_cast<std::uint32_t>(symbols.size()));
  for (const auto& [symbol, chance, place, best, second, second_chance, symbol_error] : symbols) {
    for (const auto* text : {&symbol, &best, &second}) to.put_text(*text);
    for (const double share : {chance, second_chance, symbol_error}) to.put_real(share);
    put_box(to, place);
  }
}

/// The fields of a line are derived anew; one in CMC-7 has none.
Result<encode::MicrLine> line_of(encode::MicrFont font, std::string raw) {
  if (font == encode::MicrFont::E13b) {
    return encode::parse_micr_line(raw, encode::Gaps::MayHideDigits);
  }
  encode::MicrLine line;
  line.raw = std::move(raw);
  return line;
}

Result<encode::MicrRead> take_line(MessageReader& from) {
  encode::MicrRead read;
  read.font = take_enum<encode::MicrFont>(from, encode::micr_font_names.size());
  read.line = TRY(line_of(read.font, from.text(line_bytes_max)));
  read.confidence = from.real();
  read.box = take_box(from);
  read.error = from.real();
  const auto symbols = from.number_up_to(symbols_max);
  for (std::uint32_t i = 0; i < symbols && from.is_good(); ++i) {
    encode::SymbolRead symbol;
    for (auto* text : {&symbol.symbol, &symbol.best, &symbol.second}) {
      *text = from.text(symbol_bytes_max);
    }
    for (auto* share : {&symbol.confidence, &symbol.second_chance, &symbol.error}) {
      *share = from.real();
    }
    symbol.box = take_box(from);
    read.symbols.push_back(std::move(symbol));
  }
  return read;
}

void put_code(MessageWriter& to, const encode::BarcodeRead& code) {
  to.put_text(code.text);
  put_enum(to, code.format);
  to.put_real(code.confidence);
  put_box(to, code.box);
}

encode::BarcodeRead take_code(MessageReader& from) {
  encode::BarcodeRead code;
  code.text = from.text(code_bytes_max);
  code.format = take_enum<encode::BarcodeFormat>(from, barcode_formats);
  code.confidence = from.real();
  code.box = take_box(from);
  return code;
}

void put_postal_code(MessageWriter& to, const encode::PostalRead& code) {
  to.put_text(code.digits);
  put_enum(to, code.format);
  put_box(to, code.box);
}

encode::PostalRead take_postal_code(MessageReader& from) {
  encode::PostalRead code;
  code.digits = from.text(code_bytes_max);
  code.format = take_enum<encode::PostalFormat>(from, encode::postal_format_names.size());
  code.box = take_box(from);
  return code;
}

void put_scan_line(MessageWriter& to, const encode::ScanLineRead& line) {
  put_enum(to, line.font);
  to.put_text(line.text);
  to.put_real(line.confidence);
  put_box(to, line.box);
  to.put_number(static_cast<std::uint32_t>(line.symbols.size()));
  for (const auto& symbol : line.symbols) {
    to.put_text(symbol.symbol);
    to.put_text(symbol.second);
    to.put_real(symbol.confidence);
    put_box(to, symbol.box);
    to.put_text(symbol.best);
  }
}

encode::ScanLineRead take_scan_line(MessageReader& from) {
  encode::ScanLineRead line;
  line.font = take_enum<encode::OcrFont>(from, ocr_fonts);
  line.text = from.text(line_bytes_max);
  line.confidence = from.real();
  line.box = take_box(from);
  const auto symbols = from.number_up_to(symbols_max);
  for (std::uint32_t i = 0; i < symbols && from.is_good(); ++i) {
    encode::ScanSymbol symbol;
    symbol.symbol = from.text(symbol_bytes_max);
    symbol.second = from.text(symbol_bytes_max);
    symbol.confidence = from.real();
    symbol.box = take_box(from);
    symbol.best = from.text(symbol_bytes_max);
    line.symbols.push_back(std::move(symbol));
  }
  return line;
}

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
  }
}

std::vector<encode::CouponDefinition> take_definitions(MessageReader& from) {
  std::vector<encode::CouponDefinition> definitions;
  const auto count = from.number_up_to(definitions_max);
  for (std::uint32_t i = 0; i < count && from.is_good(); ++i) {
    encode::CouponDefinition definition;
    definition.bill_type = from.text(definition_text_bytes_max);
    definition.format = take_enum<encode::BarcodeFormat>(from, barcode_formats);
    definition.fields = take_fields(from);
    definition.code_check = take_enum<encode::CheckDigitRule>(from, check_digit_rules);
    definition.account_check = take_enum<encode::CheckDigitRule>(from, check_digit_rules);
    definition.fund = from.text(definition_text_bytes_max);
    definition.deposit_account = from.text(definition_text_bytes_max);
    definition.zone = take_zone(from);
    definition.scan_line = take_line_definition(from);
    definitions.push_back(std::move(definition));
  }
  return definitions;
}

void put_page(MessageWriter& to, const encode::PageRead& page) {
  // Named in full, so that a page that says more does not compile here.
  const auto& [kind, micr, has_several_lines, codes, postal_codes, scan_lines, coupon, coupon_doubt,
               skew] = page;
  put_enum(to, kind);
  to.put_real(skew);
  to.put_byte(has_several_lines ? 1 : 0);
  to.put_byte(micr ? 1 : 0);
  if (micr) put_line(to, *micr);
  to.put_number(static_cast<std::uint32_t>(codes.size()));
  for (const auto& code : codes) put_code(to, code);
  to.put_number(static_cast<std::uint32_t>(postal_codes.size()));
  for (const auto& code : postal_codes) put_postal_code(to, code);
  to.put_number(static_cast<std::uint32_t>(scan_lines.size()));
  for (const auto& line : scan_lines) put_scan_line(to, line);
  to.put_byte(coupon ? 1 : 0);
}

Result<encode::PageRead> take_page(MessageReader& from,
                                   const std::vector<encode::CouponDefinition>& definitions) {
  encode::PageRead page;
  page.kind = take_enum<encode::PageKind>(from, encode::page_kind_names.size());
  page.skew_degrees = from.real();
  page.has_several_lines = from.byte_below(yes_or_no) == 1;
  if (from.byte_below(yes_or_no) == 1) page.micr = TRY(take_line(from));
  const auto codes = from.number_up_to(codes_max);
  for (std::uint32_t i = 0; i < codes && from.is_good(); ++i) page.codes.push_back(take_code(from));
  const auto postal_codes = from.number_up_to(codes_max);
  for (std::uint32_t i = 0; i < postal_codes && from.is_good(); ++i) {
    page.postal_codes.push_back(take_postal_code(from));
  }
  const auto lines = from.number_up_to(codes_max);
  for (std::uint32_t i = 0; i < lines && from.is_good(); ++i) {
    page.scan_lines.push_back(take_scan_line(from));
  }
  const bool has_coupon = from.byte_below(yes_or_no) == 1;
  if (page.kind == encode::PageKind::Coupon) {
    auto known = encode::match_coupons(page.codes, page.scan_lines, definitions);
    page.coupon = std::move(known.coupon);
    page.coupon_doubt = std::move(known.doubt);
  }
  if (has_coupon != page.coupon.has_value()) {
    return fail(ErrorCode::InvalidInput,
                "The coupon is not what the definitions make of the page.");
  }
  return page;
}

void put_quality(MessageWriter& to, const encode::ImageQuality& quality) {
  for (const auto& figure : quality.figures) {
    to.put_byte(figure ? 1 : 0);
    if (figure) to.put_real(*figure);
  }
}

encode::ImageQuality take_quality(MessageReader& from) {
  encode::ImageQuality quality;
  for (auto& figure : quality.figures) {
    if (from.byte_below(yes_or_no) == 1) figure = from.real();
  }
  return quality;
}

}  // namespace lockbox::capture
