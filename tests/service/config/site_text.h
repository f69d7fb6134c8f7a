#pragma once

#include <stdexcept>
#include <string>

namespace lockbox::service {

/// A whole SITE.toml without a fault.
inline const std::string site_text = R"(id = "elm"
name = "Town of Elm"
lockboxes = ["ELM-MAIL", "ELM-DROP"]

[[deposit_account]]
id = "GENERAL"
name = "General Account"
bank = "First Example Bank"
ticket_items_max = 300
ticket_amount_max = "250000.00"

[suspense]
fund = "999"
deposit_account = "GENERAL"

[overpayment]
rule = "suspense"

[account_file.columns]
account = "Customer No"

[[coupon]]
bill_type = "water"
format = "code128"
pattern = ["account:10", "due_date", "amount_due:9", "check_digit"]
code_check = "luhn"
account_check = "luhn"
fund = "401"
deposit_account = "GENERAL"

[[coupon]]
bill_type = "license"
format = "qr"
pattern = ["'ELM|'", "account", "'|'", "amount_due"]
fund = "001"
deposit_account = "GENERAL"
)";

/// The text with the first `from` replaced; a test that replaces nothing is wrong itself.
inline std::string with_change(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  if (at == std::string::npos) throw std::logic_error{"No such text: " + from};
  return text.replace(at, from.size(), to);
}

}  // namespace lockbox::service
