#pragma once

/// @file
/// Adjustments of what is booked: asked for by one person, approved by another above the site's
/// limit, posted as new entries.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/business_day.h"
#include "core/result.h"
#include "deposit/ledger/entries.h"
#include "deposit/ledger/lives.h"

namespace lockbox::deposit::ledger {

/// What a site allows: [corrections] of SITE.toml.
struct CorrectionPolicy {
  std::int64_t max_presentments = 2;  ///< To the bank, the first one counted.
  /// An adjustment above this is approved by another person than who asked for it.
  Money one_person_max = Money::from_cents(25'00);
  Money write_off_max = Money::from_cents(5'00);
  /// A returned item above this is charged back by two people.
  Money charge_back_one_person_max = Money::from_cents(1'000'00);
};

enum class AdjustmentKind {
  Transfer,  ///< A misapplied payment to the account that it is for.
  Apply,     ///< Suspense to an account.
  Credit,
  Debit,
  Refund,    ///< Suspense to its payer.
  WriteOff,  ///< A small difference on an account.
  Escheat,   ///< Suspense to unclaimed property, once it is old enough.
};
inline constexpr Names<7> adjustment_kind_names{"transfer", "apply",     "credit", "debit",
                                                "refund",   "write_off", "escheat"};

/// Whether it moves money of an envelope; the others are of an account alone.
[[nodiscard]] bool has_origin(AdjustmentKind kind);
/// Whether it takes money out of suspense.
[[nodiscard]] bool takes_suspense(AdjustmentKind kind);
[[nodiscard]] EntryKind entry_kind_of(AdjustmentKind kind);

/// Where a fund's money of an account goes.
struct AccountSpot {
  AccountNumber account;
  std::string fund;
  std::string deposit_account;
  friend bool operator==(const AccountSpot&, const AccountSpot&) = default;
};

/// What a person asks for.
struct AdjustmentRequest {
  std::string lockbox;
  AdjustmentKind kind = AdjustmentKind::Transfer;
  Money amount;
  std::optional<Origin> origin;     ///< With `has_origin`, and only then.
  std::optional<AccountSpot> from;  ///< For Transfer.
  std::optional<AccountSpot> to;    ///< For Transfer, Apply, Credit, Debit and WriteOff.
  std::string reason_code;
  std::string note;
};

struct ReasonCode {
  std::string_view code;
  std::string_view text;
};
/// Why people ask for adjustments.
[[nodiscard]] const std::vector<ReasonCode>& adjustment_reasons();

struct AdjustmentStep {
  AdjustmentEvent event = AdjustmentEvent::Approve;
  std::string actor;
  std::string at;
  std::string note;
};

struct Adjustment {
  std::int64_t number = 0;
  AdjustmentRequest request;
  AdjustmentState state = AdjustmentState::Requested;
  std::int64_t version = 1;
  std::string requested_by;
  std::string requested_at;
  std::vector<AdjustmentStep> steps;  ///< In order, only ever added to.
};

/// The first thing that makes no sense in a request, with the pointer of its member.
[[nodiscard]] Result<void> check_request(const AdjustmentRequest& request,
                                         const CorrectionPolicy& policy);
/// NotPermitted when this person may not approve it; names are compared however they are spelled.
[[nodiscard]] Result<void> check_approver(const Adjustment& adjustment, const std::string& approver,
                                          const CorrectionPolicy& policy);

/// Whether exactly this much of an envelope stands on the account.
[[nodiscard]] bool stands_on(const std::vector<Standing>& standing, const AccountSpot& account,
                             Money amount);

/// What the entry is made from.
struct PostingGround {
  std::vector<Standing> standing;    ///< Of the origin, as it is now.
  std::optional<BusinessDay> since;  ///< The day of the origin's batch.
  BusinessDay today;
};
/// The lines of its entry.  Conflict when what it would move is not there, or when money is not
/// old enough to be unclaimed.
[[nodiscard]] Result<std::vector<Line>> lines_of(const AdjustmentRequest& request,
                                                 const PostingGround& ground);

}  // namespace lockbox::deposit::ledger
