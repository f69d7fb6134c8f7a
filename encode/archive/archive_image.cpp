#include "encode/archive/archive_image.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include "encode/archive/local_threshold.h"
#include "encode/archive/stroke_survival.h"
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

struct Bitonal {
  GrayImage image;
  std::optional<double> stroke_percent;
};

/// Of the ways that keep the line the first that keeps the strokes, else the one that keeps most.
std::optional<Bitonal> best_bitonal(const GrayImage& image,
                                    const std::optional<std::string>& line) {
  constexpr std::array strictnesses{0.2, 0.34, 0.1};
  constexpr double nearly_all = 95;
  std::optional<Bitonal> best;
  for (const double strictness : strictnesses) {
    Bitonal bitonal{threshold_locally(image, strictness), {}};
    if (line && whole_line(bitonal.image) != line) continue;
    bitonal.stroke_percent = stroke_survival(image, bitonal.image);
    const bool is_better = !best || bitonal.stroke_percent > best->stroke_percent;
    if (is_better) best = std::move(bitonal);
    if (best->stroke_percent.value_or(nearly_all) >= nearly_all) break;
  }
  return best;
}

tl::unexpected<Error> without_resolution(const GrayImage& scan) {
  const auto said =
      scan.dpi_x > 0
          ? fmt::format("{:g} dots an inch, which makes it {:.1f} by {:.1f} inches", scan.dpi_x,
                        scan.pixels.cols / scan.dpi_x, scan.pixels.rows / scan.dpi_y)
          : "no resolution that paper has";
  return fail(
      ErrorCode::InvalidInput,
      fmt::format("The picture says {}, and nothing on it tells its true size: no line in "
                  "E-13B was read, and no one resolution makes its {} by {} pixels a check.",
                  said, scan.pixels.cols, scan.pixels.rows));
}

}  // namespace

Result<ArchiveImage> archive_image(const GrayImage& scan) {
  return archive_image(scan, read_page(scan, {}));
}

Result<ArchiveImage> archive_image(const GrayImage& scan, const PageRead& page) {
  const auto resolution = find_resolution(scan, page);
  if (!resolution) return without_resolution(scan);
  GrayImage sized = scan;
  sized.dpi_x = resolution->dpi_x;
  sized.dpi_y = resolution->dpi_y;
  const auto check = upright_check(sized, page);
  const auto inches = [](int pixels, double dpi) { return pixels / dpi; };
  constexpr double paper_inches_max = 24;
  if (inches(check.pixels.cols, check.dpi_x) > paper_inches_max ||
      inches(check.pixels.rows, check.dpi_y) > paper_inches_max) {
    return without_resolution(sized);
  }
  const auto image = at_archive_dpi(check);
  if (image.bitonal) return ArchiveImage{encode_tiff_g4(image), *resolution};
  const auto best = best_bitonal(image, page.micr ? whole_line(check) : std::nullopt);
  if (!best) {
    return fail(ErrorCode::InvalidInput,
                "No picture of one bit a pixel keeps the MICR line of this one.");
  }
  return ArchiveImage{encode_tiff_g4(best->image), *resolution, best->stroke_percent};
}

}  // namespace lockbox::encode
