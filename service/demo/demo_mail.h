#pragma once

/// @file
/// The drawn mail of the demonstration: every kind of work that a day brings.

#include <filesystem>
#include <string>
#include <vector>

#include "core/result.h"
#include "deposit/model/site.h"
#include "service/bench/generated_mail.h"

namespace lockbox::service {

/// One tray of mail on its way into a scan folder, with what is known of it.
class DemoTray {
 public:
  /// `number` tells the trays apart; no two share an account.
  DemoTray(std::filesystem::path folder, const deposit::Site& site, int number);

  /// Coupon and check; the amount stands in the check's MICR line, or must be keyed.
  Result<void> add_encoded(Money amount);
  Result<void> add_to_key(Money amount);
  Result<void> add_check_only(Money amount);
  Result<void> add_with_letter(Money amount);
  Result<void> add_damaged_micr(Money amount);
  Result<void> add_for_closed_account(Money amount);
  /// The last check of `add_encoded` once more, behind another coupon for the same amount.
  Result<void> add_duplicate();

  /// Writes batch.toml for what was added, less the duplicate.
  [[nodiscard]] Result<void> declare(const std::string& business_day, const std::string& job) const;

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
  /// Lines of the account file, without its header.
  [[nodiscard]] const std::string& account_lines() const { return account_lines_; }
  /// The sequence of each check of `add_to_key`, and its amount.
  struct ToKey {
    int sequence = 0;
    Money amount;
  };
  [[nodiscard]] const std::vector<ToKey>& to_key() const { return to_key_; }

 private:
  enum class AccountIs { Open, Closed };
  Envelope next(Money amount, AccountIs account = AccountIs::Open);
  Result<void> add_coupon(const Envelope& envelope);
  Result<void> add_check(const Envelope& envelope);
  Result<void> add_page(const encode::GrayImage& front);

  std::filesystem::path folder_;
  const deposit::Site& site_;
  Chance chance_;
  int envelopes_ = 0;
  int sequence_ = 0;
  int documents_ = 0;
  Money total_;
  Envelope last_encoded_;
  std::string account_lines_;
  std::vector<ToKey> to_key_;
};

}  // namespace lockbox::service
