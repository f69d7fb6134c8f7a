#include "deposit/work/answers.h"

#include <algorithm>

namespace lockbox::deposit {

namespace {

/// The one spelling of a value that is stored and compared.
std::string canonical(TaskField field, const std::string& value) {
  switch (field) {
    case TaskField::Amount: {
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
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  return !value.empty() && value != "0" && value.size() <= 10 &&
         std::ranges::all_of(value, is_digit);
}

/// Why the value cannot answer the field; empty when it can.
std::string objection(const Task& task, const std::string& value, const BatchContents& contents,
                      const AccountIndex& accounts) {
  switch (task.field) {
    case TaskField::Amount:
      return is_amount(value) ? "" : "An amount is whole cents, from 1 to 9999999999.";
    case TaskField::Account:
      return accounts.find(AccountNumber{value}) != nullptr
                 ? ""
                 : "The account file does not have this account.";
    case TaskField::Micr: {
      const auto line = encode::parse_micr_line(value);
      if (!line) return line.error().message;
      return line->is_complete() ? "" : "The line lacks a valid routing number or an account.";
    }
    case TaskField::Boundary:
      if (value == "first") return "";
      if (value != "joins") return "A boundary is 'first' or 'joins'.";
      return contents.documents.front().captured.sequence == task.sequence
                 ? "Nothing lies before the first document of a batch."
                 : "";
    case TaskField::Duplicate:
      return value == "yes" || value == "no" ? "" : "A duplicate is 'yes' or 'no'.";
  }
  return "This field cannot be keyed.";
}

}  // namespace

AnswerReview review_answers(const BatchContents& contents, const std::vector<KeyedAnswer>& answers,
                            const AccountIndex& accounts) {
  std::map<AnswerKey, const Task*> tasks;
  for (const auto& task : contents.tasks) tasks[{task.sequence, task.field}] = &task;

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
    if (auto reason = objection(task, value, contents, accounts); !reason.empty()) {
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
