#include "service/api/answers.h"

namespace lockbox::service::api {

namespace json = boost::json;

json::object page_of(json::array items, std::optional<std::string> next) {
  json::object page{{"items", std::move(items)}};
  page.emplace("next", next ? json::value(*next) : json::value(nullptr));
  return page;
}

json::object json_of(const deposit::User& user) {
  json::array roles;
  for (const auto& role : user.roles) roles.emplace_back(role);
  return {{"id", user.id.value()},       {"name", user.name},
          {"full_name", user.full_name}, {"roles", std::move(roles)},
          {"is_active", user.is_active}, {"has_password", user.has_password},
          {"has_totp", user.has_totp},   {"version", user.version}};
}

json::object json_of(const deposit::AuditEvent& event) {
  return {{"seq", event.seq},
          {"entity", event.entity},
          {"entity_key", event.entity_key},
          {"event", event.event},
          {"from_state", event.from_state},
          {"to_state", event.to_state},
          {"actor", event.actor},
          {"at", event.at},
          {"reason", event.reason}};
}

json::array json_of(auth::RightSet rights) {
  json::array names;
  for (const auto right : auth::rights_in(rights)) names.emplace_back(auth::name_of(right).name);
  return names;
}

}  // namespace lockbox::service::api
