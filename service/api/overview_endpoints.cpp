#include "service/api/answers.h"
#include "service/api/endpoint_groups.h"
#include "service/api/request_parts.h"
#include "service/api/work_shapes.h"

namespace lockbox::service::api {

namespace {

namespace json = boost::json;

Result<http::Response> get_work(Context& context) {
  const auto list =
      TRY(work::work_for(context.books, context.environment.site, viewer_of(context)));
  return ok(work_shape(list));
}

Result<http::Response> search(Context& context) {
  const auto words = context.request.query.find("q").value_or("");
  const auto hits = TRY(work::find_anything(account_desk_of(context), words));
  json::array items;
  for (const auto& hit : hits) items.push_back(hit_shape(hit));
  return ok(page_of(std::move(items)));
}

}  // namespace

std::vector<Endpoint> overview_endpoints() {
  using http::Method;
  const auto anybody = http::Access::signed_in();
  return {
      {{.method = Method::Get, .pattern = "/api/v1/work", .access = anybody}, get_work},
      {{.method = Method::Get, .pattern = "/api/v1/search", .access = anybody}, search},
  };
}

}  // namespace lockbox::service::api
