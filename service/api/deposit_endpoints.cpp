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

Result<std::vector<work::DepositView>> deposits_in(Context& context,
                                                   const work::ProvenBatch& batch) {
  return work::view_deposits(context.books, context.environment.site, batch, viewer_of(context));
}

Result<http::Response> list_deposits(Context& context) {
  auto& store = context.books.store();
  const auto& site = context.environment.site.id;
  const auto day = TRY(day_in(context.request.query));
  json::array items;
  for (const auto& stored : TRY(work::batches_of(store, site, day))) {
    const auto batch = TRY(work::load_proven(store, site, stored.id));
    if (batch.contents.deposits.empty()) continue;
    for (const auto& view : TRY(deposits_in(context, batch))) items.push_back(deposit_shape(view));
  }
  return ok(TRY(page_of_all(items, context.request.query)));
}

work::DepositName name_at(const Context& context) {
  return {context.path.text("lockbox"), context.path.text("ticket")};
}

/// One deposit with the lines of its ticket.
Result<json::object> detail_of(Context& context, const work::ProvenBatch& batch,
                               const std::string& ticket) {
  const auto views = TRY(deposits_in(context, batch));
  const auto found = std::ranges::find_if(
      views, [&](const work::DepositView& view) { return view.deposit.ticket == ticket; });
  ENSURE(found != views.end());
  const work::BatchIndex index{batch.contents};
  json::array lines;
  for (const auto sequence : found->deposit.items) {
    lines.push_back(
        json::object{{"sequence", sequence},
                     {"document_id", index.document(sequence)->id.value()},
                     {"amount_cents", index.item(sequence)->amount.value_or(Money{}).cents()}});
  }
  auto shape = deposit_shape(*found);
  shape["lines"] = std::move(lines);
  return shape;
}

Result<http::Response> get_deposit(Context& context) {
  const auto name = name_at(context);
  const auto batch = TRY(work::batch_of_deposit(context.books, context.environment.site, name));
  return ok(TRY(detail_of(context, batch, name.ticket)));
}

Result<http::Response> get_ticket(Context& context) {
  const auto name = name_at(context);
  const auto batch = TRY(work::batch_of_deposit(context.books, context.environment.site, name));
  const auto views = TRY(deposits_in(context, batch));
  const auto found = std::ranges::find_if(
      views, [&](const work::DepositView& view) { return view.deposit.ticket == name.ticket; });
  ENSURE(found != views.end() && !found->files.empty());
  const auto& file = found->files.front().name;
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
  for (const auto& view : TRY(deposits_in(context, after))) {
    const auto& ticket = view.deposit.ticket;
    if (std::ranges::find(built.deposits, ticket, &deposit::Deposit::ticket) ==
        built.deposits.end()) {
      continue;
    }
    deposits.push_back(deposit_shape(view));
    announce(context, "deposit", {{"lockbox", view.lockbox}, {"ticket", ticket}});
  }
  announce_batch(context, id);
  return ok(json::object{{"deposits", std::move(deposits)},
                         {"unplaceable", unplaceable_shape(built.unplaceable)}},
            201);
}

Result<http::Response> approve(Context& context) {
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  const auto total = Money::from_cents(reader.integer("total_cents"));
  TRY(reader.finish());
  const auto name = name_at(context);
  const auto& site = context.environment.site;
  const auto approved =
      work::approve_deposit(context.books, site, {name, total},
                            context.environment.config.output_folder, context.person->actor());
  if (!approved && approved.error().code == ErrorCode::Conflict) {
    const auto current = TRY(work::batch_of_deposit(context.books, site, name));
    return conflict_of(approved.error(), TRY(detail_of(context, current, name.ticket)));
  }
  if (!approved) return tl::unexpected(approved.error());
  announce(context, "deposit", {{"lockbox", name.lockbox}, {"ticket", name.ticket}});
  announce_batch(context, approved->contents.batch.id);
  return ok(TRY(detail_of(context, *approved, name.ticket)));
}

}  // namespace

std::vector<Endpoint> deposit_endpoints() {
  using http::Access;
  using http::IdempotencyKey;
  using http::Lane;
  using http::Method;
  const auto anybody = Access::signed_in();
  return {
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
        .access = Access::any_of({auth::Right::ApproveDeposit}),
        .idempotency_key = IdempotencyKey::Required,
        .body_bytes_max = small_body_bytes_max,
        .lane = Lane::Long},
       approve},
  };
}

}  // namespace lockbox::service::api
