#include "encode/image/slope_cells.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "core/chance.h"
#include "encode/image/ink_mask.h"
#include "support/catch.h"

namespace lockbox::encode {
namespace {

int some_below(Chance& chance, int bound) {
  return static_cast<int>(chance.below(static_cast<std::uint64_t>(bound)));
}

/// The same from whole pictures, one after the other.
cv::Mat slowly(const cv::Mat& pixels, Slope slope) {
  const cv::Point along = slope == Slope::Across ? cv::Point{1, 0} : cv::Point{0, 1};
  const cv::Point beside{along.y, along.x};
  const auto moved = [](const cv::Mat& all, cv::Point by, const cv::Size& size) {
    return all({by, size});
  };
  const cv::Size size{pixels.cols - 2, pixels.rows - 2};
  const auto mean_at = [&](cv::Point by) {
    cv::Mat mean;
    cv::addWeighted(moved(pixels, by, size), 0.5, moved(pixels, by + beside, size), 0.5, 0, mean);
    return mean;
  };
  cv::Mat steepness;
  cv::absdiff(mean_at({0, 0}), mean_at(along * 2), steepness);
  cv::Mat cells = shrink(shrink(steepness, 0.5), 0.2);
  cv::blur(cells, cells, {5, 1});
  return cells;
}

cv::Mat some_picture(Chance& chance, cv::Size size, bool bitonal) {
  cv::Mat picture(size, CV_8UC1, cv::Scalar(255));
  for (int y = 0; y < size.height; ++y) {
    if (chance.between(0, 1) < 0.6) continue;  // Plain rows.
    for (int x = 0; x < size.width; ++x) {
      const int gray = some_below(chance, 256);
      picture.at<std::uint8_t>(y, x) =
          static_cast<std::uint8_t>(bitonal ? 255 * (gray / 128) : gray);
    }
  }
  return picture;
}

}  // namespace

TEST_CASE("Slopes in cells are those of whole pictures, shrunk", "[encode][texture]") {
  Chance chance{21};
  const bool bitonal = GENERATE(true, false);
  const cv::Size size =
      GENERATE(cv::Size{12, 12}, cv::Size{25, 31}, cv::Size{102, 62}, cv::Size{133, 87});
  for (const auto slope : {Slope::Across, Slope::Down}) {
    const auto picture = some_picture(chance, size, bitonal);
    const auto cells = slope_cells(picture, slope);
    const auto expected = slowly(picture, slope);
    REQUIRE(cells.size() == expected.size());
    CHECK(cv::countNonZero(cells != expected) == 0);
  }
}

TEST_CASE("A plain page has no slopes, and a tiny one no cells", "[encode][texture]") {
  CHECK(cv::countNonZero(slope_cells(cv::Mat(60, 60, CV_8UC1, cv::Scalar(200)), Slope::Down)) == 0);
  CHECK(slope_cells(cv::Mat(11, 200, CV_8UC1, cv::Scalar(0)), Slope::Across).empty());
  CHECK(slope_cells(cv::Mat(1, 1, CV_8UC1, cv::Scalar(0)), Slope::Across).empty());
}

}  // namespace lockbox::encode
