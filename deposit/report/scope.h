#pragma once

#include <string>

#include "core/business_day.h"

namespace lockbox::deposit::report {

/// What a report is asked of; empty texts ask for all.
struct Scope {
  std::string site;
  BusinessDay from;
  BusinessDay to;  ///< The last day.
  std::string lockbox = {};
  std::string deposit_account = {};
  std::string department = {};

  [[nodiscard]] bool holds(const BusinessDay& day) const { return from <= day && day <= to; }
  [[nodiscard]] bool has_lockbox(const std::string& name) const {
    return lockbox.empty() || lockbox == name;
  }
  [[nodiscard]] bool has_account(const std::string& id) const {
    return deposit_account.empty() || deposit_account == id;
  }
};

}  // namespace lockbox::deposit::report
