// Every input that the fuzzers began with, and every one that ever broke something, once.

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "core/csv.h"
#include "core/file.h"
#include "core/limits.h"
#include "fuzz/harnesses/harnesses.h"
#include "support/catch.h"

namespace lockbox::fuzz {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> files_in(const fs::path& folder) {
  std::vector<fs::path> files;
  if (!fs::exists(folder)) return files;
  for (const auto& entry : fs::directory_iterator{folder}) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

std::set<std::string> folders_in(const fs::path& folder) {
  std::set<std::string> names;
  for (const auto& file : files_in(folder)) {
    if (fs::is_directory(file)) names.insert(file.filename().string());
  }
  return names;
}

void replay(const Harness& harness, const std::vector<fs::path>& files) {
  for (const auto& file : files) {
    INFO(file.string());
    const auto bytes = read_file(file, limits::image_file_bytes_max);
    REQUIRE(bytes.has_value());
    harness.run(*bytes);
  }
}

}  // namespace

TEST_CASE("Every kind of input has seeds, and each is taken or refused", "[fuzz]") {
  for (const auto& harness : harnesses()) {
    const auto seeds = files_in(fs::path{"tests/fuzz/corpus"} / harness.name);
    INFO(harness.name);
    CHECK_FALSE(seeds.empty());
    replay(harness, seeds);
  }
}

TEST_CASE("What once broke a reader breaks it no more", "[fuzz]") {
  for (const auto& name : folders_in("tests/fuzz/crashers")) {
    INFO(name);
    const auto* const harness = find_harness(name);
    REQUIRE(harness != nullptr);
    replay(*harness, files_in(fs::path{"tests/fuzz/crashers"} / name));
  }
}

TEST_CASE("No input at all is taken or refused too", "[fuzz]") {
  for (const auto& harness : harnesses()) harness.run({});
}

TEST_CASE("The ledger tells of fuzzers that there are", "[fuzz]") {
  const auto text = read_text_file("tests/fuzz/LEDGER.csv", limits::config_file_bytes_max);
  REQUIRE(text.has_value());
  const auto records = parse_csv(*text).value();
  REQUIRE_FALSE(records.empty());
  const std::vector<std::string> columns{"date",        "fuzzer",       "seed",    "runs",
                                         "cpu_seconds", "corpus_files", "findings"};
  CHECK(records.front().fields == columns);
  for (auto record = records.begin() + 1; record != records.end(); ++record) {
    REQUIRE(record->fields.size() == columns.size());
    CHECK(find_harness(record->fields[1]) != nullptr);
  }
}

}  // namespace lockbox::fuzz
