#include "service/auth/totp.h"

#include <set>

#include "support/catch.h"

using namespace lockbox::service::auth;
using lockbox::bytes_of;
using lockbox::Instant;

namespace {

constexpr std::string_view rfc_secret = "12345678901234567890";

Instant at(std::int64_t seconds) {
  return Instant{std::chrono::seconds{seconds}};
}

std::string code_at(std::int64_t seconds) {
  return totp_code(bytes_of(rfc_secret), totp_step_at(at(seconds)));
}

std::optional<TotpStep> accept(std::string_view code, std::int64_t seconds, TotpStep last_used) {
  return accept_totp(bytes_of(rfc_secret), code, at(seconds), last_used);
}

}  // namespace

TEST_CASE("The codes are those of RFC 6238, appendix B", "[auth][totp]") {
  // The RFC prints eight digits; six are their last six.
  CHECK(code_at(59) == "287082");
  CHECK(code_at(1'111'111'109) == "081804");
  CHECK(code_at(1'111'111'111) == "050471");
  CHECK(code_at(1'234'567'890) == "005924");
  CHECK(code_at(2'000'000'000) == "279037");
  CHECK(code_at(20'000'000'000) == "353130");
}

TEST_CASE("A clock that is one step off still signs in, two steps do not", "[auth][totp]") {
  constexpr std::int64_t now = 1'234'567'890;
  const auto step = totp_step_at(at(now));
  CHECK(accept(code_at(now), now, 0) == step);
  CHECK(accept(code_at(now - 30), now, 0) == step - 1);
  CHECK(accept(code_at(now + 30), now, 0) == step + 1);
  CHECK_FALSE(accept(code_at(now - 60), now, 0));
  CHECK_FALSE(accept(code_at(now + 60), now, 0));
}

TEST_CASE("A code counts once, and so does every code before it", "[auth][totp]") {
  constexpr std::int64_t now = 1'234'567'890;
  const auto used = *accept(code_at(now), now, 0);
  CHECK_FALSE(accept(code_at(now), now, used));
  CHECK_FALSE(accept(code_at(now), now + 30, used));
  CHECK_FALSE(accept(code_at(now - 30), now, used));
  CHECK(accept(code_at(now + 30), now, used) == used + 1);
}

TEST_CASE("What is no code of six digits is wrong", "[auth][totp]") {
  constexpr std::int64_t now = 59;
  const auto* code = GENERATE("", "28708", "2870822", " 87082", "28708a", "000000");
  CHECK_FALSE(accept(code, now, -1));
}

TEST_CASE("A secret reaches the app as text and as an address", "[auth][totp]") {
  const auto secret = bytes_of(rfc_secret);
  CHECK(totp_secret_text(secret) == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
  CHECK(totp_uri(secret, "City of A", "anna@a") ==
        "otpauth://totp/City%20of%20A:anna%40a?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
        "&issuer=City%20of%20A");
  CHECK(new_totp_secret().size() == 20);
  CHECK(new_totp_secret() != new_totp_secret());
}
