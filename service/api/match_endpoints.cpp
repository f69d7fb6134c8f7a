#include <memory>

#include "deposit/match/matching.h"
#include "service/api/answers.h"
#include "service/api/endpoint_groups.h"
#include "service/api/json_reader.h"
#include "service/api/problem.h"
#include "service/api/request_parts.h"
#include "service/api/shape_parts.h"
#include "service/work/account_cache.h"
#include "service/work/accounts.h"
#include "service/work/answer_task.h"
#include "service/work/match_rules.h"
#include "service/work/payers.h"

namespace lockbox::service::api {

namespace {

namespace json = boost::json;

constexpr std::size_t list_bytes_max = 1 << 20;

json::object rules_shape(const deposit::MatchRules& rules) {
  json::array order;
  for (const auto rule : rules.order)
    order.push_back(json::value(name_of(deposit::match_rule_names, rule)));
  json::object shape{{"order", std::move(order)},
                     {"memory_confirmations_min", rules.memory_confirmations_min},
                     {"memory_needs_open_amount", rules.memory_needs_open_amount},
                     {"split_confirmations_min", rules.split_confirmations_min},
                     {"payer_holders_max", rules.payer_holders_max},
                     {"name_show_min", rules.name_show_min}};
  if (rules.name_accept_min) shape["name_accept_min"] = *rules.name_accept_min;
  return shape;
}

json::object view_shape(const work::RulesView& view) {
  json::array versions;
  for (const auto& version : view.versions) {
    versions.push_back(json::object{{"version", version.version},
                                    {"rules", rules_shape(version.rules)},
                                    {"set_by", version.set_by},
                                    {"set_at", version.set_at},
                                    {"reason", version.reason}});
  }
  json::array known;
  for (std::size_t i = 0; i < deposit::match_rule_names.size(); ++i) {
    const auto rule = static_cast<deposit::MatchRule>(i);
    if (rule == deposit::MatchRule::Person) continue;
    const auto wrong = deposit::wrong_ppm_of(rule);
    known.push_back(json::object{{"name", deposit::match_rule_names.at(i)},
                                 {"wrong_ppm", wrong ? json::value(*wrong) : json::value()}});
  }
  return {{"version", view.version},
          {"rules", rules_shape(view.rules)},
          {"known", std::move(known)},
          {"versions", std::move(versions)}};
}

json::object count_shape(const work::TrialCount& count) {
  json::object by_rule;
  for (std::size_t i = 0; i < count.by_rule.size(); ++i) {
    by_rule[deposit::match_rule_names.at(i)] = count.by_rule.at(i);
  }
  return {{"placed", count.placed},
          {"differently", count.differently},
          {"asked", count.asked},
          {"by_rule", std::move(by_rule)}};
}

json::object trial_shape(const work::RulesTrial& trial) {
  json::array differences;
  for (const auto& one : trial.differences) {
    differences.push_back(json::object{{"batch", one.batch.value()},
                                       {"transaction", one.transaction},
                                       {"document_id", one.document.value()},
                                       {"sentence", one.sentence}});
  }
  return {{"envelopes", trial.envelopes},
          {"now", count_shape(trial.now)},
          {"wanted", count_shape(trial.wanted)},
          {"differences", std::move(differences)}};
}

Result<deposit::MatchRules> read_rules(JsonReader& reader) {
  deposit::MatchRules rules;
  rules.order.clear();
  for (const auto& name : reader.texts("order")) {
    const auto rule = parse_name<deposit::MatchRule>(deposit::match_rule_names, name);
    if (!rule) return fail(ErrorCode::InvalidInput, rule.error().message, "/order");
    rules.order.push_back(*rule);
  }
  rules.memory_confirmations_min = reader.integer("memory_confirmations_min");
  rules.memory_needs_open_amount = reader.boolean("memory_needs_open_amount");
  rules.split_confirmations_min = reader.integer("split_confirmations_min");
  rules.payer_holders_max = reader.integer("payer_holders_max");
  const deposit::MatchRules own;
  rules.name_show_min = reader.optional_integer("name_show_min").value_or(own.name_show_min);
  rules.name_accept_min = reader.optional_integer("name_accept_min");
  return rules;
}

Result<http::Response> get_rules(Context& context) {
  return ok(view_shape(TRY(
      work::view_rules(context.books, context.environment.site, context.path.text("lockbox")))));
}

Result<http::Response> set_rules(Context& context) {
  const auto lockbox = context.path.text("lockbox");
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  deposit::WantedMatchRules wanted;
  wanted.version = reader.integer("version");
  wanted.reason = reader.text("reason");
  wanted.rules = TRY(read_rules(reader));
  TRY(reader.finish());
  const auto& site = context.environment.site;
  TRY(work::view_rules(context.books, site, lockbox));
  const auto set =
      context.books.matching().set_rules(site.id, lockbox, wanted, context.person->actor());
  const auto view = TRY(work::view_rules(context.books, site, lockbox));
  if (!set && set.error().code == ErrorCode::Conflict) {
    return conflict_of(set.error(), view_shape(view));
  }
  if (!set) return tl::unexpected(set.error());
  return ok(view_shape(view));
}

Result<http::Response> try_rules(Context& context) {
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  const auto rules = TRY(read_rules(reader));
  TRY(reader.finish());
  return ok(trial_shape(TRY(work::try_rules(context.books, context.environment.site,
                                            context.path.text("lockbox"), rules))));
}

/// The accounts of the lockbox in which the document of the path lies.
struct DocumentAccounts {
  DocumentId document{0};
  std::string lockbox;
  std::shared_ptr<const work::KnownAccounts> known;
};

Result<DocumentAccounts> accounts_at(Context& context, work::AccountCache& cache) {
  const auto& site = context.environment.site;
  const auto document = TRY(context.path.id<DocumentId>("id"));
  auto lockbox = TRY(work::lockbox_of(context.books, site, document));
  auto known = TRY(cache.accounts(context.books, site.id, lockbox));
  return DocumentAccounts{document, std::move(lockbox), std::move(known)};
}

Result<json::object> payer_shape(Context& context, const DocumentAccounts& accounts) {
  const auto view = TRY(work::view_payer(context.books, context.environment.site, *accounts.known,
                                         accounts.document));
  json::array links;
  for (const auto& link : view.payer.links) {
    const auto* account = accounts.known->index.find(link.account);
    links.push_back(json::object{{"account", shown(link.account)},
                                 {"ref", account_ref_of(context, accounts.lockbox, link.account)},
                                 {"holder", account == nullptr ? "" : account->name},
                                 {"confirmed", link.confirmed},
                                 {"last_day", link.last_day.to_string()},
                                 {"last_amount_cents", link.last_amount.cents()},
                                 {"is_demoted", link.is_demoted}});
  }
  return json::object{{"is_whole", view.is_whole},
                      {"is_consolidator", view.payer.is_consolidator},
                      {"caution", view.payer.caution},
                      {"links", std::move(links)}};
}

Result<http::Response> get_payer(Context& context, work::AccountCache& cache) {
  const auto accounts = TRY(accounts_at(context, cache));
  return ok(TRY(payer_shape(context, accounts)));
}

Result<http::Response> mark_payer(Context& context, work::AccountCache& cache) {
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  deposit::PayerMark mark;
  const auto kind = reader.text("kind");
  const auto ref = reader.optional_text("account_ref");
  mark.reason = reader.text("reason");
  TRY(reader.finish());
  const auto known = parse_name<deposit::PayerMarkKind>(deposit::payer_mark_kind_names, kind);
  if (!known) return fail(ErrorCode::InvalidInput, known.error().message, "/kind");
  mark.kind = *known;
  const auto accounts = TRY(accounts_at(context, cache));
  const auto& site = context.environment.site;
  if (mark.kind == deposit::PayerMarkKind::NotThisAccount) {
    if (!ref) return fail(ErrorCode::InvalidInput, "Say which account it is not.", "/account_ref");
    mark.account = AccountNumber{
        TRY(work::answered_account(context.environment.keys, site.id, accounts.lockbox,
                                   accounts.known->list, std::string{work::ref_mark} + *ref))};
  }
  TRY(work::mark_payer(context.books, site, *accounts.known, {accounts.document, mark},
                       context.person->actor()));
  return ok(TRY(payer_shape(context, accounts)));
}

json::value ref_or_null(Context& context, const std::string& lockbox,
                        const deposit::Account* account) {
  if (account == nullptr) return nullptr;
  return json::value(std::string{work::ref_mark} +
                     account_ref_of(context, lockbox, account->number));
}

Result<http::Response> read_list(Context& context, work::AccountCache& cache) {
  const auto body = TRY(parse_object(context.request.body));
  JsonReader reader{body};
  const auto text = reader.text("text");
  TRY(reader.finish());
  const auto& site = context.environment.site;
  const auto id = TRY(context.path.id<TaskId>("id"));
  const auto task = TRY(work::find_task(context.books, site, id));
  const auto accounts = TRY(cache.accounts(context.books, site.id, task.lockbox));
  json::array rows;
  for (const auto& [row, match] : work::read_list(text, *accounts)) {
    rows.push_back(json::object{
        {"line", row.line},
        {"number", shown(row.number)},
        {"name", row.name},
        {"amount_cents", row.amount ? json::value(row.amount->cents()) : json::value()},
        {"is_total", row.is_total},
        {"outcome", name_of(deposit::list_outcome_names, match.outcome)},
        {"ref", ref_or_null(context, task.lockbox, match.account)},
        {"account", match.account == nullptr ? "" : shown(match.account->number)},
        {"holder", match.account == nullptr ? "" : match.account->name},
        {"reason", match.reason}});
  }
  return ok(json::object{{"rows", std::move(rows)}});
}

}  // namespace

std::vector<Endpoint> match_endpoints() {
  using http::Access;
  using http::Method;
  const auto with_cache = [](auto handler) {
    return [handler](Context& context) { return handler(context, *context.environment.accounts); };
  };
  const auto post = [](std::string_view pattern, auth::Right right, std::size_t bytes_max) {
    return http::Route{.method = Method::Post,
                       .pattern = pattern,
                       .access = Access::any_of({right}),
                       .idempotency_key = http::IdempotencyKey::Required,
                       .body_bytes_max = bytes_max,
                       .lane = http::Lane::Long};
  };
  const auto get = [](std::string_view pattern) {
    return http::Route{.method = Method::Get, .pattern = pattern, .access = Access::signed_in()};
  };
  constexpr auto set = auth::Right::SetRules;
  return {
      {get("/api/v1/match-rules/{lockbox}"), get_rules},
      {post("/api/v1/match-rules/{lockbox}", set, small_body_bytes_max), set_rules},
      {post("/api/v1/match-rules/{lockbox}/trial", set, small_body_bytes_max), try_rules},
      {get("/api/v1/documents/{id}/payer"), with_cache(get_payer)},
      {post("/api/v1/documents/{id}/payer-marks", set, small_body_bytes_max),
       with_cache(mark_payer)},
      {post("/api/v1/tasks/{id}/list", auth::Right::Key, list_bytes_max), with_cache(read_list)},
  };
}

}  // namespace lockbox::service::api
