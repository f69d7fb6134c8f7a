#pragma once

/// @file
/// Changes and reviews of master accounts as JSON; account numbers are masked, also where one is
/// the value of a field.

#include <boost/json.hpp>

#include "service/api/endpoint.h"
#include "service/work/master_accounts.h"
#include "service/work/small_rests.h"

namespace lockbox::service::api {

[[nodiscard]] boost::json::object account_change_shape(Context& context,
                                                       const deposit::accounts::Change& change);
[[nodiscard]] boost::json::object account_review_shape(Context& context,
                                                       const work::AccountReview& review);
[[nodiscard]] boost::json::object short_payment_shape(Context& context,
                                                      const work::ShortPayment& payment);

}  // namespace lockbox::service::api
