#include "core/seal.h"

#include <rapidcheck.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "support/catch.h"

namespace lockbox {
namespace {

SecretKey test_key() {
  return SecretKey{Sha256::of(bytes_of("a key for tests")).bytes};
}

Bytes copy_of(std::string_view text) {
  const auto view = bytes_of(text);
  return {view.begin(), view.end()};
}

Bytes with_flipped_bit(Bytes bytes, std::size_t bit) {
  bytes.at(bit / 8) ^= std::byte{1} << (bit % 8);
  return bytes;
}

/// A key of `text` padded with zeros, as HMAC pads a short key.
SecretKey padded_key(std::string_view text) {
  std::array<std::byte, 32> bytes{};
  std::ranges::copy(bytes_of(text), bytes.begin());
  return SecretKey{bytes};
}

TEST_CASE("What was sealed is unsealed", "[core][seal]") {
  REQUIRE(rc::check([](const std::string& plain, const std::string& associated) {
    const auto sealed = seal(test_key(), bytes_of(plain), bytes_of(associated));
    RC_ASSERT(sealed.size() == plain.size() + seal_overhead_bytes);
    RC_ASSERT(unseal(test_key(), sealed, bytes_of(associated)).value() == copy_of(plain));
  }));
}

TEST_CASE("Sealing the same bytes twice gives different bytes", "[core][seal]") {
  CHECK(seal(test_key(), bytes_of("0042"), {}) != seal(test_key(), bytes_of("0042"), {}));
}

TEST_CASE("The GCM specification's test case 14 is unsealed", "[core][seal]") {
  // Key and nonce of zeros, sixteen zero bytes of plain text: nonce + ciphertext + tag.
  const Bytes zeros(12);
  Bytes sealed = zeros;
  const auto rest = copy_of(
      "\xce\xa7\x40\x3d\x4d\x60\x6b\x6e\x07\x4e\xc5\xd3\xba\xf3\x9d\x18"
      "\xd0\xd1\xc8\xa7\x99\x99\x6b\xf0\x26\x5b\x98\xb5\xd4\x8a\xb9\x19");
  sealed.insert(sealed.end(), rest.begin(), rest.end());
  CHECK(unseal(SecretKey{{}}, sealed, {}).value() == Bytes(16));
}

TEST_CASE("Sealed bytes with any one bit flipped are refused", "[core][seal]") {
  REQUIRE(rc::check([](const std::string& plain) {
    const auto sealed = seal(test_key(), bytes_of(plain), bytes_of("name"));
    for (std::size_t bit = 0; bit < sealed.size() * 8; ++bit) {
      const auto opened = unseal(test_key(), with_flipped_bit(sealed, bit), bytes_of("name"));
      RC_ASSERT(!opened);
      RC_ASSERT(opened.error().code == ErrorCode::InvalidInput);
    }
  }));
}

TEST_CASE("Associated data with any one bit flipped is refused", "[core][seal]") {
  const std::string associated = "riverton/0007/0042";
  const auto sealed = seal(test_key(), bytes_of("an image"), bytes_of(associated));
  for (std::size_t bit = 0; bit < associated.size() * 8; ++bit) {
    CHECK_FALSE(unseal(test_key(), sealed, with_flipped_bit(copy_of(associated), bit)));
  }
}

TEST_CASE("Another key, and bytes cut anywhere, are refused", "[core][seal]") {
  const auto sealed = seal(test_key(), bytes_of("an image"), {});
  CHECK_FALSE(unseal(SecretKey::random(), sealed, {}));
  for (std::size_t length = 0; length < sealed.size(); ++length) {
    CHECK_FALSE(unseal(test_key(), ByteView{sealed}.first(length), {}));
  }
}

TEST_CASE("Keyed fingerprints give the HMAC-SHA-256 of RFC 4231", "[core][seal]") {
  CHECK(keyed_fingerprint(padded_key("Jefe"), "what do ya want for nothing?").hex() ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  CHECK(keyed_fingerprint(padded_key(std::string(20, '\x0b')), "Hi There").hex() ==
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
}

TEST_CASE("A stored key is taken only with 32 bytes and leaves no copy", "[core][seal]") {
  Bytes stored = copy_of(std::string(32, 'k'));
  const auto key = SecretKey::take(std::move(stored));
  CHECK(std::ranges::equal(key.value().bytes(), bytes_of(std::string(32, 'k'))));
  CHECK_FALSE(SecretKey::take(Bytes(31)));
  CHECK_FALSE(SecretKey::take(Bytes(33)));
  CHECK_FALSE(SecretKey::take({}));
}

}  // namespace
}  // namespace lockbox
