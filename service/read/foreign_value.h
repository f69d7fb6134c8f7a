#pragma once

#include <string_view>

#include <boost/json/value.hpp>

namespace lockbox::service {

/// The fields of a line of another country by their names, with the name of their layout; null for
/// a line that has none.
[[nodiscard]] boost::json::value foreign_value(std::string_view raw);

}  // namespace lockbox::service
