#include <algorithm>
#include <string>

#include <opencv2/core.hpp>

#include "core/file.h"
#include "core/limits.h"
#include "encode/archive/archive_image.h"
#include "encode/check_crop.h"
#include "encode/coupon/riverton.h"
#include "encode/image/image_codec.h"
#include "encode/image/ink_map.h"
#include "encode/image/quality/image_quality.h"
#include "encode/image/straighten.h"
#include "encode/page_reader.h"
#include "encode/print/sheet_reader.h"
#include "encode/scan_line/scan_line_reader.h"
#include "support/catch.h"

namespace lockbox::encode {
namespace {

TEST_CASE("Whoever looks at a picture leaves it as it is", "[page]") {
  // With noise and askew, so that every second look is taken; a square one can be turned in place.
  const std::string file =
      GENERATE(as<std::string>{}, "check_mixed_0034.jpg", "coupon_license_scan_0041.jpg",
               "correspondence_mixed_0011.tif");
  auto image =
      decode_image(read_file("tests/corpus/pages/" + file, limits::image_file_bytes_max).value())
          .value();
  image.bitonal = GENERATE(true, false);
  const int side = std::min(image.pixels.rows, image.pixels.cols);
  if (GENERATE(false, true)) image.pixels = image.pixels({0, 0, side, side}).clone();
  cv::Mat grain(image.pixels.size(), CV_8UC1);
  cv::RNG{7}.fill(grain, cv::RNG::UNIFORM, 0, 255);
  image.pixels.setTo(0, grain > 245);
  image = straighten(image, GENERATE(3, 183)).image;
  const cv::Mat before = image.pixels.clone();
  const auto page = read_page(image, test::riverton_coupons());
  static_cast<void>(read_page(image, {}));
  static_cast<void>(measure_quality(image));
  static_cast<void>(ink_map_of(upright_check(image, page)));
  static_cast<void>(archive_image(image));
  static_cast<void>(read_sheet(image));
  static_cast<void>(read_scan_lines(image, {{}, image.pixels.size()}));
  CHECK(cv::norm(before, image.pixels, cv::NORM_L1) == 0);
}

}  // namespace
}  // namespace lockbox::encode
