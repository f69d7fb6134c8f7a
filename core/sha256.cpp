#include "core/sha256.h"

#include <openssl/evp.h>

#include "core/check.h"

namespace lockbox {
namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";

EVP_MD_CTX* digest_context(void* context) {
  return static_cast<EVP_MD_CTX*>(context);
}

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_MD_CTX, FreeContext>;

/// Fetched once: OpenSSL looks `EVP_sha256` up among its providers for each digest, which takes
/// longer than to digest a row.
const EVP_MD* sha256_algorithm() {
  static EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA2-256", nullptr);
  ENSURE(algorithm != nullptr);
  return algorithm;
}

/// One for each thread, which goes on with it.
EVP_MD_CTX* context_of_thread() {
  thread_local const Context context{EVP_MD_CTX_new()};
  ENSURE(context != nullptr);
  return context.get();
}

}  // namespace

Sha256 Sha256::of(ByteView data) {
  Sha256 digest;
  unsigned int length = 0;
  auto* const context = context_of_thread();
  const bool done =
      EVP_DigestInit_ex2(context, sha256_algorithm(), nullptr) == 1 &&
      EVP_DigestUpdate(context, data.data(), data.size()) == 1 &&
      EVP_DigestFinal_ex(context, reinterpret_cast<unsigned char*>(digest.bytes.data()), &length) ==
          1;
  ENSURE(done && length == digest.bytes.size());
  return digest;
}

Result<Sha256> Sha256::parse_hex(std::string_view text) {
  Sha256 digest;
  if (text.size() != 2 * digest.bytes.size() ||
      text.find_first_not_of(hex_digits) != std::string_view::npos) {
    return fail(ErrorCode::InvalidInput, "A SHA-256 is 64 lower-case hexadecimal digits.");
  }
  for (std::size_t i = 0; i < digest.bytes.size(); ++i) {
    const auto high = hex_digits.find(text[2 * i]);
    const auto low = hex_digits.find(text[2 * i + 1]);
    digest.bytes.at(i) = static_cast<std::byte>(high * 16 + low);
  }
  return digest;
}

std::string Sha256::hex() const {
  std::string text;
  text.reserve(2 * bytes.size());
  for (const auto byte : bytes) {
    text += hex_digits[std::to_integer<std::size_t>(byte >> 4)];
    text += hex_digits[std::to_integer<std::size_t>(byte & std::byte{15})];
  }
  return text;
}

Sha256Stream::Sha256Stream() : context_{EVP_MD_CTX_new()} {
  ENSURE(context_ != nullptr);
  const int done = EVP_DigestInit_ex2(digest_context(context_.get()), sha256_algorithm(), nullptr);
  ENSURE(done == 1);
}

void Sha256Stream::add(ByteView data) {
  const int done = EVP_DigestUpdate(digest_context(context_.get()), data.data(), data.size());
  ENSURE(done == 1);
}

Sha256 Sha256Stream::finish() {
  Sha256 digest;
  unsigned int length = 0;
  const int done =
      EVP_DigestFinal_ex(digest_context(context_.get()),
                         reinterpret_cast<unsigned char*>(digest.bytes.data()), &length);
  ENSURE(done == 1 && length == digest.bytes.size());
  return digest;
}

void Sha256Stream::Free::operator()(void* context) const {
  EVP_MD_CTX_free(digest_context(context));
}

}  // namespace lockbox
