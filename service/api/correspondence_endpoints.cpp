// Letters and inquiries.

#include <algorithm>

#include "deposit/decide/policy.h"
#include "service/api/answers.h"
#include "service/api/endpoint_groups.h"
#include "service/api/json_reader.h"
#include "service/api/ledger_shapes.h"
#include "service/api/request_parts.h"
#include "service/api/shape_parts.h"
#include "service/report/letters.h"
#include "service/work/exceptions.h"

namespace lockbox::service::api {

namespace {

namespace json = boost::json;
using deposit::Inquiry;
using deposit::InquiryEvent;
using deposit::Letter;
using deposit::LetterEvent;

report::LetterDesk letter_desk_for(Context& context) {
  const auto& environment = context.environment;
  return {context.books,
          environment.keys,
          environment.site,
          environment.office,
          environment.config.organisation,
          environment.config.output_folder};
}

/// The newest business day; nothing before the first.
std::optional<BusinessDay> today_of(Context& context) {
  const auto day = work::working_day(context.books, context.environment.site);
  if (!day) return std::nullopt;
  return *day;
}

json::object letter_shape(Context& context, const Letter& letter) {
  const auto today = today_of(context);
  const bool waits = letter.state == deposit::LetterState::Sent && letter.reply_due.has_value();
  return {{"number", letter.number},
          {"template", letter.letter_template},
          {"about_kind", name_of(deposit::letter_about_names, letter.about_kind)},
          {"about", letter.about},
          {"day", letter.day.to_string()},
          {"recipient", text_or_null(letter.text.recipient)},
          {"subject", letter.text.subject},
          {"paragraphs", json::value_from(letter.text.paragraphs)},
          {"sha256", letter.sha256_hex},
          {"reply_due",
           letter.reply_due ? json::value(letter.reply_due->to_string()) : json::value(nullptr)},
          {"is_overdue", waits && today && *letter.reply_due < *today},
          {"state", name_of(deposit::letter_state_names, letter.state)},
          {"version", letter.version},
          {"drafted_by", letter.drafted_by},
          {"drafted_at", letter.drafted_at},
          {"steps", array_of(letter.steps, [](const deposit::LetterStep& step) {
             return json::object{{"event", name_of(deposit::letter_event_names, step.event)},
                                 {"note", text_or_null(step.note)},
                                 {"by", step.actor},
                                 {"at", step.at}};
           })}};
}

json::object inquiry_shape(Context& context, const Inquiry& one) {
  const auto today = today_of(context);
  const bool is_open = one.state != deposit::InquiryState::Answered;
  const auto& rules = context.environment.site.exceptions;
  return {{"number", one.number},
          {"kind", name_of(deposit::inquiry_kind_names, one.kind)},
          {"channel", name_of(deposit::inquiry_channel_names, one.channel)},
          {"day", one.day.to_string()},
          {"account_ref", text_or_null(one.account_ref)},
          {"asked_by", text_or_null(one.asked_by)},
          {"words", one.words},
          {"owner", one.owner},
          {"due", one.due.to_string()},
          {"is_overdue", is_open && today && one.due < *today},
          {"state", name_of(deposit::inquiry_state_names, one.state)},
          {"may_answer", is_open && work::may_decide(viewer_of(context), rules, one.owner)},
          {"version", one.version},
          {"logged_by", one.logged_by},
          {"logged_at", one.logged_at},
          {"steps", array_of(one.steps, [](const deposit::InquiryStep& step) {
             return json::object{{"event", name_of(deposit::inquiry_event_names, step.event)},
                                 {"owner", step.owner},
                                 {"due", step.due.to_string()},
                                 {"note", step.note},
                                 {"by", step.actor},
                                 {"at", step.at}};
           })}};
}

Result<http::Response> list_letters(Context& context) {
  json::array items;
  for (const auto& one : TRY(context.books.correspondence().letters(context.environment.site.id))) {
    items.push_back(letter_shape(context, one));
  }
  auto page = TRY(page_of_all(items, context.request.query));
  page["templates"] =
      array_of(context.environment.office.letters, [](const deposit::LetterTemplate& one) {
        return json::object{{"id", one.id}, {"name", one.name}, {"reply_days", one.reply_days}};
      });
  return ok(page);
}

Result<http::Response> draft_letter(Context& context) {
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  report::WantedLetter wanted;
  wanted.letter_template = reader.text("template");
  const auto name = reader.text("about_kind");
  wanted.about = reader.text("about");
  const auto fields = reader.objects("fields");
  TRY(reader.finish());
  for (std::size_t i = 0; i < fields.size(); ++i) {
    JsonReader field{*fields[i], "/fields/" + std::to_string(i)};
    const auto of = field.text("name");
    wanted.fields[of] = field.text("value");
    TRY(field.finish());
  }
  const auto kind = parse_name<deposit::LetterAbout>(deposit::letter_about_names, name);
  if (!kind) return fail(ErrorCode::InvalidInput, kind.error().message, "/about_kind");
  wanted.about_kind = *kind;
  const auto letter =
      TRY(report::draft_letter(letter_desk_for(context), wanted, context.person->actor()));
  announce(context, "correspondence", {{"letter", letter.number}});
  return ok(letter_shape(context, letter), 201);
}

std::int64_t number_at(Context& context) {
  const auto id = context.path.id<Id<struct LetterTag>>("id");
  return id ? id->value() : 0;
}

Result<http::Response> step_letter(Context& context) {
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  const auto name = reader.text("event");
  const auto version = reader.integer("version");
  const auto note = reader.optional_text("note").value_or("");
  TRY(reader.finish());
  const auto event = parse_name<LetterEvent>(deposit::letter_event_names, name);
  if (!event) return fail(ErrorCode::InvalidInput, event.error().message, "/event");
  const auto letter = TRY(context.books.correspondence().step(
      context.environment.site.id, number_at(context),
      deposit::WantedLetterStep{*event, version, note}, context.person->actor()));
  announce(context, "correspondence", {{"letter", letter.number}});
  return ok(letter_shape(context, letter));
}

Result<http::Response> get_letter_pdf(Context& context) {
  const auto letter =
      TRY(context.books.correspondence().letter(context.environment.site.id, number_at(context)));
  return file_answer(TRY(report::letter_pdf(letter_desk_for(context), letter)), letter.file);
}

Result<http::Response> list_inquiries(Context& context) {
  json::array items;
  for (const auto& one :
       TRY(context.books.correspondence().inquiries(context.environment.site.id))) {
    items.push_back(inquiry_shape(context, one));
  }
  auto page = TRY(page_of_all(items, context.request.query));
  json::array owners{deposit::supervisor_owner, deposit::treasury_owner};
  for (const auto& one : context.environment.site.exceptions.departments) {
    owners.push_back(json::value(one.id));
  }
  page["owners"] = std::move(owners);
  return ok(page);
}

Result<BusinessDay> day_of_member(const std::string& text, const char* pointer) {
  const auto day = BusinessDay::parse(text);
  if (!day) return fail(ErrorCode::InvalidInput, day.error().message, pointer);
  return *day;
}

Result<void> check_owner(Context& context, const std::string& owner) {
  if (deposit::is_owner(context.environment.site.exceptions, owner)) return {};
  return fail(ErrorCode::InvalidInput,
              "'" + owner + "' is neither the supervisor, treasury nor a department.", "/owner");
}

Result<http::Response> log_inquiry(Context& context) {
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  const auto kind = reader.text("kind");
  const auto channel = reader.text("channel");
  const auto account_ref = reader.optional_text("account_ref").value_or("");
  const auto asked_by = reader.optional_text("asked_by").value_or("");
  const auto words = reader.text("words");
  const auto owner = reader.text("owner");
  const auto due_text = reader.text("due");
  TRY(reader.finish());
  const auto day = TRY(work::working_day(context.books, context.environment.site));
  Inquiry inquiry{.number = 0,
                  .day = day,
                  .account_ref = account_ref,
                  .asked_by = asked_by,
                  .words = words,
                  .owner = owner,
                  .due = TRY(day_of_member(due_text, "/due")),
                  .logged_by = {},
                  .logged_at = {}};
  const auto parsed_kind = parse_name<deposit::InquiryKind>(deposit::inquiry_kind_names, kind);
  if (!parsed_kind) return fail(ErrorCode::InvalidInput, parsed_kind.error().message, "/kind");
  inquiry.kind = *parsed_kind;
  const auto parsed_channel =
      parse_name<deposit::InquiryChannel>(deposit::inquiry_channel_names, channel);
  if (!parsed_channel) {
    return fail(ErrorCode::InvalidInput, parsed_channel.error().message, "/channel");
  }
  inquiry.channel = *parsed_channel;
  TRY(check_owner(context, owner));
  const auto logged = TRY(context.books.correspondence().log(context.environment.site.id, inquiry,
                                                             context.person->actor()));
  announce(context, "correspondence", {{"inquiry", logged.number}});
  return ok(inquiry_shape(context, logged), 201);
}

Result<http::Response> step_inquiry(Context& context) {
  const auto& site = context.environment.site;
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  const auto name = reader.text("event");
  deposit::WantedInquiryStep wanted;
  wanted.version = reader.integer("version");
  wanted.note = reader.text("note");
  wanted.owner = reader.optional_text("owner").value_or("");
  const auto due = reader.optional_text("due");
  TRY(reader.finish());
  const auto event = parse_name<InquiryEvent>(deposit::inquiry_event_names, name);
  if (!event) return fail(ErrorCode::InvalidInput, event.error().message, "/event");
  wanted.event = *event;
  if (due) wanted.due = TRY(day_of_member(*due, "/due"));
  if (wanted.event == InquiryEvent::PassOn) TRY(check_owner(context, wanted.owner));
  const auto known = TRY(context.books.correspondence().inquiry(site.id, number_at(context)));
  if (!work::may_decide(viewer_of(context), site.exceptions, known.owner)) {
    return fail(ErrorCode::NotPermitted, "This inquiry is for " + known.owner + " to answer.");
  }
  const auto done = TRY(
      context.books.correspondence().step(site.id, known.number, wanted, context.person->actor()));
  announce(context, "correspondence", {{"inquiry", done.number}});
  return ok(inquiry_shape(context, done));
}

}  // namespace

std::vector<Endpoint> correspondence_endpoints() {
  using auth::Right;
  using http::Access;
  using http::Method;
  // Letters and inquiries name people.
  const auto readers =
      Access::any_of({Right::CorrectAccounts, Right::Decide, Right::Audit, Right::Key});
  const auto get = [&](std::string_view pattern) {
    return http::Route{.method = Method::Get, .pattern = pattern, .access = readers};
  };
  const auto post = [](std::string_view pattern, std::initializer_list<Right> rights) {
    return http::Route{.method = Method::Post,
                       .pattern = pattern,
                       .access = Access::any_of(rights),
                       .idempotency_key = http::IdempotencyKey::Required,
                       .body_bytes_max = small_body_bytes_max};
  };
  return {
      {get("/api/v1/letters"), list_letters},
      {post("/api/v1/letters", {Right::CorrectAccounts}), draft_letter},
      {post("/api/v1/letters/{id}/steps", {Right::CorrectAccounts}), step_letter},
      {get("/api/v1/letters/{id}/letter.pdf"), get_letter_pdf},
      {get("/api/v1/inquiries"), list_inquiries},
      {post("/api/v1/inquiries", {Right::CorrectAccounts, Right::Decide, Right::Key}), log_inquiry},
      {post("/api/v1/inquiries/{id}/steps", {Right::CorrectAccounts, Right::Decide}), step_inquiry},
  };
}

}  // namespace lockbox::service::api
