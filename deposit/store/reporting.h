#pragma once

/// @file
/// The port to what reports ask of the books beyond their batches, and to the signatures under
/// reports.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/business_day.h"
#include "core/clock.h"
#include "core/result.h"
#include "core/sha256.h"
#include "core/state_table.h"
#include "deposit/model/batch.h"
#include "deposit/report/event_fact.h"
#include "deposit/report/scope.h"

namespace lockbox::deposit {

/// What whoever signs says of a report.
enum class SignatureVerdict { Reviewed, Agrees, Differs };
inline constexpr Names<3> signature_verdict_names{"reviewed", "agrees", "differs"};

struct ReportSignature {
  std::int64_t number = 0;
  std::string report;  ///< Its key.
  report::Scope scope;
  Sha256 content;  ///< `report::content_hash` of what was signed.
  std::int64_t rows = 0;
  SignatureVerdict verdict = SignatureVerdict::Reviewed;
  std::string note;  ///< Never empty when it differs.
  std::string signed_by = {};
  std::string signed_at = {};
};

class Reporting {
 public:
  virtual ~Reporting() = default;
  /// What happened from `from` until before `until`, oldest first.  InvalidInput when it is more
  /// than `at_most`.
  [[nodiscard]] virtual Result<std::vector<report::EventFact>> events(const std::string& site,
                                                                      Instant from, Instant until,
                                                                      std::int64_t at_most) = 0;
  /// How the batches of the period came in, where the mail log knows.
  [[nodiscard]] virtual Result<std::map<BatchId, report::Arrival>> arrivals(
      const report::Scope& scope) = 0;
  /// Batches of earlier days of which entries were booked since the period began.
  [[nodiscard]] virtual Result<std::vector<BatchId>> booked_later(const report::Scope& scope) = 0;

  /// Adds a signature.  InvalidInput for a difference without a note; Conflict when this person
  /// signed the same contents of the same report before.
  [[nodiscard]] virtual Result<ReportSignature> sign(const ReportSignature& wanted,
                                                     const Actor& actor) = 0;
  /// Those under this report of exactly this scope, oldest first.
  [[nodiscard]] virtual Result<std::vector<ReportSignature>> signatures(
      const std::string& report, const report::Scope& scope) = 0;
  /// The newest first, of any report.
  [[nodiscard]] virtual Result<std::vector<ReportSignature>> all_signatures(
      const std::string& site, std::int64_t at_most) = 0;
};

}  // namespace lockbox::deposit
