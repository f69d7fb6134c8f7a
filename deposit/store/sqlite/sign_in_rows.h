#pragma once

/// @file
/// Invitations, sessions and failures to sign in.

#include <optional>
#include <string>

#include "deposit/store/people.h"
#include "deposit/store/sqlite/store_context.h"

namespace lockbox::deposit {

void put_invitation(Connection& db, UserId user, const Sha256& token, Instant expires);
/// Nothing when it is unknown, used or expired at `now`.
[[nodiscard]] std::optional<UserId> invited_user(Connection& db, const Sha256& token, Instant now);
void end_invitation(Connection& db, UserId user);

void insert_session(Connection& db, const Sha256& token, const UserSession& session);
[[nodiscard]] Result<std::optional<UserSession>> read_session(Connection& db, const Sha256& token);
void touch_session_row(Connection& db, const Sha256& token, Instant now);
void end_session_row(Connection& db, const Sha256& token);
void end_sessions(Connection& db, UserId user);
/// Ends the user's sessions and invitation.
void end_access(Connection& db, UserId user);

[[nodiscard]] Result<FailureCount> read_failures(Connection& db, const std::string& key);
/// None: the key is forgotten, and so are those long past.
void put_failures(Connection& db, const std::string& key, const FailureCount& failures);

}  // namespace lockbox::deposit
