#pragma once

/// @file
/// What a site says of exceptions: who decides about each kind, until when, and what is done when
/// nobody did.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/money.h"
#include "deposit/model/exception_case.h"

namespace lockbox::deposit {

struct ExceptionPolicy {
  ExceptionAction at_deadline = ExceptionAction::Pull;  ///< Proposed first, and done by default.
  int days = 1;                                         ///< Calendar days to decide in.
  std::string owner;                                    ///< Who decides at first.
  DecideWhen when = DecideWhen::DecideFirst;
  /// Days within which money that was accepted may have to be repaid; 0: no such clock.
  int clock_days = 0;
  friend bool operator==(const ExceptionPolicy&, const ExceptionPolicy&) = default;
};

/// A department that decides about its own mail.
struct Department {
  std::string id;
  std::string name;
  std::vector<std::string> people;  ///< Names of users.
};

/// What a site says of exceptions, in its file.
struct ExceptionRules {
  std::map<ExceptionReason, ExceptionPolicy> policies;  ///< Those that differ from the program's.
  std::vector<Department> departments;
  std::optional<Money> item_limit;  ///< Checks above it are looked at before they are deposited.
};

}  // namespace lockbox::deposit
