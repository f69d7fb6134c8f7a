#include "service/api/answers.h"
#include "service/api/counter_shapes.h"
#include "service/api/endpoint_groups.h"
#include "service/api/ledger_shapes.h"
#include "service/api/problem.h"
#include "service/api/request_parts.h"
#include "service/api/route_parts.h"

namespace lockbox::service::api {

namespace {

namespace json = boost::json;
using deposit::counter::DrawerId;

constexpr std::size_t receipt_bytes_max = 64 << 10;

counter::CounterDesk counter_of(Context& context) {
  const auto& environment = context.environment;
  return {context.books, context.images, environment.keys, environment.site, environment.clock};
}

const std::string& site_of(const Context& context) {
  return context.environment.site.id;
}

Result<json::object> session_at(Context& context, DrawerId id) {
  return session_shape(TRY(context.books.drawers().session(site_of(context), id)),
                       context.environment.site.counter);
}

/// The session as it is now; behind a lost race, with what was refused.
Result<http::Response> answer_session(Context& context, DrawerId id, const Result<void>& done) {
  if (!done && done.error().code != ErrorCode::Conflict) return tl::unexpected(done.error());
  const auto shape = TRY(session_at(context, id));
  if (!done) return conflict_of(done.error(), shape);
  announce(context, "counter", {{"drawer", id.value()}});
  announce(context, "batch", {{"batch", shape.at("batch")}});
  return ok(shape);
}

Result<http::Response> get_counter(Context& context) {
  const auto desk = counter_of(context);
  const auto asked = TRY(day_in(context.request.query));
  const auto day = asked ? *asked : TRY(counter::counter_day(desk));
  const auto sessions = TRY(context.books.drawers().sessions(site_of(context), day));
  json::array shapes;
  for (const auto& one : sessions) {
    shapes.push_back(session_shape(one, context.environment.site.counter));
  }
  for (const auto& one : TRY(counter::waiting_of_other_days(desk, day))) {
    shapes.push_back(session_shape(one, context.environment.site.counter));
  }
  json::array brands;
  for (const auto& one : counter::brand_totals(sessions)) {
    brands.push_back(json::object{
        {"brand", one.brand}, {"slips", one.slips}, {"amount_cents", one.amount.cents()}});
  }
  json::array cash;
  for (const auto& one : TRY(counter::mail_cash(context.books, site_of(context), day))) {
    cash.push_back(json::object{{"finding", one.finding},
                                {"unit_number", one.unit_number},
                                {"amount_cents", one.amount.cents()}});
  }
  const auto own =
      TRY(context.books.drawers().session_of(site_of(context), context.person->user.name));
  return ok(json::object{
      {"day", day.to_string()},
      {"kept", desk.site.counter.over_short.has_value()},
      {"over_short_alert_cents", desk.site.counter.over_short_alert.cents()},
      {"charge_codes", charge_codes_shape(desk.site.counter)},
      {"own", own ? json::value(session_shape(*own, desk.site.counter)) : json::value(nullptr)},
      {"sessions", std::move(shapes)},
      {"card_totals", std::move(brands)},
      {"mail_cash", std::move(cash)}});
}

Result<http::Response> open_drawer(Context& context) {
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  const auto lockbox = reader.optional_text("lockbox").value_or("");
  const auto sent = read_bills(reader);
  TRY(reader.finish());
  const counter::AskedDrawer asked{lockbox, std::nullopt, TRY(cash_from(sent))};
  const auto id = TRY(counter::open_drawer(counter_of(context), asked, context.person->actor()));
  announce(context, "counter", {{"drawer", id.value()}});
  return ok(TRY(session_at(context, id)), 201);
}

Result<http::Response> add_move(Context& context) {
  const auto id = TRY(context.path.id<DrawerId>("id"));
  const auto body = TRY(parse_object(context.request.body));
  const auto asked = TRY(read_move(body));
  return answer_session(context, id,
                        context.books.drawers().move(site_of(context), id, asked.version,
                                                     asked.move, context.person->actor()));
}

Result<http::Response> count_drawer(Context& context) {
  const auto id = TRY(context.path.id<DrawerId>("id"));
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  const auto sent = read_bills(reader);
  deposit::counter::DrawerCount count;
  count.checks = reader.integer("checks");
  count.money_orders = reader.integer("money_orders");
  count.card_slips = reader.integer("card_slips");
  TRY(reader.finish());
  count.cash = TRY(cash_from(sent));
  return answer_session(
      context, id,
      context.books.drawers().count(site_of(context), id, count, context.person->actor()));
}

Result<http::Response> send_back(Context& context) {
  const auto id = TRY(context.path.id<DrawerId>("id"));
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  const auto version = reader.integer("version");
  const auto reason = reader.text("reason");
  TRY(reader.finish());
  return answer_session(context, id,
                        context.books.drawers().send_back(site_of(context), id, version, reason,
                                                          context.person->actor()));
}

Result<http::Response> accept(Context& context) {
  const auto id = TRY(context.path.id<DrawerId>("id"));
  const auto body = TRY(parse_object(context.request.body));
  const auto asked = TRY(read_acceptance(body));
  return answer_session(
      context, id, counter::accept_count(counter_of(context), id, asked, context.person->actor()));
}

Result<http::Response> acknowledge(Context& context) {
  const auto id = TRY(context.path.id<DrawerId>("id"));
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  const auto reason = reader.text("reason");
  TRY(reader.finish());
  return answer_session(
      context, id,
      context.books.drawers().acknowledge(site_of(context), id, reason, context.person->actor()));
}

Result<std::int64_t> receipt_number(const Context& context) {
  return TRY(context.path.id<Id<struct ReceiptTag>>("number")).value();
}

Result<http::Response> take_receipt(Context& context) {
  const auto body = TRY(parse_object(context.request.body));
  const auto asked = TRY(read_receipt(body));
  Money total;
  for (const auto& tender : asked.tenders) total += tender.amount;
  TRY(check_role_limit(context, deposit::LimitedDeed::TakeReceipt, total));
  const auto receipt =
      TRY(counter::take_receipt(counter_of(context), asked, context.person->actor()));
  announce(context, "counter", {{"drawer", receipt.drawer.value()}});
  announce(context, "batch", {{"batch", receipt.batch}});
  return ok(receipt_shape(receipt), 201);
}

Result<http::Response> get_receipt(Context& context) {
  const auto number = TRY(receipt_number(context));
  return ok(receipt_shape(TRY(context.books.drawers().receipt(site_of(context), number))));
}

Result<http::Response> void_receipt(Context& context) {
  const auto number = TRY(receipt_number(context));
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  const auto reason = reader.text("reason");
  TRY(reader.finish());
  TRY(context.books.drawers().void_receipt(site_of(context), number, reason,
                                           context.person->actor()));
  const auto receipt = TRY(context.books.drawers().receipt(site_of(context), number));
  announce(context, "counter", {{"drawer", receipt.drawer.value()}});
  announce(context, "batch", {{"batch", receipt.batch}});
  return ok(receipt_shape(receipt));
}

Result<http::Response> get_paper(Context& context) {
  const auto number = TRY(receipt_number(context));
  const auto receipt = TRY(context.books.drawers().receipt(site_of(context), number));
  const auto paper = TRY(counter::receipt_paper(counter_of(context), receipt));
  return file_answer(paper, "receipt-" + deposit::counter::receipt_name(number) + ".pdf");
}

}  // namespace

std::vector<Endpoint> counter_endpoints() {
  using auth::Right;
  const auto post = [](std::string_view pattern, std::initializer_list<Right> rights) {
    return post_route(pattern, rights, receipt_bytes_max);
  };
  return {
      {get_route("/api/v1/counter"), get_counter},
      {post("/api/v1/drawers", {Right::TakeReceipts}), open_drawer},
      {post("/api/v1/drawers/{id}/moves", {Right::TakeReceipts}), add_move},
      {post("/api/v1/drawers/{id}/count", {Right::TakeReceipts}), count_drawer},
      {post("/api/v1/drawers/{id}/send-back", {Right::BuildDeposit}), send_back},
      {post("/api/v1/drawers/{id}/accept", {Right::BuildDeposit}), accept},
      {post("/api/v1/drawers/{id}/acknowledge", {Right::Adjust}), acknowledge},
      {post("/api/v1/receipts", {Right::TakeReceipts}), take_receipt},
      {get_route("/api/v1/receipts/{number}"), get_receipt},
      {get_route("/api/v1/receipts/{number}/paper"), get_paper},
      {post("/api/v1/receipts/{number}/void", {Right::Adjust}), void_receipt},
  };
}

}  // namespace lockbox::service::api
