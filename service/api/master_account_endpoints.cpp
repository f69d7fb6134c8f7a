#include <array>

#include "service/api/answers.h"
#include "service/api/endpoint_groups.h"
#include "service/api/json_reader.h"
#include "service/api/ledger_shapes.h"
#include "service/api/master_account_shapes.h"
#include "service/api/request_parts.h"

namespace lockbox::service::api {

namespace {

namespace json = boost::json;
using deposit::accounts::ChangeEvent;
using deposit::accounts::ChangeKind;
using deposit::accounts::Field;

/// The members that are fields of accounts; those that are not there are not asked for.
std::vector<deposit::accounts::FieldValue> read_fields(JsonReader& reader) {
  constexpr std::array settable{Field::Name, Field::Address,        Field::BillType,
                                Field::Fund, Field::DepositAccount, Field::Successor};
  std::vector<deposit::accounts::FieldValue> wanted;
  for (const auto field : settable) {
    auto value = reader.optional_text(name_of(deposit::accounts::field_names, field));
    if (value) wanted.push_back({field, *std::move(value)});
  }
  return wanted;
}

Result<http::Response> ask_change(Context& context) {
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  work::AskedChange asked;
  const auto kind = reader.text("kind");
  asked.lockbox = reader.optional_text("lockbox").value_or("");
  asked.number = reader.optional_text("number").value_or("");
  asked.ref = reader.optional_text("ref").value_or("");
  asked.into_ref = reader.optional_text("into_ref").value_or("");
  asked.wanted = read_fields(reader);
  const auto effective = reader.optional_text("effective_on").value_or("");
  asked.reason = reader.text("reason");
  TRY(reader.finish());
  const auto known = parse_name<ChangeKind>(deposit::accounts::change_kind_names, kind);
  if (!known || *known == ChangeKind::TakeFile) {
    return fail(ErrorCode::InvalidInput,
                "An account is changed by create, change, merge, close or reopen.", "/kind");
  }
  asked.kind = *known;
  if (!effective.empty()) {
    const auto day = BusinessDay::parse(effective);
    if (!day) return fail(ErrorCode::InvalidInput, day.error().message, "/effective_on");
    asked.effective_on = *day;
  }
  const auto change =
      TRY(work::ask_account_change(account_desk_of(context), asked, context.person->actor()));
  announce(context, "accounts", {{"change", change.number}});
  return ok(account_change_shape(context, change), 201);
}

Result<http::Response> decide(Context& context, ChangeEvent event) {
  const auto number = TRY(context.path.id<Id<struct AccountChangeTag>>("id")).value();
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  deposit::WantedChangeStep wanted{.event = event};
  wanted.version = reader.integer("version");
  wanted.note = event == ChangeEvent::Reject ? reader.text("note")
                                             : reader.optional_text("note").value_or("");
  TRY(reader.finish());
  const auto change = TRY(context.books.master_accounts().decide(
      context.environment.site.id, number, wanted, context.person->actor()));
  announce(context, "accounts", {{"change", number}});
  return ok(account_change_shape(context, change));
}

Result<http::Response> approve(Context& context) {
  return decide(context, ChangeEvent::Approve);
}

Result<http::Response> reject(Context& context) {
  return decide(context, ChangeEvent::Reject);
}

Result<http::Response> list_changes(Context& context) {
  json::array items;
  const auto changes = TRY(
      work::changes_of_account(account_desk_of(context), std::string{context.path.text("ref")}));
  for (const auto& change : changes) items.push_back(account_change_shape(context, change));
  return ok(page_of(std::move(items)));
}

Result<http::Response> settle_conflict(Context& context) {
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  work::ConflictWord word;
  word.ref = context.path.text("ref");
  const auto field = reader.text("field");
  const auto resolution = reader.text("resolution");
  word.version = reader.text("version");
  word.reason = reader.text("reason");
  TRY(reader.finish());
  const auto known = parse_name<Field>(deposit::accounts::field_names, field);
  if (!known) return fail(ErrorCode::InvalidInput, known.error().message, "/field");
  word.field = *known;
  if (resolution != "keep" && resolution != "take_file") {
    return fail(ErrorCode::InvalidInput, "A conflict is settled by keep or take_file.",
                "/resolution");
  }
  const auto desk = account_desk_of(context);
  if (resolution == "keep") {
    TRY(work::keep_here(desk, word, context.person->actor()));
    announce(context, "accounts", {});
    return no_content();
  }
  const auto change = TRY(work::take_from_file(desk, word, context.person->actor()));
  announce(context, "accounts", {{"change", change.number}});
  return ok(account_change_shape(context, change), 201);
}

Result<http::Response> get_review(Context& context) {
  const auto since = TRY(day_named(context.path.text("day")));
  return ok(
      account_review_shape(context, TRY(work::review_accounts(account_desk_of(context), since))));
}

Result<http::Response> list_small_rests(Context& context) {
  const auto since = TRY(day_named(context.path.text("day")));
  json::array items;
  for (const auto& payment :
       TRY(work::short_payments(context.books, context.environment.site, since))) {
    items.push_back(short_payment_shape(context, payment));
  }
  return ok(page_of(std::move(items)));
}

Result<http::Response> write_off(Context& context) {
  const auto batch = TRY(context.path.id<BatchId>("batch"));
  const auto transaction = TRY(context.path.id<TransactionId>("transaction")).value();
  const auto body = TRY(parse_object(context.request.body));
  TRY(JsonReader{body}.finish());
  const auto made =
      TRY(work::write_off_rest(desk_of(context), {batch, transaction}, context.person->actor()));
  announce(context, "ledger", {{"adjustment", made.number}});
  return ok(adjustment_shape(context, made), 201);
}

}  // namespace

std::vector<Endpoint> master_account_endpoints() {
  using http::Access;
  using http::Method;
  const auto get = [](std::string_view pattern) {
    return http::Route{.method = Method::Get,
                       .pattern = pattern,
                       .access = Access::signed_in(),
                       .lane = http::Lane::Long};
  };
  const auto post = [](std::string_view pattern,
                       auth::Right right = auth::Right::MaintainAccounts) {
    return http::Route{.method = Method::Post,
                       .pattern = pattern,
                       .access = Access::any_of({right}),
                       .idempotency_key = http::IdempotencyKey::Required,
                       .body_bytes_max = small_body_bytes_max};
  };
  return {
      {post("/api/v1/account-changes"), ask_change},
      {post("/api/v1/account-changes/{id}/approve"), approve},
      {post("/api/v1/account-changes/{id}/reject"), reject},
      {get("/api/v1/account-reviews/{day}"), get_review},
      {get("/api/v1/accounts/{ref}/changes"), list_changes},
      {post("/api/v1/accounts/{ref}/conflicts"), settle_conflict},
      {get("/api/v1/small-rests/{day}"), list_small_rests},
      {post("/api/v1/write-offs/{batch}/{transaction}", auth::Right::Adjust), write_off},
  };
}

}  // namespace lockbox::service::api
