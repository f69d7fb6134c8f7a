#include "service/http/response_head.h"

#include <array>
#include <chrono>
#include <utility>

#include <fmt/format.h>

namespace lockbox::service::http {
namespace {

/// Scripts, styles and pictures come from here alone, and nobody frames a page.
constexpr std::string_view content_security_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
    "connect-src 'self'; font-src 'self'; frame-src 'self'; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'";

constexpr std::array<std::pair<std::string_view, std::string_view>, 6> protections{{
    {"Content-Security-Policy", content_security_policy},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Cache-Control", "no-store"},
}};

void append_field(std::string& head, std::string_view name, std::string_view value) {
  constexpr std::string_view breaks{"\r\n\0", 3};
  if (name.find_first_of(breaks) != std::string_view::npos ||
      value.find_first_of(breaks) != std::string_view::npos)
    return;
  head.append(name).append(": ").append(value).append("\r\n");
}

bool has_length(const Response& response) {
  return response.status != 204 && response.status != 304 &&
         !std::holds_alternative<std::shared_ptr<EventStream>>(response.body);
}

}  // namespace

std::string head_of(const Response& response, const HeadContext& context) {
  auto head = fmt::format("HTTP/1.1 {} {}\r\n", response.status, reason_of(response.status));
  for (const auto& [name, value] : response.headers.fields()) append_field(head, name, value);
  const auto add = [&](std::string_view name, std::string_view value) {
    if (!response.headers.find(name)) append_field(head, name, value);
  };
  for (const auto& [name, value] : protections) add(name, value);
  if (context.transport == Transport::Tls) add("Strict-Transport-Security", "max-age=31536000");
  add("Date", http_date(context.now));
  add("X-Request-Id", context.request_id);
  if (has_length(response)) add("Content-Length", std::to_string(body_of(response).size()));
  add("Connection", context.keep_alive ? "keep-alive" : "close");
  return head + "\r\n";
}

std::string_view body_of(const Response& response) {
  if (const auto* text = std::get_if<std::string>(&response.body)) return *text;
  if (const auto* shared = std::get_if<SharedText>(&response.body)) return **shared;
  return {};
}

std::string http_date(Instant instant) {
  constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto midnight = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::year_month_day date{midnight};
  const std::chrono::hh_mm_ss time{std::chrono::floor<std::chrono::seconds>(instant - midnight)};
  return fmt::format(
      "{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT",
      days.at(std::chrono::weekday{midnight}.c_encoding()), static_cast<unsigned>(date.day()),
      months.at(static_cast<unsigned>(date.month()) - 1), static_cast<int>(date.year()),
      time.hours().count(), time.minutes().count(), time.seconds().count());
}

}  // namespace lockbox::service::http
