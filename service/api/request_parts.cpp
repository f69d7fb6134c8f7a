#include "service/api/request_parts.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "service/api/answers.h"

namespace lockbox::service::api {

namespace json = boost::json;

namespace {

constexpr std::int64_t limit_max = 200;

Error bad_parameter(std::string_view name, std::string_view what) {
  return {ErrorCode::InvalidInput,
          "'" + std::string{name} + "' must be " + std::string{what} + ".",
          {}};
}

void publish(http::EventHub& events, std::string name, const json::object& data) {
  events.publish({std::move(name), json::serialize(data), {}});
}

}  // namespace

work::Viewer viewer_of(const Context& context) {
  return {context.person->user.name, context.person->rights};
}

work::AccountDesk account_desk_of(const Context& context) {
  const auto& environment = context.environment;
  return {context.books, environment.keys, environment.site, *environment.accounts};
}

std::string account_ref_of(const Context& context, const std::string& lockbox,
                           const AccountNumber& number) {
  return work::account_ref(context.environment.keys, context.environment.site.id, lockbox, number);
}

Result<BusinessDay> day_named(std::string_view text) {
  auto day = BusinessDay::parse(text);
  if (day) return *day;
  return fail(ErrorCode::NotFound, "There is no such day; days are named like 2026-11-23.");
}

Result<std::optional<BusinessDay>> day_in(const http::Query& query) {
  const auto text = query.find("business_day");
  if (!text) return std::nullopt;
  return TRY(BusinessDay::parse(*text));
}

Result<std::optional<std::int64_t>> number_in(const http::Query& query, std::string_view name) {
  const auto text = query.find(name);
  if (!text) return std::nullopt;
  std::int64_t number = 0;
  const auto* const last = text->data() + text->size();
  const auto [end, error] = std::from_chars(text->data(), last, number);
  if (error != std::errc{} || end != last || number < 1) {
    return tl::unexpected(bad_parameter(name, "a whole number above 0"));
  }
  return number;
}

Result<PageRange> page_range(const http::Query& query) {
  const auto limit = TRY(number_in(query, "limit")).value_or(limit_max);
  const auto cursor = TRY(number_in(query, "cursor")).value_or(0);
  if (limit > limit_max) return tl::unexpected(bad_parameter("limit", "at most 200"));
  return PageRange{cursor, limit};
}

Result<json::object> page_of_all(const json::array& all, const http::Query& query) {
  const auto range = TRY(page_range(query));
  const auto size = static_cast<std::int64_t>(all.size());
  const auto begin = std::min(range.begin, size);
  const auto end = std::min(begin + range.limit, size);
  json::array items;
  for (auto i = begin; i < end; ++i) items.push_back(all[static_cast<std::size_t>(i)]);
  return page_of(std::move(items), end == size ? std::nullopt : std::optional{std::to_string(end)});
}

Result<work::ProvenBatch> batch_at(Context& context, std::string_view name) {
  const auto id = TRY(context.path.id<BatchId>(name));
  return work::load_proven(context.books.store(), context.environment.site.id, id);
}

void announce(Context& context, std::string name, const json::object& data) {
  publish(context.environment.events, std::move(name), data);
}

void announce_batch(Context& context, BatchId batch) {
  announce(context, "batch", {{"id", batch.value()}});
}

void announce_run(http::EventHub& events, const work::JobRun& run) {
  publish(events, "job", {{"id", run.id}});
  if (run.state == work::JobState::Running) return;
  publish(events, "scan", {{"id", run.id}});
  if (run.batch) publish(events, "batch", {{"id", run.batch->value()}});
}

Result<void> check_role_limit(const Context& context, deposit::LimitedDeed deed, Money amount) {
  auto roles = context.person->user.roles;
  std::erase_if(roles, [&](const std::string& role) {
    return !auth::rights_of_role(role).value_or(auth::RightSet{}).has(auth::right_for(deed));
  });
  const auto limit = deposit::limit_of(context.environment.office.role_limits, roles, deed);
  if (!limit || amount <= *limit) return {};
  return fail(ErrorCode::NotPermitted,
              fmt::format("{} is more than the {} up to which your role may do this; somebody with "
                          "a higher limit must.",
                          amount.to_string(), limit->to_string()));
}

}  // namespace lockbox::service::api
