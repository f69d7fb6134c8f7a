#include "service/api/answers.h"
#include "service/api/endpoint_groups.h"
#include "service/api/json_reader.h"
#include "service/api/ledger_shapes.h"
#include "service/api/request_parts.h"
#include "service/work/adjustments.h"

namespace lockbox::service::api {

namespace {

namespace json = boost::json;
using deposit::ledger::ReturnEvent;

constexpr std::size_t candidates_max = 50;

Result<http::Response> list_reasons(Context& /*context*/) {
  return ok(reasons_shape());
}

Result<http::Response> list_returns(Context& context) {
  json::array items;
  for (const auto& view : TRY(work::list_returns(desk_of(context)))) {
    items.push_back(return_shape(view));
  }
  return ok(TRY(page_of_all(items, context.request.query)));
}

Result<std::int64_t> number_at(Context& context) {
  return TRY(context.path.id<Id<struct ReturnTag>>("id")).value();
}

Result<http::Response> get_return(Context& context) {
  const auto number = TRY(number_at(context));
  return ok(return_shape(TRY(work::find_return(desk_of(context), number))));
}

Result<http::Response> list_candidates(Context& context) {
  const auto& query = context.request.query;
  deposit::ItemSearch search;
  if (const auto cents = TRY(number_in(query, "amount_cents"))) {
    search.amount = Money::from_cents(*cents);
  }
  search.check_number = query.find("check_number").value_or("");
  search.account_tail = query.find("account_tail").value_or("");
  search.routing = query.find("routing").value_or("");
  search.ticket = query.find("ticket").value_or("");
  search.from = TRY(day_in(query));
  search.to = search.from;
  search.only_deposited = true;
  json::array items;
  for (const auto& item : TRY(context.books.ledger().find_items(context.environment.site.id, search,
                                                                candidates_max))) {
    items.push_back(found_item_shape(item));
  }
  return ok(page_of(std::move(items)));
}

Result<http::Response> receive_return(Context& context) {
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  const auto lockbox = reader.text("lockbox");
  const auto cents = reader.integer("amount_cents");
  const auto check_number = reader.optional_text("check_number");
  const auto account_tail = reader.optional_text("account_tail");
  const auto reason_code = reader.text("reason_code");
  const auto returned_on = reader.text("returned_on");
  const auto reference = reader.optional_text("reference");
  const auto document = reader.optional_integer("document_id");
  const auto note = reader.optional_text("note");
  TRY(reader.finish());
  const auto day = BusinessDay::parse(returned_on);
  if (!day) return fail(ErrorCode::InvalidInput, day.error().message, "/returned_on");
  deposit::ReturnNotice notice{.lockbox = lockbox,
                               .amount = Money::from_cents(cents),
                               .check_number = check_number.value_or(""),
                               .account_tail = account_tail.value_or(""),
                               .reason_code = reason_code,
                               .returned_on = *day,
                               .reference = reference.value_or(""),
                               .document = {},
                               .note = note.value_or("")};
  if (document) notice.document = DocumentId{*document};
  const auto item = TRY(
      context.books.ledger().receive(context.environment.site.id, notice, context.person->actor()));
  announce(context, "ledger", {{"return", item.number}});
  return ok(return_shape(TRY(work::find_return(desk_of(context), item.number))), 201);
}

Result<deposit::WantedReturnStep> read_step(Context& context) {
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  deposit::WantedReturnStep wanted;
  const auto name = reader.text("event");
  wanted.version = reader.integer("version");
  wanted.note = reader.optional_text("note").value_or("");
  wanted.reason_code = reader.optional_text("reason_code").value_or("");
  wanted.waives_fee = reader.optional_boolean("waive_fee").value_or(false);
  if (const auto document = reader.optional_integer("document_id")) {
    wanted.document = DocumentId{*document};
  }
  TRY(reader.finish());
  const auto event = parse_name<ReturnEvent>(deposit::ledger::return_event_names, name);
  if (!event) return fail(ErrorCode::InvalidInput, event.error().message, "/event");
  wanted.event = *event;
  return wanted;
}

Result<http::Response> step_return(Context& context) {
  const auto number = TRY(number_at(context));
  const auto wanted = TRY(read_step(context));
  const auto desk = desk_of(context);
  const auto actor = context.person->actor();
  if (wanted.event == ReturnEvent::SendLetter) {
    TRY(work::send_letter(desk, context.environment.config.output_folder, number, wanted, actor));
  } else {
    const auto done = TRY(context.books.ledger().step_return(context.environment.site.id, number,
                                                             wanted, desk.policy, actor));
    work::settle_corrected(desk, done.envelope);
    work::settle_corrected(desk, done.paid_by);
  }
  announce(context, "ledger", {{"return", number}});
  return ok(return_shape(TRY(work::find_return(desk, number))));
}

Result<http::Response> decline_step(Context& context) {
  const auto number = TRY(number_at(context));
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  const auto version = reader.integer("version");
  const auto note = reader.text("note");
  TRY(reader.finish());
  TRY(context.books.ledger().decline_return(context.environment.site.id, number, {version, note},
                                            context.person->actor()));
  announce(context, "ledger", {{"return", number}});
  return ok(return_shape(TRY(work::find_return(desk_of(context), number))));
}

Result<http::Response> get_letter(Context& context) {
  const auto number = TRY(number_at(context));
  const auto item = TRY(context.books.ledger().returned(context.environment.site.id, number));
  const auto bytes = TRY(work::letter_bytes(item, context.environment.config.output_folder));
  return file_answer(bytes, item.letter->name);
}

}  // namespace

std::vector<Endpoint> return_endpoints() {
  using http::Access;
  using http::Method;
  const auto get = [](std::string_view pattern) {
    return http::Route{.method = Method::Get, .pattern = pattern, .access = Access::signed_in()};
  };
  const auto post = [](std::string_view pattern) {
    return http::Route{.method = Method::Post,
                       .pattern = pattern,
                       .access = Access::any_of({auth::Right::CorrectAccounts}),
                       .idempotency_key = http::IdempotencyKey::Required,
                       .body_bytes_max = small_body_bytes_max};
  };
  return {
      {get("/api/v1/correction-reasons"), list_reasons},
      {get("/api/v1/return-candidates"), list_candidates},
      {get("/api/v1/returns"), list_returns},
      {post("/api/v1/returns"), receive_return},
      {get("/api/v1/returns/{id}"), get_return},
      {post("/api/v1/returns/{id}/steps"), step_return},
      {post("/api/v1/returns/{id}/decline"), decline_step},
      {get("/api/v1/returns/{id}/letter.pdf"), get_letter},
  };
}

}  // namespace lockbox::service::api
