#include <algorithm>

#include "deposit/close/equations.h"
#include "deposit/close/rolls.h"
#include "service/api/answers.h"
#include "service/api/endpoint_groups.h"
#include "service/api/json_reader.h"
#include "service/api/ledger_shapes.h"
#include "service/api/request_parts.h"
#include "service/close/close_day.h"
#include "service/close/tie_view.h"
#include "service/process/json_text.h"

namespace lockbox::service::api {

namespace {

namespace json = boost::json;

Result<close::TieView> tie_at(Context& context) {
  const auto day = TRY(day_named(context.path.text("day")));
  return close::view_tie(context.books, context.environment.site, day);
}

json::object line_shape(const deposit::close::TieLine& line) {
  return {{"line", line.number},
          {"name", line.name},
          {"explanation", line.explanation},
          {"amount_cents", line.amount.cents()},
          {"pieces", line.pieces},
          {"equation", line.equation},
          {"equation_text", line.equation_text},
          {"difference", number_or_null(line.difference)},
          {"must_tie", line.must_tie},
          {"parts", line.parts.size()}};
}

json::object part_shape(const close::TieView& view, const deposit::close::TiePart& part) {
  return {{"batch", part.batch.value()},
          {"sequence", part.sequence == 0 ? json::value(nullptr) : json::value(part.sequence)},
          {"ticket", text_or_null(part.ticket)},
          {"text", part.text},
          {"amount_cents", part.amount.cents()},
          {"pieces", part.pieces},
          {"href", view.href_of(part)}};
}

json::object carried_shape(const close::TieView& view, const deposit::close::CarriedRow& row) {
  return {{"kind", name_of(deposit::close::carried_kind_names, row.kind)},
          {"lockbox", row.lockbox},
          {"batch", row.batch.value()},
          {"sequence", row.sequence == 0 ? json::value(nullptr) : json::value(row.sequence)},
          {"ticket", text_or_null(row.ticket)},
          {"amount_cents", cents_or_null(row.amount)},
          {"reason", row.reason},
          {"owner", text_or_null(row.owner)},
          {"since", row.since.to_string()},
          {"age_days", row.age_days},
          {"due", row.due ? json::value(row.due->to_string()) : json::value(nullptr)},
          {"carried_by", text_or_null(row.carried_by)},
          {"href", view.href_of(row)}};
}

json::array equations_shape(const deposit::close::DayRecord& record) {
  json::array equations;
  for (const auto& equation : deposit::close::equations()) {
    const auto fault = equation.first_fault(record);
    equations.push_back(json::object{{"id", equation.id},
                                     {"sentence", equation.sentence},
                                     {"fault", text_or_null(fault.value_or(""))}});
  }
  return equations;
}

json::object roll_shape(const std::vector<deposit::close::SuspenseRow>& rows) {
  Money opening;
  Money added;
  Money applied;
  Money refunded;
  Money returned;
  Money escheated;
  Money closing;
  for (const auto& row : rows) {
    opening += row.opening;
    added += row.added;
    applied += row.applied;
    refunded += row.refunded;
    returned += row.returned;
    escheated += row.escheated;
    closing += row.closing;
  }
  return {{"opening_cents", opening.cents()},   {"added_cents", added.cents()},
          {"applied_cents", applied.cents()},   {"refunded_cents", refunded.cents()},
          {"returned_cents", returned.cents()}, {"escheated_cents", escheated.cents()},
          {"closing_cents", closing.cents()}};
}

json::array rolls_shape(const deposit::close::DayRecord& record) {
  json::array rolls;
  for (const auto& sum : deposit::close::sums_of(record.rolls)) {
    json::array rows;
    for (const auto& row : record.rolls) {
      if (row.place != sum.place) continue;
      rows.push_back(json::object{
          {"batch", row.batch == BatchId{0} ? json::value() : json::value(row.batch.value())},
          {"sequence", row.sequence == 0 ? json::value() : json::value(row.sequence)},
          {"return", row.return_number == 0 ? json::value() : json::value(row.return_number)},
          {"opening_cents", row.opening.cents()},
          {"in_cents", row.in.cents()},
          {"out_cents", row.out.cents()},
          {"closing_cents", row.closing.cents()},
          {"what", row.what}});
    }
    rolls.push_back(json::object{{"place", sum.place},
                                 {"pieces", sum.pieces},
                                 {"opening_cents", sum.opening.cents()},
                                 {"in_cents", sum.in.cents()},
                                 {"out_cents", sum.out.cents()},
                                 {"closing_cents", sum.closing.cents()},
                                 {"rows", std::move(rows)}});
  }
  return rolls;
}

Result<http::Response> get_tie(Context& context) {
  const auto view = TRY(tie_at(context));
  json::array lines;
  for (const auto& line : view.tie.lines) lines.push_back(line_shape(line));
  json::array carried;
  for (const auto& row : view.record.carried) carried.push_back(carried_shape(view, row));
  return ok(json::object{{"day", view.record.day.day.to_string()},
                         {"lines", std::move(lines)},
                         {"to_be_posted_cents", view.tie.to_be_posted.cents()},
                         {"equations", equations_shape(view.record)},
                         {"suspense", roll_shape(view.record.suspense)},
                         {"rolls", rolls_shape(view.record)},
                         {"carried", std::move(carried)}});
}

Result<http::Response> get_tie_line(Context& context) {
  const auto view = TRY(tie_at(context));
  const auto& number = context.path.text("line");
  const auto found = std::ranges::find_if(
      view.tie.lines, [&](const auto& line) { return std::to_string(line.number) == number; });
  if (found == view.tie.lines.end()) {
    return fail(ErrorCode::NotFound, "The tie of this day has no line " + number + ".");
  }
  json::array parts;
  for (const auto& part : found->parts) parts.push_back(part_shape(view, part));
  return ok(TRY(page_of_all(parts, context.request.query)));
}

json::object packet_shape(const close::PacketView& packet) {
  json::array files;
  for (const auto& file : packet.files) {
    files.push_back(json::object{{"name", file.name},
                                 {"kind", file.kind},
                                 {"bytes", file.bytes},
                                 {"sha256", file.sha256_hex}});
  }
  return {{"name", packet.name},
          {"signed", packet.is_final},
          {"closing", packet.closing},
          {"made_by", text_or_null(packet.made_by)},
          {"at", packet.at},
          {"audit_events", packet.audit_events},
          {"audit_hash", packet.audit_hash},
          {"files", std::move(files)}};
}

Result<std::vector<close::PacketView>> packets_at(Context& context) {
  const auto day = TRY(day_named(context.path.text("day")));
  return close::packets_of(context.books, context.environment.site, day,
                           context.environment.config.output_folder);
}

Result<http::Response> list_packets(Context& context) {
  json::array items;
  for (const auto& packet : TRY(packets_at(context))) items.push_back(packet_shape(packet));
  return ok(page_of(std::move(items)));
}

Result<http::Response> make_packet(Context& context) {
  const auto day = TRY(day_named(context.path.text("day")));
  const auto body = TRY(parse_object(context.request.body));
  TRY(JsonReader{body}.finish());
  TRY(close::make_day_packet(context.books, context.environment.site, day,
                             context.environment.config.output_folder, context.person->actor()));
  announce(context, "day", {{"day", day.to_string()}});
  return list_packets(context);
}

Result<http::Response> get_packet_file(Context& context) {
  const auto& name = context.path.text("file");
  const auto packets = TRY(packets_at(context));
  const auto bytes =
      TRY(close::packet_file(packets, context.environment.config.output_folder, name));
  return file_answer(bytes, name);
}

}  // namespace

std::vector<Endpoint> close_endpoints() {
  using http::Access;
  using http::Method;
  const auto get = [](std::string_view pattern) {
    return http::Route{.method = Method::Get, .pattern = pattern, .access = Access::signed_in()};
  };
  return {
      {get("/api/v1/days/{day}/tie"), get_tie},
      {get("/api/v1/days/{day}/tie/{line}"), get_tie_line},
      {get("/api/v1/days/{day}/packets"), list_packets},
      {get("/api/v1/days/{day}/packets/{file}"), get_packet_file},
      {{.method = Method::Post,
        .pattern = "/api/v1/days/{day}/packets",
        .access = Access::any_of({auth::Right::CloseDay, auth::Right::Audit}),
        .idempotency_key = http::IdempotencyKey::Required,
        .body_bytes_max = small_body_bytes_max,
        .lane = http::Lane::Long},
       make_packet},
  };
}

}  // namespace lockbox::service::api
