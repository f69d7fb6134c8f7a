#pragma once

/// @file
/// The port to the people who sign in: users, their invitations, sessions and failures.  Secrets
/// never get here in the clear: the store keeps digests of tokens, hashes of passwords and the
/// TOTP secret sealed.  Every method that changes something is durable when it returns.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/bytes.h"
#include "core/clock.h"
#include "core/ids.h"
#include "core/result.h"
#include "core/sha256.h"
#include "deposit/model/batch.h"

namespace lockbox::deposit {

/// A person who may sign in.  `name` is unique however it is spelled in capitals and blanks, and is
/// the Actor of what the person does.
struct User {
  UserId id{0};
  std::string name;                ///< "maria"
  std::string full_name;           ///< "Maria Alvarez"
  std::vector<std::string> roles;  ///< Names of auth::roles.
  bool is_active = true;           ///< Inactive: cannot sign in; what was done stays.
  bool has_password = false;
  bool has_totp = false;
  std::int64_t version = 1;
};

/// What signing in needs of a user, and nothing else does.
struct Credentials {
  User user;
  std::string password_hash;  ///< Empty: not set.
  Bytes totp_secret;          ///< Empty: no second factor.
  std::int64_t totp_last_step = 0;
};

struct UserSession {
  UserId user{0};
  Instant created;
  Instant last_seen;
  std::string address;  ///< Of the peer that signed in.
};

/// Failures to sign in by a key ("user:maria", "address:10.0.0.7").
struct FailureCount {
  int count = 0;
  Instant last;
};

class People {
 public:
  virtual ~People() = default;

  [[nodiscard]] virtual Result<std::vector<User>> users() = 0;  ///< By name.
  [[nodiscard]] virtual Result<std::optional<User>> user(UserId id) = 0;
  [[nodiscard]] virtual Result<std::optional<Credentials>> credentials(const std::string& name) = 0;
  /// Conflict for a name that exists in any spelling.  Returns the user as stored.
  [[nodiscard]] virtual Result<User> add_user(const std::string& name, const std::string& full_name,
                                              const std::vector<std::string>& roles,
                                              const Actor& actor) = 0;
  /// Replaces full name, roles and is_active; Conflict when `user.version` is not the stored one;
  /// NotPermitted when it would leave no active user with the role "administrator".  Deactivating
  /// ends the user's sessions.
  [[nodiscard]] virtual Result<User> change_user(const User& user, const Actor& actor) = 0;

  /// A one-time link; replaces an earlier one of that user.
  [[nodiscard]] virtual Result<void> invite(UserId user, const Sha256& token, Instant expires,
                                            const Actor& actor) = 0;
  /// Whose invitation this is; nothing when it is unknown, used or expired at `now`.
  [[nodiscard]] virtual Result<std::optional<User>> invited(const Sha256& token, Instant now) = 0;
  /// Uses the invitation up, sets password and, unless empty, TOTP secret, ends all sessions of the
  /// user.  NotFound when `invited` would find nothing.
  [[nodiscard]] virtual Result<User> accept_invitation(const Sha256& token, Instant now,
                                                       const std::string& password_hash,
                                                       const Bytes& totp_secret) = 0;
  /// Sets another password and ends all sessions of the user, the one that asks too.
  [[nodiscard]] virtual Result<void> change_password(UserId user,
                                                     const std::string& password_hash) = 0;
  /// Marks a TOTP step as used; Conflict when it is not later than the last.
  [[nodiscard]] virtual Result<void> use_totp_step(UserId user, std::int64_t step) = 0;

  [[nodiscard]] virtual Result<void> begin_session(const Sha256& token,
                                                   const UserSession& session) = 0;
  [[nodiscard]] virtual Result<std::optional<UserSession>> session(const Sha256& token) = 0;
  [[nodiscard]] virtual Result<void> touch_session(const Sha256& token, Instant now) = 0;
  [[nodiscard]] virtual Result<void> end_session(const Sha256& token) = 0;

  [[nodiscard]] virtual Result<FailureCount> failures(const std::string& key) = 0;
  [[nodiscard]] virtual Result<void> set_failures(const std::string& key,
                                                  const FailureCount& failures) = 0;

  /// An audit event that changes no row: "reveal_account" with the reason.
  [[nodiscard]] virtual Result<void> note(const std::string& event, const std::string& entity_key,
                                          const std::string& reason, const Actor& actor) = 0;
};

}  // namespace lockbox::deposit
