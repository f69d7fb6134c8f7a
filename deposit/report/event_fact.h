#pragma once

/// @file
/// What the history and the mail log tell of a period.

#include <string_view>

#include "core/clock.h"
#include "core/ids.h"
#include "deposit/custody/lives.h"
#include "deposit/store/finder.h"

namespace lockbox::deposit::report {

/// An event of the history with its batch.
struct EventFact {
  AuditEvent event;
  Instant at;
  BatchId batch{0};  ///< 0: of no batch.
};

/// Whether the event is of this kind: "document", "file".
[[nodiscard]] bool is_event(const EventFact& fact, std::string_view entity, std::string_view event);

/// How a batch came in, where the mail log knows.
struct Arrival {
  custody::MailSource source = custody::MailSource::PoBox;
  BusinessDay received;
};

}  // namespace lockbox::deposit::report
