#pragma once

/// @file
/// What a handler of the API gets, and how handlers are listed.  A handler turns a request into
/// calls of use cases and their values into JSON; it decides nothing about money.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "capture/pictures.h"
#include "core/clock.h"
#include "core/image_store.h"
#include "core/keys.h"
#include "core/result.h"
#include "deposit/model/credit_rules.h"
#include "deposit/model/office_rules.h"
#include "deposit/model/site.h"
#include "deposit/store/books.h"
#include "service/auth/password_hasher.h"
#include "service/http/event_hub.h"
#include "service/http/http_types.h"
#include "service/http/router.h"
#include "service/ops/log.h"
#include "service/ops/metrics.h"
#include "service/serve/serve_config.h"
#include "service/work/account_cache.h"

namespace lockbox::service::work {
class JobRunner;
}

namespace lockbox::service::api {

/// What all requests share; outlives the service.
struct Environment {
  const deposit::Site& site;
  const ServeConfig& config;
  const Clock& clock;
  http::EventHub& events;
  ops::Metrics& metrics;
  const ops::Log& log;
  auth::PasswordHasher& hasher;
  Keys& keys;                   ///< Makes names of accounts that do not tell their numbers.
  work::JobRunner& jobs;        ///< Runs the scan jobs.
  capture::Pictures& pictures;  ///< Looks at stored pictures for the screens.
  deposit::ledger::CorrectionPolicy corrections = {};
  deposit::OfficeRules office = {};
  deposit::CreditRules credit = {};
  /// One for all workers.
  std::shared_ptr<work::AccountCache> accounts = std::make_shared<work::AccountCache>();
};

/// Who is signed in on this request.
struct SignedIn {
  deposit::User user;
  auth::RightSet rights;
  Sha256 session;

  [[nodiscard]] deposit::Actor actor() const { return {user.name}; }
};

struct Context {
  const Environment& environment;
  deposit::Books& books;
  ImageStore& images;
  const http::Request& request;
  const http::PathParameters& path;
  const SignedIn* person = nullptr;  ///< Never null where the route's access is not public.
};

using Handler = std::function<Result<http::Response>(Context&)>;

struct Endpoint {
  http::Route route;
  Handler handler;
};

/// All of them, in no order.
[[nodiscard]] std::vector<Endpoint> all_endpoints();

}  // namespace lockbox::service::api
