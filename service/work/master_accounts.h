#pragma once

/// @file
/// Master accounts as people keep them: what they ask for by refs, and the lists that they look
/// through.

#include <optional>
#include <string>
#include <vector>

#include "deposit/accounts/reviews.h"
#include "service/work/accounts.h"

namespace lockbox::service::work {

/// A change as a screen sends it.
struct AskedChange {
  deposit::accounts::ChangeKind kind = deposit::accounts::ChangeKind::Change;
  std::string lockbox;   ///< For a new account.
  std::string number;    ///< For a new account.
  std::string ref;       ///< For all others.
  std::string into_ref;  ///< For a merge.
  std::vector<deposit::accounts::FieldValue> wanted;
  std::optional<BusinessDay> effective_on;
  std::string reason;
};
/// InvalidInput, naming the member, also for a fund, deposit account or bill type that the site
/// does not have.
[[nodiscard]] Result<deposit::accounts::Change> ask_account_change(const AccountDesk& desk,
                                                                   const AskedChange& asked,
                                                                   const deposit::Actor& actor);

/// What becomes of a field on which the file and a change made here differ.
struct ConflictWord {
  std::string ref;
  deposit::accounts::Field field = deposit::accounts::Field::Name;
  std::string version;  ///< Of the file's word that was seen.
  std::string reason;
};
/// The change stays until the file says yet another thing.  Conflict when it does already.
[[nodiscard]] Result<void> keep_here(const AccountDesk& desk, const ConflictWord& word,
                                     const deposit::Actor& actor);
/// The file's value is asked for as a change of its own.  Conflict when a newer file says another.
[[nodiscard]] Result<deposit::accounts::Change> take_from_file(const AccountDesk& desk,
                                                               const ConflictWord& word,
                                                               const deposit::Actor& actor);

/// Fields of the lockbox's accounts on which the file and a change made here differ, and nobody has
/// decided.
[[nodiscard]] Result<std::int64_t> open_conflicts(deposit::Books& books, const std::string& site,
                                                  const std::string& lockbox);

/// All changes of one account, newest first.
[[nodiscard]] Result<std::vector<deposit::accounts::Change>> changes_of_account(
    const AccountDesk& desk, const std::string& ref);

struct DuplicatePair {
  FoundAccount one;
  FoundAccount other;
  std::int64_t name = 0;
  std::int64_t address = 0;
};

/// What somebody should look at; each list has its first `list_max` rows.
struct AccountReview {
  std::vector<deposit::accounts::Change> waiting;   ///< For another person, or for their day.
  std::vector<deposit::accounts::Change> changed;   ///< Applied, in effect since the day.
  std::vector<deposit::AccountConflict> conflicts;  ///< Nobody has decided these.
  std::vector<FoundAccount> credits;
  std::vector<FoundAccount> closed_with_balance;
  std::vector<DuplicatePair> duplicates;
  std::vector<deposit::ClosedPayment> paid_closed;
};
[[nodiscard]] Result<AccountReview> review_accounts(const AccountDesk& desk,
                                                    const BusinessDay& since);

}  // namespace lockbox::service::work
