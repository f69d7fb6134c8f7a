#pragma once

/// @file
/// The history of the books: one row for each thing that happened, each bound to the one before.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.h"
#include "core/result.h"
#include "deposit/model/batch.h"
#include "deposit/store/sqlite/canonical.h"
#include "deposit/store/sqlite/connection.h"
#include "deposit/store/sqlite/entity.h"

namespace lockbox::deposit {

/// What an event happened to.
struct AuditSubject {
  Entity entity = Entity::Batch;
  std::optional<std::int64_t> lockbox_id;  ///< Nothing for what belongs to a site or to nobody.
  std::optional<std::int64_t> batch_id;
  std::int64_t row_id = 0;
  std::string key;  ///< What people call it, e.g. the ticket; never an account number.
};

/// One row of the trail as it lies in the file, but for the hashes that follow from it.  Points
/// into what it was read from.
struct AuditWords {
  std::int64_t seq = 0;
  std::optional<std::int64_t> lockbox_id;
  std::optional<std::int64_t> batch_id;
  std::string_view entity;
  std::int64_t row_id = 0;
  std::string_view key;
  std::string_view event;
  std::optional<std::string_view> from_state;
  std::optional<std::string_view> to_state;
  std::string_view actor;
  std::string_view at;
  std::string_view reason;
  ByteView row_digest;

  /// SHA-256 over all of it and the hash of the row before; `scratch` is memory to work in.
  [[nodiscard]] Sha256 hash(ByteView previous, Canonical& scratch) const;
};

/// One row of the trail, but for the hashes that follow from it.
struct AuditRow {
  std::int64_t seq = 0;
  AuditSubject subject;
  std::string event;
  std::optional<std::string> from_state;
  std::optional<std::string> to_state;
  std::string actor;
  std::string at;
  std::string reason;
  Sha256 row_digest;

  /// SHA-256 over all of it and the hash of the row before.
  [[nodiscard]] Sha256 hash(const Sha256& previous) const;
};

/// Where the trail ends.
struct AuditHead {
  std::int64_t events = 0;
  Sha256 hash;
};
[[nodiscard]] AuditHead read_audit_head(Connection& db);

/// Collects the events of one database transaction and writes them at its end, when the rows that
/// they bind are as they will stay.
class AuditTrail {
 public:
  AuditTrail(Connection& db, const Clock& clock) : db_{db}, clock_{clock} {}

  /// Begins with an empty list.
  void begin(const Actor& actor, std::string reason);
  /// Something came to be or changed without a step of its life.
  void add(AuditSubject subject, std::string_view event);
  /// Something came to be in its first state, or changed while it stayed in its state.
  void add_in_state(AuditSubject subject, std::string_view event,
                    std::optional<std::string_view> from, std::string_view to);
  /// Walks `events` from `from`, each becoming one event of the trail; refuses (Conflict) a step
  /// that the life does not list, and an end that is not `to`.
  template <class Life, class State, class Events>
  [[nodiscard]] Result<void> walk(const AuditSubject& subject, State from, const Events& events,
                                  State to);
  /// Says it in the events that were collected and in those that follow.
  void set_reason(std::string reason) { reason_ = std::move(reason); }
  [[nodiscard]] const std::string& actor() const { return actor_; }
  [[nodiscard]] const std::string& reason() const { return reason_; }
  /// Writes the events and the new head.
  void write();

 private:
  struct Pending {
    AuditSubject subject;
    std::string event;
    std::optional<std::string> from_state;
    std::optional<std::string> to_state;
  };

  Connection& db_;
  const Clock& clock_;
  std::string actor_;
  std::string reason_;
  std::vector<Pending> pending_;
};

template <class Life, class State, class Events>
Result<void> AuditTrail::walk(const AuditSubject& subject, State from, const Events& events,
                              State to) {
  const auto what =
      std::string{name_of(entity_names, Life::entity)} + " " + subject.key + ": the state '";
  auto state = from;
  for (const auto event : events) {
    const auto next = next_state(Life::table, state, event);
    if (!next) {
      return fail(ErrorCode::Conflict, what + std::string{name_of(Life::states, state)} +
                                           "' does not allow '" +
                                           std::string{name_of(Life::events, event)} + "'.");
    }
    add_in_state(subject, name_of(Life::events, event), name_of(Life::states, state),
                 name_of(Life::states, *next));
    state = *next;
  }
  if (state == to) return {};
  return fail(ErrorCode::Conflict, what + std::string{name_of(Life::states, to)} +
                                       "' is not where its events lead, which is '" +
                                       std::string{name_of(Life::states, state)} + "'.");
}

}  // namespace lockbox::deposit
