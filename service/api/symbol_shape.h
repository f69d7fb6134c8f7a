#pragma once

#include <optional>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "encode/coupon/line_in_doubt.h"
#include "encode/explain/seen_page.h"

namespace lockbox::service::api {

/// Boxes are parts of the picture's width and height.
[[nodiscard]] boost::json::object symbols_shape(const encode::SeenPage& seen);

/// The places of a scan line to complete; null without one.
[[nodiscard]] boost::json::value coupon_line_shape(
    const std::optional<encode::LineToComplete>& line);

}  // namespace lockbox::service::api
