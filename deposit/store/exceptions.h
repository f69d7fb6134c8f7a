#pragma once

/// @file
/// The port to what waits for somebody's decision, over all batches, and to the stop list.  Cases
/// are raised and decided by `Store::commit_work`, together with what follows for their envelopes.

#include <optional>
#include <string>
#include <vector>

#include "core/ids.h"
#include "core/result.h"
#include "deposit/model/batch.h"
#include "deposit/model/exception_case.h"
#include "deposit/model/vault.h"
#include "encode/micr/micr_line.h"

namespace lockbox::deposit {

/// A case with where its paper is.
struct FiledCase {
  ExceptionCase one;
  BatchId batch{0};
  DocumentId document{0};
  std::string lockbox;
  std::optional<Money> amount;  ///< Of the check, when it is known.
};

struct CaseFilter {
  bool is_closed_too = false;
  std::optional<std::string> owner;
  std::optional<DocumentId> document;
};

/// What is said of a payer from a day on.
struct WantedStop {
  ExceptionReason reason = ExceptionReason::StopListed;  ///< Or CashOnly.
  std::string note;
  BusinessDay from;
  std::optional<BusinessDay> until;
};

class Exceptions {
 public:
  virtual ~Exceptions() = default;
  /// By deadline, then as they were raised.
  [[nodiscard]] virtual Result<std::vector<FiledCase>> cases(const std::string& site,
                                                             const CaseFilter& filter) = 0;
  /// NotFound when the site has no such case.
  [[nodiscard]] virtual Result<FiledCase> one(const std::string& site, std::int64_t id) = 0;

  /// Every move of kept paper, in order.
  [[nodiscard]] virtual Result<std::vector<VaultMove>> vault(const std::string& site) = 0;

  /// Newest first, lifted ones too.
  [[nodiscard]] virtual Result<std::vector<StopEntry>> stops(const std::string& site) = 0;
  /// Puts the payer of a check on the list.  InvalidInput without a note, for a line that names no
  /// bank account, or for an end before the beginning.
  [[nodiscard]] virtual Result<void> add_stop(BatchId batch, const encode::MicrLine& check,
                                              const WantedStop& wanted, const Actor& actor) = 0;
  /// Conflict when it was lifted already, NotFound when the site has no such entry.
  [[nodiscard]] virtual Result<void> lift_stop(const std::string& site, std::int64_t id,
                                               const std::string& reason, const Actor& actor) = 0;
};

}  // namespace lockbox::deposit
