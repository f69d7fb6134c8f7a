#pragma once

/// @file
/// The mail log as JSON.

#include <boost/json/value.hpp>

#include "deposit/store/custody.h"
#include "service/custody/custody_view.h"

namespace lockbox::service::api {

[[nodiscard]] boost::json::object custody_shape(const custody::CustodyView& view);
[[nodiscard]] boost::json::object unit_shape(const deposit::custody::WorkUnit& unit);
[[nodiscard]] boost::json::object finding_shape(const deposit::custody::Finding& finding);
[[nodiscard]] boost::json::object policy_shape(const deposit::custody::CustodyPolicy& policy);
[[nodiscard]] boost::json::object instruction_shape(const deposit::SpecialInstruction& one);
/// Unworked units by age, C-24.
[[nodiscard]] boost::json::array ages_shape(const deposit::custody::DayCustody& custody);

}  // namespace lockbox::service::api
