// The fraud, and the accident, in which one check is captured twice and its line says so no more.

#include <array>
#include <opencv2/imgproc.hpp>
#include <string>

#include "capture/document_reader.h"
#include "capture/pictures.h"
#include "deposit/store/sqlite_file.h"
#include "deposit/work/facts.h"
#include "encode/image/image_codec.h"
#include "encode/mail/drawn_mail.h"
#include "support/catch.h"
#include "support/drawn_papers.h"

using namespace lockbox;
using namespace lockbox::capture;

namespace {

/// A check of one payer, on one form and with one signature, as a bitonal scanner of 200 dots an
/// inch takes it.
encode::GrayImage check_filled_in(std::uint64_t filled) {
  constexpr double dpi = 200;
  auto check = test::draw_paper({.form = 104, .filled = filled, .signature = 1});
  const double scale = dpi / check.dpi_x;
  cv::resize(check.pixels, check.pixels, {}, scale, scale, cv::INTER_AREA);
  cv::threshold(check.pixels, check.pixels, 150, 255, cv::THRESH_BINARY);
  check.dpi_x = check.dpi_y = dpi;
  check.bitonal = true;
  return check;
}

/// As another pass through the track takes it: a little off its place, and turned.
encode::GrayImage scanned_again(const encode::GrayImage& check) {
  constexpr double degrees = 0.6;
  auto picture = check;
  const cv::Point2f middle(static_cast<float>(check.pixels.cols) / 2,
                           static_cast<float>(check.pixels.rows) / 2);
  cv::Mat turn = cv::getRotationMatrix2D(middle, degrees, 1);
  turn.at<double>(0, 2) += 5;
  turn.at<double>(1, 2) -= 3;
  picture.pixels = cv::Mat{};
  cv::warpAffine(check.pixels, picture.pixels, turn, check.pixels.size(), cv::INTER_LINEAR,
                 cv::BORDER_CONSTANT, cv::Scalar(255));
  cv::threshold(picture.pixels, picture.pixels, 150, 255, cv::THRESH_BINARY);
  return picture;
}

encode::GrayImage without_line(encode::GrayImage check) {
  encode::wipe_micr_line(check, 0.1, 5.8);
  return check;
}

template <class T>
T need(Result<T> result) {
  if (!result) FAIL(result.error().message);
  return *std::move(result);
}

/// Captures papers one by one, each as a batch of its own, and says why it may be a duplicate.
class Office {
 public:
  std::string capture(const encode::GrayImage& check) {
    const auto source = "feed-" + std::to_string(++batches_);
    const deposit::Actor reader{"reader"};
    const auto day = BusinessDay::parse("2026-11-23").value();
    auto& store = books_->store();
    const auto batch = need(
        store.open_batch({"riverton", "1001", day, "mixed", "dana", std::nullopt, source}, reader));
    deposit::NewDocument document;
    document.sequence = 1;
    const auto file = encode::encode_tiff_g4(check);
    document.images.push_back({Side::Front,
                               ImageView::AsScanned,
                               "000001F.tif",
                               "image/tiff",
                               {day, source, 0, 1, Sha256::of(file)}});
    need(store.file_documents(batch.id, std::array{document}, reader));
    const DocumentPictures pictures{.sequence = 1, .front = {"000001F.tif", file}};
    auto reading = need(read_document(here_, pictures, {}));
    REQUIRE((reading.kind == encode::PageKind::Check));
    REQUIRE_FALSE(reading.fault.has_value());
    REQUIRE(store.record_readings(batch.id, std::array{reading}, reader).has_value());
    const auto contents = need(store.load_batch(batch.id));
    return deposit::gather_facts(contents, keyed_, {}).at(0).duplicate_reason;
  }

 private:
  deposit::test::SqliteFile file_;
  std::unique_ptr<deposit::Books> books_ = need(file_.open_books());
  PicturesHere here_;
  int batches_ = 0;
  /// A person has keyed what was not read, and not what the other capture says.
  const deposit::Answers keyed_{{{1, deposit::TaskField::Micr}, "⑆021000021⑆ 123456⑈ 77"},
                                {{1, deposit::TaskField::Amount}, "12500"}};
};

}  // namespace

TEST_CASE("A9.7: a check that is captured again with its MICR line damaged is asked about",
          "[capture][alike]") {
  Office office;
  const auto check = check_filled_in(1);
  CHECK(office.capture(check).empty());
  CHECK_THAT(office.capture(without_line(scanned_again(check))),
             Catch::Contains("Alike by picture") &&
                 Catch::Contains("with document 1 of 2026-11-23 in lockbox 1001"));
}

TEST_CASE("The next check of the same payer is not, whether its line can be read or not",
          "[capture][alike]") {
  Office office;
  CHECK(office.capture(check_filled_in(1)).empty());
  CHECK(office.capture(check_filled_in(3)).empty());
  Office other;
  CHECK(other.capture(check_filled_in(1)).empty());
  CHECK(other.capture(without_line(scanned_again(check_filled_in(3)))).empty());
}
