#include <algorithm>
#include <chrono>
#include <set>

#include "service/api/answers.h"
#include "service/api/endpoint_groups.h"
#include "service/api/json_reader.h"
#include "service/api/request_parts.h"
#include "service/api/shape_parts.h"
#include "service/close/tie_view.h"
#include "service/process/json_text.h"
#include "service/work/carries.h"

namespace lockbox::service::api {

namespace {

namespace json = boost::json;

const std::vector<deposit::WaitingItem> no_items;

json::object open_shape(const close::TieView& tie, const work::OpenEnvelope& open) {
  const auto& row = open.row;
  return {{"batch", row.batch.value()},
          {"envelope", row.sequence},
          {"lockbox", row.lockbox},
          {"since", row.since.to_string()},
          {"age_days", row.age_days},
          {"pieces", open.pieces},
          {"amount_cents", cents_or_null(row.amount)},
          {"why", row.reason},
          {"may_carry", open.may_carry},
          {"proposed_due", day_or_null(open.proposed_due)},
          {"href", tie.href_of(row)}};
}

std::string href_of(const close::TieView& tie, const deposit::Carry& carry) {
  deposit::close::TiePart part;
  part.batch = carry.batch;
  part.sequence = carry.envelope;
  return tie.href_of(part);
}

json::object carry_shape(const close::TieView& tie, const deposit::Carry& carry) {
  return {{"id", carry.id},
          {"batch", carry.batch.value()},
          {"envelope", carry.envelope},
          {"lockbox", carry.lockbox},
          {"since", carry.since.to_string()},
          {"age_days", days_between(carry.since, tie.record.day.day)},
          {"from", carry.from.to_string()},
          {"into", day_or_null(carry.into)},
          {"pieces", carry.pieces.size()},
          {"reason", carry.reason},
          {"owner", carry.owner},
          {"due", carry.due.to_string()},
          {"state", name_of(deposit::carry_state_names, carry.state)},
          {"carried_by", carry.carried_by},
          {"carried_at", carry.carried_at},
          {"href", href_of(tie, carry)}};
}

/// Of a plan what it comes to now, of what is done what it came to.
json::object carried_shape(const close::TieView& tie, const deposit::Carry& carry) {
  auto amount = carry.amount();
  if (carry.state == deposit::CarryState::Planned) {
    amount = {};
    for (const auto& piece : tie.record.pieces) {
      const bool is_here = piece.batch == carry.batch && piece.is_carried &&
                           piece.transaction == carry.envelope && piece.tender;
      if (is_here) amount += piece.amount.value_or(Money{});
    }
  }
  auto shape = carry_shape(tie, carry);
  shape["amount_cents"] = amount.cents();
  return shape;
}

json::object brought_shape(const close::TieView& tie, const work::BroughtEnvelope& brought) {
  auto shape = carry_shape(tie, brought.carry);
  shape["brought_cents"] = brought.brought.cents();
  shape["amount_cents"] = brought.amount.cents();
  shape["became"] = name_of(work::brought_fate_names, brought.fate);
  shape["is_due"] = brought.is_due;
  json::array tickets;
  for (const auto& ticket : brought.tickets) tickets.emplace_back(ticket);
  shape["tickets"] = std::move(tickets);
  return shape;
}

Result<http::Response> get_carries(Context& context) {
  const auto& site = context.environment.site;
  const auto day = TRY(day_named(context.path.text("day")));
  const auto tie = TRY(close::view_tie(context.books, site, day));
  const auto around = TRY(context.books.carries().around(site.id, day));
  const auto cases = TRY(context.books.exceptions().cases(site.id, {}));
  // A plan that does not prove says so on its own screen; this one tells all the rest.
  const auto left = work::left_by_plan(context.books, site, tie.record).value_or(no_items);
  const auto view = work::carry_view_of(tie.record, around, cases, left);
  json::array open;
  for (const auto& one : view.open) open.push_back(open_shape(tie, one));
  json::array carried;
  for (const auto& one : view.carried) carried.push_back(carried_shape(tie, one));
  json::array brought;
  for (const auto& one : view.brought) brought.push_back(brought_shape(tie, one));
  return ok(json::object{{"day", day.to_string()},
                         {"state", name_of(deposit::day_state_names, view.day.state)},
                         {"open", std::move(open)},
                         {"carried", std::move(carried)},
                         {"brought", std::move(brought)}});
}

Result<deposit::WantedCarry> wanted_in(const json::object& body) {
  JsonReader reader{body};
  const auto reason = reader.text("reason");
  const auto owner = reader.text("owner");
  const auto due = reader.text("due");
  std::vector<deposit::WantedCarry::Envelope> envelopes;
  const auto places = reader.objects("envelopes");
  TRY(reader.finish());
  for (std::size_t i = 0; i < places.size(); ++i) {
    JsonReader place{*places[i], "/envelopes/" + std::to_string(i)};
    const BatchId batch{place.integer("batch")};
    envelopes.push_back({batch, place.integer("sequence")});
    TRY(place.finish());
  }
  const auto until = BusinessDay::parse(due);
  if (!until) return fail(ErrorCode::InvalidInput, until.error().message, "/due");
  return deposit::WantedCarry{std::move(envelopes), reason, owner, *until};
}

void announce_carries(Context& context, const BusinessDay& day) {
  announce(context, "day", {{"day", day.to_string()}});
}

Result<http::Response> plan_carries(Context& context) {
  const auto& site = context.environment.site;
  const auto day = TRY(day_named(context.path.text("day")));
  const auto body = TRY(parse_object(context.request.body));
  const auto wanted = TRY(wanted_in(body));
  TRY(work::carry_out(context.books, site, day, wanted, context.person->actor()));
  announce_carries(context, day);
  return get_carries(context);
}

Result<http::Response> take_back(Context& context) {
  const auto day = TRY(day_named(context.path.text("day")));
  const auto id = TRY(context.path.number("id"));
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  const auto reason = reader.text("reason");
  TRY(reader.finish());
  TRY(context.books.carries().take_back(context.environment.site.id, day, id, reason,
                                        context.person->actor()));
  announce_carries(context, day);
  return get_carries(context);
}

}  // namespace

std::vector<Endpoint> carry_endpoints() {
  using http::Access;
  using http::Method;
  const auto post = [](std::string_view pattern) {
    return http::Route{.method = Method::Post,
                       .pattern = pattern,
                       .access = Access::any_of({auth::Right::CloseDay}),
                       .idempotency_key = http::IdempotencyKey::Required,
                       .body_bytes_max = small_body_bytes_max};
  };
  return {
      {{.method = Method::Get,
        .pattern = "/api/v1/days/{day}/carries",
        .access = Access::signed_in()},
       get_carries},
      {post("/api/v1/days/{day}/carries"), plan_carries},
      {post("/api/v1/days/{day}/carries/{id}/take-back"), take_back},
  };
}

}  // namespace lockbox::service::api
