#include "service/api/office.h"

#include <stdexcept>

#include "deposit/store/sqlite/sqlite_books.h"
#include "service/api/sign_in_state.h"
#include "service/auth/token.h"
#include "service/config/site_file.h"
#include "service/config/site_text.h"
#include "service/http/target.h"

namespace lockbox::test {

namespace {

namespace http = service::http;

template <class T>
T need(Result<T> result) {
  if (!result) throw std::runtime_error{result.error().message};
  return *std::move(result);
}

std::string text_of(const http::Response& response) {
  if (const auto* text = std::get_if<std::string>(&response.body)) return *text;
  if (const auto* shared = std::get_if<http::SharedText>(&response.body)) return **shared;
  return {};
}

}  // namespace

boost::json::object Answer::object() const {
  return boost::json::parse(text).as_object();
}

std::string Answer::member(std::string_view name) const {
  const auto body = object();
  const auto* value = body.if_contains(name);
  if (value == nullptr) return {};
  return value->is_string() ? std::string{value->get_string()} : boost::json::serialize(*value);
}

Office::Office(std::vector<service::api::Endpoint> endpoints)
    : Office{need(service::parse_site(service::site_text, "site.toml")), std::move(endpoints)} {
}

Office::Office(deposit::Site site) : Office{std::move(site), service::api::all_endpoints()} {
}

Office::Office(deposit::Site site, std::vector<service::api::Endpoint> endpoints)
    : site_{std::move(site)} {
  config_.organisation = "Town of Elm";
  config_.time_zone = "America/Chicago";
  config_.store_file = folder_.path() / "lockbox.db";
  config_.output_folder = folder_.path();
  config_.session_idle = std::chrono::minutes{15};
  config_.session_absolute = std::chrono::hours{12};
  books_ = need(deposit::open_sqlite_books({config_.store_file, keys_, clock}));
  jobs_ = std::make_unique<service::work::JobRunner>(
      service::work::JobPlace{folder_.path() / "jobs.db", {}, site_},
      [](const service::work::JobRun&) {});
  environment_ =
      std::make_unique<service::api::Environment>(service::api::Environment{.site = site_,
                                                                            .config = config_,
                                                                            .clock = clock,
                                                                            .events = events_,
                                                                            .metrics = metrics_,
                                                                            .log = log_,
                                                                            .hasher = hasher_,
                                                                            .keys = keys_,
                                                                            .jobs = *jobs_,
                                                                            .pictures = pictures_});
  service_ = std::make_unique<service::api::ApiService>(
      *environment_, std::vector{service::api::Desk{books_.get(), &images_}}, std::move(endpoints),
      nullptr);
}

Answer Office::ask(const Ask& ask) {
  const auto target = need(http::parse_target(ask.target));
  http::Request request;
  request.method = ask.method;
  request.path = target.path;
  request.query = target.query;
  request.peer = {ask.address, http::Transport::Tls};
  request.headers.add("Host", "lockbox.elm.example");
  if (ask.has_page_header) request.headers.add("X-Lockbox", "1");
  if (!ask.session.empty()) {
    request.headers.add("Cookie", std::string{service::api::session_cookie} + "=" + ask.session);
  }
  if (!ask.key.empty()) request.headers.add("Idempotency-Key", ask.key);
  for (const auto& [name, value] : ask.more_headers) request.headers.add(name, value);
  auto admission = service_->admit(request);
  if (admission.answer) {
    return {admission.answer->status, admission.answer->headers, text_of(*admission.answer)};
  }
  request.body = ask.body;
  const auto response = service_->respond(request, 0);
  return {response.status, response.headers, text_of(response)};
}

Answer Office::get(const std::string& target, const std::string& session) {
  return ask({.target = target, .session = session});
}

Answer Office::post(const std::string& target, const std::string& body,
                    const std::string& session) {
  return ask({.method = http::Method::Post,
              .target = target,
              .body = body,
              .session = session,
              .key = "key-" + std::to_string(++keys_used_)});
}

deposit::User Office::employ(const std::string& name, const std::vector<std::string>& roles,
                             const Bytes& totp_secret) {
  auto& people = books_->people();
  const deposit::Actor actor{"ada"};
  const auto user = need(people.add_user(name, "Person " + name, roles, actor));
  const auto token = service::auth::Token::random();
  const auto now = clock.now();
  const auto invited = people.invite(user.id, token.digest(), now + std::chrono::hours{1}, actor);
  if (!invited) throw std::runtime_error{invited.error().message};
  return need(
      people.accept_invitation(token.digest(), now, need(hasher_.hash(password)), totp_secret));
}

Answer Office::sign_in(const std::string& name, std::string_view with, const std::string& code) {
  boost::json::object body{{"name", name}, {"password", with}};
  if (!code.empty()) body.emplace("totp_code", code);
  return post("/api/v1/session", boost::json::serialize(body));
}

std::string Office::session_of(const std::string& name, const std::vector<std::string>& roles) {
  employ(name, roles);
  return token_of(sign_in(name));
}

std::string token_of(const Answer& answer) {
  const auto cookie = answer.headers.find("Set-Cookie").value_or("");
  const auto begin = cookie.find('=') + 1;
  return std::string{cookie.substr(begin, cookie.find(';') - begin)};
}

}  // namespace lockbox::test
