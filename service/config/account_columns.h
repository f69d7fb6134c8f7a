#pragma once

#include <array>
#include <string_view>

namespace lockbox::service {

/// The fields of an account file, by the names that its columns have unless the site maps them.
inline constexpr std::array<std::string_view, 9> account_fields{
    "account", "bill_type",       "name",  "address", "balance_due", "due_date",
    "fund",    "deposit_account", "status"};

/// A column that a file may have: under which number the holder of a closed account goes on.
inline constexpr std::string_view successor_field = "successor";
/// Another: what makes up the balance, `CODE@YYYY-MM-DD=AMOUNT` separated by `;`.
inline constexpr std::string_view charges_field = "charges";

}  // namespace lockbox::service
