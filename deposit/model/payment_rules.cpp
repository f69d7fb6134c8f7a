#include "deposit/model/payment_rules.h"

namespace lockbox::deposit {

const PaymentRule* PaymentRules::find(const std::string& bill_type, const BusinessDay& day) const {
  const PaymentRule* newest = nullptr;
  for (const auto& rule : rules) {
    if (rule.bill_type != bill_type || (rule.from && *rule.from > day)) continue;
    if (newest == nullptr || rule.from >= newest->from) newest = &rule;
  }
  return newest;
}

}  // namespace lockbox::deposit
