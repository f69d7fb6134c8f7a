#pragma once

/// @file
/// Referral to collection: the score of an account with every point explained, and the files that
/// the agency is told by.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/account_number.h"
#include "core/business_day.h"
#include "core/money.h"
#include "core/result.h"
#include "deposit/credit/lives.h"
#include "deposit/model/account.h"
#include "deposit/model/credit_rules.h"

namespace lockbox::deposit::credit {

/// What the score looks at.
struct ReferralFacts {
  Money amount = {};                       ///< Open.
  std::optional<BusinessDay> oldest = {};  ///< Due day of the oldest open amount; nothing: unknown.
  std::int64_t broken = 0;                 ///< Arrangements that were not kept.
  std::int64_t returns = 0;                ///< Checks that came back in twelve months.
  std::optional<BusinessDay> last_paid = {};  ///< Nothing: no payment is in the books.
};

/// The due day of the oldest of the account's open amounts: of its charges, or of the whole where
/// the biller's spelling of it is a date.
[[nodiscard]] std::optional<BusinessDay> oldest_open(const Account& account);

struct ScorePart {
  ReferralFactor factor = ReferralFactor::AgeDays;
  std::int64_t value = 0;  ///< Days, cents or a number.
  std::int64_t points = 0;
  std::string why;  ///< A sentence.
};
struct ReferralScore {
  std::int64_t points = 0;
  std::vector<ScorePart> parts = {};  ///< Of every factor that the rules name.
};
[[nodiscard]] ReferralScore score(const ReferralFacts& facts, const ReferralRules& rules,
                                  const BusinessDay& today);
/// The sentences of the parts that gave points.
[[nodiscard]] std::string explain(const ReferralScore& score);

struct NewReferral {
  std::string lockbox;
  AccountNumber account;
  BusinessDay day;
  Money amount;
  std::int64_t points = 0;
  std::string why;  ///< Of the score, or of a person.
};
/// InvalidInput, naming the member.
[[nodiscard]] Result<void> check_referral(const NewReferral& wanted);

struct Referral {
  std::int64_t number = 0;
  NewReferral wanted;
  ReferralState state = ReferralState::Proposed;
  std::int64_t version = 1;
  std::string proposed_by = {};
  std::string proposed_at = {};
  std::string file = {};         ///< That told the agency of it; empty while none did.
  std::string recall_file = {};  ///< That told the agency of its recall.
  std::optional<BusinessDay> referred_on = {};
  std::vector<Step<ReferralEvent>> steps = {};
};
/// Whether no other referral of the account may be proposed beside it.
[[nodiscard]] bool is_live(ReferralState state);
/// NotPermitted for who proposed it, to approve it.
[[nodiscard]] Result<void> check_second_person(const Referral& referral, ReferralEvent event,
                                               const std::string& person);

enum class ReferralFileKind { Referral, Recall };
inline constexpr Names<2> referral_file_kind_names{"referral", "recall"};

/// One line of a file.
struct ReferralLine {
  std::int64_t referral = 0;
  std::string lockbox;
  AccountNumber account;
  std::string name;
  std::string address;
  Money amount;
  BusinessDay day;  ///< Of the proposal.
  std::string reason;
};

/// A file as the books name it; never changed.
struct ReferralFile {
  std::int64_t number = 0;  ///< Counts the site's files, from 1.
  ReferralFileKind kind = ReferralFileKind::Referral;
  BusinessDay day;
  std::string name = {};
  std::string sha256_hex = {};
  Money amount = {};
  std::vector<std::int64_t> referrals = {};
  std::string made_by = {};
  std::string made_at = {};
};
/// "referral-SITE-0001-1a2b3c4d.csv": with the beginning of its hash, so that of two people who
/// make the same number at once neither overwrites the other's file.
[[nodiscard]] std::string file_name(const std::string& site, const ReferralFile& file);

/// RFC 4180, LF at the end of each record:
///
///     H,1,SITE,KIND,BUSINESS_DAY,NUMBER
///     D,REFERRAL,LOCKBOX,ACCOUNT,NAME,ADDRESS,AMOUNT_CENTS,PROPOSED_ON,REASON
///     T,COUNT,TOTAL_CENTS
[[nodiscard]] std::string render_referral_file(const std::string& site, const ReferralFile& file,
                                               std::span<const ReferralLine> lines);

}  // namespace lockbox::deposit::credit
