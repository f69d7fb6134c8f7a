#include "service/api/answers.h"
#include "service/api/endpoint_groups.h"
#include "service/api/json_reader.h"
#include "service/api/problem.h"
#include "service/api/request_parts.h"
#include "service/api/work_shapes.h"

namespace lockbox::service::api {

namespace {

namespace json = boost::json;

/// Account names in one text, separated by commas.
std::vector<std::string> names_in(const std::string& text) {
  std::vector<std::string> names;
  std::string name;
  for (const auto letter : text + ",") {
    if (letter != ',') {
      name += letter;
      continue;
    }
    if (!name.empty()) names.push_back(name);
    name.clear();
  }
  return names;
}

Result<json::object> plan_of(Context& context, const work::PlanWish& wish) {
  const auto& site = context.environment.site;
  auto shape = day_plan_shape(TRY(work::plan_day_of(context.books, site, wish)), site);
  shape["business_day"] = wish.day.to_string();
  return shape;
}

Result<http::Response> get_plan(Context& context) {
  const auto& query = context.request.query;
  const auto day = TRY(day_in(query));
  if (!day) {
    return fail(ErrorCode::InvalidInput, "Say for which business day, as business_day=2026-11-23.",
                "business_day");
  }
  const work::PlanWish wish{*day, names_in(std::string{query.find("finals").value_or("")})};
  return ok(TRY(plan_of(context, wish)));
}

Result<http::Response> build_plan(Context& context) {
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  const auto day_text = reader.text("business_day");
  const auto finals = reader.texts("finals");
  const auto token = reader.text("token");
  TRY(reader.finish());
  const auto day = BusinessDay::parse(day_text);
  if (!day) return fail(ErrorCode::InvalidInput, day.error().message, "/business_day");
  const auto& site = context.environment.site;
  const work::PlanWish wish{*day, finals};
  const auto built = work::build_day(context.books, site, wish, token, context.person->actor());
  if (!built && built.error().code == ErrorCode::Conflict) {
    return conflict_of(built.error(), TRY(plan_of(context, wish)));
  }
  if (!built) return tl::unexpected(built.error());
  const work::DepositSight sight{context.books, site, viewer_of(context)};
  json::array deposits;
  for (const auto& view : TRY(work::view_records(sight, *built))) {
    deposits.push_back(deposit_shape(view));
    announce(context, "deposit",
             {{"lockbox", view.record.lockbox}, {"ticket", view.record.ticket}});
    for (const auto batch : view.record.batches()) announce_batch(context, batch);
  }
  return ok(json::object{{"deposits", std::move(deposits)}}, 201);
}

Result<http::Response> keep(Context& context, bool is_kept) {
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  const auto batch = reader.integer("batch");
  const auto sequence = reader.integer("sequence");
  const auto reason = reader.text("reason");
  TRY(reader.finish());
  const deposit::ItemPlace place{BatchId{batch}, sequence};
  const auto& site = context.environment.site.id;
  auto& deposits = context.books.deposits();
  const auto actor = context.person->actor();
  TRY(is_kept ? deposits.keep_back(site, place, reason, actor)
              : deposits.put_back(site, place, reason, actor));
  announce_batch(context, place.batch);
  return ok(json::object{{"batch", batch}, {"sequence", sequence}, {"is_kept_back", is_kept}});
}

}  // namespace

std::vector<Endpoint> deposit_plan_endpoints() {
  using http::Access;
  using http::IdempotencyKey;
  using http::Lane;
  using http::Method;
  const auto builders = Access::any_of({auth::Right::BuildDeposit});
  const auto route = [&](std::string_view pattern) {
    return http::Route{.method = Method::Post,
                       .pattern = pattern,
                       .access = builders,
                       .idempotency_key = IdempotencyKey::Required,
                       .body_bytes_max = small_body_bytes_max,
                       .lane = Lane::Long};
  };
  return {
      {{.method = Method::Get, .pattern = "/api/v1/deposit-plan", .access = Access::signed_in()},
       get_plan},
      {route("/api/v1/deposit-plan"), build_plan},
      {route("/api/v1/deposit-plan/keep-back"),
       [](Context& context) { return keep(context, true); }},
      {route("/api/v1/deposit-plan/put-back"),
       [](Context& context) { return keep(context, false); }},
  };
}

}  // namespace lockbox::service::api
