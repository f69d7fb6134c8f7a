#pragma once

#include <compare>
#include <string>
#include <utility>

namespace lockbox {

/// An account number: a biller's customer or a payer's bank account.  It has no stream operator
/// and no formatter, so it cannot slip into a log; `reveal` marks each place that shows it.
class AccountNumber {
 public:
  AccountNumber() = default;
  explicit AccountNumber(std::string digits) : digits_{std::move(digits)} {}

  [[nodiscard]] const std::string& reveal() const { return digits_; }
  [[nodiscard]] bool empty() const { return digits_.empty(); }
  /// "****6789"; short numbers are hidden whole.
  [[nodiscard]] std::string masked() const {
    return digits_.size() > 4 ? "****" + digits_.substr(digits_.size() - 4) : "****";
  }
  friend auto operator<=>(const AccountNumber&, const AccountNumber&) = default;

 private:
  std::string digits_;
};

}  // namespace lockbox
