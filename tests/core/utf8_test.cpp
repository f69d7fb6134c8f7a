#include "core/utf8.h"

#include <string>

#include "support/catch.h"

namespace lockbox {
namespace {

TEST_CASE("Well-formed UTF-8 is valid to its end", "[core][utf8]") {
  const std::string text = GENERATE("", "plain", "Jos\xC3\xA9", "\xE2\x82\xAC 5", "\xED\x9F\xBF",
                                    "\xEE\x80\x80", "\xF0\x9F\x93\xAC", "\xF4\x8F\xBF\xBF");
  CHECK(valid_utf8_prefix(text) == text.size());
}

TEST_CASE("Ill-formed UTF-8 is valid up to the first bad sequence", "[core][utf8]") {
  const std::string tail = GENERATE("\x80", "\xC0\x80", "\xC1\xBF", "\xC3", "\xC3(", "\xE0\x9F\xBF",
                                    "\xED\xA0\x80", "\xE2\x82", "\xE2\x82(", "\xF0\x8F\xBF\xBF",
                                    "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF");
  CHECK(valid_utf8_prefix("ab\xC3\xA9" + tail + "more") == 4);
  CHECK(valid_utf8_prefix("ab\xC3\xA9" + tail) == 4);
}

}  // namespace
}  // namespace lockbox
