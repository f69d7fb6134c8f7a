#include "service/api/answers.h"
#include "service/api/endpoint_groups.h"
#include "service/api/json_reader.h"
#include "service/api/problem.h"
#include "service/api/request_parts.h"
#include "service/api/work_shapes.h"

namespace lockbox::service::api {

namespace {

namespace json = boost::json;

constexpr std::size_t accounts_max = 50;
constexpr std::size_t account_file_bytes_max = 32 << 20;

Result<http::Response> list_accounts(Context& context) {
  const auto words = context.request.query.find("q").value_or("");
  json::array items;
  const auto found = TRY(work::find_accounts(account_desk_of(context), words, accounts_max));
  for (const auto& account : found) items.push_back(account_shape(account));
  return ok(page_of(std::move(items)));
}

Result<http::Response> get_account(Context& context) {
  const auto paid = TRY(work::account_with_payments(context.books, context.environment.site,
                                                    context.path.text("ref")));
  return ok(paid_account_shape(paid));
}

Result<http::Response> reveal_account(Context& context) {
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  const auto reason = reader.text("reason");
  TRY(reader.finish());
  const auto number =
      TRY(work::reveal_account(context.books, context.environment.site,
                               {context.path.text("ref"), reason}, context.person->actor()));
  return ok(json::object{{"account", number.reveal()}});
}

Result<http::Response> import_accounts(Context& context) {
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  work::AccountText text;
  text.lockbox = reader.text("lockbox");
  text.csv = reader.text("text");
  text.is_dry_run = reader.boolean("dry_run");
  TRY(reader.finish());
  const auto import = TRY(work::import_account_text(context.books, context.environment.site, text,
                                                    context.person->actor()));
  json::array bad_lines;
  for (const auto& problem : import.bad_lines) {
    bad_lines.push_back(json::object{{"line", problem.line}, {"reason", problem.problem}});
  }
  return ok(json::object{{"accounts", import.accounts},
                         {"unchanged", import.is_unchanged},
                         {"bad_lines", std::move(bad_lines)},
                         {"conflicts", import.conflicts}});
}

}  // namespace

std::vector<Endpoint> account_endpoints() {
  using http::Access;
  using http::IdempotencyKey;
  using http::Method;
  const auto anybody = Access::signed_in();
  return {
      {{.method = Method::Get, .pattern = "/api/v1/accounts", .access = anybody}, list_accounts},
      {{.method = Method::Get, .pattern = "/api/v1/accounts/{ref}", .access = anybody},
       get_account},
      // The number itself is in the answer, so the answer is not kept; asking twice is noted twice.
      {{.method = Method::Post,
        .pattern = "/api/v1/accounts/{ref}/reveal",
        .access = Access::any_of({auth::Right::ReadAccount}),
        .body_bytes_max = small_body_bytes_max},
       reveal_account},
      {{.method = Method::Post,
        .pattern = "/api/v1/account-files",
        .access = Access::any_of({auth::Right::Administer, auth::Right::CloseDay}),
        .idempotency_key = IdempotencyKey::Required,
        .body_bytes_max = account_file_bytes_max,
        .lane = http::Lane::Long},
       import_accounts},
  };
}

}  // namespace lockbox::service::api
