#pragma once

/// @file
/// What kind of paper a page is when nothing on it could be read.

#include "encode/image/gray_image.h"
#include "encode/page_reader.h"

namespace lockbox::encode {

/// What the eye sees from across the room.
struct PageFeatures {
  enum class Format { Slip, Letter, Other };  ///< Slip: of the size of a check or a coupon.
  Format format = Format::Other;
  bool has_ink = false;  ///< Some, on what is mostly paper.
  bool has_e13b_row = false;
  bool has_barcode = false;
  int writing_lines = 0;
  int boxes = 0;
};

/// The format by the proportions of the paper.  Other, too, when the picture and its two
/// resolutions tell different proportions: one of them is wrong.
[[nodiscard]] PageFeatures::Format page_format(const GrayImage& page);

/// Takes a straight picture.
[[nodiscard]] PageFeatures find_page_features(const GrayImage& straight);

/// The kind that the features agree on; Unknown when they are few or contradict each other, since
/// a person tells at a glance and a wrong kind sends money the wrong way.
[[nodiscard]] PageKind kind_of(const PageFeatures& features);

}  // namespace lockbox::encode
