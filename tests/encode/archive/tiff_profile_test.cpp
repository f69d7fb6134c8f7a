#include "encode/archive/tiff_profile.h"

#include <algorithm>
#include <filesystem>

#include "core/chance.h"
#include "core/file.h"
#include "core/limits.h"
#include "encode/archive/tiff_directory.h"
#include "encode/image/image_codec.h"
#include "encode/image/quality/damaged_checks.h"
#include "support/catch.h"
#include "support/shared_data.h"

using namespace lockbox;
using namespace lockbox::encode;
namespace fs = std::filesystem;

namespace {

Bytes good_tiff() {
  return encode_tiff_g4(encode::test::good_check());
}

std::vector<std::string> sentences(ByteView file) {
  std::vector<std::string> all;
  for (const auto& violation : check_archive_tiff(file)) all.push_back(to_sentence(violation));
  return all;
}

/// Where the entry of a tag begins, 0 without one.
std::size_t entry_offset(const Bytes& file, std::uint16_t tag) {
  const auto directory = read_tiff_directory(file).value();
  const auto found = std::ranges::find(directory.entries, tag, &TiffEntry::tag);
  REQUIRE(found != directory.entries.end());
  std::size_t start = 0;
  for (std::size_t i = 8; i > 4; --i)
    start = start << 8U | std::to_integer<std::size_t>(file[i - 1]);
  return start + 2 + 12 * static_cast<std::size_t>(found - directory.entries.begin());
}

Bytes with_value(Bytes file, std::uint16_t tag, std::byte value) {
  file[entry_offset(file, tag) + 8] = value;
  return file;
}

/// The tag's own number changed, so that it is no longer there.
Bytes without(Bytes file, std::uint16_t tag, std::byte other) {
  file[entry_offset(file, tag)] = other;
  return file;
}

}  // namespace

TEST_CASE("What the program writes keeps to the profile", "[encode][archive]") {
  CHECK(sentences(good_tiff()) == std::vector<std::string>{});
}

TEST_CASE("Each broken tag is named with what was found and what must be", "[encode][archive]") {
  const auto [tag, value, sentence] = GENERATE(table<std::uint16_t, std::byte, std::string>({
      {258, std::byte{8}, "tag 258 BitsPerSample: found 8, must be 1 (one bit a pixel)"},
      {259, std::byte{5}, "tag 259 Compression: found 5, must be 4 (Group 4)"},
      {262, std::byte{1}, "tag 262 PhotometricInterpretation: found 1, must be 0 (white is zero)"},
      {266, std::byte{2}, "tag 266 FillOrder: found 2, must be 1 (highest bit first)"},
      {277, std::byte{3}, "tag 277 SamplesPerPixel: found 3, must be 1 (one sample)"},
      {278, std::byte{9}, "tag 278 RowsPerStrip: found 521, must be 550, the ImageLength"},
      {296, std::byte{3}, "tag 296 ResolutionUnit: found 3, must be 2 (inches)"},
  }));
  CHECK(sentences(with_value(good_tiff(), tag, value)) == std::vector{sentence});
}

TEST_CASE("A missing tag that the profile asks for is named", "[encode][archive]") {
  CHECK(sentences(without(good_tiff(), 262, std::byte{5})) ==
        std::vector<std::string>{
            "tag 262 PhotometricInterpretation: found missing, must be 0 (white is zero)"});
}

TEST_CASE("A resolution that no cash letter carries is named", "[encode][archive]") {
  auto page = encode::test::good_check();
  page.dpi_x = 300;
  const auto found = sentences(encode_tiff_g4(page));
  CHECK(found == std::vector<std::string>{"tag 282 XResolution: found 300, must be 200 or 240",
                                          "resolution: found 300 by 200, must be the same both "
                                          "ways"});
}

TEST_CASE("A strip without its end, or outside of the file, is named", "[encode][archive]") {
  auto cut = good_tiff();
  const auto entry = entry_offset(cut, 279);
  cut[entry + 8] = std::byte{100};
  cut[entry + 9] = std::byte{0};
  CHECK(sentences(cut) ==
        std::vector<std::string>{"strip: found without an end, must be an end-of-facsimile-block"});
  auto outside = good_tiff();
  outside[entry + 10] = std::byte{0x7F};
  REQUIRE(sentences(outside).size() == 1);
  CHECK_THAT(sentences(outside)[0], Catch::StartsWith("strip: found "));
}

TEST_CASE("Tags out of order and a second image are named", "[encode][archive]") {
  auto file = good_tiff();
  const auto offset = entry_offset(file, 262);
  std::swap_ranges(file.begin() + static_cast<std::ptrdiff_t>(offset),
                   file.begin() + static_cast<std::ptrdiff_t>(offset) + 12,
                   file.begin() + static_cast<std::ptrdiff_t>(offset) + 12);
  REQUIRE(sentences(file).size() == 1);
  CHECK_THAT(sentences(file)[0], Catch::StartsWith("tags: found "));
}

TEST_CASE("What is no little-endian TIFF is named as that", "[encode][archive]") {
  auto file = good_tiff();
  file[0] = file[1] = std::byte{'M'};
  CHECK_THAT(sentences(file)[0], Catch::StartsWith("header: "));
  CHECK_THAT(sentences(bytes_of("II"))[0], Catch::StartsWith("header: "));
  CHECK_THAT(sentences({})[0], Catch::StartsWith("header: "));
}

TEST_CASE("No bytes lead the check out of the file", "[encode][archive]") {
  const auto good = good_tiff();
  Chance chance{11};
  for (int round = 0; round < 3'000; ++round) {
    auto file = good;
    file.resize(chance.below(2) == 0 ? good.size() : chance.below(good.size()));
    for (int change = 0; change < 4 && !file.empty(); ++change) {
      file[chance.below(file.size())] = static_cast<std::byte>(chance.below(256));
    }
    // The directory lies at the end: aim there, too.
    if (file.size() > 200) file[file.size() - 1 - chance.below(200)] = std::byte{0xFF};
    CHECK_NOTHROW(check_archive_tiff(file));
  }
}

TEST_CASE("Of pictures from outside cash letters one has several strips",
          "[encode][archive][corpus]") {
  const auto folder = lockbox::test::shared_data() / "real/checks";
  if (!fs::exists(folder)) {
    WARN("skipped: no checks at " << folder);
    return;
  }
  int pictures = 0;
  for (const auto& entry : fs::directory_iterator{folder}) {
    if (entry.path().extension() != ".tif") continue;
    ++pictures;
    const auto found = sentences(read_file(entry.path(), limits::image_file_bytes_max).value());
    CAPTURE(entry.path().filename(), found);
    const bool is_known = entry.path().filename() == "020_x9.tif";
    CHECK(found.size() == (is_known ? 3 : 0));
  }
  CHECK(pictures >= 30);
}
