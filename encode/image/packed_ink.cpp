#include "encode/image/packed_ink.h"

#include <utility>

namespace lockbox::encode {
namespace {

bool is_packed(const GrayImage& image) {
  return image.packed && image.packed->pixels.data == image.pixels.data &&
         image.packed->ink.rows() == image.pixels.rows &&
         image.packed->ink.columns() == image.pixels.cols;
}

}  // namespace

GrayImage with_packed_ink(GrayImage image) {
  if (!is_packed(image)) {
    image.packed =
        std::make_shared<const PackedInk>(PackedInk{image.pixels, BitMask::ink_of(image.pixels)});
  }
  return image;
}

std::shared_ptr<const BitMask> ink_of(const GrayImage& image) {
  const auto packed = with_packed_ink(image).packed;
  return {packed, &packed->ink};
}

BitMask ink_of(const GrayImage& image, const cv::Range& rows) {
  if (is_packed(image)) return image.packed->ink.rows_in(rows.start, rows.end);
  return BitMask::ink_of(image.pixels.rowRange(rows));
}

}  // namespace lockbox::encode
