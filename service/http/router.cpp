#include "service/http/router.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "core/check.h"
#include "service/http/target.h"

namespace lockbox::service::http {
namespace {

using Parts = std::vector<std::string_view>;

Parts segments_of(std::string_view path) {
  Parts parts;
  for (std::size_t at = 1; at <= path.size();) {
    const auto end = std::min(path.find('/', at), path.size());
    parts.push_back(path.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

bool is_parameter(std::string_view part) {
  return part.starts_with('{') && part.ends_with('}');
}

bool matches(const Parts& pattern, const Parts& path) {
  return std::ranges::equal(pattern, path, [](std::string_view expected, std::string_view got) {
    return is_parameter(expected) ? !got.empty() : expected == got;
  });
}

/// Of two patterns that match a path, the one that writes out the earlier segment.
bool more_exact(const Parts& left, const Parts& right) {
  const auto [one, other] = std::ranges::mismatch(left, right, {}, is_parameter, is_parameter);
  return one != left.end() && !is_parameter(*one) && is_parameter(*other);
}

bool same_shape(const Parts& left, const Parts& right) {
  return std::ranges::equal(left, right, [](std::string_view one, std::string_view other) {
    return is_parameter(one) ? is_parameter(other) : one == other;
  });
}

std::optional<PathParameters> parameters_of(const Parts& pattern, const Parts& path) {
  PathParameters parameters;
  for (std::size_t index = 0; index < pattern.size(); ++index) {
    if (!is_parameter(pattern[index])) continue;
    auto value = decode_percent(path[index]);
    if (!value) return std::nullopt;
    parameters.add(pattern[index].substr(1, pattern[index].size() - 2), std::move(*value));
  }
  return parameters;
}

}  // namespace

const std::string& PathParameters::text(std::string_view name) const {
  const auto found =
      std::ranges::find(values_, name, &std::pair<std::string_view, std::string>::first);
  ENSURE(found != values_.end());
  return found->second;
}

Result<std::int64_t> PathParameters::number(std::string_view name) const {
  const auto& digits = text(name);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc{} || end != digits.data() + digits.size() || value <= 0 ||
      digits.front() == '0')
    return fail(ErrorCode::NotFound, "Nothing has the number \"" + digits + "\".",
                std::string{name});
  return value;
}

RouteIndex::RouteIndex(std::vector<Route> routes) : routes_{std::move(routes)} {
  for (const auto& route : routes_) {
    ENSURE(route.pattern.starts_with('/'));
    ENSURE(route.method != Method::Head);
    segments_.push_back(segments_of(route.pattern));
  }
  for (std::size_t one = 0; one < routes_.size(); ++one)
    for (std::size_t other = one + 1; other < routes_.size(); ++other)
      ENSURE(routes_[one].method != routes_[other].method ||
             !same_shape(segments_[one], segments_[other]));
}

Found RouteIndex::find(Method method, std::string_view path) const {
  const auto wanted = method == Method::Head ? Method::Get : method;
  const auto parts = segments_of(path);
  std::optional<std::size_t> best;
  NoSuchMethod refused;
  for (std::size_t index = 0; index < routes_.size(); ++index) {
    if (!matches(segments_[index], parts)) continue;
    if (std::ranges::find(refused.allowed, routes_[index].method) == refused.allowed.end())
      refused.allowed.push_back(routes_[index].method);
    if (routes_[index].method != wanted) continue;
    if (!best || more_exact(segments_[index], segments_[*best])) best = index;
  }
  if (best) {
    auto parameters = parameters_of(segments_[*best], parts);
    if (!parameters) return NoSuchPath{};
    return RouteMatch{*best, std::move(*parameters)};
  }
  if (refused.allowed.empty()) return NoSuchPath{};
  if (std::ranges::find(refused.allowed, Method::Get) != refused.allowed.end())
    refused.allowed.push_back(Method::Head);
  return refused;
}

Response no_such_path() {
  return Response::problem(404, "Nothing is at this address; check it for a typing mistake.");
}

Response no_such_method(const NoSuchMethod& refused) {
  auto response = Response::problem(405, "This address takes another method; see Allow.");
  std::string allowed;
  for (const auto method : refused.allowed)
    allowed += (allowed.empty() ? "" : ", ") + std::string{name_of(method)};
  response.headers.add("Allow", std::move(allowed));
  return response;
}

}  // namespace lockbox::service::http
