#include "service/work/picture.h"

#include <opencv2/core.hpp>

#include "capture/image_name.h"
#include "encode/image/image_codec.h"
#include "support/catch.h"
#include "support/memory_image_store.h"

using namespace lockbox;
using namespace lockbox::service::work;

namespace {

/// One stored front of 40 by 20 pixels, its left half black.
class Page {
 public:
  explicit Page(bool bitonal) {
    encode::GrayImage image;
    image.pixels = cv::Mat{20, 40, CV_8UC1, cv::Scalar{255}};
    image.pixels(cv::Rect{0, 0, 20, 20}).setTo(0);
    image.dpi_x = image.dpi_y = 200;
    image.bitonal = bitonal;
    const auto bytes = bitonal ? encode::encode_tiff_g4(image) : encode::encode_jpeg(image, 90);
    document_.captured.sequence = 7;
    const auto name = capture::image_name(batch_, 7, Side::Front);
    document_.captured.images.push_back(
        {Side::Front, ImageView::AsScanned, "000007F.tif", encode::media_type_of(bytes),
         images_.put(batch_.header.business_day, name, bytes).value()});
  }

  Result<ShownPicture> show(const PictureRequest& request) {
    return show_picture({images_, pictures_, batch_, document_}, request);
  }
  encode::GrayImage shown(const PictureRequest& request) {
    return encode::decode_image(show(request).value().bytes).value();
  }

 private:
  test::MemoryImageStore images_;
  capture::PicturesHere pictures_;
  deposit::Batch batch_{.id = BatchId{1},
                        .header = {"TEST", "BOX", BusinessDay::parse("2026-11-23").value(), "mixed",
                                   "dana", std::nullopt, "folder:test"}};
  deposit::Document document_;
};

}  // namespace

TEST_CASE("A bitonal page is shown as PNG of one bit, a gray one as JPEG", "[service][work]") {
  Page black_and_white{true};
  const auto png = black_and_white.show({}).value();
  CHECK((png.media_type == "image/png"));
  CHECK((encode::media_type_of(png.bytes) == "image/png"));
  CHECK(encode::decode_image(png.bytes).value().bitonal);
  Page gray{false};
  const auto jpeg = gray.show({}).value();
  CHECK((jpeg.media_type == "image/jpeg"));
  CHECK((encode::media_type_of(jpeg.bytes) == "image/jpeg"));
}

TEST_CASE("A page is cut by fractions, then turned clockwise", "[service][work]") {
  Page page{true};
  const Cut right_half{.left = 0.5, .top = 0, .width = 0.5, .height = 1};
  const auto right = page.shown({.cut = right_half});
  CHECK((right.pixels.cols == 20));
  CHECK((cv::countNonZero(right.pixels) == 20 * 20));
  const auto turned = page.shown({.turn = Turn::Quarter, .cut = {}});
  CHECK((turned.pixels.rows == 40));
  CHECK((turned.pixels.at<unsigned char>(0, 0) == 0));
  CHECK((turned.pixels.at<unsigned char>(39, 0) == 255));
}

TEST_CASE("A part beyond the picture and a side without a picture are refused", "[service][work]") {
  Page page{true};
  const Cut beyond{.left = 0.5, .top = 0, .width = 0.6, .height = 1};
  CHECK((page.show({.cut = beyond}).error().code == ErrorCode::InvalidInput));
  CHECK((page.show({.side = Side::Rear, .cut = {}}).error().code == ErrorCode::NotFound));
}
