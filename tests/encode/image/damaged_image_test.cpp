#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include <rapidcheck.h>

#include "core/limits.h"
#include "encode/image/image_codec.h"
#include "encode/image/image_fault.h"
#include "encode/image/sample_pictures.h"
#include "support/catch.h"

namespace lockbox::encode {
namespace {

constexpr std::uint32_t group_4 = 4;
constexpr std::uint32_t min_is_white = 0;

Bytes filled(std::size_t size, std::uint8_t value) {
  return Bytes(size, std::byte{value});
}

Bytes text_file(std::string_view text) {
  const auto bytes = bytes_of(text);
  return {bytes.begin(), bytes.end()};
}

/// One honest file of each kind.
std::vector<Bytes> honest_files() {
  auto rows_in_strips = test::gray_page(300, 140);
  return {encode_tiff_g4(test::page_with_text(600, 275)), encode_jpeg(rows_in_strips, 60),
          encode_png(test::page_with_text(600, 275)), encode_png(rows_in_strips)};
}

std::string_view name(ImageFault fault) {
  return name_of(image_fault_names, fault);
}

/// A JPEG or PNG that promises another size: its size fields overwritten.
Bytes with_size_at(Bytes file, std::size_t offset, std::vector<std::uint8_t> size) {
  std::transform(size.begin(), size.end(), file.begin() + static_cast<std::ptrdiff_t>(offset),
                 [](std::uint8_t value) { return std::byte{value}; });
  return file;
}

TEST_CASE("What is no picture is refused with its reason", "[image]") {
  struct Case {
    std::string what;
    Bytes file;
    ImageFault fault;
  };
  const auto sample = GENERATE(values<Case>({
      {"no bytes", {}, ImageFault::Empty},
      {"zero bytes", filled(1'000, 0), ImageFault::Foreign},
      {"text", text_file("Dear sirs, please find enclosed"), ImageFault::Foreign},
      {"PDF", text_file("%PDF-1.7 1 0 obj"), ImageFault::Foreign},
      {"TIFF signature alone", text_file({"II*\0", 4}), ImageFault::Truncated},
      {"TIFF directory beyond the end", text_file({"II*\0\xFF\xFF\x00\x00", 8}),
       ImageFault::Truncated},
      {"JPEG signature alone", text_file("\xFF\xD8\xFF"), ImageFault::Truncated},
      {"PNG signature alone", text_file("\x89PNG\r\n\x1A\n"), ImageFault::Truncated},
      {"longer than the limit",
       filled(static_cast<std::size_t>(limits::image_file_bytes_max) + 1, 0x49),
       ImageFault::TooLarge},
  }));
  INFO(sample.what);
  const auto decoded = decode_image(sample.file);
  REQUIRE_FALSE(decoded.has_value());
  CHECK(decoded.error().code == ErrorCode::InvalidInput);
  CHECK(decoded.error().field == name(sample.fault));
  CHECK(decoded.error().message.back() == '.');
}

TEST_CASE("A small file that promises a huge page is refused on its header", "[image][bomb]") {
  struct Size {
    std::uint32_t width;
    std::uint32_t height;
  };
  const auto size = GENERATE(values<Size>(
      {{60'000, 60'000}, {1'000'000, 60'000}, {16'384, 16'384}, {0xFFFF'FFFF, 1}, {1, 20'000}}));
  const auto bomb = test::one_strip_tiff({.width = size.width,
                                          .height = size.height,
                                          .compression = group_4,
                                          .photometric = min_is_white},
                                         filled(7'500, 0xFF));
  const auto decoded = decode_image(bomb);
  REQUIRE_FALSE(decoded.has_value());
  CHECK(decoded.error().field == name(ImageFault::TooLarge));
}

TEST_CASE("A JPEG or PNG header that promises a huge page is refused", "[image][bomb]") {
  const auto page = test::gray_page(64, 64);
  constexpr std::size_t png_width_offset = 16;
  const auto png =
      with_size_at(encode_png(page), png_width_offset, {0, 0, 0x9C, 0x40, 0, 0, 0x9C, 0x40});
  // The header's checksum no longer fits, which is reason enough.
  CHECK_FALSE(decode_image(png).has_value());

  auto jpeg = encode_jpeg(page, 60);
  const Bytes start_of_frame{std::byte{0xFF}, std::byte{0xC0}};
  const auto frame =
      std::search(jpeg.begin(), jpeg.end(), start_of_frame.begin(), start_of_frame.end());
  REQUIRE(frame != jpeg.end());
  const auto height_offset = static_cast<std::size_t>(frame - jpeg.begin()) + 5;
  const auto decoded = decode_image(with_size_at(jpeg, height_offset, {0xFF, 0xDC, 0xFF, 0xDC}));
  REQUIRE_FALSE(decoded.has_value());
  CHECK(decoded.error().field == name(ImageFault::TooLarge));
}

TEST_CASE("A gray page of improbable emptiness is refused", "[image][bomb]") {
  GrayImage page{.pixels = cv::Mat(4'000, 6'000, CV_8UC1, cv::Scalar{255})};
  auto file = encode_png(page);  // About 24 kB for 24 MB: still under 2,000 to 1.
  CHECK(decode_image(file).has_value());
  constexpr std::size_t too_short = 11'000;
  file.resize(too_short);
  const auto decoded = decode_image(file);
  REQUIRE_FALSE(decoded.has_value());
  CHECK(decoded.error().field == name(ImageFault::TooLarge));
}

TEST_CASE("A picture cut off anywhere is an error, not half a picture", "[image]") {
  const auto files = honest_files();
  const auto& file = files.at(GENERATE(range(std::size_t{0}, std::size_t{4})));
  REQUIRE(decode_image(file).has_value());
  constexpr std::size_t signature_bytes = 8;
  for (std::size_t length = signature_bytes; length < file.size(); length += 1 + length / 40) {
    INFO("cut to " << length << " of " << file.size() << " bytes");
    const auto decoded = decode_image(ByteView{file}.first(length));
    REQUIRE_FALSE(decoded.has_value());
    CHECK(decoded.error().field == name(ImageFault::Truncated));
  }
}

TEST_CASE("A JPEG or PNG without its end marker is an error", "[image]") {
  const auto page = test::gray_page(300, 140);
  const auto jpeg = encode_jpeg(page, 60);
  const auto png = encode_png(page);
  constexpr std::size_t end_of_image_bytes = 2;
  constexpr std::size_t end_chunk_bytes = 12;
  CHECK_FALSE(decode_image(ByteView{jpeg}.first(jpeg.size() - 1)).has_value());
  CHECK_FALSE(decode_image(ByteView{jpeg}.first(jpeg.size() - end_of_image_bytes)).has_value());
  CHECK_FALSE(decode_image(ByteView{png}.first(png.size() - end_chunk_bytes)).has_value());
}

TEST_CASE("A TIFF strip with fewer rows than the header promises is an error", "[image][tiff]") {
  // Each row that repeats the white one above is one bit: 64 rows of ones, then nothing.
  const auto rows_of_64 = filled(8, 0xFF);
  const auto tiff = [&](std::uint32_t height) {
    return test::one_strip_tiff(
        {.width = 100, .height = height, .compression = group_4, .photometric = min_is_white},
        rows_of_64);
  };
  CHECK(decode_image(tiff(64)).has_value());
  for (const std::uint32_t height : {66U, 70U, 100U, 5'000U}) {
    const auto decoded = decode_image(tiff(height));
    REQUIRE_FALSE(decoded.has_value());
    CHECK(decoded.error().field == name(ImageFault::Truncated));
  }
}

TEST_CASE("A TIFF strip that lies beyond the file is an error", "[image][tiff]") {
  constexpr std::uint32_t plain = 1;
  const auto tiff = test::one_strip_tiff(
      {.width = 800, .height = 100, .compression = plain, .photometric = min_is_white},
      filled(9'999, 0));
  const auto decoded = decode_image(tiff);
  REQUIRE_FALSE(decoded.has_value());
  CHECK(decoded.error().field == name(ImageFault::Truncated));
}

TEST_CASE("A TIFF of a kind that no scanner delivers is refused as foreign", "[image][tiff]") {
  const auto page = GENERATE(values<test::OneStripTiff>({
      {.width = 8, .height = 8, .compression = 34'925, .photometric = 0},  // LZMA
      {.width = 8, .height = 8, .compression = 1, .photometric = 5},       // CMYK
  }));
  const auto decoded = decode_image(test::one_strip_tiff(page, filled(8, 0)));
  REQUIRE_FALSE(decoded.has_value());
  CHECK(decoded.error().field == "foreign_file");
}

/// A white page of 64 x 64, and a second directory for the same strip, of the given NewSubfileType.
Bytes two_page_tiff(std::uint32_t subfile_type) {
  const auto data = filled(64 * 8, 0);
  const auto directory = [&data](std::uint32_t kind) {
    constexpr std::uint32_t data_offset = 8 + 2 + 12 * 9 + 4;
    return test::tiff_file({{254, kind},
                            {256, 64},
                            {257, 64},
                            {258, 1},
                            {259, 1},
                            {262, min_is_white},
                            {273, data_offset},
                            {278, 64},
                            {279, 64 * 8}},
                           data);
  };
  constexpr std::size_t next_directory = 8 + 2 + 12 * 9;
  auto file = directory(0);
  const auto second = file.size();
  file[next_directory] = static_cast<std::byte>(second & 0xFF);
  file[next_directory + 1] = static_cast<std::byte>(second >> 8);
  const auto page = directory(subfile_type);
  file.insert(file.end(), page.begin() + 8, page.begin() + next_directory + 4);
  return file;
}

TEST_CASE("A TIFF of two pages is refused: the second could be another check", "[image][tiff]") {
  const auto decoded = decode_image(two_page_tiff(0));
  REQUIRE_FALSE(decoded.has_value());
  CHECK(decoded.error().field == "foreign_file");
  CHECK(decoded.error().message.find("holds 2 pages") != std::string::npos);
}

TEST_CASE("A thumbnail or a mask behind the page of a TIFF is passed over", "[image][tiff]") {
  CHECK(decode_image(two_page_tiff(GENERATE(1U, 4U, 5U))).has_value());
}

TEST_CASE("No damage makes a decoder crash or answer with nothing", "[image][property]") {
  const auto files = honest_files();
  REQUIRE(rc::check("flipped bits and cuts give a picture or an error", [&files] {
    auto file = *rc::gen::elementOf(files);
    const int flips = *rc::gen::inRange(1, 12);
    for (int i = 0; i < flips; ++i) {
      const auto place = *rc::gen::inRange(std::size_t{0}, file.size());
      file[place] ^= static_cast<std::byte>(1 << *rc::gen::inRange(0, 8));
    }
    file.resize(*rc::gen::inRange(file.size() / 2, file.size() + 1));
    const auto decoded = decode_image(file);
    if (decoded) {
      RC_ASSERT(!decoded->pixels.empty());
      RC_ASSERT(decoded->pixels.type() == CV_8UC1);
    } else {
      RC_ASSERT(!decoded.error().message.empty());
      RC_ASSERT(!decoded.error().field.empty());
    }
  }));
}

TEST_CASE("Random bytes behind a true signature give an error", "[image][property]") {
  REQUIRE(rc::check("no picture comes out of noise", [] {
    const auto signature = *rc::gen::element<std::string>(
        std::string{"II*\0", 4}, std::string{"MM\0*", 4}, std::string{"\xFF\xD8\xFF"},
        std::string{"\x89PNG\r\n\x1A\n"});
    const auto noise = *rc::gen::container<std::string>(rc::gen::arbitrary<char>());
    RC_ASSERT(!decode_image(bytes_of(signature + noise)).has_value());
  }));
}

}  // namespace
}  // namespace lockbox::encode
