#include "deposit/counter/card_data.h"

#include <string>

#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::deposit::counter;

TEST_CASE("C-21: what looks like a whole card number is refused, however it is written",
          "[deposit][counter]") {
  const auto* const text =
      GENERATE("4111111111111111", "4111 1111 1111 1111", "card 4111-1111-1111-1111.",
               "paid with 378282246310005", "ref 99 4111111111111111 x", "4111  1111 1111 1111",
               "4111.1111.1111.1111", "4111/1111/1111/1111", "4111--1111--1111--1111",
               "4111\u00a01111\u00a01111\u00a01111", "41111111111111110826");
  CHECK(has_card_number(text));
  const auto refused = check_no_card_data(text, "/note");
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().field == "/note");
  CHECK(refused.error().message.find("4111") == std::string::npos);
}

TEST_CASE("C-21: numbers that are no card's may be written down", "[deposit][counter]") {
  const auto* const text =
      GENERATE("", "Permit 2026-00417", "money order 24680135790", "4111111111111112",
               "0000000000000000", "call 850 555 0100 or 850 555 0101");
  CHECK_FALSE(has_card_number(text));
  CHECK(check_no_card_data(text, "/note").has_value());
}

TEST_CASE("C-21: a card's security code is refused", "[deposit][counter]") {
  const auto* const text = GENERATE("CVV 123", "cvc: 9876", "cvv2 is 123", "security code 123");
  CHECK(has_security_code(text));
  CHECK_FALSE(check_no_card_data(text, "/note").has_value());
}

TEST_CASE("A word that only resembles a security code is no secret", "[deposit][counter]") {
  const auto* const text =
      GENERATE("cvv was not asked for", "decided 123", "cvv 12345", "security code");
  CHECK_FALSE(has_security_code(text));
}

TEST_CASE("A text of the counter is as long as it may be, and no longer", "[deposit][counter]") {
  CHECK(check_text(std::string(words_max, 'a'), "/reason", words_max).has_value());
  const auto refused = check_text(std::string(words_max + 1, 'a'), "/reason", words_max);
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().field == "/reason");
}
