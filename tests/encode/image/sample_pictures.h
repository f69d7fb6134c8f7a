#pragma once

/// @file
/// Pictures and files that the image tests make by hand.

#include <cstdint>
#include <string>
#include <vector>

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "core/bytes.h"
#include "encode/image/gray_image.h"

namespace lockbox::encode::test {

/// Black text and a rule on white; `width` need not be a multiple of eight.
inline GrayImage page_with_text(int width, int height) {
  GrayImage page{.pixels = cv::Mat(height, width, CV_8UC1, cv::Scalar{255}),
                 .dpi_x = 200,
                 .dpi_y = 200,
                 .bitonal = true};
  for (int y = 40; y < height - 10; y += 50) {
    cv::putText(page.pixels, "PAY TO THE ORDER OF CITY 1234567890", {10, y},
                cv::FONT_HERSHEY_SIMPLEX, 0.9, cv::Scalar{0}, 2, cv::LINE_8);
  }
  cv::line(page.pixels, {10, height / 2}, {width - 10, height / 2}, cv::Scalar{0}, 2);
  return page;
}

/// Shades from black to white with the same text.
inline GrayImage gray_page(int width, int height) {
  auto page = page_with_text(width, height);
  for (int x = 0; x < width; ++x) page.pixels.col(x) -= cv::Scalar{x * 120.0 / width};
  page.bitonal = false;
  return page;
}

struct TiffTag {
  std::uint16_t tag;
  std::uint32_t value;  ///< Written as one LONG.
};

/// A little-endian TIFF with one directory right after its header and then `data`, whose offset
/// is 8 + 2 + 12 * tags + 4.  Nothing is checked: a bomb is a file too.
inline Bytes tiff_file(const std::vector<TiffTag>& tags, const Bytes& data) {
  Bytes file;
  const auto put = [&file](std::uint32_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) file.push_back(static_cast<std::byte>(value >> (8 * i)));
  };
  put(0x002A'4949, 4);
  put(8, 4);
  put(static_cast<std::uint32_t>(tags.size()), 2);
  for (const auto& tag : tags) {
    put(tag.tag, 2);
    put(4, 2);
    put(1, 4);
    put(tag.value, 4);
  }
  put(0, 4);
  file.insert(file.end(), data.begin(), data.end());
  return file;
}

/// A 1-bit TIFF in one strip of `data`.
struct OneStripTiff {
  std::uint32_t width;
  std::uint32_t height;
  std::uint32_t compression;
  std::uint32_t photometric;
};
inline Bytes one_strip_tiff(const OneStripTiff& page, const Bytes& data) {
  constexpr std::uint32_t tag_count = 8;
  constexpr std::uint32_t data_offset = 8 + 2 + 12 * tag_count + 4;
  return tiff_file({{256, page.width},
                    {257, page.height},
                    {258, 1},
                    {259, page.compression},
                    {262, page.photometric},
                    {273, data_offset},
                    {278, page.height},
                    {279, static_cast<std::uint32_t>(data.size())}},
                   data);
}

inline bool same_pixels(const cv::Mat& a, const cv::Mat& b) {
  return a.size() == b.size() && cv::norm(a, b, cv::NORM_INF) == 0;
}

}  // namespace lockbox::encode::test
