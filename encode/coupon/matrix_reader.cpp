#include "encode/coupon/matrix_reader.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <span>
#include <utility>
#include <vector>

#include <opencv2/imgproc.hpp>

#include "encode/coupon/barcode_reader.h"

namespace lockbox::encode {
namespace {

/// One way to prepare the picture of a QR symbol.
struct MatrixAttempt {
  double scale = 1;
  double blur_px = 0;  ///< After scaling.
  Binarization binarization = Binarization::LocalAverage;
};

constexpr std::array<MatrixAttempt, 8> matrix_attempts{{
    {1, 0, Binarization::LocalAverage},
    {2, 0, Binarization::LocalAverage},
    {3, 1.5, Binarization::LocalAverage},
    {2, 0, Binarization::GlobalHistogram},
    {4, 3, Binarization::LocalAverage},
    {3, 2, Binarization::GlobalHistogram},
    {4, 4, Binarization::GlobalHistogram},
    {3, 1.5, Binarization::FixedThreshold},
}};
constexpr std::size_t rows_attempts = 3;  ///< Rows that these do not read were read by no other.
constexpr double matrix_margin_px = 24;
constexpr double matrix_ink_min = 0.25;  ///< Half of a QR is dark; of text much less.
constexpr double matrix_ink_max = 0.75;

bool has_ink_of_a_matrix(const cv::Mat& inside) {
  cv::Mat paper;
  cv::threshold(inside, paper, 0, 255, cv::THRESH_BINARY | cv::THRESH_OTSU);
  const double ink =
      1 - static_cast<double>(cv::countNonZero(paper)) / static_cast<double>(paper.total());
  return ink >= matrix_ink_min && ink <= matrix_ink_max;
}

/// The part of the page around a region, turned level and enlarged.
struct LevelCrop {
  cv::Mat pixels;
  cv::Matx23d to_page;  ///< From pixels of the crop to those of the page.
};

LevelCrop level_crop(const cv::Mat& page, const BarcodeRegion& region, double angle,
                     const cv::Size2d& margin, double scale) {
  const cv::Size size{static_cast<int>((region.length + 2 * margin.width) * scale),
                      static_cast<int>((region.height + 2 * margin.height) * scale)};
  const double cosine = std::cos(angle) / scale, sine = std::sin(angle) / scale;
  const double x = (size.width - 1) / 2.0, y = (size.height - 1) / 2.0;
  LevelCrop crop;
  crop.to_page = {cosine, -sine,  region.center.x - cosine * x + sine * y,
                  sine,   cosine, region.center.y - sine * x - cosine * y};
  cv::warpAffine(page, crop.pixels, crop.to_page, size, cv::INTER_CUBIC | cv::WARP_INVERSE_MAP,
                 cv::BORDER_REPLICATE);
  return crop;
}

Box page_box(const Symbol& symbol, const cv::Matx23d& to_page) {
  std::vector<cv::Point2f> corners;
  for (const auto& corner : symbol.corners) {
    corners.emplace_back(to_page * cv::Vec3d{corner.x, corner.y, 1});
  }
  const auto bounds = cv::boundingRect(corners);
  return {bounds.x, bounds.y, bounds.width, bounds.height};
}

/// Paper around a symbol.  The wide bars where the rows of a PDF417 begin and end have few edges,
/// so the region may leave both out: 35 of the 86 modules that the shortest rows have.
cv::Size2d margin_of(const BarcodeRegion& region) {
  constexpr double ends_share = 0.35;
  const bool is_rows = region.kind == RegionKind::Rows;
  return {is_rows ? std::max(ends_share * region.length, matrix_margin_px) : matrix_margin_px,
          matrix_margin_px};
}

/// Patterns and text make rows more often than codes do: those get a few attempts.
std::span<const MatrixAttempt> attempts_at(const BarcodeRegion& region) {
  const std::span<const MatrixAttempt> all{matrix_attempts};
  if (region.kind != RegionKind::Rows) return all;
  return all.first(rows_attempts);
}

/// A PDF417 is read level and either way up, the two other kinds at any angle; a DataMatrix may be
/// three times as long as it is high.
struct MatrixWay {
  BarcodeFormat format = BarcodeFormat::QrCode;
  double turned_by = 0;  ///< Radians, against the region.
};

std::span<const MatrixWay> ways_of(RegionKind kind) {
  static constexpr std::array matrix{MatrixWay{BarcodeFormat::QrCode, 0},
                                     MatrixWay{BarcodeFormat::DataMatrix, 0}};
  static constexpr std::array rows{MatrixWay{BarcodeFormat::Pdf417, 0},
                                   MatrixWay{BarcodeFormat::Pdf417, std::numbers::pi},
                                   MatrixWay{BarcodeFormat::DataMatrix, 0}};
  return kind == RegionKind::Rows ? std::span<const MatrixWay>{rows} : matrix;
}

}  // namespace

std::optional<BarcodeRead> read_matrix(const cv::Mat& gray, const BarcodeRegion& region) {
  if (!has_ink_of_a_matrix(level_crop(gray, region, region.angle, {}, 1).pixels)) {
    return std::nullopt;
  }
  int attempts = 0;
  for (const auto& attempt : attempts_at(region)) {
    ++attempts;
    for (const auto& way : ways_of(region.kind)) {
      auto crop =
          level_crop(gray, region, region.angle + way.turned_by, margin_of(region), attempt.scale);
      if (attempt.blur_px > 0) {
        cv::GaussianBlur(crop.pixels, crop.pixels, {0, 0}, attempt.blur_px);
      }
      auto symbol = read_symbol(crop.pixels, way.format, attempt.binarization);
      if (!symbol) continue;
      const auto box = page_box(*symbol, crop.to_page);
      return BarcodeRead{std::move(symbol->text), way.format, box, 1.0 / attempts};
    }
  }
  return std::nullopt;
}

}  // namespace lockbox::encode
