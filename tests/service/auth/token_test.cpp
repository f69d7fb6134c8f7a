#include "service/auth/token.h"

#include <algorithm>
#include <set>

#include "support/catch.h"

using namespace lockbox::service::auth;

TEST_CASE("A token is found by its digest and by nothing else", "[auth]") {
  const auto token = Token::random();
  CHECK(token.text.size() == 43);
  CHECK(digest_of_token(token.text) == token.digest());
  CHECK(token.digest().hex().find(token.text) == std::string::npos);
}

TEST_CASE("What cannot be a token is not looked up", "[auth]") {
  const auto text = Token::random().text;
  CHECK_FALSE(digest_of_token(""));
  CHECK_FALSE(digest_of_token(text.substr(1)));
  CHECK_FALSE(digest_of_token(text + "A"));
  CHECK_FALSE(digest_of_token(text.substr(1) + "="));
  CHECK_FALSE(digest_of_token(text.substr(1) + "\n"));
}

TEST_CASE("No two tokens and no two numbers of requests are the same", "[auth]") {
  std::set<std::string> seen;
  for (int count = 0; count < 1'000; ++count) {
    seen.insert(Token::random().text);
    seen.insert(new_request_id());
  }
  CHECK(seen.size() == 2'000);
}

TEST_CASE("The number of a request is letters only", "[auth]") {
  const auto id = new_request_id();
  CHECK(id.size() == 32);
  CHECK(std::ranges::all_of(id, [](char c) { return c >= 'a' && c <= 'p'; }));
}
