#include "deposit/model/document.h"

#include <algorithm>

namespace lockbox::deposit {

std::vector<DocumentFault> Document::faults() const {
  std::vector<DocumentFault> all;
  if (reading && reading->fault) all.push_back(*reading->fault);
  for (const auto& fault : captured.faults) {
    if (std::ranges::find(all, fault) == all.end()) all.push_back(fault);
  }
  return all;
}

}  // namespace lockbox::deposit
