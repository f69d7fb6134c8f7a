#include "encode/archive/archive_image.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include "encode/archive/local_threshold.h"
#include "encode/archive/tiff_profile.h"
#include "encode/check_crop.h"
#include "encode/image/image_codec.h"
#include "encode/micr/e13b_reader.h"
#include "encode/page_reader.h"

namespace lockbox::encode {
namespace {

bool is_archive_dpi(double dpi_x, double dpi_y) {
  constexpr double tolerance = 0.5;  // Tags of other programs are rounded.
  return std::any_of(archive_dpis.begin(), archive_dpis.end(), [&](double dpi) {
    return std::abs(dpi_x - dpi) < tolerance && std::abs(dpi_y - dpi) < tolerance;
  });
}

/// At a resolution of the profile; gray when it had to be resampled.
GrayImage at_archive_dpi(const GrayImage& page) {
  GrayImage image = page;
  if (is_archive_dpi(page.dpi_x, page.dpi_y)) {
    image.dpi_x = image.dpi_y = std::round(page.dpi_x);
    return image;
  }
  const double dpi = archive_dpis.front();
  const cv::Size size{std::max(1, cvRound(page.pixels.cols * dpi / page.dpi_x)),
                      std::max(1, cvRound(page.pixels.rows * dpi / page.dpi_y))};
  const bool is_smaller = size.width < page.pixels.cols;
  image.pixels = cv::Mat{};
  cv::resize(page.pixels, image.pixels, size, 0, 0, is_smaller ? cv::INTER_AREA : cv::INTER_CUBIC);
  image.dpi_x = image.dpi_y = dpi;
  image.bitonal = false;
  return image;
}

/// The MICR line, if it is whole.
std::optional<std::string> whole_line(const GrayImage& image) {
  const auto read = read_micr(image);
  if (!read || !read->line.is_complete()) return std::nullopt;
  return read->line.raw;
}

}  // namespace

Result<Bytes> archive_image(const GrayImage& scan) {
  if (scan.dpi_x <= 0 || scan.dpi_y <= 0) {
    return fail(ErrorCode::InvalidInput, "The picture does not say how many dots make an inch.");
  }
  const auto page = upright_check(scan, read_page(scan, {}));
  const auto image = at_archive_dpi(page);
  if (image.bitonal) return encode_tiff_g4(image);
  constexpr std::array strictnesses{0.2, 0.34, 0.1};
  const auto line = whole_line(page);
  for (const double strictness : strictnesses) {
    const auto bitonal = threshold_locally(image, strictness);
    if (!line || whole_line(bitonal) == line) return encode_tiff_g4(bitonal);
  }
  return fail(ErrorCode::InvalidInput,
              "No picture of one bit a pixel keeps the MICR line of this one.");
}

}  // namespace lockbox::encode
