#include <algorithm>
#include <iterator>

#include "service/api/endpoint_groups.h"

namespace lockbox::service::api {

std::vector<Endpoint> all_endpoints() {
  std::vector<Endpoint> all;
  for (auto group :
       {session_endpoints,        invitation_endpoints, user_endpoints,    site_endpoints,
        batch_endpoints,          diagnosis_endpoints,  deposit_endpoints, task_endpoints,
        document_endpoints,       day_endpoints,        report_endpoints,  account_endpoints,
        scan_endpoints,           overview_endpoints,   match_endpoints,   close_endpoints,
        deposit_plan_endpoints,   exception_endpoints,  return_endpoints,  adjustment_endpoints,
        history_endpoints,        custody_endpoints,    storage_endpoints, trade_report_endpoints,
        correspondence_endpoints, office_endpoints,     counter_endpoints, master_account_endpoints,
        watch_endpoints,          carry_endpoints,      credit_endpoints}) {
    auto endpoints = group();
    std::ranges::move(endpoints, std::back_inserter(all));
  }
  return all;
}

}  // namespace lockbox::service::api
