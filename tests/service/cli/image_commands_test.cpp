#include "service/cli/image_commands.h"

#include <algorithm>

#include <CLI/CLI.hpp>

#include "core/file.h"
#include "encode/archive/tiff_profile.h"
#include "encode/image/image_codec.h"
#include "encode/mail/drawn_mail.h"
#include "service/config/site_text.h"
#include "support/catch.h"
#include "support/temporary_directory.h"

using namespace lockbox;
using namespace lockbox::service;
namespace fs = std::filesystem;

namespace {

/// Runs the program's part with these words, the last first as the parser takes them.
ExitCode run(std::vector<std::string> words) {
  CLI::App app{"", "lockbox"};
  capture::PicturesHere pictures;
  const ImageCommands commands{app, pictures};
  std::ranges::reverse(words);
  app.parse(words);
  REQUIRE(commands.parsed());
  return commands.run();
}

/// A gray check as a camera delivers it.
fs::path write_gray_check(const fs::path& folder) {
  auto check = encode::draw_check({.payer = "MARY EVANS",
                                   .payee = "City",
                                   .date = "11/20/26",
                                   .number = "1234",
                                   .micr = "⑆021000021⑆ 123456789⑈1234",
                                   .amount = Money::from_cents(12'34)})
                   .value();
  check.bitonal = false;
  constexpr int quality = 85;
  const auto file = folder / "check.jpg";
  REQUIRE(write_file_durably(file, encode::encode_jpeg(check, quality)).has_value());
  return file;
}

}  // namespace

TEST_CASE("What image normalise writes, image check finds nothing wrong with", "[service][cli]") {
  const test::TemporaryDirectory folder;
  const auto check = write_gray_check(folder.path());
  const auto archived = folder.path() / "check.tif";
  CHECK((run({"image", "check", check.string()}) == ExitCode::Failed));
  REQUIRE(
      (run({"image", "normalise", check.string(), "--out", archived.string()}) == ExitCode::Done));
  CHECK((run({"image", "check", archived.string()}) == ExitCode::Done));
  CHECK(encode::check_archive_tiff(read_file(archived, 1 << 20).value()).empty());
}

TEST_CASE("A picture whose tags are right and whose rows are not is no picture of the profile",
          "[service][cli]") {
  const test::TemporaryDirectory folder;
  const auto check = write_gray_check(folder.path());
  const auto archived = folder.path() / "check.tif";
  REQUIRE(
      (run({"image", "normalise", check.string(), "--out", archived.string()}) == ExitCode::Done));
  auto bytes = read_file(archived, 1 << 20).value();
  for (std::size_t i = bytes.size() / 2; i < bytes.size() / 2 + 40; ++i)
    bytes[i] ^= std::byte{0x5A};
  const auto spoiled = folder.path() / "spoiled.tif";
  REQUIRE(write_file_durably(spoiled, bytes).has_value());
  REQUIRE(encode::check_archive_tiff(bytes).empty());
  CHECK((run({"image", "check", spoiled.string()}) == ExitCode::Failed));
  // One that is not there is told, and the others are looked at all the same.
  const auto nowhere = (folder.path() / "nowhere.tif").string();
  CHECK((run({"image", "check", nowhere, archived.string()}) == ExitCode::BadInput));
}

TEST_CASE("A picture whose strokes do not stay is refused by the limit of the site",
          "[service][cli]") {
  const test::TemporaryDirectory folder;
  const auto check = write_gray_check(folder.path());
  const auto out = folder.path() / "check.tif";
  const auto site = folder.path() / "site.toml";
  const auto code_with = [&](const std::string& least) {
    const auto text = site_text + "\n[image_quality]\ntoo_light_stroke_percent_min = " + least;
    REQUIRE(write_file_durably(site, bytes_of(text)).has_value());
    return run(
        {"image", "normalise", check.string(), "--out", out.string(), "--site", site.string()});
  };
  CHECK((code_with("100.5") == ExitCode::BadInput));
  CHECK_FALSE(fs::exists(out));
  CHECK((code_with("70") == ExitCode::Done));
}

TEST_CASE("A picture that cannot be normalised leaves no file", "[service][cli]") {
  const test::TemporaryDirectory folder;
  const auto text = folder.path() / "letter.txt";
  REQUIRE(write_file_durably(text, bytes_of("no picture")).has_value());
  const auto out = folder.path() / "out.tif";
  CHECK((run({"image", "normalise", text.string(), "--out", out.string()}) == ExitCode::BadInput));
  CHECK_FALSE(fs::exists(out));
}

TEST_CASE("The limits are printed as a table, and a site file that is not there is named",
          "[service][cli]") {
  CHECK((run({"image", "limits"}) == ExitCode::Done));
  CHECK((run({"image", "limits", "--site", "no/such/site.toml"}) != ExitCode::Done));
}
