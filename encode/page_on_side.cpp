#include "encode/page_on_side.h"

#include <cmath>
#include <utility>

#include <opencv2/core.hpp>

namespace lockbox::encode {
namespace {

/// From a box of the upright picture to the same on the scan.
class BoxTurn {
 public:
  BoxTurn(Side90 side, cv::Size scan) : side_{side}, scan_{scan} {}

  void operator()(Box& box) const {
    const Box upright = box;
    box = {.x = upright.y,
           .y = scan_.height - upright.x - upright.width,
           .width = upright.height,
           .height = upright.width};
    if (side_ == Side90::Left) return;
    box.x = scan_.width - upright.y - upright.height;
    box.y = upright.x;
  }

 private:
  Side90 side_;
  cv::Size scan_;
};

}  // namespace

bool may_lie_on_side(const GrayImage& scan) {
  constexpr double slip_aspect_min = 1.5;
  return scan.pixels.rows >= slip_aspect_min * scan.pixels.cols;
}

GrayImage upright_from(const GrayImage& scan, Side90 side) {
  GrayImage upright{
      .pixels = {}, .dpi_x = scan.dpi_y, .dpi_y = scan.dpi_x, .bitonal = scan.bitonal};
  cv::rotate(scan.pixels, upright.pixels,
             side == Side90::Left ? cv::ROTATE_90_CLOCKWISE : cv::ROTATE_90_COUNTERCLOCKWISE);
  return upright;
}

PageRead on_scan(PageRead page, Side90 side, cv::Size scan) {
  constexpr double quarter_degrees = 90;
  const BoxTurn turn{side, scan};
  if (page.micr) {
    turn(page.micr->box);
    for (auto& symbol : page.micr->symbols) turn(symbol.box);
  }
  for (auto& code : page.codes) turn(code.box);
  for (auto& code : page.postal_codes) turn(code.box);
  for (auto& line : page.scan_lines) {
    turn(line.box);
    for (auto& symbol : line.symbols) turn(symbol.box);
  }
  for (auto& box : page.check_boxes) turn(box.box);
  if (page.coupon) turn(page.coupon->box);
  constexpr double whole_turn_degrees = 360;
  page.skew_degrees += side == Side90::Left ? quarter_degrees : -quarter_degrees;
  page.skew_degrees = std::remainder(page.skew_degrees, whole_turn_degrees);
  return page;
}

ReadingDirection direction_of(std::span<const SymbolRead> symbols) {
  if (symbols.empty()) return ReadingDirection::Right;
  const auto& first = symbols.front().box;
  const auto& last = symbols.back().box;
  const int right = last.x + last.width / 2 - first.x - first.width / 2;
  const int down = last.y + last.height / 2 - first.y - first.height / 2;
  if (std::abs(down) > std::abs(right)) {
    return down > 0 ? ReadingDirection::Down : ReadingDirection::Up;
  }
  return right < 0 ? ReadingDirection::Left : ReadingDirection::Right;
}

}  // namespace lockbox::encode
