#include "service/auth/token.h"

#include <array>

#include <sodium.h>

#include "core/bytes.h"
#include "service/auth/random.h"

namespace lockbox::service::auth {
namespace {

constexpr std::size_t token_bytes = 32;
constexpr std::size_t token_letters = 43;
constexpr std::size_t request_id_bytes = 16;
constexpr int base64_variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

template <std::size_t size>
std::array<std::byte, size> random_bytes() {
  std::array<std::byte, size> bytes{};
  fill_random(bytes);
  return bytes;
}

}  // namespace

Token Token::random() {
  const auto bytes = random_bytes<token_bytes>();
  std::array<char, token_letters + 1> text{};
  sodium_bin2base64(text.data(), text.size(),
                    static_cast<const unsigned char*>(static_cast<const void*>(bytes.data())),
                    bytes.size(), base64_variant);
  return {text.data()};
}

Sha256 Token::digest() const {
  return Sha256::of(bytes_of(text));
}

std::optional<Sha256> digest_of_token(std::string_view text) {
  constexpr std::string_view letters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  if (text.size() != token_letters || text.find_first_not_of(letters) != std::string_view::npos)
    return std::nullopt;
  return Sha256::of(bytes_of(text));
}

std::string new_request_id() {
  std::string id;
  for (const auto byte : random_bytes<request_id_bytes>()) {
    id.push_back(static_cast<char>('a' + std::to_integer<int>(byte >> 4U)));
    id.push_back(static_cast<char>('a' + std::to_integer<int>(byte & std::byte{0xF})));
  }
  return id;
}

}  // namespace lockbox::service::auth
