#pragma once

#include <boost/json/object.hpp>

#include "encode/explain/seen_page.h"

namespace lockbox::service::api {

/// Boxes are parts of the picture's width and height.
[[nodiscard]] boost::json::object symbols_shape(const encode::SeenPage& seen);

}  // namespace lockbox::service::api
