#pragma once

/// @file
/// Referral to collection: the scored list of a day, what people propose of it, and the files that
/// the agency is told by.

#include <filesystem>
#include <string>
#include <vector>

#include "core/bytes.h"
#include "service/credit/arrangements.h"

namespace lockbox::service::credit {

/// An account with its score.
struct ScoredAccount {
  work::FoundAccount account;
  deposit::credit::ReferralFacts facts;
  deposit::credit::ReferralScore score;
};
struct ReferralList {
  BusinessDay day;
  std::vector<ScoredAccount> accounts = {};  ///< Most points first, then the greater amount.
  std::int64_t beyond = 0;                   ///< Listed ones that are not among these.
  std::int64_t arranged = 0;  ///< Left out: their payment arrangement is kept so far.
  std::int64_t referred = 0;  ///< Left out: referred already.
};
/// At most 200 accounts.  Conflict where the site has no [referral].
[[nodiscard]] Result<ReferralList> referral_list(const CreditDesk& desk);

/// The account's score now; by a person with a reason where it is below the list.
struct AskedReferral {
  std::string ref;
  std::string reason = {};
};
[[nodiscard]] Result<deposit::credit::Referral> propose_referral(const CreditDesk& desk,
                                                                 const AskedReferral& asked,
                                                                 const deposit::Actor& actor);

struct ReferralView {
  deposit::credit::Referral one;
  work::FoundAccount account;
  std::vector<deposit::credit::ReferralEvent> next = {};  ///< What a person may do.
  std::vector<deposit::credit::Receipt> paid_since = {};  ///< From the day of the proposal on.
};
/// Newest first.
[[nodiscard]] Result<std::vector<ReferralView>> view_referrals(const CreditDesk& desk,
                                                               const deposit::CreditFilter& filter);

/// A step of a person.  Conflict on an approval that the books do not bear out any more: less is
/// owed than was proposed, something was paid since, or the account is arranged or merged.
[[nodiscard]] Result<deposit::credit::Referral> step_referral(
    const CreditDesk& desk, std::int64_t number, const deposit::WantedReferralStep& wanted,
    const deposit::Actor& actor);

/// An approved referral that the books do not bear out any more.
struct LeftOut {
  std::int64_t referral = 0;
  std::string why;
};
struct MadeReferralFile {
  deposit::credit::ReferralFile file;
  std::vector<LeftOut> left_out = {};
};
/// Writes a file of all that wait for one of the kind and that the books bear out, and names it in
/// the books.  Conflict when there is none.
[[nodiscard]] Result<MadeReferralFile> make_referral_file(const CreditDesk& desk,
                                                          deposit::credit::ReferralFileKind kind,
                                                          const std::filesystem::path& folder,
                                                          const deposit::Actor& actor);
/// The bytes of one.  NotFound for any other number; Conflict when it is not in the folder as the
/// books name it.
[[nodiscard]] Result<Bytes> referral_file_bytes(const deposit::credit::ReferralFile& file,
                                                const std::filesystem::path& folder);
[[nodiscard]] Result<deposit::credit::ReferralFile> find_referral_file(const CreditDesk& desk,
                                                                       std::int64_t number);

}  // namespace lockbox::service::credit
