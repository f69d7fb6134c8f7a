#include "encode/image/tiff_layout.h"

#include <algorithm>
#include <string>

#include <opencv2/imgproc.hpp>

#include "encode/image/image_fault.h"
#include "encode/image/picture_limits.h"

namespace lockbox::encode {
namespace {

constexpr std::array<std::uint16_t, 9> known_compressions{
    COMPRESSION_NONE,          COMPRESSION_CCITTRLE, COMPRESSION_CCITTFAX3,
    COMPRESSION_CCITTFAX4,     COMPRESSION_PACKBITS, COMPRESSION_LZW,
    COMPRESSION_ADOBE_DEFLATE, COMPRESSION_DEFLATE,  COMPRESSION_JPEG};

/// What one pixel may be made of.
struct PixelKind {
  std::uint16_t photometric;
  std::uint16_t samples;
  std::array<std::uint16_t, 5> bits;  ///< Of a sample; 0 for none.
};
constexpr std::array known_pixels{
    PixelKind{PHOTOMETRIC_MINISWHITE, 1, {1, 2, 4, 8, 16}},
    PixelKind{PHOTOMETRIC_MINISBLACK, 1, {1, 2, 4, 8, 16}},
    PixelKind{PHOTOMETRIC_PALETTE, 1, {1, 2, 4, 8}},
    PixelKind{PHOTOMETRIC_RGB, 3, {8, 16}},
    PixelKind{PHOTOMETRIC_SEPARATED, 4, {8}},
};

bool is_known_pixel(const TiffLayout& layout) {
  return std::ranges::any_of(known_pixels, [&layout](const PixelKind& kind) {
    return kind.photometric == layout.photometric && kind.samples == layout.samples_per_pixel &&
           layout.bits_per_sample != 0 && std::ranges::count(kind.bits, layout.bits_per_sample) > 0;
  });
}

/// Samples of one pixel lie together, count from nothing up, and four inks are the usual ones.
bool is_known_storage(TIFF* tiff, const TiffLayout& layout) {
  const bool is_one_plane =
      layout.samples_per_pixel == 1 ||
      short_tag(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG) == PLANARCONFIG_CONTIG;
  const bool is_cmyk = layout.photometric != PHOTOMETRIC_SEPARATED ||
                       short_tag(tiff, TIFFTAG_INKSET, INKSET_CMYK) == INKSET_CMYK;
  return is_one_plane && is_cmyk &&
         std::ranges::count(known_compressions, layout.compression) > 0 &&
         short_tag(tiff, TIFFTAG_SAMPLEFORMAT, SAMPLEFORMAT_UINT) == SAMPLEFORMAT_UINT;
}

std::size_t packed_bytes(const TiffLayout& layout, int width) {
  const std::size_t bits =
      static_cast<std::size_t>(width) * layout.bits_per_sample * layout.samples_per_pixel;
  return (bits + 7) / 8;
}

/// Some programs write the levels of a palette in eight bits, though the standard has sixteen.
bool read_palette(TIFF* tiff, TiffLayout& layout) {
  std::array<std::uint16_t*, 3> levels{};
  if (TIFFGetField(tiff, TIFFTAG_COLORMAP, &levels[0], &levels[1], &levels[2]) != 1) return false;
  const std::size_t count = std::size_t{1} << layout.bits_per_sample;
  const bool has_sixteen_bits = std::ranges::any_of(levels, [count](const std::uint16_t* of_one) {
    return std::any_of(of_one, of_one + count, [](std::uint16_t level) { return level > 0xFF; });
  });
  const int shift = has_sixteen_bits ? 8 : 0;
  cv::Mat colours(1, static_cast<int>(count), CV_8UC3);
  for (std::size_t i = 0; i < count; ++i) {
    auto& colour = colours.at<cv::Vec3b>(static_cast<int>(i));
    for (std::size_t k = 0; k < levels.size(); ++k) {
      colour[static_cast<int>(k)] = static_cast<std::uint8_t>(levels.at(k)[i] >> shift);
    }
  }
  cv::Mat grays(1, static_cast<int>(count), CV_8UC1, layout.palette_grays.data());
  cv::cvtColor(colours, grays, cv::COLOR_RGB2GRAY);
  return true;
}

Result<cv::Size> size_within_limits(const TiffLayout& layout, std::uint32_t width,
                                    std::uint32_t height, std::size_t file_bytes) {
  return picture_size({.format = "TIFF",
                       .width = width,
                       .height = height,
                       .bits_per_pixel = layout.bits_per_sample * layout.samples_per_pixel,
                       .file_bytes = static_cast<std::int64_t>(file_bytes)});
}

/// The size of a block.  A tile promises pixels as a page does.
Result<cv::Size> block_size(TIFF* tiff, const TiffLayout& layout, std::size_t file_bytes) {
  if (layout.is_tiled) {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    TIFFGetField(tiff, TIFFTAG_TILEWIDTH, &width);
    TIFFGetField(tiff, TIFFTAG_TILELENGTH, &height);
    return size_within_limits(layout, width, height, file_bytes);
  }
  std::uint32_t rows = 0;
  TIFFGetFieldDefaulted(tiff, TIFFTAG_ROWSPERSTRIP, &rows);
  const auto height = static_cast<std::uint32_t>(layout.size.height);
  return cv::Size{layout.size.width, static_cast<int>(std::clamp(rows, 1U, height))};
}

tl::unexpected<Error> unknown_rows() {
  return fail_image(ImageFault::Unsupported, "The TIFF's rows have an unknown layout.");
}

}  // namespace

std::uint16_t short_tag(TIFF* tiff, std::uint32_t tag, std::uint16_t when_absent) {
  std::uint16_t value = 0;
  return TIFFGetFieldDefaulted(tiff, tag, &value) == 1 ? value : when_absent;
}

Result<TiffLayout> read_tiff_layout(TIFF* tiff, std::size_t file_bytes) {
  TiffLayout layout;
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &width);
  TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &height);
  layout.is_tiled = TIFFIsTiled(tiff) != 0;
  layout.bits_per_sample = short_tag(tiff, TIFFTAG_BITSPERSAMPLE, 1);
  layout.samples_per_pixel = short_tag(tiff, TIFFTAG_SAMPLESPERPIXEL, 1);
  layout.compression = short_tag(tiff, TIFFTAG_COMPRESSION, COMPRESSION_NONE);
  layout.photometric = short_tag(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISWHITE);
  if (layout.compression == COMPRESSION_JPEG && layout.photometric == PHOTOMETRIC_YCBCR) {
    TIFFSetField(tiff, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
    layout.photometric = PHOTOMETRIC_RGB;
  }
  if (!is_known_pixel(layout) || !is_known_storage(tiff, layout)) {
    return fail_image(ImageFault::Unsupported,
                      "The TIFF is neither gray, RGB, CMYK nor of a palette as scanners and "
                      "cameras write them (compression " +
                          std::to_string(layout.compression) + ", photometric " +
                          std::to_string(layout.photometric) + ", " +
                          std::to_string(layout.samples_per_pixel) + " samples of " +
                          std::to_string(layout.bits_per_sample) + " bits).");
  }
  // Bits and samples of a known pixel are few, so that their product is a number.
  layout.size = TRY(size_within_limits(layout, width, height, file_bytes));
  if (layout.photometric == PHOTOMETRIC_PALETTE && !read_palette(tiff, layout)) {
    return fail_image(ImageFault::Truncated, "The TIFF has no palette for its pixels.");
  }
  layout.block = TRY(block_size(tiff, layout, file_bytes));
  layout.row_bytes = packed_bytes(layout, layout.size.width);
  layout.block_row_bytes = packed_bytes(layout, layout.block.width);
  const auto row = layout.is_tiled ? TIFFTileRowSize(tiff) : TIFFScanlineSize(tiff);
  if (row != static_cast<tmsize_t>(layout.block_row_bytes)) return unknown_rows();
  // Rows of tiles are put together byte by byte.
  constexpr int pixels_of_whole_bytes = 8;
  if (layout.is_tiled && layout.block.width % pixels_of_whole_bytes != 0) return unknown_rows();
  return layout;
}

}  // namespace lockbox::encode
