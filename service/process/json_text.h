#pragma once

#include <string>

#include <boost/json/fwd.hpp>

namespace lockbox::service {

/// JSON with one member a line and two spaces of indentation, the same bytes for the same value.
[[nodiscard]] std::string to_pretty_text(const boost::json::value& value);

}  // namespace lockbox::service
