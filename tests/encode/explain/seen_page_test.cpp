#include "encode/explain/seen_page.h"

#include "support/catch.h"

using namespace lockbox::encode;

namespace {

SeenPage some_page() {
  SeenPage page{.width = 1200, .height = 550, .lines = {}};
  SeenLine line{.type = "e13b", .symbols = {}, .box = {40, 480, 300, 24}, .error = 0.001};
  line.symbols.push_back({.symbol = "⑆",
                          .confidence = 0.5,
                          .box = {40, 480, 14, 24},
                          .best = "⑆",
                          .second = "⑈",
                          .second_chance = 0.25,
                          .error = 0.001});
  line.symbols.push_back({.symbol = "?",
                          .confidence = 0,
                          .box = {-2, 480, 14, 24},
                          .best = "3",
                          .second = "8",
                          .second_chance = 0.375,
                          .error = 0.75});
  page.lines.push_back(line);
  page.lines.push_back(
      {.type = "qr_code",
       .symbols = {{.symbol = "-1,\"+2\" =A1", .box = {}, .best = "", .second = ""}},
       .box = {}});
  return page;
}

}  // namespace

TEST_CASE("What was seen is kept to the last symbol, whatever a barcode says",
          "[encode][explain]") {
  const auto page = some_page();
  CHECK((parse_seen_page(text_of(page)).value() == page));
  CHECK((parse_seen_page(text_of(SeenPage{})).value() == SeenPage{}));
}

TEST_CASE("A chance is never kept smaller than it is", "[encode][explain]") {
  auto page = some_page();
  page.lines[0].symbols[0].error = 0.0000001;
  CHECK(parse_seen_page(text_of(page)).value().lines[0].symbols[0].error == 0.000001);
}

TEST_CASE("A damaged text of symbols is refused", "[encode][explain]") {
  const auto text = GENERATE(as<std::string>{}, "", "page,1", "page,1,x\n",
                             "page,1,1\nsymbol,1,1,,0,0,0,0,0,0,0\n", "page,1,1\nword\n",
                             "page,1,1\nline,e13b,2000000,0,0,0,0\n",
                             "page,1,1\nline,e13b,0,0,0,0,99999999999\n");
  CAPTURE(text);
  CHECK_FALSE(parse_seen_page(text).has_value());
}

TEST_CASE("A line with an open symbol has a doubt", "[encode][explain]") {
  auto line = some_page().lines[0];
  CHECK(has_doubt(line));
  line.symbols.pop_back();
  CHECK_FALSE(has_doubt(line));
}
