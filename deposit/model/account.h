#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/account_number.h"
#include "core/money.h"
#include "core/state_table.h"
#include "deposit/model/charge.h"

namespace lockbox::deposit {

enum class AccountStatus { Open, Closed };
inline constexpr Names<2> account_status_names{"open", "closed"};

/// One account of the biller's customers, as the account file gave it and as it was changed here.
struct Account {
  AccountNumber number;
  std::string bill_type;
  std::string name;
  std::string address;
  Money balance_due;
  std::string due_date;  ///< As given; the biller's own spelling.
  std::string fund;
  std::string deposit_account;
  AccountStatus status = AccountStatus::Open;
  /// Under which number the holder of a closed account goes on, when the file says so.
  std::optional<AccountNumber> successor = {};
  /// Two people merged it into its successor: what names it is for that one, whoever holds it.
  bool is_merged = false;
  /// What makes up the balance, when the file lists it; then the amounts add up to the balance.
  std::vector<Charge> charges = {};

  friend bool operator==(const Account&, const Account&) = default;
};

}  // namespace lockbox::deposit
