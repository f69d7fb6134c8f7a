// How many dots make an inch of a page whose file does not say, or says wrong.

#include "encode/page_resolution.h"

#include <filesystem>

#include <opencv2/imgproc.hpp>

#include "core/file.h"
#include "core/limits.h"
#include "encode/image/image_codec.h"
#include "encode/image/quality/damaged_checks.h"
#include "encode/image/straighten.h"
#include "support/catch.h"
#include "support/shared_data.h"

using namespace lockbox;
using namespace lockbox::encode;
namespace fs = std::filesystem;

namespace {

constexpr auto by_tag = ResolutionSource::Tag;
constexpr auto by_line = ResolutionSource::MicrLine;
constexpr auto by_paper = ResolutionSource::PaperSize;

/// A gray check of 6 by 2.75 inches at `dpi` whose file says `tag`.
GrayImage check_at(double dpi, double tag) {
  auto check = encode::test::gray_check();
  cv::resize(check.pixels.clone(), check.pixels, {}, dpi / 200, dpi / 200, cv::INTER_AREA);
  check.dpi_x = check.dpi_y = tag;
  return check;
}

/// Paper of that many pixels on which nothing can be read.
GrayImage blank(int width, int height, double tag) {
  return {.pixels = cv::Mat(height, width, CV_8UC1, cv::Scalar{240}), .dpi_x = tag, .dpi_y = tag};
}

std::optional<PageResolution> resolution_of(const GrayImage& scan) {
  return find_resolution(scan, read_page(scan, {}));
}

}  // namespace

TEST_CASE("A line tells the resolution where the file does not", "[encode][resolution]") {
  const double dpi = GENERATE(120.0, 150.0, 200.0, 240.0, 300.0);
  const auto found = resolution_of(check_at(dpi, 0));
  REQUIRE(found);
  CHECK((found->source == by_line));
  CHECK(found->dpi_x == Approx(dpi).epsilon(0.02));
  CHECK(found->dpi_y == found->dpi_x);
}

TEST_CASE("A line overrules a tag that is far off", "[encode][resolution]") {
  const auto [dpi, tag] =
      GENERATE(table<double, double>({{200, 72}, {150, 96}, {200, 300}, {240, 200}, {100, 200}}));
  const auto found = resolution_of(check_at(dpi, tag));
  REQUIRE(found);
  CHECK((found->source == by_line));
  CHECK(found->dpi_x == Approx(dpi).epsilon(0.03));
}

TEST_CASE("A tag stands where the line is printed a little wide or narrow",
          "[encode][resolution]") {
  const double tag = GENERATE(190.0, 200.0, 204.0, 215.0);
  CHECK((resolution_of(check_at(200, tag)) == PageResolution{tag, tag, by_tag}));
}

TEST_CASE("An upside-down and a leaning line tell it too", "[encode][resolution]") {
  auto page = check_at(200, 0);
  const double degrees = GENERATE(180.0, 5.0, -8.0);
  page.pixels = straighten(page, degrees).image.pixels;
  const auto found = resolution_of(page);
  REQUIRE(found);
  CHECK((found->source == by_line));
  CHECK(found->dpi_x == Approx(200).epsilon(0.03));
}

TEST_CASE("A line tells it on a check that stands on its side", "[encode][resolution]") {
  auto page = check_at(200, 0);
  const auto turn = GENERATE(cv::ROTATE_90_CLOCKWISE, cv::ROTATE_90_COUNTERCLOCKWISE);
  cv::rotate(page.pixels.clone(), page.pixels, turn);
  CHECK((resolution_of(page) == PageResolution{200, 200, by_line}));
}

TEST_CASE("A line that is stretched tells nothing against the file", "[encode][resolution]") {
  auto page = check_at(200, 200);
  cv::resize(page.pixels.clone(), page.pixels, {}, 1.35, 1, cv::INTER_LINEAR);
  const auto read = read_page(page, {});
  REQUIRE(read.micr);
  CHECK((find_resolution(page, read) == PageResolution{200, 200, by_tag}));
}

TEST_CASE("Pixels that are not square keep their shape", "[encode][resolution]") {
  auto page = check_at(200, 0);
  cv::resize(page.pixels.clone(), page.pixels, {}, 1, 0.8, cv::INTER_AREA);
  page.dpi_x = 100;
  page.dpi_y = 80;
  const auto read = read_page(page, {});
  REQUIRE(read.micr);
  CHECK((find_resolution(page, read) == PageResolution{200, 160, by_line}));
}

TEST_CASE("Without a line the sizes of checks tell it", "[encode][resolution]") {
  CHECK((resolution_of(blank(1200, 550, 0)) == PageResolution{200, 200, by_paper}));
  CHECK((resolution_of(blank(2550, 1050, 0)) == PageResolution{300, 300, by_paper}));
  CHECK((resolution_of(blank(2040, 840, 72)) == PageResolution{240, 240, by_paper}));
  CHECK((resolution_of(blank(1410, 650, 96)) == PageResolution{200, 200, by_paper}));
}

TEST_CASE("Without a line a tag stands, unless it is one that is written by habit",
          "[encode][resolution]") {
  CHECK((resolution_of(blank(1000, 1000, 200)) == PageResolution{200, 200, by_tag}));
  CHECK((resolution_of(blank(672, 288, 96)) == PageResolution{96, 96, by_tag}));
  CHECK((resolution_of(blank(612, 792, 72)) == PageResolution{72, 72, by_tag}));
  CHECK_FALSE(resolution_of(blank(700, 700, 72)));
}

TEST_CASE("Nothing is guessed where nothing tells", "[encode][resolution]") {
  CHECK_FALSE(resolution_of(blank(1000, 1000, 0)));
  CHECK_FALSE(resolution_of(blank(3000, 400, 0)));
}

TEST_CASE("A resolution that makes a poster of the picture is none", "[encode][resolution]") {
  for (const double tag : {72.0, 96.0}) {
    const auto page = decode_image(encode_jpeg(check_at(240, tag), 80)).value();
    CHECK(page.dpi_x == 0);
    CHECK((read_page(page, {}).kind == PageKind::Check));
  }
  CHECK(decode_image(encode_jpeg(check_at(240, 240), 80)).value().dpi_x == 240);
  CHECK(decode_image(encode_tiff_g4(blank(1700, 2800, 200))).value().dpi_x == 200);
  CHECK(decode_image(encode_tiff_g4(blank(1700, 3000, 200))).value().dpi_x == 0);
}

TEST_CASE("The lines of drawn checks tell the resolution of their files",
          "[encode][resolution][corpus]") {
  const auto folder = lockbox::test::shared_data() / "micr";
  if (!fs::exists(folder)) {
    WARN("skipped: no drawn checks at " << folder);
    return;
  }
  int lines = 0;
  for (const auto& entry : fs::directory_iterator{folder}) {
    const auto name = entry.path().filename().string();
    // Cells of perspective and of pitch have other sizes along the line.
    if (name.starts_with("photo") || name.starts_with("pitch") || name.ends_with(".md")) continue;
    if (name.ends_with(".csv")) continue;
    auto page = decode_image(read_file(entry.path(), limits::image_file_bytes_max).value()).value();
    const double true_dpi = page.dpi_x;
    page.dpi_x = page.dpi_y = 0;
    const auto read = read_page(page, {});
    if (!read.micr || !read.micr->line.is_complete()) continue;
    ++lines;
    const auto found = find_resolution(page, read);
    CAPTURE(name);
    REQUIRE(found);
    CHECK((found->source == by_line));
    CHECK(found->dpi_x == Approx(true_dpi).epsilon(0.04));
  }
  CHECK(lines >= 80);
}
