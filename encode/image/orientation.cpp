#include "encode/image/orientation.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>

#include <opencv2/core.hpp>

namespace lockbox::encode {
namespace {

/// Rows and columns change places before anything else.
bool is_transposed(Orientation orientation) {
  return orientation >= Orientation::LeftTop;
}

cv::Mat mirrored(const cv::Mat& pixels, Orientation orientation) {
  constexpr int around_both = -1;
  constexpr int upside_down = 0;
  constexpr int left_to_right = 1;
  cv::Mat turned;
  switch (orientation) {
    case Orientation::TopLeft:
    case Orientation::LeftTop:
      return pixels;
    case Orientation::TopRight:
    case Orientation::RightTop:
      cv::flip(pixels, turned, left_to_right);
      return turned;
    case Orientation::BottomRight:
    case Orientation::RightBottom:
      cv::flip(pixels, turned, around_both);
      return turned;
    case Orientation::BottomLeft:
    case Orientation::LeftBottom:
      cv::flip(pixels, turned, upside_down);
      return turned;
  }
  return pixels;
}

/// A number of some bytes at a place, or nothing beyond the end.
class NumberReader {
 public:
  NumberReader(ByteView bytes, bool is_little_endian)
      : bytes_{bytes}, is_little_endian_{is_little_endian} {}

  [[nodiscard]] std::uint32_t number(std::size_t at, std::size_t size) const {
    if (at > bytes_.size() || bytes_.size() - at < size) return 0;
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < size; ++i) {
      const auto byte = bytes_[at + (is_little_endian_ ? size - 1 - i : i)];
      value = value << 8U | std::to_integer<std::uint32_t>(byte);
    }
    return value;
  }

 private:
  ByteView bytes_;
  bool is_little_endian_;
};

}  // namespace

Orientation orientation_of(std::uint32_t tag) {
  constexpr std::uint32_t last = 8;
  return tag >= 1 && tag <= last ? static_cast<Orientation>(tag) : Orientation::TopLeft;
}

GrayImage set_upright(GrayImage image, Orientation orientation) {
  if (orientation == Orientation::TopLeft) return image;
  cv::Mat pixels = image.pixels;
  if (is_transposed(orientation)) {
    // Into pixels of its own: a square picture would be transposed where others look at it.
    cv::Mat transposed;
    cv::transpose(image.pixels, transposed);
    pixels = transposed;
    std::swap(image.dpi_x, image.dpi_y);
  }
  image.pixels = mirrored(pixels, orientation);
  image.packed.reset();
  return image;
}

BitonalPage set_upright(BitonalPage page, Orientation orientation) {
  if (orientation == Orientation::TopLeft) return page;
  const auto image = set_upright(gray_of(std::move(page)), orientation);
  return {BitMask::ink_of(image.pixels), image.dpi_x, image.dpi_y};
}

Orientation orientation_of_exif(ByteView block) {
  using namespace std::string_view_literals;
  const auto name = bytes_of("Exif\0\0"sv);
  constexpr std::uint32_t entries_max = 512;
  constexpr std::uint32_t entry_bytes = 12;
  constexpr std::uint32_t tag_orientation = 274;
  constexpr std::uint32_t type_short = 3;
  if (block.size() < name.size() || !std::ranges::equal(block.first(name.size()), name)) {
    return Orientation::TopLeft;
  }
  const auto tiff = block.subspan(name.size());
  const bool is_little_endian = !tiff.empty() && tiff.front() == std::byte{'I'};
  const NumberReader reader{tiff, is_little_endian};
  constexpr std::uint32_t version = 42;
  if (reader.number(2, 2) != version) return Orientation::TopLeft;
  const std::size_t directory = reader.number(4, 4);
  const auto entries = std::min(reader.number(directory, 2), entries_max);
  for (std::uint32_t i = 0; i < entries; ++i) {
    const std::size_t entry = directory + 2 + std::size_t{i} * entry_bytes;
    if (reader.number(entry, 2) != tag_orientation) continue;
    const bool is_one_short = reader.number(entry + 2, 2) == type_short;
    return is_one_short ? orientation_of(reader.number(entry + 8, 2)) : Orientation::TopLeft;
  }
  return Orientation::TopLeft;
}

Orientation orientation_of_jpeg(ByteView file) {
  constexpr int segments_max = 64;  // Cameras write a handful.
  constexpr std::uint32_t any_marker = 0xFF;
  constexpr std::uint32_t exif_marker = 0xE1;
  constexpr std::uint32_t start_of_scan = 0xDA;
  const NumberReader reader{file, false};
  std::size_t at = 2;
  for (int i = 0; i < segments_max && reader.number(at, 1) == any_marker; ++i) {
    const auto marker = reader.number(at + 1, 1);
    const std::size_t length = reader.number(at + 2, 2);
    if (marker == start_of_scan || length < 2 || at + 2 + length > file.size()) break;
    const auto orientation = orientation_of_exif(file.subspan(at + 4, length - 2));
    if (marker == exif_marker && orientation != Orientation::TopLeft) return orientation;
    at += 2 + length;
  }
  return Orientation::TopLeft;
}

}  // namespace lockbox::encode
