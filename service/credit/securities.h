#pragma once

/// @file
/// Security deposits as people set them, name the money that came for them, and give them back.

#include <optional>
#include <string>
#include <vector>

#include "service/credit/arrangements.h"

namespace lockbox::service::credit {

/// By the rule of its bill type, or an amount of a person with a reason.
struct AskedSecurity {
  std::string ref;
  std::vector<Money> bills = {};     ///< For a rule that takes the average, oldest first.
  std::optional<Money> amount = {};  ///< By hand; nothing: by the rule.
  std::string reason;                ///< By hand.
};
/// What the rule says of the account today.  NotFound where its bill type has none.
[[nodiscard]] Result<deposit::credit::Required> required_security(const CreditDesk& desk,
                                                                  const AskedSecurity& asked);
[[nodiscard]] Result<deposit::credit::SecurityDeposit> propose_security(
    const CreditDesk& desk, const AskedSecurity& asked, const deposit::Actor& actor);

struct SecurityView {
  deposit::credit::SecurityDeposit one;
  work::FoundAccount account;  ///< That holds its money now.
  Money received;
  Money interest;     ///< To the day.
  BusinessDay until;  ///< That day.
  Money uncovered;    ///< Of what was received: it was taken back or moved away since.
  std::optional<deposit::credit::RefundDue> refund = {};
  std::vector<deposit::credit::SecurityEvent> next = {};  ///< What a person may do.
  std::vector<std::string> waivers = {};  ///< Reasons that the rule has for waiving it.
};
/// Newest first.
[[nodiscard]] Result<std::vector<SecurityView>> view_securities(
    const CreditDesk& desk, const deposit::CreditFilter& filter);

/// Money that came for it: of an envelope, or by a receipt on a day since the proposal.
[[nodiscard]] Result<deposit::credit::SecurityDeposit> receive_security(
    const CreditDesk& desk, std::int64_t number, std::int64_t version,
    const deposit::credit::SecurityReceipt& receipt, const deposit::Actor& actor);

/// A step; a release that is asked for is of all that was received, with the interest to today.
struct AskedRelease {
  deposit::credit::ReleaseKind kind = deposit::credit::ReleaseKind::Refund;
  std::int64_t adjustment = 0;
  std::string reference;
};
struct WantedStep {
  deposit::credit::SecurityEvent event = deposit::credit::SecurityEvent::Approve;
  std::int64_t version = 0;
  std::string note = {};
  std::optional<AskedRelease> release = {};
};
[[nodiscard]] Result<deposit::credit::SecurityDeposit> step_security(const CreditDesk& desk,
                                                                     std::int64_t number,
                                                                     const WantedStep& wanted,
                                                                     const deposit::Actor& actor);

}  // namespace lockbox::service::credit
