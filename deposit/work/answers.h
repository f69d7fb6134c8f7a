#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "deposit/store/store.h"
#include "deposit/work/facts.h"

namespace lockbox::deposit {

/// One thing that a person keyed.
struct KeyedAnswer {
  std::int64_t sequence = 0;
  TaskField field = TaskField::Amount;
  std::string value;
  std::string actor;
};

/// What became of the keyed answers against the tasks as they stand.
struct AnswerReview {
  std::vector<TaskChange> accepted;  ///< Tasks to be answered, with who answered them.
  struct Refusal {
    std::size_t answer = 0;  ///< Index into the answers given.
    std::string reason;
  };
  std::vector<Refusal> refused;  ///< Also those that may be asked for later; judge at the end.
};

/// Holds each answer against its task.  Only an open task can be answered; the same answer again is
/// silently accepted; another one, one that nobody asked for or one that cannot be is refused.
[[nodiscard]] AnswerReview review_answers(const BatchContents& contents,
                                          const std::vector<KeyedAnswer>& answers,
                                          const AccountIndex& accounts);

/// The change that puts another answer in the place of the one that a task holds.  Conflict when it
/// holds none, when the money of its envelope is released, or when a confirmed duplicate would come
/// back; NotPermitted for a person who keyed the same amount in another part; InvalidInput for a
/// value that cannot answer it.
[[nodiscard]] Result<TaskChange> correct_answer(const BatchContents& contents,
                                                const KeyedAnswer& answer,
                                                const AccountIndex& accounts);

}  // namespace lockbox::deposit
