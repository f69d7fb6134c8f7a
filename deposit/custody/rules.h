#pragma once

/// @file
/// What people may do with paper, as checks on values: each refuses with a sentence that says who
/// must do what, or lets it happen.

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "deposit/custody/work_unit.h"

namespace lockbox::deposit::custody {

inline constexpr std::int64_t pieces_max = 100'000;  ///< Of one unit.
inline constexpr std::size_t trays_max = 200;        ///< Of one pick-up.
inline constexpr std::size_t words_max = 500;        ///< Bytes of a note, label or reason.

/// Two signatures are two people's (C-01, C-14, C-15).  NotPermitted when they are one person's.
[[nodiscard]] Result<void> check_second(std::string_view first, std::string_view second,
                                        std::string_view of_what);

/// Whether this person may change the unit now: it is in nobody else's hands, offered to nobody and
/// its pick-up is signed by two.
[[nodiscard]] Result<void> check_has(const WorkUnit& unit, std::string_view person);

/// Conflict when the life does not list the step; InvalidInput for one that takes a box or two
/// signatures and so has its own way.
[[nodiscard]] Result<Stage> check_step(const WorkUnit& unit, UnitEvent event);

/// C-04: checks that are out of their envelopes are endorsed before anybody else has them.
/// Conflict for such a unit, unless its sort class holds no payments.
[[nodiscard]] Result<void> check_endorsed(const WorkUnit& unit);

/// A count of pieces that a person states.
[[nodiscard]] Result<void> check_pieces(std::int64_t pieces, std::string_view field);
/// A text that must say something, or one that may be empty; both of bounded length.
[[nodiscard]] Result<void> check_words(std::string_view text, std::string_view field);
[[nodiscard]] Result<void> check_reason(std::string_view text, std::string_view field);

/// Pieces that leave by being returned, forwarded or sent to the bank.
[[nodiscard]] Result<void> check_departure(const WorkUnit& unit, Flow flow, std::int64_t pieces);

/// What a count of cash may be: bills and coin of at least a cent in all.
[[nodiscard]] Result<void> check_cash(const CashCount& count);
/// Whether the last count is the same as one by somebody else.
[[nodiscard]] bool is_agreed(const std::vector<CashCount>& counts);

/// The day so many working days (Monday to Friday) later.
[[nodiscard]] BusinessDay working_days_after(const BusinessDay& day, std::int64_t days);

[[nodiscard]] Result<void> check_policy(const CustodyPolicy& policy);

/// When the box may be destroyed: its class's days after the last unit was put in; nothing while it
/// is empty.
[[nodiscard]] std::optional<BusinessDay> destroy_due(const Box& box, const CustodyPolicy& policy);

/// Why the box may not be destroyed on the day, or nothing: not due, empty, held, or with a unit
/// that was never candled.  `inside` are the units in it, `holds` all that live on it or on them.
[[nodiscard]] std::optional<std::string> why_kept(const Box& box,
                                                  const std::vector<WorkUnit>& inside,
                                                  const std::vector<Hold>& holds,
                                                  const CustodyPolicy& policy,
                                                  const BusinessDay& day);

}  // namespace lockbox::deposit::custody
