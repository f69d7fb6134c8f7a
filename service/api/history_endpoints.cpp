#include "service/api/answers.h"
#include "service/api/endpoint_groups.h"
#include "service/api/ledger_shapes.h"
#include "service/api/request_parts.h"

namespace lockbox::service::api {

namespace {

namespace json = boost::json;

constexpr std::size_t found_max = 100;

Result<http::Response> get_history(Context& context) {
  return ok(history_shape(TRY(work::account_history(desk_of(context), context.path.text("ref")))));
}

Result<http::Response> get_history_csv(Context& context) {
  const auto history = TRY(work::account_history(desk_of(context), context.path.text("ref")));
  const auto text = work::history_csv(history);
  const auto bytes = bytes_of(text);
  return file_answer({bytes.begin(), bytes.end()}, "account-history.csv");
}

Result<std::optional<BusinessDay>> named_day(const http::Query& query, std::string_view name) {
  const auto text = query.find(name);
  if (!text || text->empty()) return std::nullopt;
  const auto day = BusinessDay::parse(*text);
  if (day) return *day;
  return fail(ErrorCode::InvalidInput,
              "'" + std::string{name} + "' must be a day like 2026-11-23.");
}

Result<http::Response> find_payments(Context& context) {
  const auto& query = context.request.query;
  deposit::ItemSearch search;
  if (const auto cents = TRY(number_in(query, "amount_cents"))) {
    search.amount = Money::from_cents(*cents);
  }
  search.check_number = query.find("check_number").value_or("");
  search.from = TRY(named_day(query, "from"));
  search.to = TRY(named_day(query, "to"));
  const auto ref = query.find("account_ref").value_or("");
  if (!ref.empty()) {
    const auto desk = desk_of(context);
    const auto found =
        TRY(work::account_by_ref(context.books.store(), desk.site, std::string{ref}));
    search.account = found.account.number;
  }
  json::array items;
  for (const auto& item :
       TRY(context.books.ledger().find_items(context.environment.site.id, search, found_max))) {
    items.push_back(found_item_shape(item));
  }
  return ok(page_of(std::move(items)));
}

}  // namespace

std::vector<Endpoint> history_endpoints() {
  const auto get = [](std::string_view pattern) {
    return http::Route{
        .method = http::Method::Get, .pattern = pattern, .access = http::Access::signed_in()};
  };
  return {
      {get("/api/v1/accounts/{ref}/history"), get_history},
      {get("/api/v1/accounts/{ref}/history.csv"), get_history_csv},
      {get("/api/v1/payments"), find_payments},
  };
}

}  // namespace lockbox::service::api
