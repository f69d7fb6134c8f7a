#include "deposit/store/sqlite/return_wish_rows.h"

#include <algorithm>
#include <array>

#include "core/text.h"
#include "deposit/model/person.h"

namespace lockbox::deposit {

namespace {

constexpr std::string_view insert_wish =
    "INSERT INTO return_wish (return_id, lockbox_id, event, asked_by, asked_at, reason, state,"
    " note) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'asked', '')";
constexpr std::string_view insert_payment =
    "INSERT INTO return_wish_payment (wish_id, lockbox_id, document_id) VALUES (?1, ?2, ?3)";
constexpr std::string_view decide_wish =
    "UPDATE return_wish SET state = ?2, decided_by = ?3, decided_at = ?4, note = ?5,"
    " step_ordinal = ?6 WHERE return_id = ?1 AND state = 'asked'";
constexpr std::string_view agreed = "agreed";
constexpr std::string_view declined = "declined";
constexpr std::string_view touch =
    "UPDATE returned_item SET version = version + 1 WHERE return_id = ?1";

std::string words_of(ledger::ReturnEvent event) {
  std::string words{name_of(ledger::return_event_names, event)};
  std::ranges::replace(words, '_', ' ');
  return words;
}

/// The item goes nowhere, but somebody said something about it.
void touch_return(StoreContext& context, std::int64_t lockbox_id, const ReturnedItem& item,
                  const std::string& event) {
  context.db.run(touch, item.number);
  const auto state = name_of(ledger::return_state_names, item.state);
  context.audit.add_in_state(subject_of_return(lockbox_id, item.number), event, state, state);
}

}  // namespace

AuditSubject subject_of_return(std::int64_t lockbox_id, std::int64_t number) {
  return {Entity::ReturnedItem, lockbox_id, std::nullopt, number,
          "return/" + std::to_string(number)};
}

Result<void> ask_for_return(StoreContext& context, std::int64_t lockbox_id,
                            const ReturnedItem& item, const WantedReturnStep& wanted) {
  const auto next = next_state(ledger::return_transitions, item.state, wanted.event);
  if (!next) {
    return fail(ErrorCode::Conflict,
                "Return " + std::to_string(item.number) + " is " +
                    std::string{name_of(ledger::return_state_names, item.state)} +
                    "; this cannot be done now.");
  }
  if (is_blank(wanted.note)) {
    return fail(ErrorCode::InvalidInput, "Say why, so that another person can agree.", "/note");
  }
  const auto event = std::string{name_of(ledger::return_event_names, wanted.event)};
  const auto wish =
      context.db.insert(insert_wish, item.number, lockbox_id, event, context.audit.actor(),
                        to_string(context.clock.now()), wanted.note);
  if (wanted.event == ledger::ReturnEvent::PayBack && wanted.document) {
    context.db.run(insert_payment, wish, lockbox_id, wanted.document->value());
  }
  touch_return(context, lockbox_id, item, "ask_" + event);
  return {};
}

Result<std::string> agree_to_return(StoreContext& context, const ReturnedItem& item,
                                    const WantedReturnStep& wanted) {
  const auto& wish = *item.wish;
  const auto name = "Return " + std::to_string(item.number);
  if (wanted.event != wish.event) {
    return fail(ErrorCode::Conflict, name + " waits for an answer: " + wish.asked_by +
                                         " asked to " + words_of(wish.event) +
                                         " it; agree or decline first.");
  }
  if (wanted.document && wanted.document != wish.payment) {
    return fail(ErrorCode::Conflict,
                "Another payment was asked for; agree to that one, or decline and name yours.",
                "/document_id");
  }
  const auto& person = context.audit.actor();
  if (is_same_person(wish.asked_by, person)) {
    return fail(ErrorCode::NotPermitted,
                "You asked to " + words_of(wish.event) + " it; another person must agree.");
  }
  context.db.run(decide_wish, item.number, agreed, person, to_string(context.clock.now()),
                 wanted.note, item.steps.size() + 1);
  if (is_blank(wanted.note)) return wish.note;
  return wish.note + "; " + wanted.note;
}

Result<void> decline_for_return(StoreContext& context, std::int64_t lockbox_id,
                                const ReturnedItem& item, const std::string& note) {
  if (!item.wish) {
    return fail(ErrorCode::Conflict,
                "Nobody asks for anything about return " + std::to_string(item.number) + ".");
  }
  if (is_blank(note)) {
    return fail(ErrorCode::InvalidInput, "Say why it is not done.", "/note");
  }
  context.db.run(decide_wish, item.number, declined, context.audit.actor(),
                 to_string(context.clock.now()), note, std::nullopt);
  const auto event = name_of(ledger::return_event_names, item.wish->event);
  touch_return(context, lockbox_id, item, "decline_" + std::string{event});
  return {};
}

}  // namespace lockbox::deposit
