#include "deposit/model/batch.h"

namespace lockbox::deposit {

std::string to_text(const std::optional<ControlTotals>& totals) {
  if (!totals) return "nothing";
  return std::to_string(totals->documents) + " documents and " + totals->amount.to_string();
}

}  // namespace lockbox::deposit
