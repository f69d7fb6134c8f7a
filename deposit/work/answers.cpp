#include "deposit/work/answers.h"

#include <algorithm>
#include <unordered_map>

#include "core/text.h"
#include "deposit/model/person.h"
#include "encode/micr/line_of_font.h"

namespace lockbox::deposit {

namespace {

/// The one spelling of a value that is stored and compared.
std::string canonical(TaskField field, const std::string& value) {
  switch (field) {
    case TaskField::Amount:
    case TaskField::VerifyAmount:
    case TaskField::ThirdAmount: {
      const auto digits = value.find_first_not_of('0');
      return digits == std::string::npos ? "0" : value.substr(digits);
    }
    case TaskField::Micr: {
      auto dense = value;
      std::erase(dense, ' ');
      return dense;
    }
    case TaskField::Account:
    case TaskField::Boundary:
    case TaskField::Duplicate:
      return value;
  }
  return value;
}

bool is_amount(const std::string& value) {
  return !value.empty() && value != "0" && value.size() <= 10 &&
         std::ranges::all_of(value, is_digit);
}

bool carries_money(const Document& document) {
  return document.reading && (document.reading->kind == encode::PageKind::Check ||
                              document.reading->kind == encode::PageKind::Coupon);
}

/// What answers are held against.
class Examiner {
 public:
  Examiner(const BatchContents& contents, const AccountIndex& accounts)
      : contents_{contents}, accounts_{accounts} {
    for (const auto& transaction : contents.transactions) {
      for (const auto sequence : transaction.documents) owners_[sequence] = &transaction;
    }
  }

  /// Why this person may not answer the task; empty when the person may.
  [[nodiscard]] std::string objection_to_person(const Task& task, const std::string& actor) const;
  /// Why the value cannot answer the task; empty when it can.
  [[nodiscard]] std::string objection(const Task& task, const std::string& value) const;
  /// Why the answer that the task holds must stay; empty when it may change.
  [[nodiscard]] std::string objection_to_correction(const Task& task) const;

 private:
  [[nodiscard]] std::string joining_objection(std::int64_t sequence) const;
  [[nodiscard]] std::string split_objection(std::int64_t sequence, const std::string& value) const;
  [[nodiscard]] bool is_of_several_coupons(const Transaction& envelope) const;
  [[nodiscard]] const Transaction* owner_of(const Document& document) const {
    const auto found = owners_.find(document.captured.sequence);
    return found == owners_.end() ? nullptr : found->second;
  }

  const BatchContents& contents_;
  const AccountIndex& accounts_;
  std::unordered_map<std::int64_t, const Transaction*> owners_;
};

/// Why this document cannot join the envelope before it; empty when it can.
std::string Examiner::joining_objection(std::int64_t sequence) const {
  const auto& documents = contents_.documents;
  auto at = std::ranges::lower_bound(documents, sequence, {},
                                     [](const Document& one) { return one.captured.sequence; });
  if (at == documents.begin()) return "Nothing lies before the first document of a batch.";
  if (!carries_money(*at)) return "";
  const auto* own = owner_of(*at);
  const Transaction* before = nullptr;  // Separators and second captures are in no envelope.
  while (before == nullptr && at != documents.begin()) before = owner_of(*--at);
  if (before == nullptr || before == own || !is_frozen(*before)) return "";
  return "The payment before it is released and takes no more; this is the 'first' of an envelope "
         "of its own, and its account can be named.";
}

bool Examiner::is_of_several_coupons(const Transaction& envelope) const {
  return std::ranges::count_if(contents_.items, [&](const Item& item) {
           return item.kind == ItemKind::Coupon && item.transaction == envelope.key;
         }) > 1;
}

/// Why the check cannot be divided so; empty when it can.  What a list leaves over goes to
/// suspense; a check of several coupons is divided to the cent, what is to wait in suspense by
/// name.
std::string Examiner::split_objection(std::int64_t sequence, const std::string& value) const {
  const auto split = parse_split(value);
  if (!split) return split.error().message;
  const auto item = std::ranges::find(contents_.items, sequence, &Item::sequence);
  if (item == contents_.items.end() || item->kind != ItemKind::Tender) {
    return "Only a check is divided over accounts.";
  }
  if (!item->amount) return "Key the amount of the check before it is divided.";
  const auto owner = owners_.find(sequence);
  const bool has_coupons = owner != owners_.end() && is_of_several_coupons(*owner->second);
  Money sum;
  for (const auto& share : *split) {
    const bool is_suspense = share.account.reveal() == suspense_share;
    if (is_suspense && !has_coupons) return "Only a check of several coupons is put there by name.";
    if (!is_suspense && accounts_.find(share.account) == nullptr) {
      return "The account file does not have the account " + share.account.masked() + ".";
    }
    sum += share.amount;
  }
  if (sum == *item->amount || (sum < *item->amount && !has_coupons)) return "";
  return "The list comes to " + sum.to_string() + ", the check is over " +
         item->amount->to_string() + ".";
}

/// The keys of an amount are different people, so that no error is made twice by one.
std::string Examiner::objection_to_person(const Task& task, const std::string& actor) const {
  if (!is_amount_field(task.field)) return "";
  for (const auto& other : contents_.tasks) {
    if (other.sequence != task.sequence || other.field == task.field) continue;
    if (!is_amount_field(other.field) || other.state != TaskState::Answered) continue;
    if (is_same_person(other.answered_by, actor)) {
      return "You keyed this amount before, so someone else must key it now.";
    }
  }
  return "";
}

std::string Examiner::objection(const Task& task, const std::string& value) const {
  switch (task.field) {
    case TaskField::Amount:
    case TaskField::VerifyAmount:
    case TaskField::ThirdAmount:
      return is_amount(value) ? "" : "An amount is whole cents, from 1 to 9999999999.";
    case TaskField::Account:
      if (contents_.suspense_taken.contains(task.transaction)) {
        return "Corrections have moved money of this envelope out of suspense; move what is left "
               "of it by a correction too.";
      }
      if (is_split(value)) return split_objection(task.sequence, value);
      return accounts_.find(AccountNumber{value}) != nullptr
                 ? ""
                 : "The account file does not have this account.";
    case TaskField::Micr: {
      const auto line = encode::parse_keyed_line(value);
      return line ? "" : line.error().message;
    }
    case TaskField::Boundary:
      if (value == "first") return "";
      return value == "joins" ? joining_objection(task.sequence)
                              : "A boundary is 'first' or 'joins'.";
    case TaskField::Duplicate:
      return value == "yes" || value == "no" ? "" : "A duplicate is 'yes' or 'no'.";
  }
  return "This field cannot be keyed.";
}

std::string Examiner::objection_to_correction(const Task& task) const {
  if (task.state != TaskState::Answered) return "This task has no answer yet; answer it.";
  const auto owner = owners_.find(task.sequence);
  if (owner != owners_.end() && is_frozen(*owner->second)) {
    return "The money of this envelope is released; what was keyed stays as it is.";
  }
  if (task.field == TaskField::Duplicate && task.answer == "yes") {
    return "A confirmed duplicate does not come back; scan the paper again if it was none.";
  }
  return "";
}

}  // namespace

Result<TaskChange> correct_answer(const BatchContents& contents, const KeyedAnswer& answer,
                                  const AccountIndex& accounts) {
  const auto found = std::ranges::find_if(contents.tasks, [&](const Task& task) {
    return task.sequence == answer.sequence && task.field == answer.field;
  });
  if (found == contents.tasks.end()) {
    return fail(ErrorCode::NotFound, "Nobody asked for this field of this document.");
  }
  const Examiner examiner{contents, accounts};
  if (auto reason = examiner.objection_to_correction(*found); !reason.empty()) {
    return fail(ErrorCode::Conflict, std::move(reason));
  }
  if (auto reason = examiner.objection_to_person(*found, answer.actor); !reason.empty()) {
    return fail(ErrorCode::NotPermitted, std::move(reason));
  }
  auto value = canonical(answer.field, answer.value);
  if (auto reason = examiner.objection(*found, value); !reason.empty()) {
    return fail(ErrorCode::InvalidInput, std::move(reason), "/value");
  }
  auto after = *found;
  after.answer = std::move(value);
  after.answered_by = answer.actor;
  return TaskChange{std::move(after), {TaskEvent::Correct}};
}

AnswerReview review_answers(const BatchContents& contents, const std::vector<KeyedAnswer>& answers,
                            const AccountIndex& accounts) {
  std::map<AnswerKey, const Task*> tasks;
  for (const auto& task : contents.tasks) tasks[{task.sequence, task.field}] = &task;

  const Examiner examiner{contents, accounts};
  AnswerReview review;
  std::map<AnswerKey, std::string> given;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const auto& answer = answers[i];
    const AnswerKey key{answer.sequence, answer.field};
    const auto value = canonical(answer.field, answer.value);
    const auto refuse = [&](std::string reason) {
      review.refused.push_back({i, std::move(reason)});
    };
    const auto found = tasks.find(key);
    if (found == tasks.end() || found->second->state == TaskState::Withdrawn) {
      refuse("Nobody asked for this field of this document.");
      continue;
    }
    const auto& task = *found->second;
    const auto earlier = given.find(key);
    const auto* known = task.state == TaskState::Answered ? &task.answer
                        : earlier != given.end()          ? &earlier->second
                                                          : nullptr;
    if (known != nullptr) {
      if (*known != value) refuse("This was answered before, with another value.");
      continue;
    }
    auto reason = examiner.objection_to_person(task, answer.actor);
    if (reason.empty()) reason = examiner.objection(task, value);
    if (!reason.empty()) {
      refuse(std::move(reason));
      continue;
    }
    given.emplace(key, value);
    auto after = task;
    after.state = TaskState::Answered;
    after.answer = value;
    after.answered_by = answer.actor;
    review.accepted.push_back({std::move(after), {TaskEvent::Answer}});
  }
  return review;
}

}  // namespace lockbox::deposit
