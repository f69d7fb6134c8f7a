#pragma once

/// @file
/// The port to the log of incidents and to the lists of payees.

#include <string>
#include <vector>

#include "core/clock.h"
#include "core/result.h"
#include "deposit/model/batch.h"
#include "deposit/model/incident.h"

namespace lockbox::deposit {

class OfficeLog {
 public:
  virtual ~OfficeLog() = default;

  /// Newest first.
  [[nodiscard]] virtual Result<std::vector<Incident>> incidents(const std::string& site) = 0;
  /// InvalidInput without words, or for one that begins in the future.
  [[nodiscard]] virtual Result<Incident> log_incident(const std::string& site,
                                                      const Incident& incident,
                                                      const Actor& actor) = 0;
  /// NotFound when the site has none of this number; Conflict when it is over already;
  /// InvalidInput when it would end before it began or in the future, or without an outcome.
  [[nodiscard]] virtual Result<Incident> end_incident(const std::string& site, std::int64_t number,
                                                      Instant ended, const std::string& outcome,
                                                      const Actor& actor) = 0;

  /// All versions, newest first; empty before the first.
  [[nodiscard]] virtual Result<std::vector<PayeeList>> payees(const std::string& site,
                                                              const std::string& lockbox) = 0;
  /// Adds a version; `wanted.version` is that of the one on the screen, 0 for the first.  Conflict
  /// when it was changed meanwhile; InvalidInput without a payee or a reason.
  [[nodiscard]] virtual Result<void> set_payees(const std::string& site, const std::string& lockbox,
                                                const PayeeList& wanted, const Actor& actor) = 0;
};

}  // namespace lockbox::deposit
