#include <utility>

#include "service/api/answers.h"
#include "service/api/endpoint_groups.h"
#include "service/api/request_parts.h"

namespace lockbox::service::api {

namespace {

namespace json = boost::json;

constexpr std::int64_t audit_page = 100;
constexpr std::int64_t audit_page_max = 200;

json::array deposit_accounts_of(const deposit::Site& site) {
  json::array accounts;
  for (const auto& account : site.deposit_accounts) {
    accounts.push_back(
        json::object{{"id", account.id},
                     {"name", account.name},
                     {"bank", account.bank},
                     {"cut_off", account.cut_off ? json::value(account.cut_off->to_string())
                                                 : json::value(nullptr)},
                     {"ticket_items_max", account.ticket_items_max},
                     {"ticket_amount_max_cents", account.ticket_amount_max.cents()}});
  }
  return accounts;
}

json::array coupons_of(const deposit::Site& site) {
  json::array coupons;
  for (const auto& coupon : site.coupons) {
    coupons.push_back(json::object{{"bill_type", coupon.bill_type},
                                   {"fund", coupon.fund},
                                   {"deposit_account", coupon.deposit_account}});
  }
  return coupons;
}

Result<http::Response> get_site(Context& context) {
  const auto& site = context.environment.site;
  json::array lockboxes;
  for (const auto& lockbox : site.lockboxes) lockboxes.emplace_back(lockbox);
  const bool keeps_credit = site.overpayment == deposit::OverpaymentRule::CreditOnAccount;
  return ok(json::object{
      {"id", site.id},
      {"name", site.name},
      {"lockboxes", std::move(lockboxes)},
      {"deposit_accounts", deposit_accounts_of(site)},
      {"coupons", coupons_of(site)},
      {"suspense",
       {{"fund", site.suspense_fund}, {"deposit_account", site.suspense_deposit_account}}},
      {"overpayment", keeps_credit ? "credit_on_account" : "suspense"},
      {"verify_from_cents",
       site.verify_from ? json::value(site.verify_from->cents()) : json::value(nullptr)}});
}

Result<http::Response> list_audit(Context& context) {
  const auto& query = context.request.query;
  deposit::AuditFilter filter;
  if (const auto batch = TRY(number_in(query, "batch"))) filter.batch = BatchId{*batch};
  filter.entity = query.find("entity").value_or("");
  filter.entity_key = query.find("entity_key").value_or("");
  filter.before = TRY(number_in(query, "cursor")).value_or(0);
  const auto limit = TRY(number_in(query, "limit")).value_or(audit_page);
  if (limit > audit_page_max) return fail(ErrorCode::InvalidInput, "'limit' must be at most 200.");
  const auto events = TRY(context.books.finder().audit(filter, static_cast<int>(limit)));
  json::array items;
  for (const auto& event : events) items.push_back(json_of(event));
  std::optional<std::string> next;
  if (std::cmp_equal(events.size(), limit)) next = std::to_string(events.back().seq);
  return ok(page_of(std::move(items), next));
}

Result<http::Response> open_events(Context& context) {
  return http::Response::stream(context.environment.events.open(
      context.person->rights, context.request.headers.find("Last-Event-ID")));
}

}  // namespace

std::vector<Endpoint> site_endpoints() {
  using http::Access;
  using http::Method;
  return {
      {{.method = Method::Get, .pattern = "/api/v1/site", .access = Access::signed_in()}, get_site},
      {{.method = Method::Get,
        .pattern = "/api/v1/audit",
        .access = Access::any_of({auth::Right::Audit})},
       list_audit},
      {{.method = Method::Get, .pattern = "/api/v1/events", .access = Access::signed_in()},
       open_events},
  };
}

}  // namespace lockbox::service::api
