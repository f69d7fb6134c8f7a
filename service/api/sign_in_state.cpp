#include "service/api/sign_in_state.h"

#include "service/auth/token.h"

namespace lockbox::service::api {

namespace {

constexpr std::chrono::minutes touched_every{1};

}  // namespace

auth::RightSet rights_of(const deposit::User& user) {
  return auth::rights_of(user.roles);
}

Result<std::optional<SignedIn>> signed_in(deposit::People& people, const http::Request& request,
                                          SessionTimes times, Instant now) {
  const auto cookie = request.cookie(session_cookie);
  if (!cookie) return std::nullopt;
  const auto digest = auth::digest_of_token(*cookie);
  if (!digest) return std::nullopt;
  const auto session = TRY(people.session(*digest));
  if (!session) return std::nullopt;
  if (now >= session->created + times.absolute || now >= session->last_seen + times.idle) {
    TRY(people.end_session(*digest));
    return std::nullopt;
  }
  auto user = TRY(people.user(session->user));
  if (!user || !user->is_active) return std::nullopt;
  if (now >= session->last_seen + touched_every) TRY(people.touch_session(*digest, now));
  const auto rights = rights_of(*user);
  return SignedIn{*std::move(user), rights, *digest};
}

std::string cookie_for(const std::string& token) {
  return std::string{session_cookie} + "=" + token + "; Path=/; Secure; HttpOnly; SameSite=Strict";
}

std::string cookie_away() {
  return cookie_for("") + "; Max-Age=0";
}

std::optional<std::string> foreign_request(const http::Request& request) {
  if (http::is_safe(request.method)) return std::nullopt;
  if (request.headers.find("X-Lockbox") != "1") {
    return "Send the header 'X-Lockbox: 1' with every request that changes something.";
  }
  const auto origin = request.headers.find("Origin");
  if (!origin) return std::nullopt;
  const auto host = request.headers.find("Host").value_or("");
  const auto mark = origin->find("://");
  if (mark != std::string_view::npos && origin->substr(mark + 3) == host) return std::nullopt;
  return "This request comes from another site; use the pages of this service.";
}

}  // namespace lockbox::service::api
