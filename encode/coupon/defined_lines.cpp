#include "encode/coupon/defined_lines.h"

#include <algorithm>
#include <iterator>

#include <opencv2/core.hpp>

#include "encode/coupon/page_zone.h"

namespace lockbox::encode {
namespace {

bool is_known(const std::vector<ScanLineRead>& lines,
              const std::vector<CouponDefinition>& definitions) {
  return match_coupons({}, lines, definitions).count > 0;
}

void append(std::vector<ScanLineRead>& lines, std::vector<ScanLineRead> more) {
  lines.insert(lines.end(), std::make_move_iterator(more.begin()),
               std::make_move_iterator(more.end()));
}

/// A coupon that went through the track on its short edge.
std::vector<ScanLineRead> read_on_side(const GrayImage& image) {
  GrayImage turned{
      .pixels = {}, .dpi_x = image.dpi_y, .dpi_y = image.dpi_x, .bitonal = image.bitonal};
  cv::rotate(image.pixels, turned.pixels, cv::ROTATE_90_CLOCKWISE);
  const auto box_on_page = [&image](const Box& box) {
    return Box{box.y, image.pixels.rows - box.x - box.width, box.height, box.width};
  };
  auto lines = read_scan_lines(turned, {{}, turned.pixels.size()});
  for (auto& line : lines) {
    line.box = box_on_page(line.box);
    for (auto& symbol : line.symbols) symbol.box = box_on_page(symbol.box);
  }
  return lines;
}

std::vector<ScanLineRead> read_anywhere(const GrayImage& image) {
  auto lines = read_scan_lines(image, {{}, image.pixels.size()});
  if (lines.empty() && image.pixels.rows > image.pixels.cols) return read_on_side(image);
  return lines;
}

}  // namespace

std::vector<ScanLineRead> read_defined_lines(const GrayImage& image,
                                             const std::vector<CouponDefinition>& definitions,
                                             const KnownCoupons& known) {
  std::vector<CouponDefinition> wanted;
  const auto is_wanted = [&known](const CouponDefinition& definition) {
    return definition.scan_line &&
           (!known.coupon || known.coupon->code.bill_type == definition.bill_type);
  };
  std::copy_if(definitions.begin(), definitions.end(), std::back_inserter(wanted), is_wanted);
  std::vector<ScanLineRead> lines;
  if (wanted.empty()) return lines;
  for (const auto& definition : wanted) {
    const auto& zone = definition.scan_line->zone;
    if (zone) append(lines, read_scan_lines(image, area_of(*zone, image.pixels.size())));
    if (is_known(lines, wanted)) return lines;
  }
  const auto has_zone = [](const auto& definition) {
    return definition.scan_line->zone.has_value();
  };
  const bool zones_suffice = known.coupon && std::all_of(wanted.begin(), wanted.end(), has_zone);
  if (!zones_suffice) lines = read_anywhere(image);
  return lines;
}

}  // namespace lockbox::encode
