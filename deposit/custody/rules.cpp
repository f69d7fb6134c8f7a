#include "deposit/custody/rules.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/check.h"
#include "core/text.h"
#include "deposit/model/person.h"

namespace lockbox::deposit::custody {

namespace {

constexpr std::int64_t bills_max = 10'000;
constexpr std::int64_t days_max = 36'600;

bool was(const WorkUnit& unit, UnitEvent event) {
  return std::ranges::find(unit.steps, event, &UnitStep::event) != unit.steps.end();
}

bool is_held(const Hold& hold, const Box& box, const std::vector<WorkUnit>& inside) {
  if (!hold.is_live()) return false;
  if (hold.box == box.id) return true;
  return std::ranges::any_of(inside, [&](const WorkUnit& unit) { return hold.unit == unit.id; });
}

}  // namespace

Result<void> check_second(std::string_view first, std::string_view second,
                          std::string_view of_what) {
  if (!is_same_person(first, second)) return {};
  return fail(ErrorCode::NotPermitted, fmt::format("{} is signed by two people, and {} was the "
                                                   "first; ask somebody else to sign.",
                                                   of_what, first));
}

Result<void> check_has(const WorkUnit& unit, std::string_view person) {
  const auto name = name_of_unit(unit);
  if (!unit.is_signed) {
    return fail(ErrorCode::Conflict,
                name + " is signed by one person only; have its second signature first.");
  }
  if (const auto* const offer = unit.open_hand_off()) {
    return fail(ErrorCode::Conflict, fmt::format("{} is offered to {}; have it taken or withdraw "
                                                 "the offer first.",
                                                 name, offer->taker));
  }
  if (unit.holder.empty() || is_same_person(unit.holder, person)) return {};
  return fail(ErrorCode::NotPermitted,
              fmt::format("{} is with {}; have it handed over first.", name, unit.holder));
}

Result<Stage> check_step(const WorkUnit& unit, UnitEvent event) {
  if (event == UnitEvent::BecomeDue || event == UnitEvent::Destroy) {
    return fail(ErrorCode::InvalidInput,
                "Paper is destroyed by the box, with two signatures; sign for its box.", "/event");
  }
  if (event == UnitEvent::Endorse && was(unit, event)) {
    return fail(ErrorCode::Conflict, name_of_unit(unit) + " is endorsed already.");
  }
  const auto next = next_state(unit_transitions, unit.stage, event);
  if (next) return *next;
  return fail(ErrorCode::Conflict,
              fmt::format("{} is {}; the step '{}' does not follow.", name_of_unit(unit),
                          name_of(stage_names, unit.stage), name_of(unit_event_names, event)));
}

Result<void> check_endorsed(const WorkUnit& unit) {
  const bool is_out = unit.stage == Stage::Extracted || unit.stage == Stage::Candled;
  const bool may_pay = unit.sort_class != SortClass::Returned;
  if (!is_out || !may_pay || was(unit, UnitEvent::Endorse)) return {};
  return fail(ErrorCode::Conflict,
              name_of_unit(unit) +
                  " is open and its checks are not endorsed; stamp them \"for "
                  "deposit only\" and say so as its next step, then hand it on.");
}

Result<void> check_pieces(std::int64_t pieces, std::string_view field) {
  if (pieces >= 0 && pieces <= pieces_max) return {};
  return fail(ErrorCode::InvalidInput,
              fmt::format("{} is no count of pieces; give 0 to {}.", pieces, pieces_max),
              std::string{field});
}

Result<void> check_words(std::string_view text, std::string_view field) {
  if (text.size() <= words_max) return {};
  return fail(ErrorCode::InvalidInput,
              fmt::format("The text is longer than {} bytes; say it shorter.", words_max),
              std::string{field});
}

Result<void> check_reason(std::string_view text, std::string_view field) {
  if (is_blank(text)) {
    return fail(ErrorCode::InvalidInput, "This is done with a reason; say why.",
                std::string{field});
  }
  return check_words(text, field);
}

Result<void> check_departure(const WorkUnit& unit, Flow flow, std::int64_t pieces) {
  if (flow != Flow::Returned && flow != Flow::Forwarded && flow != Flow::SentToBank) {
    return fail(ErrorCode::InvalidInput,
                "Pieces leave by being returned, forwarded or sent to the bank.", "/flow");
  }
  if (unit.stage == Stage::DestroyDue || unit.stage == Stage::Destroyed) {
    return fail(ErrorCode::Conflict,
                name_of_unit(unit) + " is signed for destruction; nothing leaves it any more.");
  }
  if (pieces >= 1 && pieces <= unit.pieces) return {};
  return fail(ErrorCode::InvalidInput,
              fmt::format("{} holds {} pieces; {} cannot leave it.", name_of_unit(unit),
                          unit.pieces, pieces),
              "/pieces");
}

Result<void> check_cash(const CashCount& count) {
  for (const auto bills : count.bills) {
    if (bills < 0 || bills > bills_max) {
      return fail(ErrorCode::InvalidInput,
                  fmt::format("{} is no number of bills; give 0 to {}.", bills, bills_max),
                  "/bills");
    }
  }
  if (count.coin < Money{} || count.coin > item_max) {
    return fail(ErrorCode::InvalidInput, "The coin is no amount of money that was counted.",
                "/coin_cents");
  }
  if (!count.total().is_zero()) return {};
  return fail(ErrorCode::InvalidInput, "Cash that was found comes to more than 0.00; count it.",
              "/bills");
}

bool is_agreed(const std::vector<CashCount>& counts) {
  if (counts.empty()) return false;
  const auto& last = counts.back();
  return std::ranges::any_of(counts, [&](const CashCount& one) {
    return one.is_same_cash(last) && !is_same_person(one.counted_by, last.counted_by);
  });
}

BusinessDay working_days_after(const BusinessDay& day, std::int64_t days) {
  auto at = day;
  while (days > 0) {
    at = days_after(at, 1);
    if (!is_weekend(at)) --days;
  }
  return at;
}

Result<void> check_policy(const CustodyPolicy& policy) {
  if (policy.follow_up_days < 1 || policy.follow_up_days > 60) {
    return fail(ErrorCode::InvalidInput,
                "A discovered remittance is followed up within 1 to 60 working days.",
                "/follow_up_days");
  }
  for (const auto days : policy.retention_days) {
    if (days >= 1 && days <= days_max) continue;
    return fail(ErrorCode::InvalidInput,
                fmt::format("Paper is kept for 1 to {} days, not {}.", days_max, days),
                "/retention_days");
  }
  return check_reason(policy.reason, "/reason");
}

std::optional<BusinessDay> destroy_due(const Box& box, const CustodyPolicy& policy) {
  if (!box.filled_on) return std::nullopt;
  const auto days = policy.retention_days.at(static_cast<std::size_t>(box.retention));
  return days_after(*box.filled_on, days);
}

std::optional<std::string> why_kept(const Box& box, const std::vector<WorkUnit>& inside,
                                    const std::vector<Hold>& holds, const CustodyPolicy& policy,
                                    const BusinessDay& day) {
  if (box.destroyed_on) return "Box " + box.name + " is destroyed already.";
  const auto due = destroy_due(box, policy);
  if (!due || inside.empty()) return "Box " + box.name + " is empty.";
  if (*due > day) {
    return fmt::format("Box {} is kept until {}.", box.name, due->to_string());
  }
  const auto hold =
      std::ranges::find_if(holds, [&](const Hold& one) { return is_held(one, box, inside); });
  if (hold != holds.end()) {
    return fmt::format("Box {} is held by {} ({}); have the hold released first.", box.name,
                       hold->placed_by, hold->reason);
  }
  for (const auto& unit : inside) {
    if (!was(unit, UnitEvent::Candle)) {
      return name_of_unit(unit) + " was never candled; take it out of the box and candle it.";
    }
  }
  return std::nullopt;
}

}  // namespace lockbox::deposit::custody
