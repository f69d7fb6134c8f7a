#include "deposit/store/sqlite/sign_in_rows.h"

namespace lockbox::deposit {

namespace {

constexpr std::string_view upsert_invitation =
    "INSERT INTO invitation (user_id, token_digest, expires) VALUES (?1, ?2, ?3)"
    " ON CONFLICT (user_id) DO UPDATE SET token_digest = excluded.token_digest,"
    " expires = excluded.expires";
constexpr std::string_view select_invitation =
    "SELECT user_id FROM invitation WHERE token_digest = ?1 AND expires > ?2";
constexpr std::string_view delete_invitation = "DELETE FROM invitation WHERE user_id = ?1";

constexpr std::string_view insert_session_sql =
    "INSERT INTO session (token_digest, user_id, created, last_seen, address)"
    " VALUES (?1, ?2, ?3, ?4, ?5)";
constexpr std::string_view select_session =
    "SELECT user_id, created, last_seen, address FROM session WHERE token_digest = ?1";
constexpr std::string_view update_session =
    "UPDATE session SET last_seen = ?2 WHERE token_digest = ?1";
constexpr std::string_view delete_session = "DELETE FROM session WHERE token_digest = ?1";
constexpr std::string_view delete_sessions = "DELETE FROM session WHERE user_id = ?1";
constexpr std::string_view delete_old_sessions = "DELETE FROM session WHERE last_seen < ?1";

constexpr std::string_view select_failures =
    "SELECT failures, last FROM sign_in_failure WHERE key = ?1";
constexpr std::string_view upsert_failures =
    "INSERT INTO sign_in_failure (key, failures, last) VALUES (?1, ?2, ?3)"
    " ON CONFLICT (key) DO UPDATE SET failures = excluded.failures, last = excluded.last";
constexpr std::string_view delete_failures = "DELETE FROM sign_in_failure WHERE key = ?1";
constexpr std::string_view delete_old_failures = "DELETE FROM sign_in_failure WHERE last < ?1";

/// Nobody stays signed in, and nobody waits for having failed, so long: what is older is cleared
/// away, so that neither table grows for ever.
constexpr std::chrono::days kept{30};

}  // namespace

void put_invitation(Connection& db, UserId user, const Sha256& token, Instant expires) {
  db.run(upsert_invitation, user.value(), token, to_string(expires));
}

std::optional<UserId> invited_user(Connection& db, const Sha256& token, Instant now) {
  const auto id = db.find_integer(select_invitation, token, to_string(now));
  if (!id) return std::nullopt;
  return UserId{*id};
}

void end_invitation(Connection& db, UserId user) {
  db.run(delete_invitation, user.value());
}

void insert_session(Connection& db, const Sha256& token, const UserSession& session) {
  db.run(delete_old_sessions, to_string(session.created - kept));
  db.run(insert_session_sql, token, session.user.value(), to_string(session.created),
         to_string(session.last_seen), session.address);
}

Result<std::optional<UserSession>> read_session(Connection& db, const Sha256& token) {
  auto rows = db.query(select_session, token);
  if (!rows.next()) return std::nullopt;
  return UserSession{UserId{rows.integer(0)}, TRY(parse_instant(rows.text(1))),
                     TRY(parse_instant(rows.text(2))), rows.text(3)};
}

void touch_session_row(Connection& db, const Sha256& token, Instant now) {
  db.run(update_session, token, to_string(now));
}

void end_session_row(Connection& db, const Sha256& token) {
  db.run(delete_session, token);
}

void end_sessions(Connection& db, UserId user) {
  db.run(delete_sessions, user.value());
}

void end_access(Connection& db, UserId user) {
  end_sessions(db, user);
  end_invitation(db, user);
}

Result<FailureCount> read_failures(Connection& db, const std::string& key) {
  auto rows = db.query(select_failures, key);
  if (!rows.next()) return FailureCount{};
  return FailureCount{static_cast<int>(rows.integer(0)), TRY(parse_instant(rows.text(1)))};
}

void put_failures(Connection& db, const std::string& key, const FailureCount& failures) {
  if (failures.count <= 0) {
    db.run(delete_failures, key);
    return;
  }
  db.run(delete_old_failures, to_string(failures.last - kept));
  db.run(upsert_failures, key, failures.count, to_string(failures.last));
}

}  // namespace lockbox::deposit
