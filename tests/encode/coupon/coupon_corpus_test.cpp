#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include "core/csv.h"
#include "core/file.h"
#include "core/limits.h"
#include "encode/coupon/barcode.h"
#include "encode/coupon/riverton.h"
#include "encode/image/image_codec.h"
#include "support/catch.h"
#include "support/shared_data.h"

namespace fs = std::filesystem;
using namespace lockbox;
using namespace lockbox::encode;
using namespace lockbox::test;

namespace {

/// A picture and the code that is printed on it; no text where there is no code.
struct Sample {
  fs::path picture;
  std::string text;
};

/// What a folder must reach: counted on the day the test was written, lowered for nobody.
struct Floor {
  const char* folder;
  int count;        ///< Codes printed.
  int read_min;     ///< Codes read right.
  int misread_max;  ///< Other texts read, whether or not a definition would accept them.
};

struct Tally {
  int count = 0;
  int read = 0;
  int misread = 0;
  int accepted_wrong = 0;
};

using lockbox::test::shared_data;

/// The text of `"key": "text"` on one line of a JSON file that is written a member a line.
std::optional<std::string> value_of(const std::string& line, const std::string& key) {
  const auto quoted = "\"" + key + "\": \"";
  const auto at = line.find(quoted);
  if (at == std::string::npos) return std::nullopt;
  const auto from = at + quoted.size();
  return line.substr(from, line.find('"', from) - from);
}

std::vector<Sample> mail_samples(const fs::path& day) {
  std::vector<Sample> samples;
  std::ifstream truth{day / "truth.json"};
  for (std::string line; std::getline(truth, line);) {
    if (line.find("\"envelopes\"") != std::string::npos) break;
    if (const auto file = value_of(line, "file")) samples.push_back({day / "scan" / *file, ""});
    if (const auto text = value_of(line, "barcode")) samples.back().text = *text;
  }
  return samples;
}

/// Rows of labels.csv: file, symbology, degradation, text.
std::vector<Sample> labelled_samples(const fs::path& folder, const std::string& symbology) {
  std::vector<Sample> samples;
  const auto text = read_text_file(folder / "labels.csv", limits::text_file_bytes_max).value();
  const auto rows = parse_csv(text).value();
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const auto& fields = rows[i].fields;
    if (fields[1] == symbology) samples.push_back({folder / fields[0], fields[3]});
  }
  return samples;
}

bool is_accepted(const BarcodeRead& read) {
  const auto definitions = riverton_coupons();
  return std::any_of(definitions.begin(), definitions.end(), [&](const auto& definition) {
    return parse_coupon_code(definition, read.format, read.text).has_value();
  });
}

Tally tally(const std::vector<Sample>& samples) {
  Tally result;
  for (const auto& sample : samples) {
    const auto file = read_file(sample.picture, limits::image_file_bytes_max);
    REQUIRE(file.has_value());
    const auto image = decode_image(*file);
    REQUIRE(image.has_value());
    result.count += sample.text.empty() ? 0 : 1;
    for (const auto& read : read_barcodes(*image)) {
      if (read.text == sample.text) {
        ++result.read;
        continue;
      }
      ++result.misread;
      result.accepted_wrong += is_accepted(read) ? 1 : 0;
      UNSCOPED_INFO("misread: " << sample.picture.filename());
    }
  }
  return result;
}

void hold(const Floor& floor, const std::vector<Sample>& samples) {
  const auto result = tally(samples);
  std::printf("coupons %-8s codes %3d  read %3d  misread %d\n", floor.folder, result.count,
              result.read, result.misread);
  CHECK(result.count == floor.count);
  CHECK(result.read >= floor.read_min);
  CHECK(result.misread <= floor.misread_max);
  CHECK(result.accepted_wrong == 0);
}

}  // namespace

TEST_CASE("Coupons of the scanned days are read and none is misread", "[coupon][corpus]") {
  const auto floor = GENERATE(Floor{"clean", 27, 27, 0}, Floor{"scan", 46, 45, 0},
                              Floor{"harsh", 35, 34, 0}, Floor{"mixed", 31, 31, 0});
  const auto day = shared_data() / "mail" / floor.folder;
  if (!fs::exists(day)) {
    WARN("skipped: no mail at " << day << "; LOCKBOX_SHARED names the folder above data");
    return;
  }
  hold(floor, mail_samples(day));
}

TEST_CASE("Each code survives its ladder of damage, and none is misread", "[coupon][corpus]") {
  // Known failures: heavy blur (blur2) of all bars, bars of 1 px at 100 dpi, a streak along the
  // bars of Code 39, a void pantograph behind a QR or a DataMatrix, a photo of a PDF417.
  const auto floor =
      GENERATE(Floor{"code128", 19, 19, 0}, Floor{"code39", 19, 16, 0}, Floor{"itf", 19, 17, 0},
               Floor{"qr", 19, 18, 0}, Floor{"dm", 19, 16, 0}, Floor{"pdf417", 19, 17, 0});
  const auto folder = shared_data() / "coupons";
  if (!fs::exists(folder)) {
    WARN("skipped: no coupons at " << folder << "; LOCKBOX_SHARED names the folder above data");
    return;
  }
  hold(floor, labelled_samples(folder, floor.folder));
}

TEST_CASE("The samples kept with the tests are all read", "[coupon][corpus]") {
  const fs::path folder = "tests/corpus/coupons";
  std::vector<Sample> samples;
  const auto text = read_text_file(folder / "truth.csv", limits::text_file_bytes_max).value();
  const auto rows = parse_csv(text).value();
  for (std::size_t i = 1; i < rows.size(); ++i) {
    samples.push_back({folder / rows[i].fields[0], rows[i].fields[1]});
  }
  const auto codes = static_cast<int>(samples.size()) - 1;  // One page is a check.
  hold({"kept", codes, codes, 0}, samples);
}
