#include "deposit/work/kinds.h"
#include "service/api/answers.h"
#include "service/api/endpoint_groups.h"
#include "service/api/json_reader.h"
#include "service/api/problem.h"
#include "service/api/request_parts.h"
#include "service/api/work_shapes.h"
#include "service/process/settle.h"
#include "service/work/accounts.h"

namespace lockbox::service::api {

namespace {

namespace json = boost::json;

Result<std::vector<work::ProvenBatch>> batches_wanted(Context& context) {
  auto& store = context.books.store();
  const auto& site = context.environment.site.id;
  const auto day = TRY(day_in(context.request.query));
  std::vector<work::ProvenBatch> batches;
  for (const auto& batch : TRY(work::batches_of(store, site, day))) {
    batches.push_back(TRY(work::load_tallied(store, site, batch.id)));
  }
  return batches;
}

Result<http::Response> list_batches(Context& context) {
  json::array items;
  for (const auto& batch : TRY(batches_wanted(context))) {
    items.push_back(batch_shape(batch, context.environment.site));
  }
  return ok(TRY(page_of_all(items, context.request.query)));
}

Result<json::object> detail_of(Context& context, const work::ProvenBatch& batch) {
  const auto& site = context.environment.site;
  const auto deposits = TRY(work::view_deposits({context.books, site, viewer_of(context)}, batch));
  auto shape = batch_detail_shape(batch, site, deposits);
  const auto viewer = viewer_of(context);
  shape["may_release"] = batch.control.waits_for_release(site.balancing) &&
                         viewer.rights.has(auth::Right::Force) &&
                         !deposit::has_worked_on(batch.contents, viewer.name);
  return shape;
}

Result<http::Response> get_batch(Context& context) {
  const auto batch = TRY(batch_at(context));
  return ok(TRY(detail_of(context, batch)));
}

Result<http::Response> list_documents(Context& context) {
  const auto batch = TRY(batch_at(context));
  json::array items;
  for (const auto& document : batch.contents.documents) {
    items.push_back(document_shape(batch.contents, document.captured.sequence));
  }
  return ok(TRY(page_of_all(items, context.request.query)));
}

Result<http::Response> list_transactions(Context& context) {
  const auto batch = TRY(batch_at(context));
  json::array items;
  for (const auto& transaction : batch.contents.transactions) {
    if (transaction.state == deposit::TransactionState::Voided) continue;
    items.push_back(transaction_shape(batch.contents, transaction));
  }
  return ok(TRY(page_of_all(items, context.request.query)));
}

/// Settles the batch, for what balances now may move money.
Result<work::ProvenBatch> settled(Context& context, BatchId id) {
  auto& store = context.books.store();
  const auto& site = context.environment.site;
  const auto before = TRY(store.load_batch(id));
  const auto accounts = TRY(work::known_accounts(store, site.id, before.batch.header.lockbox));
  TRY(settle_batch(store, id, site, accounts.index, {}));
  return work::load_proven(store, site.id, id);
}

Money distance(Money one, Money other) {
  return one < other ? other - one : one - other;
}

/// Before anybody corrected it; nothing where nothing was.
std::optional<Money> first_declared(const deposit::Batch& batch) {
  const auto& control =
      batch.corrections.empty() ? batch.header.control : batch.corrections.front().from;
  if (!control) return std::nullopt;
  return control->amount;
}

Result<http::Response> correct_control(Context& context) {
  const auto before = TRY(batch_at(context));
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  deposit::ControlTotals totals;
  totals.documents = reader.integer("documents");
  totals.amount = Money::from_cents(reader.integer("amount_cents"));
  const auto reason = reader.text("reason");
  const auto version = reader.integer("version");
  TRY(reader.finish());
  if (totals.documents < 1 || totals.amount < Money{}) {
    return fail(ErrorCode::InvalidInput, "Declare at least one document and no negative amount.",
                "/documents");
  }
  const auto& stored = before.contents.batch;
  if (stored.version != version) {
    const Error error{
        ErrorCode::Conflict, "The batch has changed; look at it again, then correct it.", {}};
    return conflict_of(error, TRY(detail_of(context, before)));
  }
  // What is declared anew, in however many steps, is no way around the limit for a difference.
  if (const auto declared = first_declared(stored)) {
    TRY(check_role_limit(context, deposit::LimitedDeed::AcceptDifference,
                         distance(*declared, totals.amount)));
  }
  TRY(context.books.store().correct_control(stored.id, totals, reason, context.person->actor()));
  const auto after = TRY(settled(context, stored.id));
  announce_batch(context, stored.id);
  return ok(TRY(detail_of(context, after)));
}

/// Has what the person decided about the batch written and settled, and answers with the batch.
template <class Settle, class Wanted>
Result<http::Response> settled(Context& context, const work::ProvenBatch& before, Settle settle,
                               const Wanted& wanted) {
  const auto& stored = before.contents.batch;
  auto& store = context.books.store();
  const auto& site = context.environment.site;
  const auto accounts = TRY(work::known_accounts(store, site.id, stored.header.lockbox));
  TRY(settle(store, stored.id, site, accounts.index, wanted));
  const auto after = TRY(work::load_proven(store, site.id, stored.id));
  announce_batch(context, stored.id);
  return ok(TRY(detail_of(context, after)));
}

Result<http::Response> decide(Context& context, deposit::DecisionKind kind) {
  const auto before = TRY(batch_at(context));
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  const deposit::Decision wanted{.sequence = reader.integer("sequence"),
                                 .kind = kind,
                                 .reason = reader.text("reason"),
                                 .decided_by = context.person->user.name};
  TRY(reader.finish());
  return settled(context, before, decide_and_settle, wanted);
}

Handler deciding(deposit::DecisionKind kind) {
  return [kind](Context& context) { return decide(context, kind); };
}

Result<http::Response> accept_picture(Context& context) {
  const auto before = TRY(batch_at(context));
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  const deposit::AcceptedPicture wanted{.sequence = reader.integer("sequence"),
                                        .reason = reader.text("reason"),
                                        .accepted_by = context.person->user.name};
  TRY(reader.finish());
  return settled(context, before, accept_picture_and_settle, wanted);
}

/// A keyer finds money; only a supervisor says that what counted as money is none.
Result<http::Response> correct_kind(Context& context) {
  const auto before = TRY(batch_at(context));
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  const auto sequence = reader.integer("sequence");
  const auto name = reader.text("kind");
  const auto reason = reader.text("reason");
  TRY(reader.finish());
  const auto kind = parse_name<deposit::PaperKind>(deposit::paper_kind_names, name);
  if (!kind) return fail(ErrorCode::InvalidInput, kind.error().message, "/kind");
  const deposit::KindCorrection wanted{sequence, *kind, reason, context.person->user.name};
  const bool needs_force = deposit::takes_money_away(before.contents, wanted);
  if (needs_force && !viewer_of(context).rights.has(auth::Right::Force)) {
    return fail(ErrorCode::NotPermitted,
                "What counts as money is called something else by a supervisor only.");
  }
  return settled(context, before, correct_kind_and_settle, wanted);
}

/// Accepts the difference that the person saw, which the version vouches for.
Result<http::Response> force_balance(Context& context) {
  const auto before = TRY(batch_at(context));
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  const auto reason = reader.text("reason");
  const auto version = reader.integer("version");
  TRY(reader.finish());
  const auto& stored = before.contents.batch;
  if (stored.version != version) {
    const Error error{
        ErrorCode::Conflict, "The batch has changed; look at it again, then force it.", {}};
    return conflict_of(error, TRY(detail_of(context, before)));
  }
  TRY(work::check_may_be_forced(before));
  const auto difference = before.control.difference();
  TRY(check_role_limit(context, deposit::LimitedDeed::AcceptDifference,
                       distance(first_declared(stored).value_or(Money{}), before.control.amount)));
  TRY(context.books.store().accept_difference(
      stored.id, {difference.documents, difference.amount, context.person->user.name, reason},
      context.person->actor()));
  const auto after = TRY(settled(context, stored.id));
  announce_batch(context, stored.id);
  return ok(TRY(detail_of(context, after)));
}

/// Lets go what the person saw, which the version vouches for.
Result<http::Response> release(Context& context) {
  const auto before = TRY(batch_at(context));
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  const auto note = reader.optional_text("note").value_or("");
  const auto version = reader.integer("version");
  TRY(reader.finish());
  const auto& stored = before.contents.batch;
  if (stored.version != version) {
    const Error error{
        ErrorCode::Conflict, "The batch has changed; look at it again, then release it.", {}};
    return conflict_of(error, TRY(detail_of(context, before)));
  }
  TRY(work::check_waits_for_release(before, context.environment.site));
  TRY(context.books.store().release_batch(
      stored.id,
      {{before.control.documents, before.control.amount}, context.person->user.name, note},
      context.person->actor()));
  const auto after = TRY(settled(context, stored.id));
  announce_batch(context, stored.id);
  return ok(TRY(detail_of(context, after)));
}

Result<http::Response> list_plans(Context& context) {
  json::array items;
  for (const auto& batch : TRY(batches_wanted(context))) {
    items.push_back(plan_shape(batch, context.environment.site));
  }
  return ok(TRY(page_of_all(items, context.request.query)));
}

}  // namespace

std::vector<Endpoint> batch_endpoints() {
  using http::Access;
  using http::Method;
  const auto anybody = Access::signed_in();
  const auto may_decide =
      Access::any_of({auth::Right::Key, auth::Right::Balance, auth::Right::Force});
  return {
      {{.method = Method::Get, .pattern = "/api/v1/batches", .access = anybody}, list_batches},
      {{.method = Method::Get, .pattern = "/api/v1/batches/{id}", .access = anybody}, get_batch},
      {{.method = Method::Get, .pattern = "/api/v1/batches/{id}/documents", .access = anybody},
       list_documents},
      {{.method = Method::Get, .pattern = "/api/v1/batches/{id}/transactions", .access = anybody},
       list_transactions},
      {{.method = Method::Post,
        .pattern = "/api/v1/batches/{id}/control",
        .access = Access::any_of({auth::Right::Force}),
        .idempotency_key = http::IdempotencyKey::Required,
        .body_bytes_max = small_body_bytes_max},
       correct_control},
      {{.method = Method::Post,
        .pattern = "/api/v1/batches/{id}/holds",
        .access = may_decide,
        .idempotency_key = http::IdempotencyKey::Required,
        .body_bytes_max = small_body_bytes_max},
       deciding(deposit::DecisionKind::Hold)},
      {{.method = Method::Post,
        .pattern = "/api/v1/batches/{id}/resumptions",
        .access = Access::any_of({auth::Right::Force}),
        .idempotency_key = http::IdempotencyKey::Required,
        .body_bytes_max = small_body_bytes_max},
       deciding(deposit::DecisionKind::Resume)},
      {{.method = Method::Post,
        .pattern = "/api/v1/batches/{id}/accepted-pictures",
        .access = Access::any_of({auth::Right::Force}),
        .idempotency_key = http::IdempotencyKey::Required,
        .body_bytes_max = small_body_bytes_max},
       accept_picture},
      {{.method = Method::Post,
        .pattern = "/api/v1/batches/{id}/kinds",
        .access = may_decide,
        .idempotency_key = http::IdempotencyKey::Required,
        .body_bytes_max = small_body_bytes_max},
       correct_kind},
      {{.method = Method::Post,
        .pattern = "/api/v1/batches/{id}/force",
        .access = Access::any_of({auth::Right::Force}),
        .idempotency_key = http::IdempotencyKey::Required,
        .body_bytes_max = small_body_bytes_max},
       force_balance},
      {{.method = Method::Post,
        .pattern = "/api/v1/batches/{id}/release",
        .access = Access::any_of({auth::Right::Force}),
        .idempotency_key = http::IdempotencyKey::Required,
        .body_bytes_max = small_body_bytes_max},
       release},
      {{.method = Method::Get, .pattern = "/api/v1/plan", .access = anybody}, list_plans},
  };
}

}  // namespace lockbox::service::api
