#pragma once

/// @file
/// What a watch over the books finds: a pattern that an honest office seldom makes, with the items,
/// people, amounts and days behind it.  A finding accuses nobody; a person looks at it.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/business_day.h"
#include "core/ids.h"
#include "core/money.h"
#include "core/state_table.h"

namespace lockbox::deposit::watch {

/// What is looked for; the order of enumerators is never changed.
enum class Lens {
  Lapping,        ///< One payer's money on another's account, which a third payer's covers later.
  Substitution,   ///< Cash that was counted and not deposited, and checks in its place.
  DoublePosting,  ///< One check or one picture deposited twice.
  NearClose,      ///< Somebody's corrections crowd before the close.
  StaffPayer,     ///< A person places or corrects money on an account of their own name.
  OverShort,      ///< Differences accepted in one person's batches lean to one side.
  ApprovalPair,   ///< One person's deposits are approved by one other person only.
};
inline constexpr Names<7> lens_names{"lapping",     "substitution", "double_posting", "near_close",
                                     "staff_payer", "over_short",   "approval_pair"};

enum class FindingState { New, LookedAt, Dismissed };
inline constexpr Names<3> finding_state_names{"new", "looked_at", "dismissed"};
enum class FindingEvent {
  Look,     ///< Somebody looked at it and says what they saw.
  Dismiss,  ///< There is an honest explanation.
  Grow,     ///< More of it was found: somebody must look again.
};
inline constexpr Names<3> finding_event_names{"look", "dismiss", "grow"};
inline constexpr std::array finding_transitions{
    Transition{FindingState::New, FindingEvent::Look, FindingState::LookedAt},
    Transition{FindingState::LookedAt, FindingEvent::Look, FindingState::LookedAt},
    Transition{FindingState::Dismissed, FindingEvent::Look, FindingState::LookedAt},
    Transition{FindingState::New, FindingEvent::Dismiss, FindingState::Dismissed},
    Transition{FindingState::LookedAt, FindingEvent::Dismiss, FindingState::Dismissed},
    Transition{FindingState::New, FindingEvent::Grow, FindingState::New},
    Transition{FindingState::LookedAt, FindingEvent::Grow, FindingState::New},
    Transition{FindingState::Dismissed, FindingEvent::Grow, FindingState::New},
};

/// One thing that speaks for a finding.
struct Evidence {
  std::string text;  ///< A sentence; no account number stands in it but its last digits.
  BusinessDay day;
  std::optional<Money> amount = {};
  std::string person = {};                  ///< Who did it; empty where nobody did.
  std::optional<DocumentId> document = {};  ///< The paper.
  std::string lockbox = {};
  std::string ticket = {};  ///< With its lockbox, the deposit.
  friend bool operator==(const Evidence&, const Evidence&) = default;
};

/// Points are added for each circumstance that its lens names, 100 at most; from `score_min` on it
/// is told.  They order findings, and are no probability.
struct Finding {
  Lens lens = Lens::Lapping;
  std::string about;  ///< What makes it this finding and no other, for finding it again.
  int score = 0;
  std::string sentence;
  std::vector<std::string> people;  ///< Whom it is about.
  std::vector<Evidence> evidence;   ///< In order.
};
inline constexpr int score_min = 40;
inline constexpr int score_max = 100;

}  // namespace lockbox::deposit::watch
