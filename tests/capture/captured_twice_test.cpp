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

/// Captures papers one by one into a batch, and says why the last one may be a duplicate once
/// people have keyed its line and amount.
class Office {
 public:
  std::string capture(const encode::GrayImage& check) {
    auto& store = books_->store();
    deposit::NewDocument document;
    document.sequence = ++captured_;
    const auto file = encode::encode_tiff_g4(check);
    const auto name = std::to_string(captured_) + "F.tif";
    document.images.push_back({Side::Front,
                               ImageView::AsScanned,
                               name,
                               "image/tiff",
                               {day_, "1.seg", 0, 1, Sha256::of(file)}});
    need(store.file_documents(batch_, std::array{document}, reader_));
    const DocumentPictures pictures{.sequence = captured_, .front = {name, file}};
    auto reading = need(read_document(here_, pictures, {}));
    REQUIRE((reading.kind == encode::PageKind::Check));
    REQUIRE_FALSE(reading.fault.has_value());
    REQUIRE(store.record_readings(batch_, std::array{reading}, reader_).has_value());
    deposit::Answers keyed;
    for (std::int64_t one = 1; one <= captured_; ++one) {
      keyed[{one, deposit::TaskField::Amount}] = "12500";
    }
    keyed[{captured_, deposit::TaskField::Micr}] = "⑆021000021⑆ 123456⑈ 77";
    return deposit::gather_facts(need(store.load_batch(batch_)), keyed, {}).back().duplicate_reason;
  }

 private:
  deposit::test::SqliteFile file_;
  std::unique_ptr<deposit::Books> books_ = need(file_.open_books());
  PicturesHere here_;
  deposit::Actor reader_{"reader"};
  BusinessDay day_ = BusinessDay::parse("2026-11-23").value();
  BatchId batch_ =
      need(books_->store().open_batch(
               {"riverton", "1001", day_, "mixed", "dana", std::nullopt, "feed-1"}, reader_))
          .id;
  std::int64_t captured_ = 0;
};

}  // namespace

TEST_CASE("A9.7: a check that is captured again with its MICR line damaged is asked about",
          "[capture][alike]") {
  Office office;
  const auto check = check_filled_in(1);
  CHECK(office.capture(check).empty());
  CHECK_THAT(office.capture(without_line(scanned_again(check))),
             Catch::Contains("Alike by picture") && Catch::Contains("with document 1."));
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
