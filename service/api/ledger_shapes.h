#pragma once

/// @file
/// What happens after the deposit, as JSON.

#include <boost/json.hpp>

#include "service/api/endpoint.h"
#include "service/work/account_history.h"
#include "service/work/adjustments.h"
#include "service/work/returns.h"

namespace lockbox::service::api {

[[nodiscard]] work::CorrectionDesk desk_of(Context& context);
/// A file for the browser to keep or to show.
[[nodiscard]] http::Response file_answer(const Bytes& bytes, const std::string& name);

[[nodiscard]] boost::json::object found_item_shape(const deposit::FoundItem& item);
[[nodiscard]] boost::json::object return_shape(const work::ReturnView& view);
[[nodiscard]] boost::json::object reasons_shape();
[[nodiscard]] boost::json::object adjustment_shape(Context& context,
                                                   const deposit::ledger::Adjustment& adjustment);
[[nodiscard]] boost::json::object suspense_item_shape(const work::SuspenseItem& item);
/// Entries of a day by kind and operator, with its reviews and files.
[[nodiscard]] Result<boost::json::object> day_adjustments_shape(Context& context,
                                                                const BusinessDay& day);
[[nodiscard]] boost::json::object history_shape(const work::AccountHistory& history);

}  // namespace lockbox::service::api
