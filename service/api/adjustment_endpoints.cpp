#include "service/api/answers.h"
#include "service/api/endpoint_groups.h"
#include "service/api/json_reader.h"
#include "service/api/ledger_shapes.h"
#include "service/api/request_parts.h"
#include "service/close/adjustment_files.h"

namespace lockbox::service::api {

namespace {

namespace json = boost::json;
using deposit::ledger::AdjustmentEvent;
using deposit::ledger::AdjustmentKind;

Result<http::Response> list_adjustments(Context& context) {
  const auto adjustments = TRY(context.books.ledger().adjustments(context.environment.site.id));
  json::array items;
  for (auto one = adjustments.rbegin(); one != adjustments.rend(); ++one) {
    items.push_back(adjustment_shape(context, *one));
  }
  return ok(TRY(page_of_all(items, context.request.query)));
}

Result<http::Response> ask_adjustment(Context& context) {
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  work::AskedAdjustment asked;
  const auto name = reader.text("kind");
  asked.amount = Money::from_cents(reader.integer("amount_cents"));
  const auto batch = reader.optional_integer("batch");
  const auto transaction = reader.optional_integer("transaction");
  asked.from_ref = reader.optional_text("from_ref").value_or("");
  asked.to_ref = reader.optional_text("to_ref").value_or("");
  asked.reason_code = reader.text("reason_code");
  asked.note = reader.text("note");
  TRY(reader.finish());
  const auto kind = parse_name<AdjustmentKind>(deposit::ledger::adjustment_kind_names, name);
  if (!kind) return fail(ErrorCode::InvalidInput, kind.error().message, "/kind");
  if (batch.has_value() != transaction.has_value()) {
    return fail(ErrorCode::InvalidInput, "An envelope is named by its batch and its document.",
                batch ? "/transaction" : "/batch");
  }
  asked.kind = *kind;
  if (batch) asked.envelope = deposit::ledger::Origin{BatchId{*batch}, *transaction};
  const auto desk = desk_of(context);
  const auto made = TRY(work::ask_adjustment(desk, asked, context.person->actor()));
  work::settle_corrected(desk, made.request.origin);
  announce(context, "ledger", {{"adjustment", made.number}});
  return ok(adjustment_shape(context, made), 201);
}

Result<void> check_limit(Context& context, std::int64_t number) {
  for (const auto& one : TRY(context.books.ledger().adjustments(context.environment.site.id))) {
    if (one.number != number) continue;
    return check_role_limit(context, deposit::LimitedDeed::ApproveCorrection, one.request.amount);
  }
  return {};  // Whoever decides says that there is none.
}

Result<http::Response> decide(Context& context, AdjustmentEvent event) {
  const auto number = TRY(context.path.id<Id<struct AdjustmentTag>>("id")).value();
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  deposit::WantedAdjustmentStep wanted{.event = event};
  wanted.version = reader.integer("version");
  wanted.note = event == AdjustmentEvent::Reject ? reader.text("note")
                                                 : reader.optional_text("note").value_or("");
  TRY(reader.finish());
  if (event == AdjustmentEvent::Approve) TRY(check_limit(context, number));
  const auto done =
      TRY(context.books.ledger().decide(context.environment.site.id, number, wanted,
                                        context.environment.corrections, context.person->actor()));
  work::settle_corrected(desk_of(context), done.request.origin);
  announce(context, "ledger", {{"adjustment", number}});
  return ok(adjustment_shape(context, done));
}

Result<http::Response> approve(Context& context) {
  return decide(context, AdjustmentEvent::Approve);
}

Result<http::Response> reject(Context& context) {
  return decide(context, AdjustmentEvent::Reject);
}

Result<http::Response> get_day(Context& context) {
  const auto day = TRY(day_named(context.path.text("day")));
  return ok(TRY(day_adjustments_shape(context, day)));
}

Result<http::Response> sign_review(Context& context) {
  const auto day = TRY(day_named(context.path.text("day")));
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  const auto note = reader.optional_text("note").value_or("");
  TRY(reader.finish());
  TRY(context.books.ledger().sign_review(context.environment.site.id, day, note,
                                         context.person->actor()));
  announce(context, "ledger", {{"day", day.to_string()}});
  return ok(TRY(day_adjustments_shape(context, day)));
}

Result<http::Response> make_files(Context& context) {
  const auto day = TRY(day_named(context.path.text("day")));
  const auto body = TRY(parse_object(context.request.body));
  TRY(JsonReader{body}.finish());
  TRY(close::make_adjustment_files(context.books, context.environment.site, day,
                                   context.environment.config.output_folder,
                                   context.person->actor()));
  return ok(TRY(day_adjustments_shape(context, day)));
}

Result<http::Response> get_file(Context& context) {
  const auto day = TRY(day_named(context.path.text("day")));
  const auto& name = context.path.text("file");
  const auto files = TRY(context.books.ledger().files(context.environment.site.id, day));
  const auto bytes =
      TRY(close::adjustment_file_bytes(files, context.environment.config.output_folder, name));
  return file_answer(bytes, name);
}

Result<http::Response> list_suspense(Context& context) {
  json::array items;
  for (const auto& item : TRY(work::suspense_items(context.books, context.environment.site))) {
    items.push_back(suspense_item_shape(item));
  }
  return ok(TRY(page_of_all(items, context.request.query)));
}

Result<http::Response> care_for_suspense(Context& context) {
  const auto batch = TRY(context.path.id<BatchId>("batch"));
  const auto transaction = TRY(context.path.id<TransactionId>("transaction")).value();
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  const auto owner = reader.text("owner");
  const auto next = reader.text("next_day");
  const auto note = reader.optional_text("note").value_or("");
  TRY(reader.finish());
  const auto day = BusinessDay::parse(next);
  if (!day) return fail(ErrorCode::InvalidInput, day.error().message, "/next_day");
  const deposit::SuspenseCare care{{batch, transaction}, owner, *day, note};
  TRY(context.books.ledger().set_care(context.environment.site.id, care, context.person->actor()));
  announce(context, "ledger", {{"batch", batch.value()}});
  return list_suspense(context);
}

}  // namespace

std::vector<Endpoint> adjustment_endpoints() {
  using http::Access;
  using http::Method;
  const auto get = [](std::string_view pattern, Access access = Access::signed_in()) {
    return http::Route{.method = Method::Get, .pattern = pattern, .access = access};
  };
  const auto post = [](std::string_view pattern, std::initializer_list<auth::Right> rights) {
    return http::Route{.method = Method::Post,
                       .pattern = pattern,
                       .access = Access::any_of(rights),
                       .idempotency_key = http::IdempotencyKey::Required,
                       .body_bytes_max = small_body_bytes_max};
  };
  using auth::Right;
  return {
      {get("/api/v1/adjustments"), list_adjustments},
      {post("/api/v1/adjustments", {Right::CorrectAccounts}), ask_adjustment},
      {post("/api/v1/adjustments/{id}/approve", {Right::Adjust}), approve},
      {post("/api/v1/adjustments/{id}/reject", {Right::Adjust}), reject},
      {get("/api/v1/days/{day}/adjustments"), get_day},
      {post("/api/v1/days/{day}/adjustment-reviews", {Right::Audit}), sign_review},
      {post("/api/v1/days/{day}/adjustment-files", {Right::CloseDay, Right::Audit}), make_files},
      // Whole account numbers stand in it.
      {get("/api/v1/days/{day}/adjustment-files/{file}", Access::any_of({Right::ReadAccount})),
       get_file},
      {get("/api/v1/suspense"), list_suspense},
      {post("/api/v1/suspense/{batch}/{transaction}/care", {Right::CorrectAccounts}),
       care_for_suspense},
  };
}

}  // namespace lockbox::service::api
