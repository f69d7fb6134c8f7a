#pragma once

#include <vector>

#include "service/api/endpoint.h"

namespace lockbox::service::api {

[[nodiscard]] std::vector<Endpoint> session_endpoints();
[[nodiscard]] std::vector<Endpoint> invitation_endpoints();
[[nodiscard]] std::vector<Endpoint> user_endpoints();
[[nodiscard]] std::vector<Endpoint> site_endpoints();

}  // namespace lockbox::service::api
