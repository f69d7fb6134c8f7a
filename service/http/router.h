#pragma once

/// @file
/// The routes as data, so that a test can compare them with the contract and with the rights.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/ids.h"
#include "core/result.h"
#include "service/auth/rights.h"
#include "service/http/http_types.h"

namespace lockbox::service::http {

/// Who may call a route.
struct Access {
  enum class Kind { Public, SignedIn, AnyOf };
  Kind kind = Kind::SignedIn;
  auth::RightSet rights = {};

  [[nodiscard]] static constexpr Access open() { return {Kind::Public, {}}; }
  [[nodiscard]] static constexpr Access signed_in() { return {Kind::SignedIn, {}}; }
  /// One of these rights is enough.
  [[nodiscard]] static constexpr Access any_of(auth::RightSet rights) {
    return {Kind::AnyOf, rights};
  }
};

enum class IdempotencyKey { NotTaken, Required };

/// Long work has its own share of the workers, so that it cannot keep quick work waiting.
enum class Lane { Quick, Long };

struct Route {
  Method method = Method::Get;
  std::string_view pattern;  ///< "/api/v1/batches/{id}"; "{name}" stands for one whole segment.
  Access access = {};
  IdempotencyKey idempotency_key = IdempotencyKey::NotTaken;
  std::size_t body_bytes_max = 0;
  Lane lane = Lane::Quick;
};

/// The decoded parameters of a path, by the names in the pattern.
class PathParameters {
 public:
  void add(std::string_view name, std::string value) {
    values_.emplace_back(name, std::move(value));
  }
  /// The text of a parameter that the route's pattern has.
  [[nodiscard]] const std::string& text(std::string_view name) const;
  /// A positive whole number without sign or leading zero; NotFound for anything else, for no such
  /// thing can exist.
  [[nodiscard]] Result<std::int64_t> number(std::string_view name) const;
  /// `id<BatchId>("id")`.
  template <class IdType>
  [[nodiscard]] Result<IdType> id(std::string_view name) const {
    return IdType{TRY(number(name))};
  }

 private:
  std::vector<std::pair<std::string_view, std::string>> values_;
};

/// `index` is that of the route in the table.
struct RouteMatch {
  std::size_t index = 0;
  PathParameters parameters;
};
struct NoSuchPath {};
struct NoSuchMethod {
  std::vector<Method> allowed;  ///< Without repeats; with GET comes HEAD.
};
using Found = std::variant<RouteMatch, NoSuchPath, NoSuchMethod>;

/// Finds routes by method and path.  A segment written out goes before a parameter; HEAD finds the
/// route of GET.
class RouteIndex {
 public:
  /// Stops the program for two routes that the same request could mean.
  explicit RouteIndex(std::vector<Route> routes);

  [[nodiscard]] Found find(Method method, std::string_view path) const;
  [[nodiscard]] const std::vector<Route>& routes() const { return routes_; }

 private:
  std::vector<Route> routes_;
  std::vector<std::vector<std::string_view>> segments_;  ///< Of each route.
};

/// The answers to what is no route: 404, and 405 with Allow.
[[nodiscard]] Response no_such_path();
[[nodiscard]] Response no_such_method(const NoSuchMethod& refused);

}  // namespace lockbox::service::http
