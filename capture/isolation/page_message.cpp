#include "capture/isolation/page_message.h"

#include <algorithm>
#include <string>
#include <utility>

#include "capture/isolation/message_parts.h"

namespace lockbox::capture {
namespace {

constexpr std::uint32_t symbols_max = 1'024;
constexpr std::uint32_t symbol_bytes_max = 8;
constexpr std::uint32_t line_bytes_max = 8'192;
constexpr std::uint32_t codes_max = 1'024;
/// ISO/IEC 18004: a QR code holds at most 7,089 digits; a byte of it may become two of UTF-8.
constexpr std::uint32_t code_bytes_max = 16'384;

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

/// The fields of a line are derived anew; of one in CMC-7 a MicrLine has the symbols only.
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
  code.format = take_enum<encode::BarcodeFormat>(from, encode::barcode_formats.size());
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

/// Whether these are the boxes of the page's coupon, each with a share that can be one.
bool are_boxes_of(const encode::PageRead& page,
                  const std::vector<encode::CouponDefinition>& definitions) {
  if (!page.coupon) return page.check_boxes.empty();
  const auto definition = std::ranges::find(definitions, page.coupon->code.bill_type,
                                            &encode::CouponDefinition::bill_type);
  return definition != definitions.end() &&
         std::ranges::equal(
             page.check_boxes, definition->check_boxes, [](const auto& read, const auto& defined) {
               return read.name == defined.name && read.ink_share >= 0 && read.ink_share <= 1;
             });
}

void put_check_boxes(MessageWriter& to, const std::vector<encode::CheckBoxRead>& boxes) {
  to.put_number(static_cast<std::uint32_t>(boxes.size()));
  for (const auto& [name, state, ink_share, box] : boxes) {
    to.put_text(name);
    put_enum(to, state);
    to.put_real(ink_share);
    put_box(to, box);
  }
}

std::vector<encode::CheckBoxRead> take_check_boxes(MessageReader& from) {
  std::vector<encode::CheckBoxRead> boxes;
  const auto count = from.number_up_to(check_boxes_max);
  for (std::uint32_t i = 0; i < count && from.is_good(); ++i) {
    encode::CheckBoxRead read;
    read.name = from.text(definition_text_bytes_max);
    read.state = take_enum<encode::MarkState>(from, encode::mark_state_names.size());
    read.ink_share = from.real();
    read.box = take_box(from);
    boxes.push_back(std::move(read));
  }
  return boxes;
}

}  // namespace

void put_page(MessageWriter& to, const encode::PageRead& page) {
  // Named in full, so that a page that says more does not compile here.
  const auto& [kind, micr, has_several_lines, codes, postal_codes, scan_lines, coupon, coupon_doubt,
               skew, check_boxes] = page;
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
  put_check_boxes(to, check_boxes);
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
  page.check_boxes = take_check_boxes(from);
  if (page.kind == encode::PageKind::Coupon) {
    auto known = encode::match_coupons(page.codes, page.scan_lines, definitions);
    page.coupon = std::move(known.coupon);
    page.coupon_doubt = std::move(known.doubt);
  }
  if (has_coupon != page.coupon.has_value()) {
    return fail(ErrorCode::InvalidInput,
                "The coupon is not what the definitions make of the page.");
  }
  if (from.is_good() && !are_boxes_of(page, definitions)) {
    return fail(ErrorCode::InvalidInput, "The check boxes are not those of the coupon.");
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
