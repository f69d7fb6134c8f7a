// Payment arrangements, security deposits, referrals to collection, and notices.

#include <algorithm>
#include <array>
#include <span>

#include "service/api/answers.h"
#include "service/api/credit_shapes.h"
#include "service/api/endpoint_groups.h"
#include "service/api/json_reader.h"
#include "service/api/ledger_shapes.h"
#include "service/api/request_parts.h"
#include "service/api/shape_parts.h"

namespace lockbox::service::api {

namespace {

namespace json = boost::json;
using deposit::credit::ArrangementEvent;
using deposit::credit::ReferralEvent;
using deposit::credit::ReferralFileKind;
using deposit::credit::Rhythm;
using deposit::credit::SecurityEvent;

using CreditNumber = Id<struct CreditTag>;

credit::CreditDesk credit_desk(Context& context) {
  const auto& environment = context.environment;
  return {context.books, environment.keys, environment.site, environment.credit};
}

void announce_credit(Context& context) {
  announce(context, "credit", {});
}

Result<std::int64_t> number_at(Context& context) {
  return TRY(context.path.id<CreditNumber>("id")).value();
}

Result<BusinessDay> read_day(const std::string& text, const std::string& pointer) {
  auto day = BusinessDay::parse(text);
  if (!day) return fail(ErrorCode::InvalidInput, day.error().message, pointer);
  return *day;
}

/// The event of the body, which must be one that the route takes.
template <class Event, std::size_t N>
Result<Event> read_event(const std::string& text, const Names<N>& names,
                         std::span<const Event> allowed) {
  const auto event = parse_name<Event>(names, text);
  if (event && std::ranges::find(allowed, *event) != allowed.end()) return *event;
  std::string list;
  for (const auto one : allowed) {
    list += (list.empty() ? "" : ", ") + std::string{name_of(names, one)};
  }
  return fail(ErrorCode::InvalidInput, "The step is one of " + list + ".", "/event");
}

/// All, or with ?live=true those that are not at an end; of one account with its ref.
Result<deposit::CreditFilter> filter_of(Context& context) {
  deposit::CreditFilter filter{.only_live = context.request.query.find("live") == "true"};
  const auto ref = context.request.query.find("ref");
  if (!ref) return filter;
  const auto found =
      TRY(work::account_by_ref(context.books.store(), context.environment.site, std::string{*ref}));
  filter.lockbox = found.lockbox;
  filter.account = found.account.number;
  return filter;
}

// ---- payment arrangements ----

Result<std::optional<deposit::credit::SchedulePlan>> plan_of(std::optional<std::int64_t> count,
                                                             const std::string& first_due,
                                                             const std::string& rhythm) {
  if (!count) return std::nullopt;
  const auto known = parse_name<Rhythm>(deposit::credit::rhythm_names, rhythm);
  if (!known) {
    return fail(ErrorCode::InvalidInput, "Installments come weekly, biweekly or monthly.",
                "/rhythm");
  }
  return deposit::credit::SchedulePlan{.total = {},
                                       .count = *count,
                                       .first_due = TRY(read_day(first_due, "/first_due")),
                                       .rhythm = *known};
}

Result<std::vector<deposit::credit::Installment>> read_rows(
    const std::vector<const json::object*>& rows) {
  std::vector<deposit::credit::Installment> installments;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto place = "/installments/" + std::to_string(i);
    JsonReader reader{*rows[i], place};
    const auto due = reader.text("due");
    const auto amount = Money::from_cents(reader.integer("amount_cents"));
    TRY(reader.finish());
    installments.push_back({TRY(read_day(due, place + "/due")), amount});
  }
  return installments;
}

Result<http::Response> get_schedule(Context& context) {
  const auto& query = context.request.query;
  const auto text_at = [&](std::string_view name) {
    return std::string{query.find(name).value_or("")};
  };
  credit::AskedArrangement asked;
  asked.total = Money::from_cents(TRY(number_in(query, "total_cents")).value_or(0));
  const auto count = TRY(number_in(query, "count")).value_or(0);
  asked.plan = TRY(plan_of(count, text_at("first_due"), text_at("rhythm")));
  const auto installments = TRY(credit::preview_schedule(credit_desk(context), asked));
  return ok(page_of(schedule_shape(installments)));
}

Result<http::Response> answer_arrangement(Context& context, std::int64_t number, int status) {
  announce_credit(context);
  const auto view = TRY(credit::view_arrangement(credit_desk(context), number));
  return ok(arrangement_shape(view), status);
}

Result<http::Response> propose_arrangement(Context& context) {
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  credit::AskedArrangement asked;
  asked.ref = reader.text("ref");
  asked.total = Money::from_cents(reader.integer("total_cents"));
  const auto count = reader.optional_integer("count");
  const auto first_due = reader.optional_text("first_due").value_or("");
  const auto rhythm = reader.optional_text("rhythm").value_or("monthly");
  std::vector<const json::object*> rows;
  if (body.contains("installments")) rows = reader.objects("installments");
  asked.grace_days = reader.integer("grace_days");
  const auto active_from = reader.optional_text("active_from").value_or("");
  asked.terms = reader.text("terms");
  TRY(reader.finish());
  if (count.has_value() == !rows.empty()) {
    return fail(ErrorCode::InvalidInput, "Say how many installments, or list them.", "/count");
  }
  asked.plan = TRY(plan_of(count, first_due, rhythm));
  asked.installments = TRY(read_rows(rows));
  if (!active_from.empty()) asked.active_from = TRY(read_day(active_from, "/active_from"));
  const auto made =
      TRY(credit::propose_arrangement(credit_desk(context), asked, context.person->actor()));
  return answer_arrangement(context, made.number, 201);
}

Result<http::Response> step_arrangement(Context& context,
                                        std::span<const ArrangementEvent> allowed) {
  const auto number = TRY(number_at(context));
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  const auto event = reader.text("event");
  deposit::WantedArrangementStep wanted;
  wanted.version = reader.integer("version");
  wanted.note = reader.optional_text("note").value_or("");
  const auto catch_up = reader.optional_text("catch_up").value_or("");
  TRY(reader.finish());
  wanted.event = TRY(read_event(event, deposit::credit::arrangement_event_names, allowed));
  if (!catch_up.empty()) wanted.catch_up = TRY(read_day(catch_up, "/catch_up"));
  TRY(credit::step_arrangement(credit_desk(context), number, wanted, context.person->actor()));
  return answer_arrangement(context, number, 200);
}

Result<http::Response> ask_arrangement(Context& context) {
  constexpr std::array allowed{ArrangementEvent::AskReinstatement, ArrangementEvent::Close};
  return step_arrangement(context, allowed);
}

Result<http::Response> decide_arrangement(Context& context) {
  constexpr std::array allowed{ArrangementEvent::Approve, ArrangementEvent::Reject,
                               ArrangementEvent::Reinstate, ArrangementEvent::Refuse,
                               ArrangementEvent::Withdraw};
  return step_arrangement(context, allowed);
}

Result<http::Response> list_arrangements(Context& context) {
  const auto filter = TRY(filter_of(context));
  const auto views = TRY(credit::view_arrangements(credit_desk(context), filter));
  return ok(TRY(page_of_all(array_of(views, arrangement_shape), context.request.query)));
}

Result<http::Response> record_arrangements(Context& context) {
  const auto body = TRY(parse_object(context.request.body));
  TRY(JsonReader{body}.finish());
  const auto moved =
      TRY(credit::record_arrangements(credit_desk(context), context.person->actor()));
  announce_credit(context);
  return ok(json::object{{"moved", moved}});
}

// ---- security deposits ----

Result<http::Response> answer_security(Context& context, std::int64_t number, int status) {
  announce_credit(context);
  for (const auto& view : TRY(credit::view_securities(credit_desk(context), {}))) {
    if (view.one.number == number) return ok(security_shape(view), status);
  }
  return fail(ErrorCode::NotFound, "There is no such security deposit.");
}

Result<http::Response> propose_security(Context& context) {
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  credit::AskedSecurity asked;
  asked.ref = reader.text("ref");
  const auto amount = reader.optional_integer("amount_cents");
  std::vector<std::int64_t> bills;
  if (body.contains("bills_cents")) bills = reader.integers("bills_cents");
  asked.reason = reader.optional_text("reason").value_or("");
  TRY(reader.finish());
  if (amount) asked.amount = Money::from_cents(*amount);
  for (const auto cents : bills) asked.bills.push_back(Money::from_cents(cents));
  const auto made =
      TRY(credit::propose_security(credit_desk(context), asked, context.person->actor()));
  return answer_security(context, made.number, 201);
}

Result<http::Response> receive_security(Context& context) {
  const auto number = TRY(number_at(context));
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  const auto version = reader.integer("version");
  const auto amount = Money::from_cents(reader.integer("amount_cents"));
  const auto batch = reader.optional_integer("batch");
  const auto transaction = reader.optional_integer("transaction");
  const auto receipt = reader.optional_text("receipt").value_or("");
  const auto day = reader.optional_text("day").value_or("");
  TRY(reader.finish());
  if (batch.has_value() != transaction.has_value()) {
    return fail(ErrorCode::InvalidInput, "An envelope is named by its batch and its document.",
                batch ? "/transaction" : "/batch");
  }
  const auto desk = credit_desk(context);
  deposit::credit::SecurityReceipt wanted{
      .amount = amount,
      .day = day.empty() ? TRY(credit::today_at(desk)) : TRY(read_day(day, "/day")),
      .receipt = receipt};
  if (batch) wanted.envelope = deposit::ledger::Origin{BatchId{*batch}, *transaction};
  TRY(credit::receive_security(desk, number, version, wanted, context.person->actor()));
  return answer_security(context, number, 200);
}

Result<http::Response> step_security(Context& context, std::span<const SecurityEvent> allowed) {
  const auto number = TRY(number_at(context));
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  const auto event = reader.text("event");
  credit::WantedStep wanted;
  wanted.version = reader.integer("version");
  wanted.note = reader.optional_text("note").value_or("");
  const auto kind = reader.optional_text("kind").value_or("");
  const auto adjustment = reader.optional_integer("adjustment").value_or(0);
  const auto reference = reader.optional_text("reference").value_or("");
  TRY(reader.finish());
  wanted.event = TRY(read_event(event, deposit::credit::security_event_names, allowed));
  if (!kind.empty()) {
    const auto known =
        parse_name<deposit::credit::ReleaseKind>(deposit::credit::release_kind_names, kind);
    if (!known) {
      return fail(ErrorCode::InvalidInput, "A deposit goes back by refund or apply.", "/kind");
    }
    wanted.release = credit::AskedRelease{*known, adjustment, reference};
  }
  TRY(credit::step_security(credit_desk(context), number, wanted, context.person->actor()));
  return answer_security(context, number, 200);
}

Result<http::Response> ask_security(Context& context) {
  constexpr std::array allowed{SecurityEvent::AskRelease};
  return step_security(context, allowed);
}

Result<http::Response> decide_security(Context& context) {
  constexpr std::array allowed{SecurityEvent::Approve, SecurityEvent::Reject, SecurityEvent::Waive,
                               SecurityEvent::Release, SecurityEvent::Refuse};
  return step_security(context, allowed);
}

Result<http::Response> list_securities(Context& context) {
  const auto filter = TRY(filter_of(context));
  const auto views = TRY(credit::view_securities(credit_desk(context), filter));
  auto page = TRY(page_of_all(array_of(views, security_shape), context.request.query));
  page["rules"] = security_rules_shape(context.environment.credit);
  return ok(page);
}

// ---- referrals ----

Result<http::Response> answer_referral(Context& context, std::int64_t number, int status) {
  announce_credit(context);
  for (const auto& view : TRY(credit::view_referrals(credit_desk(context), {}))) {
    if (view.one.number == number) return ok(referral_shape(view), status);
  }
  return fail(ErrorCode::NotFound, "There is no such referral.");
}

Result<http::Response> get_referral_list(Context& context) {
  return ok(referral_list_shape(TRY(credit::referral_list(credit_desk(context)))));
}

Result<http::Response> propose_referral(Context& context) {
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  credit::AskedReferral asked;
  asked.ref = reader.text("ref");
  asked.reason = reader.optional_text("reason").value_or("");
  TRY(reader.finish());
  const auto made =
      TRY(credit::propose_referral(credit_desk(context), asked, context.person->actor()));
  return answer_referral(context, made.number, 201);
}

Result<http::Response> step_referral(Context& context, std::span<const ReferralEvent> allowed) {
  const auto number = TRY(number_at(context));
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  const auto event = reader.text("event");
  deposit::WantedReferralStep wanted;
  wanted.version = reader.integer("version");
  wanted.note = reader.optional_text("note").value_or("");
  TRY(reader.finish());
  wanted.event = TRY(read_event(event, deposit::credit::referral_event_names, allowed));
  TRY(credit::step_referral(credit_desk(context), number, wanted, context.person->actor()));
  return answer_referral(context, number, 200);
}

Result<http::Response> ask_referral(Context& context) {
  constexpr std::array allowed{ReferralEvent::Recall, ReferralEvent::Close};
  return step_referral(context, allowed);
}

Result<http::Response> decide_referral(Context& context) {
  constexpr std::array allowed{ReferralEvent::Approve, ReferralEvent::Reject};
  return step_referral(context, allowed);
}

Result<http::Response> list_referrals(Context& context) {
  const auto filter = TRY(filter_of(context));
  const auto views = TRY(credit::view_referrals(credit_desk(context), filter));
  return ok(TRY(page_of_all(array_of(views, referral_shape), context.request.query)));
}

Result<http::Response> list_referral_files(Context& context) {
  const auto files = TRY(context.books.credit().referral_files(context.environment.site.id));
  return ok(TRY(page_of_all(array_of(files, referral_file_shape), context.request.query)));
}

Result<http::Response> make_referral_file(Context& context) {
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  const auto name = reader.text("kind");
  TRY(reader.finish());
  const auto kind = parse_name<ReferralFileKind>(deposit::credit::referral_file_kind_names, name);
  if (!kind) return fail(ErrorCode::InvalidInput, "A file is a referral or a recall.", "/kind");
  const auto made = TRY(credit::make_referral_file(credit_desk(context), *kind,
                                                   context.environment.config.output_folder,
                                                   context.person->actor()));
  announce_credit(context);
  auto shape = referral_file_shape(made.file);
  json::array left_out;
  for (const auto& one : made.left_out) {
    left_out.push_back(json::object{{"referral", one.referral}, {"why", one.why}});
  }
  shape["left_out"] = std::move(left_out);
  return ok(shape, 201);
}

Result<http::Response> get_referral_file(Context& context) {
  const auto number = TRY(number_at(context));
  const auto file = TRY(credit::find_referral_file(credit_desk(context), number));
  const auto bytes =
      TRY(credit::referral_file_bytes(file, context.environment.config.output_folder));
  return file_answer(bytes, file.name);
}

// ---- notices ----

Result<http::Response> list_notices(Context& context) {
  json::array items;
  for (const auto& notice :
       TRY(credit::notices_due(credit_desk(context), context.environment.corrections))) {
    items.push_back(notice_shape(notice));
  }
  return ok(TRY(page_of_all(items, context.request.query)));
}

}  // namespace

std::vector<Endpoint> credit_endpoints() {
  using auth::Right;
  using http::Access;
  using http::Method;
  const auto get = [](std::string_view pattern, Access access = Access::signed_in()) {
    return http::Route{
        .method = Method::Get, .pattern = pattern, .access = access, .lane = http::Lane::Long};
  };
  const auto post = [](std::string_view pattern, Right right) {
    return http::Route{.method = Method::Post,
                       .pattern = pattern,
                       .access = Access::any_of({right}),
                       .idempotency_key = http::IdempotencyKey::Required,
                       .body_bytes_max = small_body_bytes_max};
  };
  constexpr auto arrange = Right::ArrangeCredit;
  constexpr auto approve = Right::ApproveCredit;
  return {
      {get("/api/v1/credit/schedule"), get_schedule},
      {get("/api/v1/credit/arrangements"), list_arrangements},
      {post("/api/v1/credit/arrangements", arrange), propose_arrangement},
      {post("/api/v1/credit/arrangements/{id}/steps", arrange), ask_arrangement},
      {post("/api/v1/credit/arrangements/{id}/decisions", approve), decide_arrangement},
      {post("/api/v1/credit/arrangement-records", arrange), record_arrangements},
      {get("/api/v1/credit/securities"), list_securities},
      {post("/api/v1/credit/securities", arrange), propose_security},
      {post("/api/v1/credit/securities/{id}/receipts", arrange), receive_security},
      {post("/api/v1/credit/securities/{id}/steps", arrange), ask_security},
      {post("/api/v1/credit/securities/{id}/decisions", approve), decide_security},
      {get("/api/v1/credit/referral-list"), get_referral_list},
      {get("/api/v1/credit/referrals"), list_referrals},
      {post("/api/v1/credit/referrals", arrange), propose_referral},
      {post("/api/v1/credit/referrals/{id}/steps", arrange), ask_referral},
      {post("/api/v1/credit/referrals/{id}/decisions", approve), decide_referral},
      {get("/api/v1/credit/referral-files"), list_referral_files},
      {post("/api/v1/credit/referral-files", approve), make_referral_file},
      // Whole account numbers stand in it.
      {get("/api/v1/credit/referral-files/{id}", Access::any_of({Right::ReadAccount})),
       get_referral_file},
      {get("/api/v1/credit/notices"), list_notices},
  };
}

}  // namespace lockbox::service::api
