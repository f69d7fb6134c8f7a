#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <boost/json/value.hpp>

#include "core/money.h"

namespace lockbox::service {

/// JSON with one member a line and two spaces of indentation, the same bytes for the same value.
[[nodiscard]] std::string to_pretty_text(const boost::json::value& value);

/// null for what is empty or not known.
[[nodiscard]] boost::json::value text_or_null(std::string_view text);
[[nodiscard]] boost::json::value cents_or_null(const std::optional<Money>& money);
[[nodiscard]] boost::json::value number_or_null(const std::optional<std::int64_t>& number);

}  // namespace lockbox::service
