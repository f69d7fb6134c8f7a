#pragma once

/// @file
/// What is known of a batch before anything is decided: the reader's and people's word, merged.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "deposit/model/account.h"
#include "deposit/model/match.h"
#include "deposit/model/site.h"
#include "deposit/store/store.h"

namespace lockbox::deposit {

/// The biller's accounts by number.
class AccountIndex {
 public:
  explicit AccountIndex(std::vector<Account> accounts);
  /// The account, or nullptr when the file does not have it.
  [[nodiscard]] const Account* find(const AccountNumber& number) const;
  [[nodiscard]] const std::vector<Account>& all() const { return accounts_; }

 private:
  std::vector<Account> accounts_;
  std::unordered_map<std::string, std::size_t> by_number_;
};

/// People's answers by document and field.
using AnswerKey = std::pair<std::int64_t, TaskField>;
using Answers = std::map<AnswerKey, std::string>;

/// The answers that the tasks of a batch hold.
[[nodiscard]] Answers answers_of(const std::vector<Task>& tasks);

/// One document as the deciding stages see it.
struct DocumentFacts {
  std::int64_t sequence = 0;
  ItemKind kind = ItemKind::Unknown;
  bool needs_rescan = false;  ///< Its front cannot be read; only a new scan helps.
  bool is_separator = false;
  std::optional<std::int64_t> scanner_transaction;
  encode::MicrLine micr;  ///< As repaired by a person, else as read.
  bool micr_repaired = false;
  std::optional<Money> amount;
  std::optional<AmountSource> amount_source;
  bool was_keyed = false;     ///< A person keyed the amount, from the item and not its MICR line.
  bool was_verified = false;  ///< A second person keyed it too.
  bool is_disputed = false;   ///< The two differ and no third has decided; `amount` is the first's.
  bool is_unverified = false;  ///< Another person is asked for the amount just now.
  std::optional<CouponFact> coupon;
  std::vector<encode::CheckBoxRead> check_boxes;  ///< Of the coupon.
  std::optional<AccountNumber> keyed_account;
  std::vector<Share> keyed_split;            ///< A person divided the check over several accounts.
  std::optional<Money> keyed_suspense;       ///< What of it that person put into suspense by name.
  std::optional<std::string> boundary;       ///< "first" or "joins", when a person said so.
  std::optional<std::string> duplicate;      ///< "yes" or "no", when a person said so.
  std::optional<std::int64_t> duplicate_of;  ///< First capture in this batch.
  std::string duplicate_reason;              ///< Why it may be a duplicate; empty: it may not.
  std::optional<AlikeCapture> alike;         ///< Whose picture looks like this one's.
  bool is_only_alike = false;                ///< Nothing but the picture speaks for a duplicate.
  std::optional<std::int64_t> frozen_transaction;  ///< Key, when the money of it is booked.
  std::optional<Decision> decision;                ///< A hold or return by a person that holds now.
  std::optional<AcceptedPicture> accepted_picture;  ///< It was refused and counts by this word.
  std::optional<KindCorrection> kind_correction;    ///< What it is by the last person's word.

  /// A person said whom it is for.
  [[nodiscard]] bool is_account_keyed() const {
    return keyed_account || !keyed_split.empty() || keyed_suspense;
  }
  /// A person said where every cent of the check goes.
  [[nodiscard]] bool is_divided() const;
  [[nodiscard]] bool is_confirmed_duplicate() const { return duplicate == "yes"; }
  /// The amount counts: nobody else is to be asked for it.
  [[nodiscard]] bool has_certain_amount() const { return amount && !is_disputed && !is_unverified; }
  [[nodiscard]] bool is_returned() const {
    return decision && decision->kind == DecisionKind::Return;
  }
  /// It must be scanned again, unless its envelope goes back as it is.
  [[nodiscard]] bool waits_for_rescan() const { return needs_rescan && !is_returned(); }
  /// Nothing of the check's line is left to be keyed or looked at.
  [[nodiscard]] bool has_sure_line() const;
  [[nodiscard]] bool is_tender() const { return kind == ItemKind::Tender; }
  [[nodiscard]] bool is_money_order() const {
    return is_tender() && kind_correction && kind_correction->kind == PaperKind::MoneyOrder;
  }
  [[nodiscard]] bool is_coupon() const { return kind == ItemKind::Coupon; }
};

/// Earlier captures of a batch's checks in other batches, by sequence.
using PriorChecks = std::map<std::int64_t, PriorCheck>;

/// Merges reading, answers and what is frozen; finds checks that were captured twice, by line and
/// amount and, where these say nothing, by picture.
[[nodiscard]] std::vector<DocumentFacts> gather_facts(const BatchContents& contents,
                                                      const Answers& answers,
                                                      const PriorChecks& prior);

/// Whether another person is to key this amount: until then it counts for nothing, and nobody is
/// shown what was keyed.
[[nodiscard]] bool awaits_verification(const BatchContents& contents, std::int64_t sequence);

/// Its batch balanced when it was released.
[[nodiscard]] bool is_released(TransactionState state);
/// Its money is booked and can no longer be regrouped.  A letter or a coupon that was released
/// without money can: a check may still turn out to belong to it.
[[nodiscard]] bool is_frozen(const Transaction& transaction);

}  // namespace lockbox::deposit
