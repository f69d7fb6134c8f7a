#include "service/http/target.h"

#include <algorithm>
#include <utility>

#include "core/utf8.h"

namespace lockbox::service::http {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

/// Visible ASCII but for what RFC 3986 leaves out; non-ASCII text must come encoded.
bool may_stand_in_target(char c) {
  return c > 0x20 && c < 0x7F && std::string_view{"\"<>\\^`{|}#"}.find(c) == std::string_view::npos;
}

auto bad_target(std::string message) {
  return fail(ErrorCode::InvalidInput, std::move(message));
}

Result<void> check_segments(std::string_view path) {
  for (std::size_t at = 1; at <= path.size();) {
    const auto end = std::min(path.find('/', at), path.size());
    const auto segment = TRY(decode_percent(path.substr(at, end - at)));
    if (segment == "." || segment == ".." || segment.find('/') != std::string::npos)
      return bad_target("The address holds a segment that could lead elsewhere.");
    at = end + 1;
  }
  return {};
}

Result<std::string> decode_form(std::string_view text) {
  std::string spaced{text};
  std::ranges::replace(spaced, '+', ' ');
  return decode_percent(spaced);
}

Result<Query> parse_query(std::string_view text) {
  Query query;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find('&', at), text.size());
    const auto pair = text.substr(at, end - at);
    const auto equals = std::min(pair.find('='), pair.size());
    if (!pair.empty()) {
      auto name = TRY(decode_form(pair.substr(0, equals)));
      auto value = TRY(decode_form(pair.substr(std::min(equals + 1, pair.size()))));
      query.add(std::move(name), std::move(value));
    }
    at = end + 1;
  }
  return query;
}

}  // namespace

Result<std::string> decode_percent(std::string_view text) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '%') {
      decoded.push_back(text[at]);
      continue;
    }
    const int high = text.size() - at > 2 ? hex_digit(text[at + 1]) : -1;
    const int low = text.size() - at > 2 ? hex_digit(text[at + 2]) : -1;
    if (high < 0 || low < 0)
      return bad_target("A '%' in the address is not followed by two hexadecimal digits.");
    decoded.push_back(static_cast<char>(high * 16 + low));
    at += 2;
  }
  if (valid_utf8_prefix(decoded) != decoded.size() || std::ranges::any_of(decoded, is_control))
    return bad_target("The address holds text that is not UTF-8 or a control character.");
  return decoded;
}

Result<Target> parse_target(std::string_view target) {
  if (!target.starts_with('/')) return bad_target("The address of a request must begin with '/'.");
  if (!std::ranges::all_of(target, may_stand_in_target))
    return bad_target("The address holds a character that must be percent-encoded.");
  const auto mark = std::min(target.find('?'), target.size());
  const auto path = target.substr(0, mark);
  TRY(check_segments(path));
  // Before there is a half-made Target: compilers do not destroy one that TRY leaves.
  auto query = TRY(parse_query(target.substr(std::min(mark + 1, target.size()))));
  return Target{std::string{path}, std::move(query)};
}

}  // namespace lockbox::service::http
