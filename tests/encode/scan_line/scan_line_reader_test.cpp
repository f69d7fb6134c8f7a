#include "encode/scan_line/scan_line_reader.h"

#include <algorithm>
#include <cstdio>

#include "encode/micr/e13b_writer.h"
#include "encode/scan_line/printed_lines.h"
#include "support/catch.h"

namespace lockbox::encode {
namespace {

std::vector<ScanLineRead> read_page_of(const GrayImage& page) {
  return read_scan_lines(page, {{}, page.pixels.size()});
}

TEST_CASE("A line is read with its face, its blanks and the place of every character",
          "[scan_line]") {
  const auto font = GENERATE(OcrFont::A, OcrFont::B);
  const double dpi = GENERATE(150.0, 200.0, 300.0);
  const std::string text = "0123456789 <>+- 0987  654321";
  const auto lines = read_page_of(page_with_line(font, text, dpi));
  REQUIRE(lines.size() == 1);
  CHECK(lines.front().font == font);
  CHECK(lines.front().text == text);
  CHECK(lines.front().confidence > 0.7);
  const auto& symbols = lines.front().symbols;
  REQUIRE(symbols.size() == 24);
  for (std::size_t i = 0, place = 0; i < symbols.size(); ++i, ++place) {
    while (text[place] == ' ') ++place;
    CHECK(symbols[i].symbol == std::string(1, text[place]));
    CHECK(symbols[i].second != symbols[i].symbol);
    const auto& box = symbols[i].box;
    const double middle = 0.5 + 0.1 * (static_cast<double>(place) + 0.5);
    CHECK(box.x + box.width / 2.0 == Approx(middle * dpi).margin(0.015 * dpi));
    CHECK(box.y + box.height / 2.0 == Approx(0.5 * dpi).margin(0.015 * dpi));
  }
}

TEST_CASE("Hook, chair and fork of OCR-A are read", "[scan_line]") {
  const std::string text = "\u2440123456\u24417890\u2442";
  const auto lines = read_page_of(page_with_line(OcrFont::A, text));
  REQUIRE(lines.size() == 1);
  CHECK(lines.front().text == text);
}

TEST_CASE("Of many printed and scanned lines none is misread and most are whole", "[scan_line]") {
  Chance chance{20261126};
  constexpr int count = 250;
  int sound = 0;
  int sound_whole = 0;
  int whole = 0;
  for (int i = 0; i < count; ++i) {
    const auto line = any_printed_line(chance);
    const auto reads = read_page_of(line.page);
    const auto is_whole = [&line](const auto& read) { return read.text == line.text; };
    const bool was_read = std::ranges::any_of(reads, is_whole);
    whole += was_read ? 1 : 0;
    sound += line.is_damaged ? 0 : 1;
    sound_whole += was_read && !line.is_damaged ? 1 : 0;
    for (const auto& read : reads) {
      CAPTURE(i, line.text, read.text);
      CHECK_FALSE(misreads(read.text, line.text));
    }
  }
  std::printf("scan lines printed %d  whole %d  undamaged %d  whole %d\n", count, whole, sound,
              sound_whole);
  CHECK(sound_whole * 100 >= sound * 97);
  CHECK(whole * 100 >= count * 75);
}

TEST_CASE("A character that has lost a part is left in doubt and never becomes another",
          "[scan_line]") {
  const auto font = GENERATE(OcrFont::A, OcrFont::B);
  const std::string text = "8888 0000 6666 9999 3333 5555";
  const auto whole = page_with_line(font, text);
  for (int part = 0; part < 12; ++part) {
    auto page = whole;
    page.pixels = whole.pixels.clone();
    // Of every character the same piece, as of a worn drum: a third of its width or height.
    const int column = part % 3;
    const int row = part / 3;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const int left = 100 + 20 * static_cast<int>(i) + 3 + 5 * column;
      page.pixels(cv::Rect{left, 88 + 6 * row, 5, 7}).setTo(255);
    }
    for (const auto& read : read_page_of(page)) {
      CAPTURE(part, read.text);
      CHECK_FALSE(misreads(read.text, text));
    }
  }
}

TEST_CASE("Ink right behind a line, and a line at the edge of the picture, stay in doubt",
          "[scan_line]") {
  auto page = page_with_line(OcrFont::A, "123456789012");
  const int end = 100 + 12 * 20;
  cv::circle(page.pixels, {end + 10, 100}, 5, cv::Scalar(0), cv::FILLED);
  const auto lines = read_page_of(page);
  REQUIRE(lines.size() == 1);
  CHECK(lines.front().text == "123456789012?");
  CHECK(lines.front().confidence == 0);

  const auto cut = page_with_line(OcrFont::A, "123456789012");
  const auto read = read_page_of({cut.pixels.colRange(0, end - 20).clone(), 200, 200, false});
  REQUIRE(read.size() == 1);
  CHECK(read.front().text == "12345678901?");
}

TEST_CASE("A line is read through a streak of the scanner", "[scan_line]") {
  auto page = page_with_line(OcrFont::B, "123456789012");
  const int between = 100 + 5 * 20;
  page.pixels.colRange(between - 1, between + 2).setTo(30);
  const auto lines = read_page_of(page);
  REQUIRE(lines.size() == 1);
  CHECK(lines.front().text == "123456789012");
}

TEST_CASE("Type of other faces is no scan line", "[scan_line]") {
  auto page = blank_page(8, 3.5, 200);
  const int face = GENERATE(
      static_cast<int>(cv::FONT_HERSHEY_SIMPLEX), static_cast<int>(cv::FONT_HERSHEY_DUPLEX),
      static_cast<int>(cv::FONT_HERSHEY_COMPLEX), static_cast<int>(cv::FONT_HERSHEY_TRIPLEX));
  const std::string text = "1047205834 261124 000731596";
  int row = 60;
  for (const double height : {0.8, 0.9, 1.0, 1.1}) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      cv::putText(page.pixels, text.substr(i, 1), {100 + 20 * static_cast<int>(i), row}, face,
                  height, cv::Scalar(0), 2, cv::LINE_AA);
    }
    row += 60;
  }
  REQUIRE(draw_micr_line(page, "\u2446069900277\u2446 938910134\u24486060"));
  CHECK(read_page_of(page).empty());
}

TEST_CASE("A blank, a tiny and an empty page have no scan line", "[scan_line]") {
  CHECK(read_page_of(blank_page(4, 2, 200)).empty());
  CHECK(read_page_of({cv::Mat(1, 1, CV_8UC1, cv::Scalar(0)), 0, 0, true}).empty());
  CHECK(read_page_of({}).empty());
  const auto page = page_with_line(OcrFont::A, "123456789012");
  CHECK(read_scan_lines(page, {5000, 5000, 10, 10}).empty());
  CHECK(read_scan_lines(page, {0, 150, 600, 50}).empty());
}

}  // namespace
}  // namespace lockbox::encode
