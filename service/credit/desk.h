#pragma once

/// @file
/// What the use cases about customers' credit share: the desk, the day, and the accounts with what
/// was merged into them.

#include <map>
#include <span>
#include <string>
#include <vector>

#include "core/keys.h"
#include "core/result.h"
#include "deposit/model/credit_rules.h"
#include "deposit/model/site.h"
#include "deposit/store/books.h"
#include "service/work/accounts.h"

namespace lockbox::service::credit {

/// Of a time as text, these letters are its date.
inline constexpr std::size_t date_size = 10;

struct CreditDesk {
  deposit::Books& books;
  Keys& keys;
  const deposit::Site& site;
  const deposit::CreditRules& rules;
};

/// The newest business day, whatever its state, so that it never goes back; Conflict before the
/// first.
[[nodiscard]] Result<BusinessDay> today_at(const CreditDesk& desk);

/// The accounts of the site, read once.
class KnownHolders {
 public:
  explicit KnownHolders(const CreditDesk& desk) : desk_{desk} {}

  /// The account that holds the money of this number now.
  [[nodiscard]] Result<work::FoundAccount> holder(const std::string& lockbox,
                                                  const AccountNumber& number);
  /// What the books show of it and of all that was merged into it.
  [[nodiscard]] Result<std::vector<deposit::credit::Booking>> bookings(const std::string& lockbox,
                                                                       const AccountNumber& number);
  /// The same without what security deposits named: what pays debts.
  [[nodiscard]] Result<std::vector<deposit::credit::Booking>> payments(const std::string& lockbox,
                                                                       const AccountNumber& number);
  /// That one and those merged into it, the holder first.
  [[nodiscard]] Result<std::vector<AccountNumber>> group(const std::string& lockbox,
                                                         const AccountNumber& number);
  [[nodiscard]] Result<const std::vector<deposit::Account>*> accounts(const std::string& lockbox);

 private:
  const CreditDesk& desk_;
  std::map<std::string, std::vector<deposit::Account>> accounts_;
};

/// The account of the ref.  Conflict for one that was merged: its holder is the account to name.
[[nodiscard]] Result<work::FoundAccount> unmerged_account(const CreditDesk& desk,
                                                          const std::string& ref);

}  // namespace lockbox::service::credit
