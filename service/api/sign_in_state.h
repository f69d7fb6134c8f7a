#pragma once

/// @file
/// Who a request comes from: the session cookie, and the defence against requests that another
/// site made the browser send.

#include <chrono>
#include <optional>
#include <string>

#include "deposit/store/people.h"
#include "service/api/endpoint.h"

namespace lockbox::service::api {

/// `__Host-`: a browser takes it only with Secure, for this host and the whole of it.
inline constexpr std::string_view session_cookie = "__Host-lockbox";

struct SessionTimes {
  std::chrono::minutes idle;
  std::chrono::hours absolute;
};

/// As `auth::rights_of` gives them.
[[nodiscard]] auth::RightSet rights_of(const deposit::User& user);

/// Who is signed in by the request's cookie; nothing without one, with one that is unknown or
/// over, and for a user who is inactive.  Notes at most once a minute that the session is in use.
[[nodiscard]] Result<std::optional<SignedIn>> signed_in(deposit::People& people,
                                                        const http::Request& request,
                                                        SessionTimes times, Instant now);

/// The Set-Cookie values that begin and end a session.
[[nodiscard]] std::string cookie_for(const std::string& token);
[[nodiscard]] std::string cookie_away();

/// Nothing, or why the request is not one that our own page made: it lacks the header that no form
/// of another site can send, or its Origin is another one.
[[nodiscard]] std::optional<std::string> foreign_request(const http::Request& request);

}  // namespace lockbox::service::api
