#pragma once

/// @file
/// The port for looking things up across batches.  Reads only.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/account_number.h"
#include "core/ids.h"
#include "core/result.h"
#include "deposit/model/batch.h"
#include "deposit/model/work.h"
#include "encode/explain/seen_page.h"

namespace lockbox::deposit {

struct DocumentPlace {
  BatchId batch{0};
  std::int64_t sequence = 0;
};

/// One payment to an account, as applied.
struct AccountPayment {
  BatchId batch{0};
  BusinessDay business_day;
  std::int64_t transaction = 0;  ///< Key.
  TransactionState state = TransactionState::Assembled;
  Money amount;
  std::string ticket;                 ///< Of its first deposit; empty when not deposited.
  std::vector<DocumentId> documents;  ///< Of its envelope, in their order.
};

struct AuditEvent {
  std::int64_t seq = 0;
  std::string entity;  ///< "document", "task", "deposit", "user", ...
  std::string entity_key;
  std::string event;
  std::string from_state;
  std::string to_state;
  std::string actor;
  std::string at;
  std::string reason;
};

struct AuditFilter {
  std::optional<BatchId> batch;
  std::string entity;       ///< Empty: any.
  std::string entity_key;   ///< Empty: any.
  std::int64_t before = 0;  ///< Only events with a smaller seq; 0: from the newest.
};

/// What a person did in a batch at one moment.
struct WorkDone {
  std::string actor;
  std::string at;
  std::int64_t documents = 0;  ///< Captured.
  std::int64_t answers = 0;    ///< Questions answered, corrections among them.
};

class Finder {
 public:
  virtual ~Finder() = default;
  [[nodiscard]] virtual Result<std::optional<DocumentPlace>> place_of(DocumentId document) = 0;
  /// The symbols that were read on its front; nothing when none were seen, or when it was read by
  /// a version that kept none.
  [[nodiscard]] virtual Result<std::optional<encode::SeenPage>> symbols_of(DocumentId document) = 0;
  /// The batch of a deposit.
  [[nodiscard]] virtual Result<std::optional<BatchId>> batch_of(const std::string& site,
                                                                const std::string& lockbox,
                                                                const std::string& ticket) = 0;
  /// Newest first.
  [[nodiscard]] virtual Result<std::vector<AccountPayment>> payments(
      const std::string& site, const AccountNumber& account) = 0;
  /// Newest first.
  [[nodiscard]] virtual Result<std::vector<AuditEvent>> audit(const AuditFilter& filter,
                                                              int at_most) = 0;
  /// Who did how much in the batch and when, counted in the audit trail.
  [[nodiscard]] virtual Result<std::vector<WorkDone>> work_done(BatchId batch) = 0;
};

}  // namespace lockbox::deposit
