#pragma once

/// @file
/// What is done about each kind of exception where the site says nothing else, and who may be
/// asked.

#include <string_view>

#include "deposit/model/exception_rules.h"

namespace lockbox::deposit {

/// The owners that every site has.
inline constexpr std::string_view supervisor_owner = "supervisor";
inline constexpr std::string_view treasury_owner = "treasury";

/// The department with this id, or nullptr.
[[nodiscard]] const Department* find_department(const ExceptionRules& rules, std::string_view id);
/// Whether cases can be given to it.
[[nodiscard]] bool is_owner(const ExceptionRules& rules, std::string_view owner);

/// The program's own: the general practice of banks' lockbox terms, and for "paid in full" the
/// ninety days of UCC 3-311(c)(2), in Florida F.S. 673.3111.
[[nodiscard]] const ExceptionPolicy& default_policy(ExceptionReason reason);
[[nodiscard]] const ExceptionPolicy& policy_of(const ExceptionRules& rules, ExceptionReason reason);

/// "Post-dated", "\"Paid in full\"".
[[nodiscard]] std::string_view words_of(ExceptionReason reason);

}  // namespace lockbox::deposit
