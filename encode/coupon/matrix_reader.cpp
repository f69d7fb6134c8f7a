#include "encode/coupon/matrix_reader.h"

#include <array>
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

/// An upright square or rectangle about the region's center, cut off at the edges of the page.
cv::Rect upright(const BarcodeRegion& region, double margin, const cv::Mat& page) {
  const double width = region.length + 2 * margin, height = region.height + 2 * margin;
  const cv::Rect wanted{static_cast<int>(region.center.x - width / 2),
                        static_cast<int>(region.center.y - height / 2), static_cast<int>(width),
                        static_cast<int>(height)};
  return wanted & cv::Rect{{0, 0}, page.size()};
}

}  // namespace

std::optional<BarcodeRead> read_matrix(const cv::Mat& gray, const BarcodeRegion& region) {
  if (!has_ink_of_a_matrix(gray(upright(region, 0, gray)))) return std::nullopt;
  const cv::Rect crop = upright(region, matrix_margin_px, gray);
  int attempts = 0;
  for (const auto& attempt : matrix_attempts) {
    ++attempts;
    cv::Mat picture;
    cv::resize(gray(crop), picture, {}, attempt.scale, attempt.scale, cv::INTER_CUBIC);
    if (attempt.blur_px > 0) cv::GaussianBlur(picture, picture, {0, 0}, attempt.blur_px);
    const auto symbol = read_symbol(picture, BarcodeFormat::QrCode, attempt.binarization);
    if (!symbol) continue;
    std::vector<cv::Point2f> corners;
    for (const auto& corner : symbol->corners) {
      corners.emplace_back(corner / attempt.scale + cv::Point2d{crop.tl()});
    }
    const auto bounds = cv::boundingRect(corners);
    return BarcodeRead{symbol->text,
                       BarcodeFormat::QrCode,
                       {bounds.x, bounds.y, bounds.width, bounds.height},
                       1.0 / attempts};
  }
  return std::nullopt;
}

}  // namespace lockbox::encode
