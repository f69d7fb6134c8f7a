#include <atomic>
#include <future>
#include <thread>
#include <vector>

#include "service/auth/password_hasher.h"
#include "service/auth/password_policy.h"
#include "support/catch.h"

using namespace lockbox::service::auth;
using lockbox::ErrorCode;

namespace {

/// The cheapest that the library takes, so that tests are quick.
constexpr HashingCost cheap{.memory_bytes = 8192, .passes = 1, .slots = 2, .waiting_max = 2};

constexpr PasswordContext anna{
    .user_name = "anna.lopez", .organisation = "Springfield", .second_factor = SecondFactor::Totp};

bool allowed(std::string_view password, const PasswordContext& context = anna) {
  return check_new_password(password, context).has_value();
}

}  // namespace

TEST_CASE("A password is right for its own hash only", "[auth][password]") {
  PasswordHasher hasher{cheap};
  const auto stored = *hasher.hash("seven green kites");
  CHECK(stored.starts_with("$argon2id$"));
  CHECK(stored != *hasher.hash("seven green kites"));
  CHECK(*hasher.verify(stored, "seven green kites") == PasswordVerdict::Right);
  CHECK(*hasher.verify(stored, "seven green kite") == PasswordVerdict::Wrong);
  CHECK(*hasher.verify(stored, "") == PasswordVerdict::Wrong);
  CHECK(*hasher.verify("garbage", "seven green kites") == PasswordVerdict::Wrong);
  CHECK(*hasher.verify_nobody("seven green kites") == PasswordVerdict::Wrong);
}

TEST_CASE("The cost of the service is Argon2id with 19 MiB and two passes", "[auth][password]") {
  PasswordHasher hasher{HashingCost{}};
  CHECK(hasher.hash("seven green kites")->find("m=19456,t=2,p=1") != std::string::npos);
}

TEST_CASE("A hash of an earlier, lower cost is right and asks to be renewed", "[auth][password]") {
  const auto stored = *PasswordHasher{cheap}.hash("seven green kites");
  auto dearer = cheap;
  dearer.passes = 2;
  CHECK(*PasswordHasher{dearer}.verify(stored, "seven green kites") ==
        PasswordVerdict::RightButCheap);
}

TEST_CASE("However many sign in, two hash at once and the rest are told to come again",
          "[auth][password]") {
  // Slow enough that all are there before the first is done.
  PasswordHasher hasher{{.memory_bytes = 32 << 20, .passes = 3, .slots = 2, .waiting_max = 2}};
  std::atomic<int> done = 0;
  std::atomic<int> refused = 0;
  std::vector<std::thread> people;
  for (int count = 0; count < 24; ++count)
    people.emplace_back([&] {
      const auto hash = hasher.hash("seven green kites");
      if (hash)
        ++done;
      else if (hash.error().code == ErrorCode::Unavailable)
        ++refused;
    });
  for (auto& person : people) person.join();
  CHECK(done + refused == 24);
  CHECK(done >= 4);
  CHECK(refused > 0);
  CHECK(hasher.busiest() == 2);
}

TEST_CASE("A password is long, and shorter only beside a second factor", "[auth][password]") {
  CHECK(allowed("kz9wmf2t"));
  CHECK_FALSE(allowed("kz9wmf2"));
  auto alone = anna;
  alone.second_factor = SecondFactor::None;
  CHECK_FALSE(allowed("kz9wmf2tkq7rbn", alone));
  CHECK(allowed("kz9wmf2tkq7rbnx", alone));
}

TEST_CASE("Length counts characters, and any characters will do", "[auth][password]") {
  CHECK(allowed("\xC3\xA9\xC3\xA8\xC3\xAA\xC3\xAB\xC3\xA0\xC3\xA2\xC3\xA4\xC3\xA7"));
  CHECK_FALSE(allowed("\xC3\xA9\xC3\xA8\xC3\xAA\xC3\xAB"));
  CHECK(allowed("lower case only words"));
  CHECK(allowed(std::string(64, 'a') + " and the rest of a long line"));
  CHECK_FALSE(
      allowed("abc\xFF"
              "defghijk"));
  CHECK_FALSE(allowed(std::string(600, 'a') + std::string(600, 'b')));
}

TEST_CASE("What attackers try first is refused", "[auth][password]") {
  const auto* password =
      GENERATE("password1", "PassWord123", "12345678", "87654321", "abcdefgh", "zzzzzzzzzz",
               "abcabcabc", "abcdabcdabcd", "qwertyuiop", "Summer2026", "lockbox123");
  CAPTURE(password);
  CHECK_FALSE(allowed(password));
}

TEST_CASE("A name with digits is refused, a sentence with a name is not", "[auth][password]") {
  CHECK_FALSE(allowed("Anna.Lopez99!"));
  CHECK_FALSE(allowed("springfield2026"));
  CHECK_FALSE(allowed("2026-LockBox-1"));
  CHECK(allowed("springfield has seven kites"));
  CHECK(check_new_password("short", anna).error().field == "/password");
}
