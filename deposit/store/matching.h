#pragma once

/// @file
/// The port to what people say of matching: the rules of a lockbox, and words about payers.

#include <cstdint>
#include <string>
#include <vector>

#include "core/ids.h"
#include "core/result.h"
#include "deposit/match/payer_history.h"
#include "deposit/model/batch.h"
#include "deposit/model/match.h"
#include "encode/micr/micr_line.h"

namespace lockbox::deposit {

/// Rules as somebody set them.
struct MatchRulesVersion {
  std::int64_t version = 0;  ///< From 1.
  MatchRules rules;
  std::string set_by;
  std::string set_at;
  std::string reason;
};

struct WantedMatchRules {
  std::int64_t version = 0;  ///< Of the rules that were on the screen; 0: the program's own.
  MatchRules rules;
  std::string reason;
};

class Matching {
 public:
  virtual ~Matching() = default;
  /// Newest first; empty while the program's own hold.
  [[nodiscard]] virtual Result<std::vector<MatchRulesVersion>> versions(
      const std::string& site, const std::string& lockbox) = 0;
  /// Puts rules in force from now on; what is released stays as it was matched.  Conflict when they
  /// were changed meanwhile, InvalidInput for rules that no lockbox can work by.
  [[nodiscard]] virtual Result<void> set_rules(const std::string& site, const std::string& lockbox,
                                               const WantedMatchRules& wanted,
                                               const Actor& actor) = 0;
  /// Adds a word about the payer of a check; `after_batch` and `marked_by` of it are ignored.
  [[nodiscard]] virtual Result<void> mark_payer(BatchId batch, const encode::MicrLine& check,
                                                const PayerMark& mark, const Actor& actor) = 0;
};

}  // namespace lockbox::deposit
