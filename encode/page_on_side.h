#pragma once

/// @file
/// Checks and coupons that were scanned standing on one of their short sides.

#include <array>
#include <span>

#include "encode/image/gray_image.h"
#include "encode/page_reader.h"

namespace lockbox::encode {

/// Counter-clockwise, as skew is counted: which way the paper lies.
enum class Side90 { Left, Right };
inline constexpr std::array sides_90{Side90::Left, Side90::Right};

/// Whether the picture is as much higher than wide as a slip is wider than high.
[[nodiscard]] bool may_lie_on_side(const GrayImage& scan);

/// The scan as it is to be read, when the paper lies that way: its head to the left or the right.
[[nodiscard]] GrayImage upright_from(const GrayImage& scan, Side90 side);

/// What was read on `upright_from` the scan, with its places on the scan and its skew.
[[nodiscard]] PageRead on_scan(PageRead page, Side90 side, cv::Size scan);

/// How the symbols of a line follow each other on a scan.
enum class ReadingDirection { Right, Left, Down, Up };
[[nodiscard]] ReadingDirection direction_of(std::span<const SymbolRead> symbols);

}  // namespace lockbox::encode
