#pragma once

#include <string>

#include "core/money.h"

namespace lockbox::deposit {

/// One thing that an account owes, or the part of a payment that goes to it.
struct Charge {
  std::string code;    ///< The biller's own; empty: on account, for whatever comes next.
  std::string due_on;  ///< ISO 8601; empty only without a code.
  Money amount;        ///< More than zero.
  friend bool operator==(const Charge&, const Charge&) = default;
};

}  // namespace lockbox::deposit
