// What is read on paper: pictures, the bars on them, and the grammars of their texts.

#include <algorithm>
#include <numeric>
#include <vector>

#include <opencv2/core.hpp>

#include "capture/pictures.h"
#include "core/check.h"
#include "drivers/folder/scan_folder.h"
#include "encode/archive/tiff_profile.h"
#include "encode/coupon/barcode_reader.h"
#include "encode/coupon/code128_reader.h"
#include "encode/coupon/coupon_fields.h"
#include "encode/coupon/itf_reader.h"
#include "encode/coupon/riverton.h"
#include "encode/micr/line_of_font.h"
#include "encode/micr/micr_line.h"
#include "encode/print/sheet_code.h"
#include "fuzz/harnesses/harnesses.h"
#include "fuzz/harnesses/text.h"

namespace lockbox::fuzz {
namespace {

using encode::BarcodeFormat;

/// Larger pictures only take longer.
constexpr std::size_t picture_bytes_max = 256 << 10;
constexpr std::size_t elements_max = 400;
constexpr unsigned widest_element = 32;

/// The first byte, for what an input chooses beside its text.
unsigned choice_in(ByteView& input) {
  if (input.empty()) return 0;
  const auto choice = std::to_integer<unsigned>(input.front());
  input = input.subspan(1);
  return choice;
}

}  // namespace

void run_picture(ByteView input) {
  if (input.size() > picture_bytes_max) return;
  capture::PicturesHere pictures;
  for (const capture::PictureQuestion& question :
       {capture::PictureQuestion{capture::MeasurePicture{}},
        capture::PictureQuestion{capture::FindSheet{}}}) {
    ENSURE(pictures.ask(input, question).has_value());
  }
  const auto answer = pictures.ask(input, capture::ReadPage{test::riverton_coupons()});
  ENSURE(answer.has_value());
  const auto* const measured = std::get_if<capture::MeasuredPage>(&*answer);
  if (measured == nullptr || !measured->page.coupon) return;
  ENSURE(measured->page.kind == encode::PageKind::Coupon);
}

void run_barcode_row(ByteView input) {
  input = input.first(std::min(input.size(), elements_max));
  std::vector<int> widths;
  cv::Mat row;
  std::vector<std::uint8_t> pixels;
  for (const auto byte : input) {
    const auto width = 1 + std::to_integer<unsigned>(byte) % widest_element;
    pixels.insert(pixels.end(), width, widths.size() % 2 == 0 ? 255 : 0);
    widths.push_back(static_cast<int>(width));
  }
  // The last element is a space, like the first.
  if (widths.size() % 2 == 0) widths.push_back(1);
  pixels.insert(pixels.end(), 1, 255);
  if (const auto read = encode::read_itf(widths)) ENSURE(read->text.size() % 2 == 0);
  if (const auto read = encode::read_code128(widths)) {
    ENSURE(!read->text.empty() && 0 < read->from && read->from < read->to);
    ENSURE(read->to < std::accumulate(widths.begin(), widths.end(), 0));
  }
  const cv::Mat band{1, static_cast<int>(pixels.size()), CV_8UC1, pixels.data()};
  for (const auto format : {BarcodeFormat::Code128, BarcodeFormat::Code39, BarcodeFormat::Itf}) {
    static_cast<void>(encode::read_symbol(band, format, encode::Binarization::FixedThreshold));
  }
}

void run_micr_line(ByteView input) {
  if (const auto keyed = encode::parse_keyed_line(text_of(input))) {
    ENSURE(encode::is_whole_line(*keyed));
    const auto again = encode::parse_keyed_line(keyed->raw);
    ENSURE(again && *again == *keyed);
  }
  for (const auto gaps : {encode::Gaps::MeanNothing, encode::Gaps::MayHideDigits}) {
    const auto line = encode::parse_micr_line(text_of(input), gaps);
    if (!line) continue;
    ENSURE(line->raw == text_of(input));
    ENSURE(!line->amount || line->amount->cents() > 0);
    ENSURE(!encode::contradicts(*line, *line));
    ENSURE(!line->is_complete() || line->raw.find('?') == std::string::npos);
  }
}

void run_coupon_code(ByteView input) {
  const auto definitions = test::riverton_coupons();
  const auto& definition = definitions[choice_in(input) % definitions.size()];
  const auto code = encode::parse_coupon_code(definition, definition.format, text_of(input));
  if (!code) return;
  ENSURE(code->check_digit_verified);
  ENSURE(encode::luhn_holds(code->account.reveal()));
  ENSURE(code->expected_amounts.size() <= 5);
  for (const auto& amount : code->expected_amounts) ENSURE(amount.cents() >= 0);
}

void run_scan_line(ByteView input) {
  using Kind = encode::CouponFieldKind;
  encode::ScanLineDefinition line;
  line.fields = {test::field(Kind::Account, 10), test::field(Kind::DueDate, 6),
                 test::field(Kind::AmountDue, 0), test::literal("<"),
                 test::field(Kind::CheckDigit, 0)};
  encode::CouponDefinition definition;
  for (std::size_t i = 1; i < encode::check_digit_rule_names.size(); ++i) {
    line.code_check = static_cast<encode::CheckDigitRule>(i);
    definition.scan_line = line;
    const auto code = encode::parse_scan_line(definition, line.font, text_of(input));
    if (!code) continue;
    ENSURE(code->check_digit_verified);
    ENSURE(encode::check_digits_hold(line.code_check, encode::digits_of(text_of(input))));
    for (const auto& amount : code->expected_amounts) ENSURE(amount.cents() >= 0);
  }
}

void run_sheet_code(ByteView input) {
  for (const auto format : {BarcodeFormat::Code128, BarcodeFormat::QrCode}) {
    const auto code = encode::parse_sheet_code(format, text_of(input));
    if (code) ENSURE(encode::format_sheet_code(*code) == text_of(input));
  }
}

void run_archive_tiff(ByteView input) {
  for (const auto& violation : encode::check_archive_tiff(input)) {
    ENSURE(!encode::to_sentence(violation).empty());
  }
}

void run_picture_name(ByteView input) {
  const auto name = drivers::parse_picture_name(text_of(input));
  if (!name) return;
  ENSURE(drivers::parse_side_name(text_of(input)).has_value());
  ENSURE(text_of(input).starts_with(drivers::format_sequence(name->sequence)));
}

}  // namespace lockbox::fuzz
