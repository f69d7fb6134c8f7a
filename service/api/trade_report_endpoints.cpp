// The reports of the trade: their list, each as a table, as a file, and the signatures under them.

#include "deposit/report/reports.h"
#include "service/api/answers.h"
#include "service/api/endpoint_groups.h"
#include "service/api/json_reader.h"
#include "service/api/ledger_shapes.h"
#include "service/api/request_parts.h"
#include "service/api/shape_parts.h"
#include "service/report/report_desk.h"

namespace lockbox::service::api {

namespace {

namespace json = boost::json;
namespace reports = deposit::report;

/// A screen shows so many rows; the files hold all of them.
constexpr std::size_t rows_shown_max = 500;
constexpr std::int64_t signatures_shown_max = 100;

report::ReportDesk report_desk_for(Context& context) {
  return {context.books, context.environment.site, context.environment.office};
}

json::value cell_shape(const reports::Cell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) return json::value(*text);
  if (const auto* count = std::get_if<std::int64_t>(&cell)) return json::value(*count);
  if (const auto* money = std::get_if<Money>(&cell)) return json::value(money->cents());
  return nullptr;
}

json::array row_shape(const std::vector<reports::Cell>& row) {
  json::array cells;
  for (const auto& cell : row) cells.push_back(cell_shape(cell));
  return cells;
}

json::array filters_shape(const reports::Filters& filters) {
  using reports::Filter;
  json::array names;
  for (const auto filter : {Filter::Lockbox, Filter::BankAccount, Filter::Department}) {
    if (!filters.has(filter)) continue;
    names.push_back(json::value(name_of(reports::filter_names, filter)));
  }
  return names;
}

json::object kind_shape(const reports::ReportKind& kind) {
  return {{"key", kind.key},
          {"title", kind.title},
          {"group", name_of(reports::group_names, kind.group)},
          {"about", kind.about},
          {"filters", filters_shape(kind.filters)},
          {"signed_by_department", kind.signed_by == reports::SignedBy::Department}};
}

json::object scope_shape(const reports::Scope& scope) {
  return {{"from", scope.from.to_string()},
          {"to", scope.to.to_string()},
          {"lockbox", text_or_null(scope.lockbox)},
          {"deposit_account", text_or_null(scope.deposit_account)},
          {"department", text_or_null(scope.department)}};
}

json::object signature_shape(const deposit::ReportSignature& one) {
  return {{"number", one.number},
          {"report", one.report},
          {"scope", scope_shape(one.scope)},
          {"sha256", one.content.hex()},
          {"rows", one.rows},
          {"verdict", name_of(deposit::signature_verdict_names, one.verdict)},
          {"note", text_or_null(one.note)},
          {"signed_by", one.signed_by},
          {"signed_at", one.signed_at}};
}

json::value chart_shape(const std::optional<reports::Chart>& chart) {
  if (!chart) return nullptr;
  json::array columns;
  for (const auto column : chart->columns) columns.push_back(column);
  return json::object{{"kind", name_of(reports::chart_kind_names, chart->kind)},
                      {"title", chart->title},
                      {"label", chart->label},
                      {"columns", std::move(columns)}};
}

json::object report_shape(Context& context, const report::MadeReport& made) {
  const auto& one = made.report;
  json::array rows;
  for (std::size_t i = 0; i < std::min(one.rows.size(), rows_shown_max); ++i) {
    rows.push_back(row_shape(one.rows[i]));
  }
  auto shape = kind_shape(made.kind);
  shape["scope"] = scope_shape(one.scope);
  shape["columns"] = array_of(one.columns, [](const reports::Column& column) {
    return json::object{{"name", column.name},
                        {"title", column.title},
                        {"kind", name_of(reports::column_kind_names, column.kind)}};
  });
  shape["rows"] = std::move(rows);
  shape["row_count"] = one.rows.size();
  shape["totals"] = one.totals.empty() ? json::value(nullptr) : json::value(row_shape(one.totals));
  shape["definitions"] = array_of(one.definitions, [](const reports::Definition& definition) {
    return json::object{{"term", definition.term}, {"text", definition.text}};
  });
  shape["chart"] = chart_shape(one.chart);
  shape["sha256"] = made.content.hex();
  shape["signatures"] = array_of(made.signatures, [](const report::SeenSignature& seen) {
    auto signature = signature_shape(seen.signature);
    signature["is_current"] = seen.is_current;
    return signature;
  });
  const auto why =
      report::why_not_sign(report_desk_for(context), viewer_of(context), made.kind, one.scope);
  shape["cannot_sign"] = why ? json::value(*why) : json::value(nullptr);
  return shape;
}

Result<BusinessDay> day_of_query(const http::Query& query, std::string_view name) {
  const auto text = query.find(name);
  if (!text) {
    return fail(ErrorCode::InvalidInput,
                "Name the period: '" + std::string{name} + "' is missing, e.g. 2026-11-23.");
  }
  const auto day = BusinessDay::parse(*text);
  if (!day) return fail(ErrorCode::InvalidInput, day.error().message);
  return *day;
}

Result<reports::Scope> scope_in(Context& context) {
  const auto& query = context.request.query;
  const auto text = [&](std::string_view name) {
    return std::string{query.find(name).value_or("")};
  };
  return reports::Scope{.site = context.environment.site.id,
                        .from = TRY(day_of_query(query, "from")),
                        .to = TRY(day_of_query(query, "to")),
                        .lockbox = text("lockbox"),
                        .deposit_account = text("deposit_account"),
                        .department = text("department")};
}

Result<report::MadeReport> report_in(Context& context) {
  const auto scope = TRY(scope_in(context));
  return report::make_report(report_desk_for(context), viewer_of(context), context.path.text("key"),
                             scope);
}

Result<http::Response> list_kinds(Context& context) {
  const auto& site = context.environment.site;
  const auto viewer = viewer_of(context);
  json::array kinds;
  for (const auto& kind : reports::report_kinds()) {
    if (report::may_see(viewer, kind)) kinds.push_back(kind_shape(kind));
  }
  return ok(json::object{
      {"kinds", std::move(kinds)},
      {"lockboxes", json::value_from(site.lockboxes)},
      {"deposit_accounts",
       array_of(site.deposit_accounts,
                [](const deposit::DepositAccount& account) {
                  return json::object{{"id", account.id}, {"name", account.name}};
                })},
      {"departments",
       array_of(site.exceptions.departments,
                [](const deposit::Department& department) {
                  return json::object{{"id", department.id}, {"name", department.name}};
                })},
      {"days_max", report::period_days_max}});
}

Result<http::Response> get_report(Context& context) {
  const auto made = TRY(report_in(context));
  return ok(report_shape(context, made));
}

Result<http::Response> get_form(Context& context) {
  const auto form = parse_name<report::Form>(report::form_names, context.path.text("form"));
  if (!form) return fail(ErrorCode::NotFound, "A report is there as csv, xlsx and pdf.");
  const auto made = TRY(report_in(context));
  const auto bytes = TRY(report::render_report(report_desk_for(context), made, *form,
                                               context.environment.config.output_folder));
  return file_answer(bytes, report::file_name(made.report, *form));
}

Result<http::Response> sign_report(Context& context) {
  const auto scope = TRY(scope_in(context));
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  report::WantedSignature wanted;
  wanted.sha256_hex = reader.text("sha256");
  const auto name = reader.text("verdict");
  wanted.note = reader.optional_text("note").value_or("");
  TRY(reader.finish());
  const auto verdict =
      parse_name<deposit::SignatureVerdict>(deposit::signature_verdict_names, name);
  if (!verdict) return fail(ErrorCode::InvalidInput, verdict.error().message, "/verdict");
  wanted.verdict = *verdict;
  const auto made = TRY(report::sign_report(report_desk_for(context), viewer_of(context),
                                            context.path.text("key"), scope, wanted));
  announce(context, "report", {{"key", made.kind.key}});
  return ok(report_shape(context, made), 201);
}

Result<http::Response> list_signatures(Context& context) {
  json::array items;
  const auto all = TRY(
      context.books.reporting().all_signatures(context.environment.site.id, signatures_shown_max));
  for (const auto& one : all) items.push_back(signature_shape(one));
  return ok(page_of(std::move(items)));
}

}  // namespace

std::vector<Endpoint> trade_report_endpoints() {
  using auth::Right;
  using http::Access;
  using http::Method;
  const auto get = [](std::string_view pattern) {
    return http::Route{.method = Method::Get,
                       .pattern = pattern,
                       .access = Access::signed_in(),
                       .lane = http::Lane::Long};
  };
  return {
      {get("/api/v1/report-kinds"), list_kinds},
      {get("/api/v1/report-kinds/{key}"), get_report},
      {get("/api/v1/report-kinds/{key}/{form}"), get_form},
      {{.method = Method::Post,
        .pattern = "/api/v1/report-kinds/{key}/signatures",
        .access = Access::any_of({Right::Audit, Right::Decide}),
        .idempotency_key = http::IdempotencyKey::Required,
        .body_bytes_max = small_body_bytes_max,
        .lane = http::Lane::Long},
       sign_report},
      {get("/api/v1/report-signatures"), list_signatures},
  };
}

}  // namespace lockbox::service::api
