#include "core/local_time.h"
#include "deposit/model/person.h"
#include "service/api/answers.h"
#include "service/api/endpoint_groups.h"
#include "service/api/json_reader.h"
#include "service/api/problem.h"
#include "service/api/request_parts.h"
#include "service/api/sign_in_state.h"
#include "service/auth/password_policy.h"
#include "service/auth/throttle.h"
#include "service/auth/token.h"
#include "service/auth/totp.h"
#include "service/process/json_text.h"
#include "service/work/mail_day.h"

namespace lockbox::service::api {

namespace {

namespace json = boost::json;

constexpr auto wrong_sentence = "Name, password or code is wrong; try again.";

auth::Failures failures_of(const deposit::FailureCount& count) {
  return {count.count, count.last};
}

/// The two counters of a try to sign in.
struct Counters {
  std::string user;
  std::string address;
};

/// Every spelling of a name counts as one, since every spelling signs in.
Counters counters_of(const Context& context, const std::string& name) {
  return {"user:" + deposit::folded_name(name), "address:" + context.request.peer.address};
}

Result<std::chrono::milliseconds> wait_of(Context& context, const Counters& counters) {
  auto& people = context.books.people();
  return auth::sign_in_wait(failures_of(TRY(people.failures(counters.user))),
                            failures_of(TRY(people.failures(counters.address))),
                            context.environment.clock.now());
}

Result<void> count_failure(Context& context, const std::string& key,
                           const auth::ThrottleRule& rule) {
  auto& people = context.books.people();
  const auto before = failures_of(TRY(people.failures(key)));
  const auto after = auth::with_failure(rule, before, context.environment.clock.now());
  return people.set_failures(key, {after.count, after.last});
}

Result<http::Response> refuse(Context& context, const Counters& counters) {
  TRY(count_failure(context, counters.user, auth::user_throttle()));
  TRY(count_failure(context, counters.address, auth::address_throttle()));
  context.environment.metrics.sign_in_ended("refused");
  return problem(401, wrong_sentence);
}

http::Response come_again(std::chrono::milliseconds wait) {
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(wait).count();
  auto response =
      problem(429, "Too many tries failed; try again in " + std::to_string(seconds) + " seconds.");
  response.headers.set("Retry-After", std::to_string(seconds));
  return response;
}

Result<json::object> me(Context& context, const deposit::User& user) {
  const auto& environment = context.environment;
  const auto days = TRY(context.books.days().days(environment.site.id));
  const auto* day = work::current_day(days);
  const auto today = LocalTime::of(environment.clock.now()).day;
  auto person = json_of(user);
  return json::object{
      {"user", {{"id", user.id.value()}, {"name", user.name}, {"full_name", user.full_name}}},
      {"roles", person.at("roles")},
      {"rights", json_of(rights_of(user))},
      {"site", {{"id", environment.site.id}, {"name", environment.site.name}}},
      {"organisation", environment.config.organisation},
      {"business_day", day != nullptr ? json::value(day->day.to_string()) : json::value(nullptr)},
      {"mail_day", day != nullptr
                       ? json::value(work::mail_day(*day, environment.site, today).to_string())
                       : json::value(nullptr)},
      {"time_zone", environment.config.time_zone},
      {"practice", text_or_null(environment.site.practice)},
      {"idle_seconds",
       std::chrono::duration_cast<std::chrono::seconds>(environment.config.session_idle).count()},
      {"server_time", to_string(environment.clock.now())}};
}

Result<http::Response> begin_session(Context& context, const deposit::User& user,
                                     const Counters& counters) {
  auto& people = context.books.people();
  TRY(people.set_failures(counters.user, {}));
  const auto token = auth::Token::random();
  const auto now = context.environment.clock.now();
  TRY(people.begin_session(token.digest(), {user.id, now, now, context.request.peer.address}));
  context.environment.metrics.sign_in_ended("done");
  auto response = ok(TRY(me(context, user)));
  response.headers.add("Set-Cookie", cookie_for(token.text));
  return response;
}

/// Whether the password is that of an active user; takes as long for a name that nobody has.
Result<bool> is_right(Context& context, const std::optional<deposit::Credentials>& found,
                      const std::string& password) {
  auto& hasher = context.environment.hasher;
  const bool can_be = found && found->user.is_active && !found->password_hash.empty();
  const auto verdict =
      TRY(can_be ? hasher.verify(found->password_hash, password) : hasher.verify_nobody(password));
  return can_be && verdict != auth::PasswordVerdict::Wrong;
}

Result<http::Response> sign_in(Context& context) {
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  const auto name = reader.text("name");
  const auto password = reader.text("password");
  const auto code = reader.optional_text("totp_code");
  TRY(reader.finish());

  auto& people = context.books.people();
  const auto counters = counters_of(context, name);
  if (const auto wait = TRY(wait_of(context, counters)); wait.count() > 0) return come_again(wait);
  const auto found = TRY(people.credentials(name));
  if (!TRY(is_right(context, found, password))) return refuse(context, counters);
  if (!found->totp_secret.empty()) {
    if (!code) return problem(428, "Enter the code that your authenticator app shows.");
    const auto step = auth::accept_totp(found->totp_secret, *code, context.environment.clock.now(),
                                        found->totp_last_step);
    if (!step) return refuse(context, counters);
    TRY(people.use_totp_step(found->user.id, *step));
  }
  return begin_session(context, found->user, counters);
}

/// Whoever changes a password knows it, and goes on in a new session; every other one ends.
Result<http::Response> change_password(Context& context) {
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  const auto current = reader.text("current_password");
  const auto wanted = reader.text("new_password");
  TRY(reader.finish());

  const auto& user = context.person->user;
  auto& people = context.books.people();
  const auto counters = counters_of(context, user.name);
  if (const auto wait = TRY(wait_of(context, counters)); wait.count() > 0) return come_again(wait);
  const auto known = TRY(people.credentials(user.name));
  if (!TRY(is_right(context, known, current))) {
    TRY(count_failure(context, counters.user, auth::user_throttle()));
    return fail(ErrorCode::InvalidInput, "This is not your password.", "/current_password");
  }
  const auto organisation = context.environment.config.organisation;
  const auto factor =
      known->totp_secret.empty() ? auth::SecondFactor::None : auth::SecondFactor::Totp;
  if (auto checked = auth::check_new_password(wanted, {user.name, organisation, factor});
      !checked) {
    return fail(checked.error().code, checked.error().message, "/new_password");
  }
  const auto hash = TRY(context.environment.hasher.hash(wanted));
  TRY(people.change_password(user.id, hash));
  return begin_session(context, user, counters);
}

Result<http::Response> get_session(Context& context) {
  return ok(TRY(me(context, context.person->user)));
}

Result<http::Response> sign_out(Context& context) {
  TRY(context.books.tasks().give_back_all(context.person->actor()));
  TRY(context.books.people().end_session(context.person->session));
  auto response = no_content();
  response.headers.add("Set-Cookie", cookie_away());
  response.headers.set("Clear-Site-Data", "\"cache\"");
  return response;
}

}  // namespace

std::vector<Endpoint> session_endpoints() {
  using http::Access;
  using http::Method;
  return {
      {{.method = Method::Post,
        .pattern = "/api/v1/session",
        .access = Access::open(),
        .body_bytes_max = form_bytes_max},
       sign_in},
      {{.method = Method::Get, .pattern = "/api/v1/session", .access = Access::signed_in()},
       get_session},
      {{.method = Method::Delete, .pattern = "/api/v1/session", .access = Access::signed_in()},
       sign_out},
      {{.method = Method::Post,
        .pattern = "/api/v1/session/password",
        .access = Access::signed_in(),
        .body_bytes_max = form_bytes_max},
       change_password},
  };
}

}  // namespace lockbox::service::api
