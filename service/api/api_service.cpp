#include "service/api/api_service.h"

#include <algorithm>

#include "service/api/problem.h"
#include "service/api/sign_in_state.h"

namespace lockbox::service::api {

namespace {

constexpr std::string_view api_prefix = "/api/";
constexpr std::string_view ready_path = "/readyz";
constexpr std::size_t key_length_max = 64;

std::vector<http::Route> routes_of(const std::vector<Endpoint>& endpoints) {
  std::vector<http::Route> routes;
  routes.reserve(endpoints.size());
  for (const auto& endpoint : endpoints) routes.push_back(endpoint.route);
  return routes;
}

bool is_visible(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7f; });
}

/// The sentence that says which right is wanted: "You may not key fields."
std::string refusal_sentence(auth::RightSet wanted) {
  std::string sentence = "You may not ";
  bool is_first = true;
  for (const auto right : auth::rights_in(wanted)) {
    if (!is_first) sentence += " or ";
    sentence += auth::name_of(right).may;
    is_first = false;
  }
  return sentence + "; ask a supervisor.";
}

/// What makes two requests of one key the same one.
Sha256 digest_of(const http::Request& request) {
  return Sha256::of(bytes_of(std::string{http::name_of(request.method)} + " " + request.path +
                             "\n" + request.body));
}

http::Response kept_response(const deposit::KeptAnswer& kept) {
  auto response = http::Response::json(kept.status, kept.body);
  if (kept.status >= 400) response.headers.set("Content-Type", "application/problem+json");
  return response;
}

/// The body of an answer, if it is text of our own.
const std::string* text_of(const http::Response& response) {
  return std::get_if<std::string>(&response.body);
}

}  // namespace

std::optional<std::string> refusal_of(const http::Access& access, const SignedIn* person) {
  if (access.kind != http::Access::Kind::AnyOf || person == nullptr) return std::nullopt;
  if (person->rights.meets(access.rights)) return std::nullopt;
  return refusal_sentence(access.rights);
}

ApiService::ApiService(const Environment& environment, std::vector<Desk> desks,
                       std::vector<Endpoint> endpoints, const http::StaticFiles* files)
    : environment_{environment},
      desks_{std::move(desks)},
      endpoints_{std::move(endpoints)},
      index_{routes_of(endpoints_)},
      files_{files} {
}

std::optional<http::Response> ApiService::outside_api(const http::Request& head) const {
  if (head.path == "/healthz") return http::Response::of(200, "text/plain; charset=utf-8", "ok\n");
  if (head.path == "/metrics") {
    return http::Response::of(200, ops::Metrics::content_type(), environment_.metrics.text());
  }
  if (files_ == nullptr) return http::no_such_path();
  if (!http::is_safe(head.method)) return http::no_such_method({{http::Method::Get}});
  if (auto file = files_->respond(head)) return file;
  // The address of a screen has no dot: what has one is a file that is not there.
  if (head.path.find('.') == std::string::npos) {
    if (auto page = files_->respond_index(head)) return page;
  }
  return http::no_such_path();
}

http::Admission ApiService::admit(const http::Request& head) {
  if (head.path == ready_path) return {};
  if (!head.path.starts_with(api_prefix)) return {.answer = outside_api(head)};
  const auto found = index_.find(head.method, head.path);
  if (std::holds_alternative<http::NoSuchPath>(found)) return {.answer = http::no_such_path()};
  if (const auto* refused = std::get_if<http::NoSuchMethod>(&found)) {
    return {.answer = http::no_such_method(*refused)};
  }
  const auto& route = endpoints_[std::get<http::RouteMatch>(found).index].route;
  if (auto reason = foreign_request(head)) return {.answer = problem(403, *reason)};
  return {.body_bytes_max = route.body_bytes_max, .lane = route.lane};
}

http::Response ApiService::ready(const Desk& desk) const {
  if (const auto users = desk.books->people().users(); !users) return problem_of(users.error());
  return http::Response::of(200, "text/plain; charset=utf-8", "ready\n");
}

http::Response ApiService::respond(const http::Request& request, std::size_t worker) {
  const auto& desk = desks_.at(worker);
  if (request.path == ready_path) return ready(desk);
  const auto found = index_.find(request.method, request.path);
  const auto& match = std::get<http::RouteMatch>(found);
  const auto& endpoint = endpoints_[match.index];
  std::optional<SignedIn> person;
  Context context{environment_, *desk.books, *desk.images, request, match.parameters, nullptr};
  const auto answered = [&]() -> Result<http::Response> {
    const auto& config = environment_.config;
    person =
        TRY(signed_in(desk.books->people(), request, {config.session_idle, config.session_absolute},
                      environment_.clock.now()));
    if (person) context.person = &*person;
    return answer(context, endpoint);
  }();
  auto response = answered ? *answered : problem_of(answered.error());
  if (!answered && answered.error().code == ErrorCode::Unavailable) {
    environment_.log.write(ops::Level::Error, answered.error().message,
                           {{"route", endpoint.route.pattern}});
  }
  response.route = endpoint.route.pattern;
  if (person) response.actor = person->user.name;
  if (!response.headers.find("Cache-Control")) response.headers.set("Cache-Control", "no-store");
  return response;
}

Result<http::Response> ApiService::answer(Context& context, const Endpoint& endpoint) const {
  const auto& access = endpoint.route.access;
  if (access.kind != http::Access::Kind::Public && context.person == nullptr) {
    return problem(401, "Sign in first.");
  }
  if (const auto reason = refusal_of(access, context.person)) return problem(403, *reason);
  if (endpoint.route.idempotency_key == http::IdempotencyKey::NotTaken) {
    return endpoint.handler(context);
  }
  return answer_once(context, endpoint);
}

Result<http::Response> ApiService::answer_once(Context& context, const Endpoint& endpoint) const {
  const auto key = context.request.headers.find("Idempotency-Key").value_or("");
  if (key.empty() || key.size() > key_length_max || !is_visible(key)) {
    return problem(400,
                   "Send an Idempotency-Key of up to 64 visible letters: a number of the "
                   "request, the same when it is sent again.");
  }
  auto& requests = context.books.requests();
  const std::string name{key};
  const auto& person = context.person->user.name;
  const auto request = digest_of(context.request);
  const auto kept = TRY(requests.begin(person, name, request, environment_.clock.now()));
  if (kept && kept->request != request) {
    return problem(422, "This Idempotency-Key was used for another request; take a new one.");
  }
  if (kept && kept->status != 0) return kept_response(*kept);
  const auto answered = endpoint.handler(context);
  auto response = answered ? *answered : problem_of(answered.error());
  // What may go well later is not kept; the key can be used again.
  if (const auto* text = text_of(response); text != nullptr && response.status < 500) {
    TRY(requests.end(person, name, response.status, *text));
  }
  return response;
}

}  // namespace lockbox::service::api
