#include "service/http/http_types.h"

#include <algorithm>
#include <array>

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

namespace lockbox::service::http {
namespace {

constexpr std::array<std::pair<Method, std::string_view>, 6> method_names{{
    {Method::Get, "GET"},
    {Method::Head, "HEAD"},
    {Method::Post, "POST"},
    {Method::Put, "PUT"},
    {Method::Patch, "PATCH"},
    {Method::Delete, "DELETE"},
}};

constexpr std::array<std::pair<int, std::string_view>, 28> reasons{{
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {204, "No Content"},
    {206, "Partial Content"},
    {303, "See Other"},
    {304, "Not Modified"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {411, "Length Required"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {417, "Expectation Failed"},
    {422, "Unprocessable Content"},
    {428, "Precondition Required"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {503, "Service Unavailable"},
    {505, "HTTP Version Not Supported"},
}};

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// The next part of a list and its separator are taken off the front of `rest`.
std::string_view take_part(std::string_view& rest, char separator) {
  const auto end = rest.find(separator);
  const auto part = rest.substr(0, end);
  rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
  return part;
}

}  // namespace

std::string_view name_of(Method method) {
  return std::ranges::find(method_names, method, &std::pair<Method, std::string_view>::first)
      ->second;
}

std::optional<Method> parse_method(std::string_view name) {
  const auto* found =
      std::ranges::find(method_names, name, &std::pair<Method, std::string_view>::second);
  if (found == method_names.end()) return std::nullopt;
  return found->first;
}

bool is_safe(Method method) {
  return method == Method::Get || method == Method::Head;
}

bool equal_without_case(std::string_view left, std::string_view right) {
  return std::ranges::equal(left, right, {}, lower, lower);
}

void Headers::set(std::string_view name, std::string value) {
  std::erase_if(fields_, [&](const Field& field) { return equal_without_case(field.first, name); });
  fields_.emplace_back(name, std::move(value));
}

std::optional<std::string_view> Headers::find(std::string_view name) const {
  for (const auto& [field, value] : fields_)
    if (equal_without_case(field, name)) return value;
  return std::nullopt;
}

std::size_t Headers::count(std::string_view name) const {
  return static_cast<std::size_t>(std::ranges::count_if(
      fields_, [&](const Field& field) { return equal_without_case(field.first, name); }));
}

std::optional<std::string_view> Query::find(std::string_view name) const {
  for (const auto& [parameter, value] : parameters_)
    if (parameter == name) return value;
  return std::nullopt;
}

std::size_t Query::count(std::string_view name) const {
  return static_cast<std::size_t>(std::ranges::count(parameters_, name, &Parameter::first));
}

std::optional<std::string_view> Request::cookie(std::string_view name) const {
  std::optional<std::string_view> found;
  for (const auto& [field, value] : headers.fields()) {
    if (!equal_without_case(field, "cookie")) continue;
    for (std::string_view rest = value; !rest.empty();) {
      auto pair = trimmed(take_part(rest, ';'));
      if (take_part(pair, '=') != name) continue;
      if (found) return std::nullopt;
      found = pair;
    }
  }
  return found;
}

Response Response::of(int status, std::string_view content_type, std::string body) {
  Response response;
  response.status = status;
  response.headers.add("Content-Type", std::string{content_type});
  response.body = std::move(body);
  return response;
}

Response Response::json(int status, std::string json) {
  return of(status, "application/json", std::move(json));
}

Response Response::problem(int status, std::string_view detail) {
  const boost::json::value problem = {{"type", "about:blank"},
                                      {"title", reason_of(status)},
                                      {"status", status},
                                      {"detail", detail}};
  return of(status, "application/problem+json", boost::json::serialize(problem));
}

Response Response::stream(std::shared_ptr<EventStream> events) {
  Response response;
  response.headers.add("Content-Type", "text/event-stream");
  response.body = std::move(events);
  return response;
}

std::string_view reason_of(int status) {
  const auto* found = std::ranges::find(reasons, status, &std::pair<int, std::string_view>::first);
  return found == reasons.end() ? "Unknown" : found->second;
}

}  // namespace lockbox::service::http
