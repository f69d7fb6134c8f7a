#include <algorithm>

#include "core/file.h"
#include "core/limits.h"
#include "service/api/answers.h"
#include "service/api/endpoint_groups.h"
#include "service/api/json_reader.h"
#include "service/api/problem.h"
#include "service/api/request_parts.h"
#include "service/api/work_shapes.h"

namespace lockbox::service::api {

namespace {

namespace json = boost::json;

work::DepositSight sight_of(Context& context) {
  return {context.books, context.environment.site, viewer_of(context)};
}

deposit::DepositName name_at(const Context& context) {
  return {context.path.text("lockbox"), context.path.text("ticket")};
}

Result<json::array> shapes_of(Context& context,
                              const std::vector<deposit::DepositRecord>& records) {
  json::array items;
  for (const auto& view : TRY(work::view_records(sight_of(context), records))) {
    items.push_back(deposit_shape(view));
  }
  return items;
}

/// However many wait for the bank, only the page is read.
Result<http::Response> list_unsettled(Context& context) {
  const auto range = TRY(page_range(context.request.query));
  const auto page = TRY(context.books.deposits().unsettled(
      context.environment.site.id, {.skip = range.begin, .at_most = range.limit}));
  auto items = TRY(shapes_of(context, page.records));
  std::optional<std::string> next;
  if (page.has_more) next = std::to_string(range.begin + range.limit);
  return ok(page_of(std::move(items), next));
}

Result<http::Response> list_deposits(Context& context) {
  const auto day = TRY(day_in(context.request.query));
  if (context.request.query.find("unsettled") == "true") return list_unsettled(context);
  const auto records = TRY(context.books.deposits().deposits(context.environment.site.id, day));
  const auto items = TRY(shapes_of(context, records));
  return ok(TRY(page_of_all(items, context.request.query)));
}

Result<http::Response> get_deposit(Context& context) {
  return ok(deposit_detail_shape(TRY(work::view_deposit(sight_of(context), name_at(context)))));
}

Result<http::Response> get_ticket(Context& context) {
  const auto [view, proof] = TRY(work::view_deposit(sight_of(context), name_at(context)));
  const auto found = std::ranges::find(proof.files, "deposit_ticket", &work::DepositFile::kind);
  if (found == proof.files.end()) {
    return fail(ErrorCode::NotFound,
                "Deposit " + view.record.ticket + " is " +
                    std::string{name_of(deposit::deposit_state_names, view.record.state)} +
                    " and has no ticket; a deposit has one from when it is submitted.");
  }
  const auto& file = found->name;
  const auto bytes =
      TRY(read_file(context.environment.config.output_folder / file, limits::text_file_bytes_max));
  std::string text;
  for (const auto byte : bytes) text.push_back(static_cast<char>(byte));
  auto response = http::Response::of(200, "application/pdf", std::move(text));
  response.headers.set("Content-Disposition", "inline; filename=\"" + file + "\"");
  return response;
}

Result<http::Response> build(Context& context) {
  const auto before = TRY(batch_at(context));
  const auto body = TRY(parse_object(context.request.body));
  TRY(JsonReader{body}.finish());
  const auto id = before.contents.batch.id;
  const auto built =
      TRY(work::build_deposits(context.books, context.environment.site, id,
                               context.environment.config.output_folder, context.person->actor()));
  const auto after = TRY(work::load_proven(context.books.store(), context.environment.site.id, id));
  json::array deposits;
  for (const auto& view : TRY(work::view_deposits(sight_of(context), after))) {
    const auto& ticket = view.record.ticket;
    if (std::ranges::find(built.deposits, ticket, &deposit::Deposit::ticket) ==
        built.deposits.end()) {
      continue;
    }
    deposits.push_back(deposit_shape(view));
    announce(context, "deposit", {{"lockbox", view.record.lockbox}, {"ticket", ticket}});
  }
  announce_batch(context, id);
  return ok(json::object{{"deposits", std::move(deposits)},
                         {"unplaceable", unplaceable_shape(built.unplaceable)}},
            201);
}

/// Answers with the deposit as it is after a step, or as it is now when somebody was faster.
Result<http::Response> answer_step(Context& context,
                                   const Result<deposit::DepositRecord>& stepped) {
  const auto name = name_at(context);
  if (!stepped && stepped.error().code != ErrorCode::Conflict) {
    return tl::unexpected(stepped.error());
  }
  const auto deposit = TRY(work::view_deposit(sight_of(context), name));
  if (!stepped) return conflict_of(stepped.error(), deposit_detail_shape(deposit));
  announce(context, "deposit", {{"lockbox", name.lockbox}, {"ticket", name.ticket}});
  for (const auto batch : deposit.view.record.batches()) announce_batch(context, batch);
  return ok(deposit_detail_shape(deposit));
}

Result<http::Response> approve(Context& context) {
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  const auto total = Money::from_cents(reader.integer("total_cents"));
  TRY(reader.finish());
  TRY(check_role_limit(context, deposit::LimitedDeed::ApproveDeposit, total));
  return answer_step(
      context,
      work::approve_deposit(context.books, context.environment.site, {name_at(context), total},
                            context.environment.config.output_folder, context.person->actor()));
}

Result<deposit::Sending> read_sending(JsonReader& reader) {
  const auto method = reader.text("method");
  deposit::Sending sending{.method = {},
                           .carried_by = reader.text("carried_by"),
                           .bag = reader.optional_text("bag").value_or("")};
  const auto known = parse_name<deposit::SendMethod>(deposit::send_method_names, method);
  if (!known) return fail(ErrorCode::InvalidInput, known.error().message, "/method");
  sending.method = *known;
  return sending;
}

Result<deposit::BankAdjustment> read_adjustment(const json::value& value, std::size_t place) {
  const auto pointer = "/adjustments/" + std::to_string(place);
  if (!value.is_object()) {
    return fail(ErrorCode::InvalidInput, "An adjustment is an object.", pointer);
  }
  JsonReader reader{value.as_object(), pointer};
  const auto reason = reader.text("reason");
  deposit::BankAdjustment adjustment{.reason = {},
                                     .amount = Money::from_cents(reader.integer("amount_cents")),
                                     .item = {},
                                     .note = reader.optional_text("note").value_or(""),
                                     .recorded_by = {}};
  const auto batch = reader.optional_integer("batch");
  const auto sequence = reader.optional_integer("sequence");
  TRY(reader.finish());
  const auto known =
      parse_name<deposit::AdjustmentReason>(deposit::adjustment_reason_names, reason);
  if (!known) return fail(ErrorCode::InvalidInput, known.error().message, pointer + "/reason");
  adjustment.reason = *known;
  if (batch.has_value() != sequence.has_value()) {
    return fail(ErrorCode::InvalidInput, "An item is named by its batch and its sequence.",
                pointer + "/sequence");
  }
  if (batch) adjustment.item = deposit::ItemPlace{BatchId{*batch}, *sequence};
  return adjustment;
}

/// What only some steps say, taken out of the body before the rest of it is read.
Result<std::vector<deposit::BankAdjustment>> take_adjustments(json::object& body) {
  std::vector<deposit::BankAdjustment> adjustments;
  const auto* list = body.if_contains("adjustments");
  if (list == nullptr || !list->is_array()) {
    return fail(ErrorCode::InvalidInput, "A list of the bank's corrections is wanted.",
                "/adjustments");
  }
  for (const auto& one : list->as_array()) {
    adjustments.push_back(TRY(read_adjustment(one, adjustments.size())));
  }
  body.erase("adjustments");
  return adjustments;
}

/// Reads and takes the step that the route stands for.
Result<http::Response> step(Context& context, deposit::DepositEvent event) {
  using deposit::DepositEvent;
  auto body = TRY(parse_object(context.request.body));
  deposit::WantedDepositStep wanted{.event = event};
  if (event == DepositEvent::Adjust) wanted.adjustments = TRY(take_adjustments(body));
  JsonReader reader{body};
  wanted.version = reader.integer("version");
  if (event == DepositEvent::Send) {
    wanted.sending = TRY(read_sending(reader));
  } else if (event == DepositEvent::Confirm || event == DepositEvent::Adjust) {
    wanted.confirmed = Money::from_cents(reader.integer("confirmed_cents"));
  } else if (event != DepositEvent::Submit) {
    wanted.reason = reader.text("reason");
  }
  TRY(reader.finish());
  return answer_step(
      context,
      work::step_deposit(context.books, context.environment.site, {name_at(context), wanted},
                         context.environment.config.output_folder, context.person->actor()));
}

struct StepRoute {
  std::string_view pattern;
  deposit::DepositEvent event;
};
constexpr std::array step_routes{
    StepRoute{"/api/v1/deposits/{lockbox}/{ticket}/submit", deposit::DepositEvent::Submit},
    StepRoute{"/api/v1/deposits/{lockbox}/{ticket}/return", deposit::DepositEvent::ReturnToDraft},
    StepRoute{"/api/v1/deposits/{lockbox}/{ticket}/send", deposit::DepositEvent::Send},
    StepRoute{"/api/v1/deposits/{lockbox}/{ticket}/confirm", deposit::DepositEvent::Confirm},
    StepRoute{"/api/v1/deposits/{lockbox}/{ticket}/adjust", deposit::DepositEvent::Adjust},
    StepRoute{"/api/v1/deposits/{lockbox}/{ticket}/reject", deposit::DepositEvent::Reject},
    StepRoute{"/api/v1/deposits/{lockbox}/{ticket}/cancel", deposit::DepositEvent::Cancel},
};

http::Access access_of(deposit::DepositEvent event) {
  return http::Access::any_of(work::rights_for(event));
}

}  // namespace

std::vector<Endpoint> deposit_endpoints() {
  using http::Access;
  using http::IdempotencyKey;
  using http::Lane;
  using http::Method;
  const auto anybody = Access::signed_in();
  std::vector<Endpoint> endpoints{
      {{.method = Method::Get, .pattern = "/api/v1/deposits", .access = anybody}, list_deposits},
      {{.method = Method::Get, .pattern = "/api/v1/deposits/{lockbox}/{ticket}", .access = anybody},
       get_deposit},
      {{.method = Method::Get,
        .pattern = "/api/v1/deposits/{lockbox}/{ticket}/ticket.pdf",
        .access = anybody},
       get_ticket},
      {{.method = Method::Post,
        .pattern = "/api/v1/batches/{id}/deposits",
        .access = Access::any_of({auth::Right::BuildDeposit}),
        .idempotency_key = IdempotencyKey::Required,
        .body_bytes_max = small_body_bytes_max,
        .lane = Lane::Long},
       build},
      {{.method = Method::Post,
        .pattern = "/api/v1/deposits/{lockbox}/{ticket}/approve",
        .access = access_of(deposit::DepositEvent::Approve),
        .idempotency_key = IdempotencyKey::Required,
        .body_bytes_max = small_body_bytes_max,
        .lane = Lane::Long},
       approve},
  };
  for (const auto& route : step_routes) {
    endpoints.push_back({{.method = Method::Post,
                          .pattern = route.pattern,
                          .access = access_of(route.event),
                          .idempotency_key = IdempotencyKey::Required,
                          .body_bytes_max = small_body_bytes_max,
                          .lane = Lane::Long},
                         [event = route.event](Context& context) { return step(context, event); }});
  }
  return endpoints;
}

}  // namespace lockbox::service::api
