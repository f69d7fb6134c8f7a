#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json.hpp>

#include "deposit/store/books.h"
#include "service/api/api_service.h"
#include "service/work/job_runner.h"
#include "support/fixed_clock.h"
#include "support/fixed_keys.h"
#include "support/memory_image_store.h"
#include "support/temporary_directory.h"

namespace lockbox::test {

/// What a test sends; what a browser's page adds to every request is added unless said otherwise.
struct Ask {
  service::http::Method method = service::http::Method::Get;
  std::string target;
  std::string body = {};
  std::string session = {};  ///< The token of the cookie.
  std::string key = {};      ///< The Idempotency-Key.
  std::string address = "192.0.2.7";
  bool has_page_header = true;                                   ///< X-Lockbox.
  std::vector<service::http::Headers::Field> more_headers = {};  ///< Sent as they are.
};

struct Answer {
  int status = 0;
  service::http::Headers headers;
  std::string text;

  /// The body, which must be one JSON object.
  [[nodiscard]] boost::json::object object() const;
  /// A member of the body as text; numbers as JSON writes them.
  [[nodiscard]] std::string member(std::string_view name) const;
};

/// An office with its books and the service that answers for it, without sockets.
class Office {
 public:
  explicit Office(std::vector<service::api::Endpoint> endpoints = service::api::all_endpoints());
  /// The office of a site of its own.
  explicit Office(deposit::Site site);

  /// What the server would send: `admit` first, then `respond`.
  Answer ask(const Ask& ask);
  Answer get(const std::string& target, const std::string& session = {});
  Answer post(const std::string& target, const std::string& body, const std::string& session = {});

  /// A person who may sign in with `password`.
  deposit::User employ(const std::string& name, const std::vector<std::string>& roles,
                       const Bytes& totp_secret = {});
  Answer sign_in(const std::string& name, std::string_view with = password,
                 const std::string& code = {});
  /// Employs a person and returns the token of a session.
  std::string session_of(const std::string& name, const std::vector<std::string>& roles);

  [[nodiscard]] deposit::Books& books() { return *books_; }
  [[nodiscard]] service::ServeConfig& config() { return config_; }
  [[nodiscard]] const deposit::Site& site() const { return site_; }
  [[nodiscard]] deposit::OfficeRules& rules() { return environment_->office; }
  [[nodiscard]] deposit::CreditRules& credit() { return environment_->credit; }
  [[nodiscard]] ImageStore& images() { return images_; }

  static constexpr std::string_view password = "seven green kites fly";

  FixedClock clock;

 private:
  Office(deposit::Site site, std::vector<service::api::Endpoint> endpoints);

  TemporaryDirectory folder_;
  FixedKeys keys_;
  MemoryImageStore images_;
  deposit::Site site_;
  service::ServeConfig config_;
  std::unique_ptr<deposit::Books> books_;
  service::http::EventHub events_{64, "test"};
  service::ops::Metrics metrics_;
  service::ops::Log log_{clock, service::ops::Level::Error, [](std::string_view) {}};
  // The cheapest that the library takes, so that tests are quick.
  service::auth::PasswordHasher hasher_{{.memory_bytes = 8192, .passes = 1}};
  capture::PicturesHere pictures_;
  std::unique_ptr<service::work::JobRunner> jobs_;
  std::unique_ptr<service::api::Environment> environment_;
  std::unique_ptr<service::api::ApiService> service_;
  int keys_used_ = 0;
};

/// The token that a Set-Cookie of the answer gives; empty without one.
[[nodiscard]] std::string token_of(const Answer& answer);

}  // namespace lockbox::test
