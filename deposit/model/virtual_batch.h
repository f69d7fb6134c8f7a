#pragma once

#include <string>
#include <vector>

#include "deposit/model/work.h"

namespace lockbox::deposit {

/// Which envelopes of mail that was scanned unsorted are worked as one batch.  A list that is empty
/// asks for nothing; a rule has at least one that does.
struct VirtualBatchRule {
  std::string name;
  std::vector<std::string> bill_types;  ///< Every bill in the envelope is one of these.
  std::vector<WorkType> work_types;
  friend bool operator==(const VirtualBatchRule&, const VirtualBatchRule&) = default;
};

}  // namespace lockbox::deposit
