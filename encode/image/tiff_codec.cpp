#include "encode/image/tiff_codec.h"

#include <cstdint>
#include <span>
#include <string>
#include <utility>

#include "encode/image/bit_rows.h"
#include "encode/image/image_fault.h"
#include "encode/image/orientation.h"
#include "encode/image/picture_limits.h"
#include "encode/image/tiff_layout.h"
#include "encode/image/tiff_memory.h"
#include "encode/image/tiff_rows.h"

namespace lockbox::encode {
namespace {

Result<BitMask> read_ink(TIFF* tiff, TiffMemory& memory, const TiffLayout& layout) {
  const auto bit = layout.photometric == PHOTOMETRIC_MINISWHITE ? InkBit::One : InkBit::Zero;
  BitMask ink{layout.size.height, layout.size.width};
  TRY(read_tiff_rows(tiff, memory, layout, [&](std::span<const std::uint8_t> row, int y) {
    take_bits(row, bit, layout.size.width, ink.row(y));
  }));
  return ink;
}

Result<cv::Mat> read_pixels(TIFF* tiff, TiffMemory& memory, const TiffLayout& layout) {
  cv::Mat pixels(layout.size, CV_8UC1);
  const auto width = static_cast<std::size_t>(layout.size.width);
  TRY(read_tiff_rows(tiff, memory, layout, [&](std::span<const std::uint8_t> row, int y) {
    gray_tiff_row(layout, row, {pixels.ptr(y), width});
  }));
  return pixels;
}

double dpi_tag(TIFF* tiff, std::uint32_t tag) {
  constexpr double centimetres_per_inch = 2.54;
  float value = 0;
  const auto unit = short_tag(tiff, TIFFTAG_RESOLUTIONUNIT, RESUNIT_INCH);
  if (TIFFGetField(tiff, tag, &value) != 1 || unit == RESUNIT_NONE) return 0;
  const double scale = unit == RESUNIT_CENTIMETER ? centimetres_per_inch : 1;
  return plausible_dpi(static_cast<double>(value) * scale);
}

Result<DecodedPage> read_page_of(TIFF* tiff, TiffMemory& memory, const TiffLayout& layout) {
  const double dpi_x = dpi_tag(tiff, TIFFTAG_XRESOLUTION);
  const double dpi_y = dpi_tag(tiff, TIFFTAG_YRESOLUTION);
  const auto orientation = orientation_of(short_tag(tiff, TIFFTAG_ORIENTATION, 1));
  if (layout.bits_per_sample == 1 && layout.photometric != PHOTOMETRIC_PALETTE) {
    BitonalPage page{TRY(read_ink(tiff, memory, layout)), dpi_x, dpi_y};
    return set_upright(std::move(page), orientation);
  }
  GrayImage image{TRY(read_pixels(tiff, memory, layout)), dpi_x, dpi_y};
  return set_upright(std::move(image), orientation);
}

/// Whether a directory stands for a smaller picture of another page, or for a mask.
bool is_page(TIFF* tiff) {
  std::uint32_t kind = 0;
  TIFFGetFieldDefaulted(tiff, TIFFTAG_SUBFILETYPE, &kind);
  return (kind & (FILETYPE_REDUCEDIMAGE | FILETYPE_MASK)) == 0;
}

/// How many pages there are with the first, which is open.  Leaves another one open.  A damaged
/// directory behind a whole page is no page.
int count_pages(TIFF* tiff) {
  constexpr int directories_max = 1'000;
  int pages = 1;
  for (int i = 0; i < directories_max && TIFFReadDirectory(tiff) == 1; ++i) {
    if (is_page(tiff)) ++pages;
  }
  return pages;
}

}  // namespace

Result<DecodedPage> decode_tiff(ByteView file) {
  TiffMemory memory;
  memory.view = file;
  const auto tiff = open_tiff_to_read(memory);
  if (!tiff) {
    return fail_image(ImageFault::Truncated,
                      "The TIFF directory is damaged or beyond the end of the file.");
  }
  if (memory.was_read_beyond_end) {
    return fail_image(ImageFault::Truncated, "The TIFF ends before one of its tags.");
  }
  const auto layout = TRY(read_tiff_layout(tiff.get(), file.size()));
  auto page = TRY(read_page_of(tiff.get(), memory, layout));
  const int pages = count_pages(tiff.get());
  if (pages > 1) {
    return fail_image(ImageFault::Unsupported,
                      "The TIFF holds " + std::to_string(pages) +
                          " pages, and nothing says whether they are front and rear or several "
                          "documents: none of them is taken.  A file is one side of one document; "
                          "save each page as a file of its own.");
  }
  return page;
}

}  // namespace lockbox::encode
