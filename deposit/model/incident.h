#pragma once

/// @file
/// What went wrong in the office and for how long, and whose checks a lockbox takes.

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "core/state_table.h"

namespace lockbox::deposit {

enum class IncidentKind { ScannerDown, MailLate, HostOutage, Staff, Other };
inline constexpr Names<5> incident_kind_names{"scanner_down", "mail_late", "host_outage", "staff",
                                              "other"};
enum class IncidentState { Lasting, Over };
inline constexpr Names<2> incident_state_names{"lasting", "over"};
enum class IncidentEvent { End };
inline constexpr Names<1> incident_event_names{"end"};
inline constexpr std::array incident_transitions{
    Transition{IncidentState::Lasting, IncidentEvent::End, IncidentState::Over},
};

struct Incident {
  std::int64_t number = 0;
  std::string lockbox;  ///< Empty: all of them.
  IncidentKind kind = IncidentKind::Other;
  std::string began_at;  ///< UTC, as `to_string(Instant)` writes it.
  std::string what;
  std::string logged_by = {};
  std::string logged_at = {};
  IncidentState state = IncidentState::Lasting;
  std::string ended_at = {};  ///< Empty while it lasts.
  std::string ended_by = {};
  std::string outcome = {};  ///< What was done about it.
};

/// Whose checks a lockbox takes; versions are only ever added.
struct PayeeList {
  std::int64_t version = 0;
  std::vector<std::string> payees;
  std::string set_by = {};
  std::string set_at = {};
  std::string reason = {};
};

}  // namespace lockbox::deposit
