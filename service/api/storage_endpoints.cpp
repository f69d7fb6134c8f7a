#include <algorithm>

#include "service/api/answers.h"
#include "service/api/custody_requests.h"
#include "service/api/custody_shapes.h"
#include "service/api/endpoint_groups.h"
#include "service/api/request_parts.h"

namespace lockbox::service::api {

namespace {

namespace json = boost::json;
using deposit::custody::BoxId;
using deposit::custody::HoldId;
using deposit::custody::WorkUnitId;

http::Response answer_id(Context& context, std::string_view what, std::int64_t id,
                         int status = 200) {
  announce(context, "custody", {{what, id}});
  return ok(json::object{{"id", id}}, status);
}

Result<http::Response> open_box(Context& context) {
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  deposit::WantedBox wanted;
  wanted.name = reader.text("name");
  wanted.location = reader.text("location");
  const auto retention = name_in<deposit::custody::RetentionClass>(
      reader, deposit::custody::retention_class_names, "retention");
  TRY(reader.finish());
  wanted.retention = TRY(retention);
  const auto id = TRY(context.books.custody().open_box(context.environment.site.id, wanted,
                                                       context.person->actor()));
  return answer_id(context, "box", id.value(), 201);
}

Result<http::Response> sign_destruction(Context& context) {
  const auto id = TRY(context.path.id<BoxId>("id"));
  const auto body = TRY(parse_object(context.request.body));
  TRY(JsonReader{body}.finish());
  TRY(context.books.custody().sign_destruction(context.environment.site.id, id,
                                               context.person->actor()));
  return answer_id(context, "box", id.value());
}

Result<http::Response> place_hold(Context& context) {
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  deposit::WantedHold wanted;
  if (const auto box = reader.optional_integer("box")) wanted.box = BoxId{*box};
  if (const auto unit = reader.optional_integer("unit")) wanted.unit = WorkUnitId{*unit};
  wanted.reason = reader.text("reason");
  const auto kind =
      name_in<deposit::custody::HoldKind>(reader, deposit::custody::hold_kind_names, "kind");
  TRY(reader.finish());
  wanted.kind = TRY(kind);
  TRY(context.books.custody().place_hold(context.environment.site.id, wanted,
                                         context.person->actor()));
  return wanted.box ? answer_id(context, "box", wanted.box->value(), 201)
                    : answer_id(context, "unit", wanted.unit->value(), 201);
}

Result<http::Response> release_hold(Context& context) {
  const auto id = TRY(context.path.id<HoldId>("id"));
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  const auto reason = reader.text("reason");
  TRY(reader.finish());
  TRY(context.books.custody().release_hold(context.environment.site.id, id, reason,
                                           context.person->actor()));
  return answer_id(context, "hold", id.value());
}

Result<json::object> policies_shape(Context& context) {
  const auto versions = TRY(context.books.custody().policies(context.environment.site.id));
  auto shape =
      policy_shape(versions.empty() ? deposit::custody::CustodyPolicy{} : versions.front());
  json::array all;
  for (const auto& one : versions) all.push_back(policy_shape(one));
  shape["versions"] = std::move(all);
  return shape;
}

Result<http::Response> get_policy(Context& context) {
  return ok(TRY(policies_shape(context)));
}

Result<http::Response> set_policy(Context& context) {
  const auto body = TRY(parse_object(context.request.body));
  const auto wanted = TRY(read_policy(body));
  TRY(context.books.custody().set_policy(context.environment.site.id, wanted,
                                         context.person->actor()));
  announce(context, "custody", {{"policy", wanted.version + 1}});
  return get_policy(context);
}

Result<std::string> lockbox_at(const Context& context) {
  const auto& lockbox = context.path.text("lockbox");
  const auto& known = context.environment.site.lockboxes;
  if (std::ranges::find(known, lockbox) != known.end()) return lockbox;
  return fail(ErrorCode::NotFound, "The site has no lockbox of this name.");
}

/// Those that hold now, the whole lockbox's first, and all that there ever were.
Result<http::Response> get_instructions(Context& context) {
  const auto lockbox = TRY(lockbox_at(context));
  json::array current;
  json::array versions;
  const deposit::SpecialInstruction* last = nullptr;
  const auto all = TRY(context.books.custody().instructions(context.environment.site.id, lockbox));
  for (const auto& one : all) {
    const bool is_newest = last == nullptr || last->payee != one.payee;
    if (is_newest && !one.text.empty()) current.push_back(instruction_shape(one));
    versions.push_back(instruction_shape(one));
    last = &one;
  }
  return ok(json::object{
      {"lockbox", lockbox}, {"current", std::move(current)}, {"versions", std::move(versions)}});
}

Result<http::Response> set_instruction(Context& context) {
  const auto lockbox = TRY(lockbox_at(context));
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  deposit::SpecialInstruction wanted;
  wanted.payee = reader.optional_text("payee").value_or("");
  wanted.version = reader.integer("version");
  wanted.text = reader.optional_text("text").value_or("");
  wanted.reason = reader.text("reason");
  TRY(reader.finish());
  TRY(context.books.custody().set_instruction(context.environment.site.id, lockbox, wanted,
                                              context.person->actor()));
  return get_instructions(context);
}

http::Route post_route(std::string_view pattern, auth::Right right) {
  return {.method = http::Method::Post,
          .pattern = pattern,
          .access = http::Access::any_of({right}),
          .idempotency_key = http::IdempotencyKey::Required,
          .body_bytes_max = small_body_bytes_max};
}

}  // namespace

std::vector<Endpoint> storage_endpoints() {
  const auto get = [](std::string_view pattern) {
    return http::Route{
        .method = http::Method::Get, .pattern = pattern, .access = http::Access::signed_in()};
  };
  constexpr auto custody = auth::Right::Custody;
  return {
      {post_route("/api/v1/boxes", auth::Right::Capture), open_box},
      {post_route("/api/v1/boxes/{id}/destruction", custody), sign_destruction},
      {post_route("/api/v1/custody-holds", custody), place_hold},
      {post_route("/api/v1/custody-holds/{id}/release", custody), release_hold},
      {get("/api/v1/custody-policy"), get_policy},
      {post_route("/api/v1/custody-policy", custody), set_policy},
      {get("/api/v1/instructions/{lockbox}"), get_instructions},
      {post_route("/api/v1/instructions/{lockbox}", custody), set_instruction},
  };
}

}  // namespace lockbox::service::api
