#include "encode/image/tiff_codec.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <opencv2/imgproc.hpp>

#include "encode/image/bit_rows.h"
#include "encode/image/image_fault.h"
#include "encode/image/picture_limits.h"
#include "encode/image/tiff_memory.h"

namespace lockbox::encode {
namespace {

/// The tags of the first page that say how its strips are to be read.
struct TiffLayout {
  cv::Size size;
  std::uint16_t bits_per_sample = 1;
  std::uint16_t samples_per_pixel = 1;
  std::uint16_t compression = COMPRESSION_NONE;
  std::uint16_t photometric = PHOTOMETRIC_MINISWHITE;
  std::size_t row_bytes = 0;
  std::uint32_t rows_per_strip = 0;
};

constexpr std::array<std::uint16_t, 9> known_compressions{
    COMPRESSION_NONE,          COMPRESSION_CCITTRLE, COMPRESSION_CCITTFAX3,
    COMPRESSION_CCITTFAX4,     COMPRESSION_PACKBITS, COMPRESSION_LZW,
    COMPRESSION_ADOBE_DEFLATE, COMPRESSION_DEFLATE,  COMPRESSION_JPEG};

std::uint16_t short_tag(TIFF* tiff, std::uint32_t tag, std::uint16_t when_absent) {
  std::uint16_t value = 0;
  return TIFFGetFieldDefaulted(tiff, tag, &value) == 1 ? value : when_absent;
}

bool is_gray_or_rgb(const TiffLayout& layout) {
  if (layout.samples_per_pixel == 1) {
    return (layout.bits_per_sample == 1 || layout.bits_per_sample == 8) &&
           (layout.photometric == PHOTOMETRIC_MINISWHITE ||
            layout.photometric == PHOTOMETRIC_MINISBLACK);
  }
  return layout.samples_per_pixel == 3 && layout.bits_per_sample == 8 &&
         layout.photometric == PHOTOMETRIC_RGB;
}

Result<TiffLayout> read_layout(TIFF* tiff, std::size_t file_bytes) {
  TiffLayout layout;
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &width);
  TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &height);
  layout.bits_per_sample = short_tag(tiff, TIFFTAG_BITSPERSAMPLE, 1);
  layout.samples_per_pixel = short_tag(tiff, TIFFTAG_SAMPLESPERPIXEL, 1);
  layout.compression = short_tag(tiff, TIFFTAG_COMPRESSION, COMPRESSION_NONE);
  layout.photometric = short_tag(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISWHITE);
  layout.size =
      TRY(picture_size({.format = "TIFF",
                        .width = width,
                        .height = height,
                        .bits_per_pixel = layout.bits_per_sample * layout.samples_per_pixel,
                        .file_bytes = static_cast<std::int64_t>(file_bytes)}));
  if (layout.compression == COMPRESSION_JPEG && layout.photometric == PHOTOMETRIC_YCBCR) {
    TIFFSetField(tiff, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
    layout.photometric = PHOTOMETRIC_RGB;
  }
  const bool one_plane =
      layout.samples_per_pixel == 1 ||
      short_tag(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG) == PLANARCONFIG_CONTIG;
  const bool known =
      std::count(known_compressions.begin(), known_compressions.end(), layout.compression) == 1;
  if (!known || !one_plane || TIFFIsTiled(tiff) != 0 || !is_gray_or_rgb(layout)) {
    return fail_image(ImageFault::Unsupported,
                      "The TIFF is neither 1-bit, 8-bit gray nor RGB in strips (compression " +
                          std::to_string(layout.compression) + ", photometric " +
                          std::to_string(layout.photometric) + ").");
  }
  std::uint32_t rows_per_strip = 0;
  TIFFGetFieldDefaulted(tiff, TIFFTAG_ROWSPERSTRIP, &rows_per_strip);
  layout.rows_per_strip = std::clamp(rows_per_strip, 1U, height);
  layout.row_bytes = static_cast<std::size_t>(std::max<tmsize_t>(TIFFScanlineSize(tiff), 0));
  return layout;
}

void write_row(const TiffLayout& layout, std::span<const std::uint8_t> row, cv::Mat& pixels,
               int y) {
  const auto width = static_cast<std::size_t>(layout.size.width);
  const bool min_is_white = layout.photometric == PHOTOMETRIC_MINISWHITE;
  const std::span<std::uint8_t> gray{pixels.ptr(y), width};
  if (layout.samples_per_pixel == 1) {
    std::transform(row.begin(), row.begin() + layout.size.width, gray.begin(),
                   [flip = min_is_white ? 0xFFU : 0U](std::uint8_t value) {
                     return static_cast<std::uint8_t>(value ^ flip);
                   });
  } else {
    const cv::Mat colours(1, layout.size.width, CV_8UC3,
                          const_cast<std::uint8_t*>(row.data()));  // cv::Mat has no const view.
    cv::Mat gray_row = pixels.row(y);
    cv::cvtColor(colours, gray_row, cv::COLOR_RGB2GRAY);
  }
}

bool is_fax(const TiffLayout& layout) {
  return layout.compression == COMPRESSION_CCITTRLE ||
         layout.compression == COMPRESSION_CCITTFAX3 || layout.compression == COMPRESSION_CCITTFAX4;
}

/// One strip of libtiff, to be filled to the last byte.
struct StripRead {
  TIFF* tiff = nullptr;
  std::uint32_t number = 0;
  std::span<std::uint8_t> bytes;
};

bool fills(const StripRead& strip) {
  const auto size = static_cast<tmsize_t>(strip.bytes.size());
  return TIFFReadEncodedStrip(strip.tiff, strip.number, strip.bytes.data(), size) == size;
}

/// The fax decoders stop silently at an early end of data and leave the rows below untouched.  A
/// mark in the last row shows it; a second one, with every bit turned, rules out that the row
/// honestly looks like the mark.
bool fills_to_last_row(const StripRead& strip, std::size_t row_bytes) {
  constexpr std::array<std::uint8_t, 2> marks{0xA5, 0x5A};
  const auto last_row = strip.bytes.last(row_bytes);
  return std::any_of(marks.begin(), marks.end(), [&](std::uint8_t mark) {
    std::fill(last_row.begin(), last_row.end(), mark);
    return fills(strip) && std::any_of(last_row.begin(), last_row.end(),
                                       [mark](std::uint8_t byte) { return byte != mark; });
  });
}

/// Hands each row of the picture, as the file has it, with its number to `take_row`.
template <class TakeRow>
Result<void> read_strips(TIFF* tiff, TiffMemory& memory, const TiffLayout& layout,
                         const TakeRow& take_row) {
  const auto width = static_cast<std::size_t>(layout.size.width);
  const std::size_t row_bits = width * layout.bits_per_sample * layout.samples_per_pixel;
  if (layout.row_bytes != (row_bits + 7) / 8) {
    return fail_image(ImageFault::Unsupported, "The TIFF's rows have an unknown layout.");
  }
  std::vector<std::uint8_t> strip(layout.row_bytes * layout.rows_per_strip);
  memory.first_complaint.clear();  // A strange private tag is no fault of the picture.
  const auto height = static_cast<std::uint32_t>(layout.size.height);
  std::uint32_t strip_number = 0;
  for (std::uint32_t top = 0; top < height; top += layout.rows_per_strip, ++strip_number) {
    const std::size_t rows = std::min(layout.rows_per_strip, height - top);
    const StripRead read{.tiff = tiff,
                         .number = strip_number,
                         .bytes = std::span{strip}.first(rows * layout.row_bytes)};
    const bool whole = is_fax(layout) ? fills_to_last_row(read, layout.row_bytes) : fills(read);
    if (!whole || !memory.first_complaint.empty()) {
      return fail_image(ImageFault::Truncated,
                        "The TIFF is damaged or cut off in the strip at row " +
                            std::to_string(top) + " of " + std::to_string(height) + ".");
    }
    for (std::size_t row = 0; row < rows; ++row) {
      take_row(std::span{strip}.subspan(row * layout.row_bytes, layout.row_bytes),
               static_cast<int>(top + row));
    }
  }
  return {};
}

Result<BitMask> read_ink(TIFF* tiff, TiffMemory& memory, const TiffLayout& layout) {
  const auto bit = layout.photometric == PHOTOMETRIC_MINISWHITE ? InkBit::One : InkBit::Zero;
  BitMask ink{layout.size.height, layout.size.width};
  TRY(read_strips(tiff, memory, layout, [&](std::span<const std::uint8_t> row, int y) {
    take_bits(row, bit, layout.size.width, ink.row(y));
  }));
  return ink;
}

Result<cv::Mat> read_pixels(TIFF* tiff, TiffMemory& memory, const TiffLayout& layout) {
  cv::Mat pixels(layout.size, CV_8UC1);
  TRY(read_strips(tiff, memory, layout, [&](std::span<const std::uint8_t> row, int y) {
    write_row(layout, row, pixels, y);
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
  if (layout.bits_per_sample == 1) {
    return BitonalPage{TRY(read_ink(tiff, memory, layout)), dpi_x, dpi_y};
  }
  return GrayImage{TRY(read_pixels(tiff, memory, layout)), dpi_x, dpi_y};
}

/// Whether another page follows that is not a smaller picture of the first.  Leaves that page open.
/// A damaged directory behind a whole page is no page.
bool has_second_page(TIFF* tiff) {
  constexpr int directories_max = 8;
  for (int i = 0; i < directories_max && TIFFReadDirectory(tiff) == 1; ++i) {
    std::uint32_t kind = 0;
    TIFFGetFieldDefaulted(tiff, TIFFTAG_SUBFILETYPE, &kind);
    if ((kind & (FILETYPE_REDUCEDIMAGE | FILETYPE_MASK)) == 0) return true;
  }
  return false;
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
  const auto layout = TRY(read_layout(tiff.get(), file.size()));
  auto page = TRY(read_page_of(tiff.get(), memory, layout));
  if (has_second_page(tiff.get())) {
    return fail_image(ImageFault::Unsupported,
                      "The TIFF holds more than one page; a file is one side of one document.");
  }
  return page;
}

}  // namespace lockbox::encode
