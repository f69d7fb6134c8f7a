#include <algorithm>
#include <map>

#include "deposit/model/person.h"
#include "deposit/work/virtual_batch.h"
#include "service/api/answers.h"
#include "service/api/endpoint_groups.h"
#include "service/api/json_reader.h"
#include "service/api/problem.h"
#include "service/api/request_parts.h"
#include "service/api/shape_parts.h"
#include "service/api/work_shapes.h"
#include "service/process/settle.h"
#include "service/work/account_cache.h"
#include "service/work/accounts.h"
#include "service/work/answer_task.h"
#include "service/work/batch_view.h"

namespace lockbox::service::api {

namespace {

namespace json = boost::json;

constexpr std::chrono::minutes lease_lasts{2};
constexpr std::int64_t leases_max = 10;

/// Shows tasks of several batches, each batch loaded once.
class TaskViews {
 public:
  TaskViews(Context& context, work::AccountCache& cache)
      : context_{context},
        cache_{cache},
        earlier_{context.books.store(), context.environment.site.id} {}

  [[nodiscard]] Result<json::object> show(const deposit::QueuedTask& task) {
    auto& books = context_.books;
    const auto& site = context_.environment.site.id;
    auto found = batches_.find(task.batch);
    if (found == batches_.end()) {
      auto batch = TRY(work::load_proven(books.store(), site, task.batch));
      found = batches_.emplace(task.batch, std::move(batch)).first;
    }
    const auto& batch = found->second;
    const auto accounts = TRY(cache_.accounts(books, site, batch.contents.batch.header.lockbox));
    auto view = TRY(work::view_task(books.store(), batch, *accounts, task));
    TRY(earlier_.add_to(view));
    TRY(work::add_symbols(books.finder(), view));
    TRY(work::add_coupon_line(books.finder(), batch, {*accounts, context_.environment.site.coupons},
                              view));
    if (task.task.field == deposit::TaskField::Account) mask_numbers(view);
    return task_shape(view);
  }

 private:
  /// A whole account number is shown for a reason only; an answer names the account by its ref.
  void mask_numbers(work::TaskView& view) const {
    for (auto& suggestion : view.suggestions) mask(suggestion, view.queued.lockbox);
    if (!view.division) return;
    for (auto& line : view.division->lines) mask(line.account, view.queued.lockbox);
  }

  void mask(work::Suggestion& suggestion, const std::string& lockbox) const {
    const AccountNumber number{suggestion.value};
    suggestion.label = shown(number) + " " + suggestion.label;
    suggestion.value =
        std::string{work::ref_mark} +
        work::account_ref(context_.environment.keys, context_.environment.site.id, lockbox, number);
  }

  Context& context_;
  work::AccountCache& cache_;
  std::map<BatchId, work::ProvenBatch> batches_;
  work::EarlierDocuments earlier_;
};

Result<deposit::TaskFilter> filter_of(const http::Query& query) {
  deposit::TaskFilter filter;
  if (const auto batch = TRY(number_in(query, "batch"))) filter.batch = BatchId{*batch};
  if (const auto field = query.find("field")) {
    filter.field = TRY(parse_name<deposit::TaskField>(deposit::task_field_names, *field));
  }
  return filter;
}

Result<http::Response> list_tasks(Context& context, work::AccountCache& cache) {
  const auto filter = TRY(filter_of(context.request.query));
  const auto tasks = TRY(context.books.tasks().open_tasks(context.environment.site.id, filter));
  TaskViews views{context, cache};
  json::array items;
  for (const auto& task : tasks) items.push_back(TRY(views.show(task)));
  return ok(TRY(page_of_all(items, context.request.query)));
}

Result<deposit::QueuedTask> task_at(Context& context) {
  const auto id = TRY(context.path.id<TaskId>("id"));
  return work::find_task(context.books, context.environment.site, id);
}

Result<http::Response> get_task(Context& context, work::AccountCache& cache) {
  const auto task = TRY(task_at(context));
  return ok(TRY(TaskViews(context, cache).show(task)));
}

/// What a person asks to be leased.
struct LeaseWish {
  deposit::TaskFilter filter;
  std::optional<std::string> virtual_batch;  ///< Only with a batch.
  int at_most = 1;
};

Result<LeaseWish> read_wish(const std::string& text) {
  const auto body = TRY(parse_object(text));
  JsonReader reader{body};
  const auto batch = reader.optional_integer("batch");
  const auto field = reader.optional_text("field");
  const auto virtual_batch = reader.optional_text("virtual_batch");
  const auto at_most = reader.integer("at_most");
  TRY(reader.finish());
  if (at_most < 1 || at_most > leases_max) {
    return fail(ErrorCode::InvalidInput, "Take from 1 to 10 tasks at once.", "/at_most");
  }
  LeaseWish wish;
  if (batch) wish.filter.batch = BatchId{*batch};
  if (field) {
    const auto known = parse_name<deposit::TaskField>(deposit::task_field_names, *field);
    if (!known) return fail(ErrorCode::InvalidInput, known.error().message, "/field");
    wish.filter.field = *known;
  }
  if (virtual_batch && !batch) {
    return fail(ErrorCode::InvalidInput, "Say of which batch this is a part.", "/virtual_batch");
  }
  wish.virtual_batch = virtual_batch;
  wish.at_most = static_cast<int>(at_most);
  return wish;
}

/// The envelopes of a part of a batch.
Result<std::vector<std::int64_t>> envelopes_of(Context& context, BatchId batch,
                                               const std::string& virtual_batch) {
  const auto& site = context.environment.site;
  const auto proven = TRY(work::load_proven(context.books.store(), site.id, batch));
  auto parts = deposit::divide_batch(site.virtual_batches, proven.contents, proven.facts);
  const auto found = std::ranges::find(parts, virtual_batch, &deposit::VirtualBatch::name);
  if (found == parts.end()) {
    return fail(ErrorCode::InvalidInput,
                "No [[virtual_batch]] of the site is named '" + virtual_batch + "'.",
                "/virtual_batch");
  }
  return std::move(found->envelopes);
}

Result<http::Response> take_leases(Context& context, work::AccountCache& cache) {
  auto wish = TRY(read_wish(context.request.body));
  if (wish.virtual_batch) {
    wish.filter.envelopes = TRY(envelopes_of(context, *wish.filter.batch, *wish.virtual_batch));
  }
  const auto& site = context.environment.site.id;
  const auto until = context.environment.clock.now() + lease_lasts;
  auto& queue = context.books.tasks();
  const auto tasks =
      TRY(queue.take(site, wish.filter, wish.at_most, until, context.person->actor()));
  const auto open = TRY(queue.open_tasks(site, wish.filter));
  const auto remaining = std::ranges::count_if(
      open, [](const deposit::QueuedTask& task) { return !task.lease.has_value(); });
  TaskViews views{context, cache};
  json::array items;
  for (const auto& task : tasks) items.push_back(TRY(views.show(task)));
  return ok(json::object{
      {"items", std::move(items)}, {"until", to_string(until)}, {"remaining", remaining}});
}

Result<http::Response> renew_leases(Context& context) {
  const auto body = TRY(parse_object(context.request.body));
  TRY(JsonReader{body}.finish());
  const auto until = context.environment.clock.now() + lease_lasts;
  TRY(context.books.tasks().renew(until, context.person->actor()));
  return ok(json::object{{"until", to_string(until)}});
}

Result<http::Response> give_leases_back(Context& context) {
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  const auto task = reader.optional_integer("task");
  TRY(reader.finish());
  auto& queue = context.books.tasks();
  const auto actor = context.person->actor();
  if (task) {
    TRY(queue.give_back(TaskId{*task}, actor));
  } else {
    TRY(queue.give_back_all(actor));
  }
  return no_content();
}

/// The task as it is, what its batch comes to, and the envelope that it belongs to.
Result<json::object> outcome_of(Context& context, work::AccountCache& cache,
                                const work::AnsweredTask& answered) {
  const auto& contents = answered.batch.contents;
  const auto totals = total_up(contents);
  const work::BatchIndex index{contents};
  const auto* transaction = index.transaction(answered.task.task.sequence);
  return json::object{{"task", TRY(TaskViews(context, cache).show(answered.task))},
                      {"batch", json::object{{"id", contents.batch.id.value()},
                                             {"balanced", answered.batch.control.holds()},
                                             {"open_tasks", totals.open_tasks},
                                             {"counted", counted_shape(answered.batch)},
                                             {"difference", difference_shape(answered.batch)}}},
                      {"transaction", transaction == nullptr ? json::value(nullptr)
                                                             : json::value(transaction_shape(
                                                                   contents, *transaction))}};
}

void announce_answer(Context& context, BatchId batch) {
  announce(context, "task", {{"batch", batch.value()}});
  announce_batch(context, batch);
}

/// Who keys amounts a second time has that right; everything else is keying.
bool may_answer(const SignedIn& person, deposit::TaskField field) {
  const bool verifies =
      field == deposit::TaskField::VerifyAmount || field == deposit::TaskField::ThirdAmount;
  return person.rights.has(verifies ? auth::Right::Verify : auth::Right::Key);
}

/// A task with the accounts of its lockbox and the value that was sent for it.
struct SentAnswer {
  deposit::QueuedTask task;
  std::shared_ptr<const work::KnownAccounts> accounts;
  std::string value;
};

/// NotPermitted for a field that the person may not key.
Result<SentAnswer> sent_answer(Context& context, work::AccountCache& cache, std::string value) {
  auto task = TRY(task_at(context));
  if (!may_answer(*context.person, task.task.field)) {
    return fail(ErrorCode::NotPermitted,
                "You may not key this field; leave it to somebody who may.");
  }
  const auto& environment = context.environment;
  auto accounts = TRY(cache.accounts(context.books, environment.site.id, task.lockbox));
  if (task.task.field == deposit::TaskField::Account) {
    value = TRY(work::answered_account(environment.keys, environment.site.id, task.lockbox,
                                       accounts->list, value));
  }
  return SentAnswer{std::move(task), std::move(accounts), std::move(value)};
}

Result<http::Response> answer(Context& context, work::AccountCache& cache) {
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  auto value = reader.text("value");
  const auto version = reader.integer("version");
  TRY(reader.finish());
  const auto sent = TRY(sent_answer(context, cache, std::move(value)));
  const auto answered =
      work::answer_task(context.books, context.environment.site, sent.accounts->index,
                        {sent.task.id, sent.value, version}, context.person->actor());
  if (!answered && answered.error().code == ErrorCode::Conflict) {
    const auto current = TRY(task_at(context));
    return conflict_of(answered.error(), TRY(TaskViews(context, cache).show(current)));
  }
  if (!answered) return tl::unexpected(answered.error());
  announce_answer(context, sent.task.batch);
  return ok(TRY(outcome_of(context, cache, *answered)));
}

Result<http::Response> correct(Context& context, work::AccountCache& cache) {
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  auto value = reader.text("value");
  const auto reason = reader.text("reason");
  const auto version = reader.integer("version");
  TRY(reader.finish());
  const auto sent = TRY(sent_answer(context, cache, std::move(value)));
  const auto& task = sent.task;
  if (task.version != version) {
    const Error error{ErrorCode::Conflict, "The answer has changed; look at it again.", {}};
    return conflict_of(error, TRY(TaskViews(context, cache).show(task)));
  }
  const auto& site = context.environment.site;
  auto& store = context.books.store();
  TRY(correct_keyed_answer(
      store, task.batch, site, sent.accounts->index,
      {{task.task.sequence, task.task.field, sent.value, context.person->user.name}, reason}));
  const work::AnsweredTask corrected{TRY(task_at(context)),
                                     TRY(work::load_proven(store, site.id, task.batch))};
  announce_answer(context, task.batch);
  return ok(TRY(outcome_of(context, cache, corrected)));
}

/// The handler with the accounts that all handlers share.
template <class Handle>
Handler with_accounts(Handle handle) {
  return [handle](Context& context) { return handle(context, *context.environment.accounts); };
}

}  // namespace

std::vector<Endpoint> task_endpoints() {
  using http::Access;
  using http::IdempotencyKey;
  using http::Method;
  const auto anybody = Access::signed_in();
  const auto keying = Access::any_of({auth::Right::Key, auth::Right::Verify});
  const auto post = [&](std::string_view pattern) {
    return http::Route{.method = Method::Post,
                       .pattern = pattern,
                       .access = keying,
                       .idempotency_key = IdempotencyKey::Required,
                       .body_bytes_max = small_body_bytes_max};
  };
  return {
      {{.method = Method::Get, .pattern = "/api/v1/tasks", .access = anybody},
       with_accounts(list_tasks)},
      {{.method = Method::Get, .pattern = "/api/v1/tasks/{id}", .access = anybody},
       with_accounts(get_task)},
      {post("/api/v1/leases"), with_accounts(take_leases)},
      {post("/api/v1/leases/renew"), renew_leases},
      {post("/api/v1/leases/give-back"), give_leases_back},
      {post("/api/v1/tasks/{id}/answer"), with_accounts(answer)},
      {post("/api/v1/tasks/{id}/correct"), with_accounts(correct)},
  };
}

}  // namespace lockbox::service::api
