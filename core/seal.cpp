#include "core/seal.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <algorithm>
#include <climits>
#include <memory>

#include "core/check.h"

namespace lockbox {
namespace {

constexpr std::size_t nonce_bytes = 12;
constexpr std::size_t tag_bytes = 16;
static_assert(nonce_bytes + tag_bytes == seal_overhead_bytes);

struct FreeCipherContext {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, FreeCipherContext>;

const unsigned char* to_openssl(const std::byte* bytes) {
  return reinterpret_cast<const unsigned char*>(bytes);
}

unsigned char* to_openssl(std::byte* bytes) {
  return reinterpret_cast<unsigned char*>(bytes);
}

CipherContext new_context() {
  CipherContext context{EVP_CIPHER_CTX_new()};
  ENSURE(context != nullptr);
  return context;
}

/// Fetched once: OpenSSL looks `EVP_aes_256_gcm` up among its providers each time, which takes
/// longer than to unseal a field.
const EVP_CIPHER* aes_256_gcm() {
  static EVP_CIPHER* const cipher = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
  ENSURE(cipher != nullptr);
  return cipher;
}

bool fits_openssl(ByteView bytes) {
  return bytes.size() <= INT_MAX;
}

}  // namespace

SecretKey::~SecretKey() {
  OPENSSL_cleanse(bytes_.data(), bytes_.size());
}

SecretKey SecretKey::random() {
  std::array<std::byte, 32> bytes{};
  ENSURE(RAND_priv_bytes(to_openssl(bytes.data()), static_cast<int>(bytes.size())) == 1);
  const SecretKey key{bytes};
  OPENSSL_cleanse(bytes.data(), bytes.size());
  return key;
}

Result<SecretKey> SecretKey::take(Bytes&& bytes) {
  SecretKey key{{}};
  const bool fits = bytes.size() == key.bytes_.size();
  if (fits) std::copy(bytes.begin(), bytes.end(), key.bytes_.begin());
  OPENSSL_cleanse(bytes.data(), bytes.size());
  bytes.clear();
  if (!fits) return fail(ErrorCode::InvalidInput, "A key has 32 bytes.");
  return key;
}

Bytes seal(const SecretKey& key, ByteView plain, ByteView associated) {
  ENSURE(fits_openssl(plain) && fits_openssl(associated));
  Bytes sealed(plain.size() + seal_overhead_bytes);
  auto* const nonce = to_openssl(sealed.data());
  auto* const text = nonce + nonce_bytes;
  auto* const tag = text + plain.size();
  ENSURE(RAND_bytes(nonce, nonce_bytes) == 1);

  const auto context = new_context();
  int written = 0;
  ENSURE(EVP_EncryptInit_ex(context.get(), aes_256_gcm(), nullptr, to_openssl(key.bytes().data()),
                            nonce) == 1);
  ENSURE(EVP_EncryptUpdate(context.get(), nullptr, &written, to_openssl(associated.data()),
                           static_cast<int>(associated.size())) == 1);
  ENSURE(EVP_EncryptUpdate(context.get(), text, &written, to_openssl(plain.data()),
                           static_cast<int>(plain.size())) == 1);
  ENSURE(EVP_EncryptFinal_ex(context.get(), tag, &written) == 1);
  ENSURE(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, tag_bytes, tag) == 1);
  return sealed;
}

Result<Bytes> unseal(const SecretKey& key, ByteView sealed, ByteView associated) {
  if (sealed.size() < seal_overhead_bytes || !fits_openssl(sealed) || !fits_openssl(associated)) {
    return fail(ErrorCode::InvalidInput, "The sealed bytes have an impossible length.");
  }
  Bytes plain(sealed.size() - seal_overhead_bytes);
  const auto* const nonce = to_openssl(sealed.data());
  const auto* const text = nonce + nonce_bytes;
  std::array<unsigned char, tag_bytes> tag{};
  std::copy_n(text + plain.size(), tag_bytes, tag.begin());

  const auto context = new_context();
  int written = 0;
  ENSURE(EVP_DecryptInit_ex(context.get(), aes_256_gcm(), nullptr, to_openssl(key.bytes().data()),
                            nonce) == 1);
  ENSURE(EVP_DecryptUpdate(context.get(), nullptr, &written, to_openssl(associated.data()),
                           static_cast<int>(associated.size())) == 1);
  ENSURE(EVP_DecryptUpdate(context.get(), to_openssl(plain.data()), &written, text,
                           static_cast<int>(plain.size())) == 1);
  ENSURE(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, tag_bytes, tag.data()) == 1);
  unsigned char unused_block = 0;
  if (EVP_DecryptFinal_ex(context.get(), &unused_block, &written) != 1) {
    OPENSSL_cleanse(plain.data(), plain.size());
    return fail(ErrorCode::InvalidInput,
                "The seal is broken: the bytes, their name or the key are not the original ones.");
  }
  return plain;
}

Sha256 keyed_fingerprint(const SecretKey& key, std::string_view text) {
  Sha256 digest;
  unsigned int length = 0;
  const auto* const done = HMAC(
      EVP_sha256(), key.bytes().data(), static_cast<int>(key.bytes().size()),
      to_openssl(bytes_of(text).data()), text.size(), to_openssl(digest.bytes.data()), &length);
  ENSURE(done != nullptr && length == digest.bytes.size());
  return digest;
}

}  // namespace lockbox
