#include "deposit/store/store_contract.h"

namespace lockbox::deposit::test {

std::vector<StoreRule> store_rules() {
  std::vector<StoreRule> rules;
  for (const auto part : {capture_rules(), work_rules(), deposit_rules()}) {
    rules.insert(rules.end(), part.begin(), part.end());
  }
  return rules;
}

}  // namespace lockbox::deposit::test
