#pragma once

#include <vector>

#include "service/api/endpoint.h"

namespace lockbox::service::api {

[[nodiscard]] std::vector<Endpoint> session_endpoints();
[[nodiscard]] std::vector<Endpoint> invitation_endpoints();
[[nodiscard]] std::vector<Endpoint> user_endpoints();
[[nodiscard]] std::vector<Endpoint> site_endpoints();
[[nodiscard]] std::vector<Endpoint> batch_endpoints();
[[nodiscard]] std::vector<Endpoint> diagnosis_endpoints();
[[nodiscard]] std::vector<Endpoint> deposit_endpoints();
[[nodiscard]] std::vector<Endpoint> task_endpoints();
[[nodiscard]] std::vector<Endpoint> document_endpoints();
[[nodiscard]] std::vector<Endpoint> day_endpoints();
[[nodiscard]] std::vector<Endpoint> report_endpoints();
[[nodiscard]] std::vector<Endpoint> account_endpoints();
[[nodiscard]] std::vector<Endpoint> scan_endpoints();
[[nodiscard]] std::vector<Endpoint> overview_endpoints();
[[nodiscard]] std::vector<Endpoint> match_endpoints();
[[nodiscard]] std::vector<Endpoint> close_endpoints();
[[nodiscard]] std::vector<Endpoint> exception_endpoints();
[[nodiscard]] std::vector<Endpoint> deposit_plan_endpoints();
[[nodiscard]] std::vector<Endpoint> return_endpoints();
[[nodiscard]] std::vector<Endpoint> adjustment_endpoints();
[[nodiscard]] std::vector<Endpoint> history_endpoints();
[[nodiscard]] std::vector<Endpoint> custody_endpoints();
[[nodiscard]] std::vector<Endpoint> storage_endpoints();
[[nodiscard]] std::vector<Endpoint> counter_endpoints();
[[nodiscard]] std::vector<Endpoint> trade_report_endpoints();
[[nodiscard]] std::vector<Endpoint> correspondence_endpoints();
[[nodiscard]] std::vector<Endpoint> office_endpoints();
[[nodiscard]] std::vector<Endpoint> master_account_endpoints();
[[nodiscard]] std::vector<Endpoint> watch_endpoints();
[[nodiscard]] std::vector<Endpoint> carry_endpoints();
[[nodiscard]] std::vector<Endpoint> credit_endpoints();

}  // namespace lockbox::service::api
