#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "core/csv.h"
#include "core/file.h"
#include "core/limits.h"
#include "encode/image/image_codec.h"
#include "encode/page_reader.h"
#include "support/catch.h"
#include "support/shared_data.h"

namespace fs = std::filesystem;
using namespace lockbox;
using namespace lockbox::encode;

namespace {

/// A picture and the line that is printed on it; no line where there is none.
struct Sample {
  fs::path picture;
  std::string raw;
};

struct Tally {
  int count = 0;
  int read = 0;      ///< The whole line is right.
  int misread = 0;   ///< A field is there and wrong.
  int invented = 0;  ///< A line was read where there is none.
};

/// What a folder must reach: counted on the day the test was written, lowered for nobody.
struct Floor {
  const char* folder;
  int count;
  int read_min;
  int misread_max;
};

using lockbox::test::shared_data;

std::string without_spaces(std::string text) {
  std::erase(text, ' ');
  return text;
}

/// The text of `"key": "text"` on one line of a JSON file, with \u2446 to \u2449 spelled out.
std::optional<std::string> value_of(const std::string& line, const std::string& key) {
  const auto quoted = "\"" + key + "\": \"";
  const auto at = line.find(quoted);
  if (at == std::string::npos) return std::nullopt;
  auto text = line.substr(at + quoted.size());
  text.erase(text.find('"'));
  for (const auto& [escape, symbol] : {std::pair{"\\u2446", "⑆"}, std::pair{"\\u2447", "⑇"},
                                       std::pair{"\\u2448", "⑈"}, std::pair{"\\u2449", "⑉"}}) {
    for (std::size_t i = 0; (i = text.find(escape, i)) != std::string::npos;) {
      text.replace(i, 6, symbol);
    }
  }
  return text;
}

/// The documents of one day of mail; the file is written a member a line.
std::vector<Sample> mail_samples(const fs::path& day) {
  std::vector<Sample> samples;
  std::ifstream truth{day / "truth.json"};
  for (std::string line; std::getline(truth, line);) {
    if (line.find("\"envelopes\"") != std::string::npos) break;
    if (const auto file = value_of(line, "file")) samples.push_back({day / "scan" / *file, ""});
    if (const auto raw = value_of(line, "raw")) samples.back().raw = *raw;
  }
  return samples;
}

/// Rows of labels.csv: file, line, status.  Samples that are neither whole nor without a line are
/// left out.
std::vector<Sample> labelled_samples(const fs::path& folder) {
  std::vector<Sample> samples;
  const auto text = read_text_file(folder / "labels.csv", limits::text_file_bytes_max).value();
  const auto rows = parse_csv(text).value();
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const auto& fields = rows[i].fields;
    if (fields[2] == "special" || fields[2] == "partial") continue;
    samples.push_back({folder / fields[0], fields[1]});
  }
  return samples;
}

Tally tally(const std::vector<Sample>& samples) {
  Tally result;
  for (const auto& sample : samples) {
    const auto file = read_file(sample.picture, limits::image_file_bytes_max);
    REQUIRE(file.has_value());
    const auto image = decode_image(*file);
    REQUIRE(image.has_value());
    const auto read = read_page(*image, {}).micr;
    if (sample.raw.empty()) {
      result.invented += read ? 1 : 0;
      continue;
    }
    ++result.count;
    if (!read) continue;
    if (without_spaces(read->line.raw) == without_spaces(sample.raw)) ++result.read;
    if (contradicts(read->line, parse_micr_line(sample.raw).value())) {
      ++result.misread;
      UNSCOPED_INFO("misread: " << sample.picture.filename());
    }
  }
  return result;
}

void hold(const Floor& floor, const std::vector<Sample>& samples) {
  const auto result = tally(samples);
  std::printf("MICR %-12s lines %3d  whole %3d  misread %d  invented %d\n", floor.folder,
              result.count, result.read, result.misread, result.invented);
  CHECK(result.count == floor.count);
  CHECK(result.read >= floor.read_min);
  CHECK(result.misread <= floor.misread_max);
  CHECK(result.invented == 0);
}

}  // namespace

TEST_CASE("The days of mail are read as well as they ever were", "[encode][micr][corpus]") {
  const auto floor = GENERATE(Floor{"clean", 24, 24, 0}, Floor{"scan", 39, 39, 0},
                              Floor{"harsh", 25, 25, 0}, Floor{"mixed", 33, 33, 0});
  const auto day = shared_data() / "mail" / floor.folder;
  if (!fs::exists(day)) {
    WARN("Skipped: " << day << " is not here.");
    return;
  }
  hold(floor, mail_samples(day));
}

TEST_CASE("Drawn and outside checks are read as well as they ever were", "[encode][micr][corpus]") {
  const auto floor = GENERATE(Floor{"micr", 116, 108, 0}, Floor{"real/checks", 34, 34, 0});
  const auto folder = shared_data() / floor.folder;
  if (!fs::exists(folder)) {
    WARN("Skipped: " << folder << " is not here.");
    return;
  }
  hold(floor, labelled_samples(folder));
}
