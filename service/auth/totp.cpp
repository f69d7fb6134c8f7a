#include "service/auth/totp.h"

#include <array>
#include <chrono>
#include <cstdlib>
#include <memory>

#include <fmt/format.h>
#include <liboath/oath.h>
#include <sodium.h>

#include "core/check.h"
#include "service/auth/random.h"

namespace lockbox::service::auth {
namespace {

constexpr std::size_t secret_bytes = 20;
constexpr TotpStep neighbour_steps = 1;

const char* chars_of(ByteView bytes) {
  return static_cast<const char*>(static_cast<const void*>(bytes.data()));
}

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view unreserved =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  std::string encoded;
  for (const char c : text) {
    if (unreserved.find(c) != std::string_view::npos)
      encoded.push_back(c);
    else
      encoded += fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
  }
  return encoded;
}

}  // namespace

TotpStep totp_step_at(Instant instant) {
  constexpr std::chrono::seconds step{OATH_TOTP_DEFAULT_TIME_STEP_SIZE};
  return std::chrono::floor<std::chrono::seconds>(instant).time_since_epoch() / step;
}

Bytes new_totp_secret() {
  Bytes secret(secret_bytes);
  fill_random(secret);
  return secret;
}

std::string totp_code(ByteView secret, TotpStep step) {
  ENSURE(step >= 0);
  std::array<char, totp_digits + 1> code{};
  ENSURE(oath_hotp_generate(chars_of(secret), secret.size(), static_cast<std::uint64_t>(step),
                            totp_digits, false, OATH_HOTP_DYNAMIC_TRUNCATION,
                            code.data()) == OATH_OK);
  return code.data();
}

std::optional<TotpStep> accept_totp(ByteView secret, std::string_view code, Instant now,
                                    TotpStep last_used) {
  if (code.size() != totp_digits) return std::nullopt;
  const auto current = totp_step_at(now);
  std::optional<TotpStep> accepted;
  for (auto step = current - neighbour_steps; step <= current + neighbour_steps; ++step) {
    if (step < 0) continue;
    // Every step is compared, so that the time taken tells nothing.
    const bool equal = sodium_memcmp(totp_code(secret, step).data(), code.data(), totp_digits) == 0;
    if (equal && step > last_used && !accepted) accepted = step;
  }
  return accepted;
}

std::string totp_secret_text(ByteView secret) {
  char* text = nullptr;
  std::size_t size = 0;
  ENSURE(oath_base32_encode(chars_of(secret), secret.size(), &text, &size) == OATH_OK);
  const std::unique_ptr<char, decltype(&std::free)> owned{text, &std::free};
  std::string encoded{text, size};
  while (encoded.ends_with('=')) encoded.pop_back();
  return encoded;
}

std::optional<Bytes> parse_totp_secret(const std::string& text) {
  char* bytes = nullptr;
  std::size_t size = 0;
  if (oath_base32_decode(text.data(), text.size(), &bytes, &size) != OATH_OK) return std::nullopt;
  const std::unique_ptr<char, decltype(&std::free)> owner{bytes, &std::free};
  if (size != secret_bytes) return std::nullopt;
  const auto view = std::as_bytes(std::span{bytes, size});
  return Bytes{view.begin(), view.end()};
}

std::string totp_uri(ByteView secret, std::string_view issuer, std::string_view user_name) {
  return fmt::format("otpauth://totp/{0}:{1}?secret={2}&issuer={0}", percent_encoded(issuer),
                     percent_encoded(user_name), totp_secret_text(secret));
}

}  // namespace lockbox::service::auth
