#include "core/sha256.h"

#include <rapidcheck.h>

#include <string>
#include <vector>

#include "support/catch.h"

namespace lockbox {
namespace {

struct Vector {
  std::string message;
  std::string digest;
};

TEST_CASE("SHA-256 gives the digests of the FIPS 180-4 examples", "[core][sha256]") {
  const auto vector =
      GENERATE(Vector{"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
               Vector{"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
               Vector{"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
               Vector{std::string(1'000'000, 'a'),
                      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"});
  CHECK(Sha256::of(bytes_of(vector.message)).hex() == vector.digest);
}

TEST_CASE("A digest does not depend on the pieces that the bytes come in", "[core][sha256]") {
  REQUIRE(rc::check([](const std::vector<std::string>& pieces) {
    Sha256Stream stream;
    std::string whole;
    for (const auto& piece : pieces) {
      stream.add(bytes_of(piece));
      whole += piece;
    }
    RC_ASSERT(stream.finish() == Sha256::of(bytes_of(whole)));
  }));
}

TEST_CASE("Any digest is read back from its hexadecimal text", "[core][sha256]") {
  REQUIRE(rc::check([](const std::string& message) {
    const auto digest = Sha256::of(bytes_of(message));
    RC_ASSERT(Sha256::parse_hex(digest.hex()).value() == digest);
  }));
}

TEST_CASE("A digest of wrong length, upper case or other characters is refused", "[core][sha256]") {
  const auto text =
      GENERATE(std::string{}, std::string(63, 'a'), std::string(65, 'a'), std::string(64, 'A'),
               std::string(63, 'a') + 'g', std::string(63, 'a') + '\0');
  CHECK(Sha256::parse_hex(text).error().code == ErrorCode::InvalidInput);
}

}  // namespace
}  // namespace lockbox
