#pragma once

/// @file
/// What several handlers of the work read from a request and do around their use case.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include <boost/json.hpp>

#include "core/account_number.h"
#include "service/api/endpoint.h"
#include "service/work/accounts.h"
#include "service/work/batch_view.h"
#include "service/work/job_runner.h"
#include "service/work/viewer.h"

namespace lockbox::service::api {

inline constexpr std::size_t small_body_bytes_max = 16 << 10;
/// Of a form with a few short fields, a password among them.
inline constexpr std::size_t form_bytes_max = 4 << 10;

[[nodiscard]] work::Viewer viewer_of(const Context& context);

[[nodiscard]] work::AccountDesk account_desk_of(const Context& context);

/// The name of an account that does not tell its number.
[[nodiscard]] std::string account_ref_of(const Context& context, const std::string& lockbox,
                                         const AccountNumber& number);

/// The day that a part of the path names; NotFound for what is no day.
[[nodiscard]] Result<BusinessDay> day_named(std::string_view text);
/// A day of the query; nothing without one.
[[nodiscard]] Result<std::optional<BusinessDay>> day_in(const http::Query& query);
/// A whole number above 0 of the query; nothing without one.
[[nodiscard]] Result<std::optional<std::int64_t>> number_in(const http::Query& query,
                                                            std::string_view name);

/// Which part of a list is asked for, by `limit` and `cursor` of the query.
struct PageRange {
  std::int64_t begin = 0;
  std::int64_t limit = 0;
};
[[nodiscard]] Result<PageRange> page_range(const http::Query& query);
/// One page of a list that is at hand, by `limit` and `cursor` of the query.
[[nodiscard]] Result<boost::json::object> page_of_all(const boost::json::array& all,
                                                      const http::Query& query);

/// The batch that the path's {name} is the number of.
[[nodiscard]] Result<work::ProvenBatch> batch_at(Context& context, std::string_view name = "id");

/// NotPermitted above what the roles of the person let them do (C-10).
[[nodiscard]] Result<void> check_role_limit(const Context& context, deposit::LimitedDeed deed,
                                            Money amount);

/// Tells every open screen.
void announce(Context& context, std::string name, const boost::json::object& data);
void announce_batch(Context& context, BatchId batch);
/// A step of a scan job's run ("job"); at its end also that it is over ("scan"), and its batch.
void announce_run(http::EventHub& events, const work::JobRun& run);

}  // namespace lockbox::service::api
