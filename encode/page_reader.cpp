#include "encode/page_reader.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include <opencv2/core.hpp>

#include "encode/coupon/check_box_reader.h"
#include "encode/coupon/defined_lines.h"
#include "encode/coupon/line_in_doubt.h"
#include "encode/coupon/page_zone.h"
#include "encode/coupon/zone_reader.h"
#include "encode/image/classify.h"
#include "encode/image/e13b_likeness.h"
#include "encode/image/straighten.h"
#include "encode/micr/cmc7/cmc7_reader.h"
#include "encode/micr/e13b_reader.h"
#include "encode/page_on_side.h"

namespace lockbox::encode {
namespace {

constexpr double upside_down_degrees = 180;

/// Enough of a line to say that this is a check: some print near the edge can pass for a symbol or
/// two, but not for a line.
bool is_line(const MicrRead& read) {
  constexpr std::ptrdiff_t symbols_min = 8;
  return read.line.routing.has_value() || read_symbols(read) >= symbols_min;
}

/// There is nothing more to look for on a check.  A line in CMC-7 is the whole of it, whether or
/// not it has fields: none of them is in a MicrLine.
bool has_complete_line(const PageRead& page) {
  return page.micr && (page.micr->font == MicrFont::Cmc7 || page.micr->line.is_complete());
}

bool may_be_same(const SymbolRead& one, const SymbolRead& other) {
  return !is_read(one) || !is_read(other) || one.symbol == other.symbol;
}

/// True if `line` can be `part` and more on either side, symbol by symbol.
bool contains(const MicrRead& line, const MicrRead& part) {
  const auto found = std::search(line.symbols.begin(), line.symbols.end(), part.symbols.begin(),
                                 part.symbols.end(), may_be_same);
  return found != line.symbols.end();
}

void move_to_scan(MicrRead& read, const StraightImage& straight) {
  read.box = box_on_scan(straight, read.box);
  for (auto& symbol : read.symbols) symbol.box = box_on_scan(straight, symbol.box);
}

/// The better of two reads of one line: a second read may fill what the first left open and go on
/// at its ends.  One that contradicts the first, or has fewer symbols, leaves the first, with its
/// gaps, for a person.
std::optional<MicrRead> better_line(std::optional<MicrRead> first, std::optional<MicrRead> second) {
  if (!first || !second) return first ? std::move(first) : std::move(second);
  if (!contains(*second, *first)) return first;
  const auto rank = [](const MicrRead& read) {
    return std::pair{read.line.is_complete(), read_symbols(read)};
  };
  return rank(*second) > rank(*first) ? std::move(second) : std::move(first);
}

void add_new_codes(std::vector<BarcodeRead>& codes, std::vector<BarcodeRead> more) {
  std::copy_if(std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()),
               std::back_inserter(codes), [&codes](const BarcodeRead& read) {
                 return std::none_of(codes.begin(), codes.end(), [&read](const auto& known) {
                   return known.format == read.format && known.text == read.text;
                 });
               });
}

/// A line in CMC-7, which counts only where there is none in E-13B.
std::optional<Cmc7Read> read_other_font(const GrayImage& image, const PageRead& page) {
  if (page.has_several_lines || (page.micr && is_line(*page.micr))) return std::nullopt;
  return read_cmc7(image);
}

void take_other_font(Cmc7Read line, PageRead& page) {
  page.micr = std::move(line.micr);
  if (line.is_upside_down) page.skew_degrees += upside_down_degrees;
}

/// Reads the turned page and adds what it says to `page`.
void read_straightened(const StraightImage& straight, PageRead& page) {
  auto line = read_micr(straight.image);
  if (line) move_to_scan(*line, straight);
  page.micr = better_line(std::move(page.micr), std::move(line));
  if (auto other = read_other_font(straight.image, page)) {
    move_to_scan(other->micr, straight);
    take_other_font(*std::move(other), page);
  }
  auto codes = read_barcodes(straight.image);
  for (auto& code : codes) code.box = box_on_scan(straight, code.box);
  add_new_codes(page.codes, std::move(codes));
  if (!page.postal_codes.empty()) return;
  page.postal_codes = read_postal_codes(straight.image);
  for (auto& code : page.postal_codes) code.box = box_on_scan(straight, code.box);
}

/// A United States line by its fields; that of another country, whose fields are others, by being
/// long and read without a gap.
bool proves_itself(const MicrRead& read) {
  constexpr std::size_t symbols_min = 16;
  const bool is_whole = std::ranges::all_of(read.symbols, is_read);
  return read.line.is_complete() || (is_whole && read.symbols.size() >= symbols_min);
}

/// Upside down, only a line that proves itself counts, and only against less of one: some symbols
/// and zeros are the same turned round, but not a whole line.  A sheet is turned only when a row
/// shows; a slip always, since its resolution, by which the row is known, may be wrong.
void try_upside_down(const GrayImage& scan, const GrayImage& straight, bool is_slip,
                     PageRead& page) {
  if (!is_slip && !has_e13b_row_upside_down(straight)) return;
  const double degrees = page.skew_degrees + upside_down_degrees;
  const auto turned = straighten(scan, degrees);
  auto line = read_micr(turned.image);
  if (!line || !proves_itself(*line)) return;
  if (page.micr && read_symbols(*page.micr) >= read_symbols(*line)) return;
  move_to_scan(*line, turned);
  page.micr = std::move(line);
  page.skew_degrees = degrees;
}

/// Whether a scan line is one of a coupon but for the characters that are in doubt.
bool has_line_to_complete(const PageRead& page, const std::vector<CouponDefinition>& definitions) {
  std::vector<SpelledLine> lines;
  for (const auto& line : page.scan_lines) lines.push_back({line.font, line.text});
  return line_to_complete(lines, definitions).has_value();
}

/// What the page is by what was read on it, else by how it looks.
PageKind decide_kind(const PageRead& page, int known_coupons, const GrayImage& straight) {
  const bool has_line = page.micr && is_line(*page.micr);
  if (page.has_several_lines || (has_line && known_coupons > 0)) return PageKind::Unknown;
  if (has_line) return PageKind::Check;
  if (known_coupons > 0) return PageKind::Coupon;
  auto features = find_page_features(straight);
  features.has_barcode = features.has_barcode || !page.codes.empty();
  return kind_of(features);
}

/// Lines of one sheet are of one height, as E-13B has but one size; what is smaller or larger only
/// looks like a line.
bool is_as_high(const MicrRead& one, const MicrRead& other) {
  constexpr double ratio_min = 0.7;
  const auto [low, high] = std::minmax(one.box.height, other.box.height);
  return low >= ratio_min * high;
}

/// A slip is one item and has one line.  On a larger page all are read, and lines that differ are
/// the lines of several checks.
void read_line(const GrayImage& image, bool is_slip, PageRead& page) {
  if (is_slip) {
    page.micr = read_micr(image);
    return;
  }
  auto lines = read_micr_lines(image);
  std::erase_if(lines, [](const MicrRead& line) { return !is_line(line); });
  if (lines.empty()) return;
  const auto differs = [&first = lines.front()](const MicrRead& line) {
    return is_as_high(line, first) && !contains(line, first) && !contains(first, line);
  };
  page.has_several_lines = std::any_of(lines.begin(), lines.end(), differs);
  if (!page.has_several_lines) page.micr = std::move(lines.front());
}

/// Turns the page when it lies askew and reads again.  Returns the picture to judge the kind by.
GrayImage read_again_straight(const GrayImage& scan, PageRead& page) {
  const double skew_degrees = estimate_skew(scan);
  if (std::abs(skew_degrees) <= skew_degrees_tolerated) return scan;
  page.skew_degrees = skew_degrees;
  auto straight = straighten(scan, skew_degrees);
  read_straightened(straight, page);
  return std::move(straight.image);
}

KnownCoupons known_coupons(const PageRead& page, const std::vector<CouponDefinition>& definitions) {
  return match_coupons(page.codes, page.scan_lines, definitions);
}

/// The codes that definitions with a zone find there, each read in full and proved by its check
/// digit.
std::vector<BarcodeRead> read_zones(const GrayImage& image,
                                    const std::vector<CouponDefinition>& definitions) {
  std::vector<BarcodeRead> codes;
  for (const auto& definition : definitions) {
    if (!definition.zone) continue;
    const auto area = area_of(*definition.zone, image.pixels.size());
    auto read = read_barcode_in(image, area, definition.format);
    if (!read) continue;
    const auto code = parse_coupon_code(definition, read->format, read->text);
    if (code && code->check_digit_verified) codes.push_back(*std::move(read));
  }
  return codes;
}

/// The short way for a coupon whose code is where its definition says; a slip is one item, so that
/// there is nothing else to look for.
std::optional<PageRead> read_plain_coupon(const GrayImage& image,
                                          const std::vector<CouponDefinition>& definitions) {
  PageRead page;
  page.codes = read_zones(image, definitions);
  if (page.codes.empty()) return std::nullopt;
  page.scan_lines = read_defined_lines(image, definitions, known_coupons(page, definitions));
  auto known = known_coupons(page, definitions);
  if (!known.coupon) return std::nullopt;
  page.kind = PageKind::Coupon;
  page.coupon = std::move(known.coupon);
  return page;
}

void take_coupon(KnownCoupons known, PageRead& page) {
  page.coupon = std::move(known.coupon);
  page.coupon_doubt = std::move(known.doubt);
}

/// Reads a page again that says nothing yet, straightened and then upside down.  Returns the
/// picture to judge the kind by.
GrayImage read_again(const GrayImage& image, const std::vector<CouponDefinition>& definitions,
                     KnownCoupons& known, PageRead& page) {
  auto straight = read_again_straight(image, page);
  known = known_coupons(page, definitions);
  if (!has_complete_line(page) && known.count == 0) {
    const bool is_slip = page_format(image) == PageFeatures::Format::Slip;
    try_upside_down(image, straight, is_slip, page);
  }
  return straight;
}

/// All that is printed on the page.
PageRead read_print(const GrayImage& image, const std::vector<CouponDefinition>& definitions) {
  PageRead page;
  const bool is_slip = page_format(image) == PageFeatures::Format::Slip;
  if (is_slip) {
    if (auto coupon = read_plain_coupon(image, definitions)) return *std::move(coupon);
  }
  // The look of the page says what to read first; nearly every page ends after that.
  const bool line_first = has_e13b_row(image);
  if (line_first) read_line(image, is_slip, page);
  page.codes = read_barcodes(image);
  // A check that is known by its line was inside of the envelope that the post sorted.
  if (!has_complete_line(page)) page.postal_codes = read_postal_codes(image);
  auto known = known_coupons(page, definitions);
  const bool is_plain_coupon = known.coupon && is_slip && !line_first;
  if (!line_first && !is_plain_coupon) read_line(image, is_slip, page);
  if (known.count == 0) {
    if (auto other = read_other_font(image, page)) take_other_font(*std::move(other), page);
  }
  if (!has_complete_line(page) && !page.has_several_lines) {
    page.scan_lines = read_defined_lines(image, definitions, known);
    known = known_coupons(page, definitions);
  }
  GrayImage straight = image;
  if (known.count == 0 && !has_complete_line(page) && !page.has_several_lines) {
    straight = read_again(image, definitions, known, page);
  }
  const bool is_half_known = known.count == 0 && has_line_to_complete(page, definitions);
  page.kind = decide_kind(page, is_half_known ? 1 : known.count, straight);
  if (page.kind == PageKind::Coupon) take_coupon(std::move(known), page);
  return page;
}

bool is_proven(const PageRead& page) {
  return page.coupon || (page.micr && (page.micr->font == MicrFont::Cmc7 || is_line(*page.micr)));
}

/// What an upright picture says, with the marks of its coupon.
PageRead read_upright(const GrayImage& image, const std::vector<CouponDefinition>& definitions) {
  auto page = read_print(image, definitions);
  if (!page.coupon) return page;
  const auto definition =
      std::ranges::find(definitions, page.coupon->code.bill_type, &CouponDefinition::bill_type);
  if (definition != definitions.end()) {
    page.check_boxes = read_check_boxes(image, *definition, *page.coupon);
  }
  return page;
}

}  // namespace

PageRead read_page(const GrayImage& image, const std::vector<CouponDefinition>& definitions) {
  if (image.pixels.empty()) return {};
  auto page = read_upright(image, definitions);
  if (is_proven(page) || !may_lie_on_side(image)) return page;
  for (const auto side : sides_90) {
    auto turned = read_upright(upright_from(image, side), definitions);
    const bool has_line = turned.micr && proves_itself(*turned.micr);
    if (turned.coupon || has_line) return on_scan(std::move(turned), side, image.pixels.size());
  }
  return page;
}

}  // namespace lockbox::encode
