#include <fmt/format.h>

#include "service/api/answers.h"
#include "service/api/endpoint_groups.h"
#include "service/api/json_reader.h"
#include "service/api/problem.h"
#include "service/api/request_parts.h"
#include "service/serve/init.h"

namespace lockbox::service::api {

namespace {

namespace json = boost::json;

Result<void> check_roles(const std::vector<std::string>& roles) {
  for (const auto& role : roles) {
    if (auth::rights_of_role(role)) continue;
    return fail(ErrorCode::InvalidInput, "There is no role '" + role + "'.", "/roles");
  }
  if (const auto conflict = auth::conflict_among(roles)) {
    return fail(ErrorCode::InvalidInput,
                fmt::format("Nobody is both {} and {}: {}.", conflict->first, conflict->second,
                            conflict->why),
                "/roles");
  }
  return {};
}

Result<json::object> new_invitation(Context& context, const deposit::User& user) {
  const auto invitation = TRY(invite_user(context.books.people(), user, context.person->actor(),
                                          context.environment.clock.now()));
  return json::object{{"invitation_url", invitation.path},
                      {"expires", to_string(invitation.expires)}};
}

Result<http::Response> list_users(Context& context) {
  json::array items;
  for (const auto& user : TRY(context.books.people().users())) items.push_back(json_of(user));
  return ok(page_of(std::move(items)));
}

Result<http::Response> add_user(Context& context) {
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  const auto name = reader.text("name");
  const auto full_name = reader.text("full_name");
  const auto roles = reader.texts("roles");
  TRY(reader.finish());
  TRY(check_roles(roles));
  const auto user =
      TRY(context.books.people().add_user(name, full_name, roles, context.person->actor()));
  auto answer = TRY(new_invitation(context, user));
  answer.emplace("user", json_of(user));
  return ok(answer, 201);
}

Result<deposit::User> user_at(Context& context) {
  const auto id = TRY(context.path.id<UserId>("id"));
  auto user = TRY(context.books.people().user(id));
  if (!user) return fail(ErrorCode::NotFound, "There is no such user.");
  return *std::move(user);
}

Result<http::Response> change_user(Context& context) {
  auto user = TRY(user_at(context));
  const auto current = user;
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  user.full_name = reader.text("full_name");
  user.roles = reader.texts("roles");
  user.is_active = reader.boolean("is_active");
  user.version = reader.integer("version");
  TRY(reader.finish());
  TRY(check_roles(user.roles));
  const auto changed = context.books.people().change_user(user, context.person->actor());
  if (!changed && changed.error().code == ErrorCode::Conflict) {
    return conflict_of(changed.error(), json_of(current));
  }
  if (!changed) return tl::unexpected(changed.error());
  return ok(json_of(*changed));
}

Result<http::Response> add_invitation(Context& context) {
  const auto user = TRY(user_at(context));
  return ok(TRY(new_invitation(context, user)), 201);
}

json::array conflicts_of(std::string_view role) {
  json::array items;
  for (const auto& conflict : auth::role_conflicts) {
    if (conflict.first == role) items.emplace_back(conflict.second);
    if (conflict.second == role) items.emplace_back(conflict.first);
  }
  return items;
}

json::array limits_of(const deposit::OfficeRules& office, std::string_view role) {
  json::array items;
  for (const auto& limit : office.role_limits) {
    if (limit.role != role) continue;
    items.push_back(json::object{{"deed", name_of(deposit::limited_deed_names, limit.deed)},
                                 {"amount_max_cents", limit.amount_max.cents()}});
  }
  return items;
}

Result<http::Response> list_roles(Context& context) {
  json::array items;
  for (const auto& role : auth::roles) {
    items.push_back(json::object{{"name", role.name},
                                 {"rights", json_of(role.rights)},
                                 {"conflicts", conflicts_of(role.name)},
                                 {"limits", limits_of(context.environment.office, role.name)}});
  }
  return ok(page_of(std::move(items)));
}

}  // namespace

std::vector<Endpoint> user_endpoints() {
  using http::IdempotencyKey;
  using http::Method;
  const auto administer = http::Access::any_of({auth::Right::Administer});
  return {
      {{.method = Method::Get, .pattern = "/api/v1/users", .access = administer}, list_users},
      {{.method = Method::Post,
        .pattern = "/api/v1/users",
        .access = administer,
        .idempotency_key = IdempotencyKey::Required,
        .body_bytes_max = form_bytes_max},
       add_user},
      {{.method = Method::Patch,
        .pattern = "/api/v1/users/{id}",
        .access = administer,
        .body_bytes_max = form_bytes_max},
       change_user},
      {{.method = Method::Post,
        .pattern = "/api/v1/users/{id}/invitation",
        .access = administer,
        .idempotency_key = IdempotencyKey::Required,
        .body_bytes_max = form_bytes_max},
       add_invitation},
      {{.method = Method::Get, .pattern = "/api/v1/roles", .access = administer}, list_roles},
  };
}

}  // namespace lockbox::service::api
