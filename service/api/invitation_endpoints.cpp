#include "service/api/answers.h"
#include "service/api/endpoint_groups.h"
#include "service/api/json_reader.h"
#include "service/api/request_parts.h"
#include "service/auth/password_policy.h"
#include "service/auth/token.h"
#include "service/auth/totp.h"

namespace lockbox::service::api {

namespace {

namespace json = boost::json;

struct Invited {
  Sha256 token;
  deposit::User user;
};

/// Whose link it is; NotFound for one that is unknown, used or over.
Result<Invited> invited(Context& context) {
  const auto digest = auth::digest_of_token(context.path.text("token"));
  if (digest) {
    auto user = TRY(context.books.people().invited(*digest, context.environment.clock.now()));
    if (user) return Invited{*digest, *std::move(user)};
  }
  return fail(ErrorCode::NotFound,
              "This link was used or is over; ask an administrator for a new one.");
}

Result<http::Response> get_invitation(Context& context) {
  const auto found = TRY(invited(context));
  return ok(json::object{
      {"name", found.user.name}, {"full_name", found.user.full_name}, {"needs", "password"}});
}

/// Offers a secret for an app; it counts once a code of it comes back with the password.
Result<http::Response> offer_totp(Context& context) {
  const auto found = TRY(invited(context));
  const auto secret = auth::new_totp_secret();
  return ok(json::object{
      {"secret", auth::totp_secret_text(secret)},
      {"uri", auth::totp_uri(secret, context.environment.config.organisation, found.user.name)}});
}

Result<Bytes> confirmed_totp(const Context& context, const std::optional<std::string>& secret,
                             const std::optional<std::string>& code) {
  if (!secret) return Bytes{};
  const auto bytes = auth::parse_totp_secret(*secret);
  if (!bytes) return fail(ErrorCode::InvalidInput, "This is no secret of ours.", "/totp_secret");
  if (!code || !auth::accept_totp(*bytes, *code, context.environment.clock.now(), 0)) {
    return fail(ErrorCode::InvalidInput, "The code is wrong; enter the one that the app shows now.",
                "/totp_code");
  }
  return *bytes;
}

Result<http::Response> accept_invitation(Context& context) {
  const auto found = TRY(invited(context));
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  const auto password = reader.text("password");
  const auto secret = reader.optional_text("totp_secret");
  const auto code = reader.optional_text("totp_code");
  TRY(reader.finish());
  const auto totp = TRY(confirmed_totp(context, secret, code));
  TRY(auth::check_new_password(
      password, {found.user.name, context.environment.config.organisation,
                 totp.empty() ? auth::SecondFactor::None : auth::SecondFactor::Totp}));
  const auto hash = TRY(context.environment.hasher.hash(password));
  TRY(context.books.people().accept_invitation(found.token, context.environment.clock.now(), hash,
                                               totp));
  return no_content();
}

}  // namespace

std::vector<Endpoint> invitation_endpoints() {
  using http::Access;
  using http::Method;
  return {
      {{.method = Method::Get, .pattern = "/api/v1/invitations/{token}", .access = Access::open()},
       get_invitation},
      {{.method = Method::Post,
        .pattern = "/api/v1/invitations/{token}",
        .access = Access::open(),
        .body_bytes_max = form_bytes_max},
       accept_invitation},
      {{.method = Method::Post,
        .pattern = "/api/v1/invitations/{token}/totp",
        .access = Access::open(),
        .body_bytes_max = form_bytes_max},
       offer_totp},
  };
}

}  // namespace lockbox::service::api
