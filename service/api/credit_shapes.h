#pragma once

/// @file
/// Payment arrangements, security deposits, referrals and notices, as JSON.

#include <boost/json.hpp>

#include "service/api/endpoint.h"
#include "service/credit/notices.h"
#include "service/credit/referrals.h"

namespace lockbox::service::api {

[[nodiscard]] boost::json::array schedule_shape(
    const std::vector<deposit::credit::Installment>& installments);
[[nodiscard]] boost::json::object arrangement_shape(const credit::ArrangementView& view);
[[nodiscard]] boost::json::object security_shape(const credit::SecurityView& view);
[[nodiscard]] boost::json::array security_rules_shape(const deposit::CreditRules& rules);
[[nodiscard]] boost::json::object referral_shape(const credit::ReferralView& view);
[[nodiscard]] boost::json::object referral_list_shape(const credit::ReferralList& list);
[[nodiscard]] boost::json::object referral_file_shape(const deposit::credit::ReferralFile& file);
[[nodiscard]] boost::json::object notice_shape(const credit::Notice& notice);

}  // namespace lockbox::service::api
