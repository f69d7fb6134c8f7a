#include "service/bench/reader_race.h"

#include <cstdlib>
#include <string>

#include "support/catch.h"
#include "support/temporary_directory.h"

using namespace lockbox;
using namespace lockbox::service;

TEST_CASE("Where tesseract is not installed the race says how to get it", "[service][bench]") {
  const test::TemporaryDirectory nothing_in_it;
  const std::string before = std::getenv("PATH");
  ::setenv("PATH", nothing_in_it.path().c_str(), 1);
  const auto race = race_tesseract({.images = 1, .seed = 1});
  ::setenv("PATH", before.c_str(), 1);
  REQUIRE_FALSE(race.has_value());
  CHECK(race.error().code == ErrorCode::NotFound);
  CHECK(race.error().message.find("tesseract-ocr") != std::string::npos);
}
