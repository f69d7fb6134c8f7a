#include "deposit/model/work.h"

namespace lockbox::deposit {

Money Transaction::applied_total() const {
  Money total;
  for (const auto& application : applied) total += application.amount;
  return total;
}

}  // namespace lockbox::deposit
