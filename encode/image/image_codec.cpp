#include "encode/image/image_codec.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

#include "core/limits.h"
#include "encode/image/image_fault.h"
#include "encode/image/jpeg_codec.h"
#include "encode/image/png_codec.h"
#include "encode/image/tiff_codec.h"

namespace lockbox::encode {
namespace {

using namespace std::string_view_literals;

using Decode = Result<DecodedPage> (*)(ByteView);

struct ImageFormat {
  std::string_view first_bytes;
  std::string_view media_type;
  Decode decode;
};

/// A decoder that has nothing but gray pixels.
template <Result<GrayImage> (*decode)(ByteView)>
Result<DecodedPage> in_gray(ByteView file) {
  return TRY(decode(file));
}

constexpr std::array<ImageFormat, 4> formats{{
    {"II\x2A\0"sv, "image/tiff", decode_tiff},
    {"MM\0\x2A"sv, "image/tiff", decode_tiff},
    {"\xFF\xD8\xFF"sv, "image/jpeg", in_gray<decode_jpeg>},
    {"\x89PNG\r\n\x1A\n"sv, "image/png", in_gray<decode_png>},
}};

const ImageFormat* format_of(ByteView file) {
  const auto* const found =
      std::find_if(formats.begin(), formats.end(), [file](const ImageFormat& format) {
        const auto start = bytes_of(format.first_bytes);
        return file.size() >= start.size() && std::equal(start.begin(), start.end(), file.begin());
      });
  return found == formats.end() ? nullptr : found;
}

/// Whether paper that people send by post can be as large.  Pictures of cameras say 72 dots an inch
/// where nothing is known, and become posters by it.
bool is_paper(double width_px, double height_px, double dpi_x, double dpi_y) {
  constexpr double sheet_inches_max = 14.5;
  constexpr double slip_inches_max = 11.5;
  constexpr double slip_aspect_min = 1.8;
  const double width = width_px / dpi_x;
  const double height = height_px / dpi_y;
  const double longest = width >= slip_aspect_min * height ? slip_inches_max : sheet_inches_max;
  return std::max(width, height) <= longest;
}

struct SizeOf {
  cv::Size operator()(const GrayImage& image) const { return image.pixels.size(); }
  cv::Size operator()(const BitonalPage& page) const {
    return {page.ink.columns(), page.ink.rows()};
  }
};

DecodedPage without_false_resolution(DecodedPage page) {
  const auto size = std::visit(SizeOf{}, page);
  std::visit(
      [size](auto& side) {
        if (side.dpi_x <= 0 || side.dpi_y <= 0) return;
        if (is_paper(size.width, size.height, side.dpi_x, side.dpi_y)) return;
        side.dpi_x = side.dpi_y = 0;
      },
      page);
  return page;
}

}  // namespace

Result<DecodedPage> decode_page(ByteView file) {
  if (file.empty()) return fail_image(ImageFault::Empty, "The image file holds no bytes.");
  if (static_cast<std::int64_t>(file.size()) > limits::image_file_bytes_max) {
    return fail_image(ImageFault::TooLarge, "The image file is longer than " +
                                                std::to_string(limits::image_file_bytes_max) +
                                                " bytes.");
  }
  const auto* const format = format_of(file);
  if (format == nullptr) {
    return fail_image(ImageFault::Foreign, "The file is neither TIFF, JPEG nor PNG.");
  }
  return without_false_resolution(TRY(format->decode(file)));
}

Result<GrayImage> decode_image(ByteView file) {
  return gray_of(TRY(decode_page(file)));
}

std::string media_type_of(ByteView file) {
  const auto* const format = format_of(file);
  return format == nullptr ? std::string{} : std::string{format->media_type};
}

}  // namespace lockbox::encode
