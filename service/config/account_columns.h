#pragma once

#include <array>
#include <string_view>

namespace lockbox::service {

/// The fields of an account file, by the names that its columns have unless the site maps them.
inline constexpr std::array<std::string_view, 9> account_fields{
    "account", "bill_type",       "name",  "address", "balance_due", "due_date",
    "fund",    "deposit_account", "status"};

}  // namespace lockbox::service
