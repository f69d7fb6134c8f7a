#include "encode/image/bitonal_page.h"

#include <memory>
#include <utility>

#include "encode/image/bit_rows.h"
#include "encode/image/packed_ink.h"

namespace lockbox::encode {

GrayImage gray_of(BitonalPage page) {
  GrayImage image{.pixels = cv::Mat(page.ink.rows(), page.ink.columns(), CV_8UC1),
                  .dpi_x = page.dpi_x,
                  .dpi_y = page.dpi_y,
                  .bitonal = true};
  for (int y = 0; y < image.pixels.rows; ++y) {
    unpack_ink(std::as_const(page.ink).row(y),
               {image.pixels.ptr(y), static_cast<std::size_t>(image.pixels.cols)});
  }
  image.packed = std::make_shared<const PackedInk>(PackedInk{image.pixels, std::move(page.ink)});
  return image;
}

GrayImage gray_of(DecodedPage page) {
  if (auto* const image = std::get_if<GrayImage>(&page)) return std::move(*image);
  return gray_of(std::get<BitonalPage>(std::move(page)));
}

}  // namespace lockbox::encode
