#include "deposit/decide/foreign_line.h"

#include <algorithm>
#include <utility>

#include "deposit/decide/envelope.h"
#include "encode/micr/foreign_fields.h"

namespace lockbox::deposit {
namespace {

constexpr std::string_view program = "lockbox";

bool was_raised(const BatchContents& contents, std::int64_t sequence) {
  return std::ranges::any_of(contents.cases, [sequence](const ExceptionCase& one) {
    return one.sequence == sequence && one.reason == ExceptionReason::Foreign;
  });
}

bool can_wait(const BatchContents& contents, std::int64_t sequence) {
  const auto* envelope = envelope_of(contents, sequence);
  // Where it begins and ends is asked before anything holds all of it.
  return envelope != nullptr && !is_frozen(*envelope) &&
         envelope->state != TransactionState::Assembled &&
         envelope->state != TransactionState::Returned;
}

}  // namespace

std::optional<RaisedException> foreign_by_line(const BatchContents& contents,
                                               const std::vector<DocumentFacts>& documents) {
  for (const auto& facts : documents) {
    if (!facts.is_tender() || !facts.has_sure_line()) continue;
    const auto fields = encode::find_foreign_fields(facts.micr.raw);
    if (!fields || was_raised(contents, facts.sequence)) continue;
    if (!can_wait(contents, facts.sequence)) continue;
    auto note = "A foreign line, " + text_of(*fields, encode::AccountShown::LastDigits);
    if (!facts.duplicate_reason.empty()) note += ". " + facts.duplicate_reason;
    return RaisedException{contents.batch.header.business_day,
                           facts.sequence,
                           ExceptionReason::Foreign,
                           std::move(note),
                           std::nullopt,
                           std::string{program}};
  }
  return std::nullopt;
}

}  // namespace lockbox::deposit
