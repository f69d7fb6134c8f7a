#include "deposit/store/sqlite/user_rows.h"

#include "deposit/model/person.h"
#include "deposit/store/sqlite/sign_in_rows.h"

namespace lockbox::deposit {

namespace {

constexpr std::string_view select_users =
    "SELECT user_id, name, full_name, is_active, password_hash IS NOT NULL,"
    " totp_secret_sealed IS NOT NULL, version FROM user ORDER BY name_folded";
constexpr std::string_view select_user =
    "SELECT user_id, name, full_name, is_active, password_hash IS NOT NULL,"
    " totp_secret_sealed IS NOT NULL, version FROM user WHERE user_id = ?1";
constexpr std::string_view select_roles =
    "SELECT role FROM user_role WHERE user_id = ?1 ORDER BY ordinal";
constexpr std::string_view select_user_by_name = "SELECT user_id FROM user WHERE name_folded = ?1";
constexpr std::string_view select_secrets =
    "SELECT password_hash, totp_secret_sealed, totp_last_step FROM user WHERE user_id = ?1";
constexpr std::string_view insert_user =
    "INSERT INTO user (name, name_folded, full_name, is_active, totp_last_step, version)"
    " VALUES (?1, ?2, ?3, 1, 0, 1)";
constexpr std::string_view insert_role =
    "INSERT INTO user_role (user_id, ordinal, role) VALUES (?1, ?2, ?3)";
constexpr std::string_view delete_roles = "DELETE FROM user_role WHERE user_id = ?1";
constexpr std::string_view update_user =
    "UPDATE user SET full_name = ?2, is_active = ?3, version = version + 1 WHERE user_id = ?1";
constexpr std::string_view update_password =
    "UPDATE user SET password_hash = ?2, version = version + 1 WHERE user_id = ?1";
constexpr std::string_view update_totp_secret =
    "UPDATE user SET totp_secret_sealed = ?2, totp_last_step = 0 WHERE user_id = ?1";
constexpr std::string_view update_totp_step =
    "UPDATE user SET totp_last_step = ?2 WHERE user_id = ?1 AND totp_last_step < ?2";
constexpr std::string_view count_administrators =
    "SELECT count(*) FROM user JOIN user_role USING (user_id)"
    " WHERE is_active = 1 AND role = 'administrator'";

User user_of(const Rows& rows) {
  return {.id = UserId{rows.integer(0)},
          .name = rows.text(1),
          .full_name = rows.text(2),
          .roles = {},
          .is_active = rows.boolean(3),
          .has_password = rows.boolean(4),
          .has_totp = rows.boolean(5),
          .version = rows.integer(6)};
}

void read_roles(Connection& db, User& user) {
  auto rows = db.query(select_roles, user.id.value());
  while (rows.next()) user.roles.push_back(rows.text(0));
}

void insert_roles(Connection& db, UserId id, const std::vector<std::string>& roles) {
  std::int64_t ordinal = 0;
  for (const auto& role : roles) db.run(insert_role, id.value(), ++ordinal, role);
}

std::int64_t administrators(Connection& db) {
  return db.find_integer(count_administrators).value_or(0);
}

/// "Roles: administrator, keyer."
std::string roles_text(const std::vector<std::string>& roles) {
  std::string text;
  for (const auto& role : roles) text += (text.empty() ? "Roles: " : ", ") + role;
  return text.empty() ? "No roles." : text + ".";
}

}  // namespace

AuditSubject subject_of(const User& user) {
  return {Entity::User, std::nullopt, std::nullopt, user.id.value(), user.name};
}

std::vector<User> read_users(Connection& db) {
  std::vector<User> users;
  {
    auto rows = db.query(select_users);
    while (rows.next()) users.push_back(user_of(rows));
  }
  for (auto& user : users) read_roles(db, user);
  return users;
}

std::optional<User> find_user(Connection& db, UserId id) {
  std::optional<User> user;
  {
    auto rows = db.query(select_user, id.value());
    if (!rows.next()) return std::nullopt;
    user = user_of(rows);
  }
  read_roles(db, *user);
  return user;
}

Result<User> read_user(Connection& db, UserId id) {
  auto user = find_user(db, id);
  if (user) return *std::move(user);
  return fail(ErrorCode::NotFound, "There is no user " + std::to_string(id.value()) + ".");
}

Result<std::optional<Credentials>> read_credentials(StoreContext& context,
                                                    const std::string& name) {
  const auto id = context.db.find_integer(select_user_by_name, folded_name(name));
  if (!id) return std::nullopt;
  Credentials credentials{TRY(read_user(context.db, UserId{*id})), {}, {}, 0};
  auto rows = context.db.query(select_secrets, *id);
  if (!rows.next()) return std::nullopt;
  credentials.password_hash = rows.text(0);
  if (!rows.is_null(1)) {
    const auto secret = TRY(context.seal.open(sealed_column::user_totp_secret, rows.blob(1)));
    const auto bytes = bytes_of(secret);
    credentials.totp_secret.assign(bytes.begin(), bytes.end());
  }
  credentials.totp_last_step = rows.integer(2);
  return credentials;
}

Result<User> add_user_row(StoreContext& context, const std::string& name,
                          const std::string& full_name, const std::vector<std::string>& roles) {
  const auto folded = folded_name(name);
  if (folded.empty()) return fail(ErrorCode::InvalidInput, "A user needs a name.", "/name");
  if (context.db.find_integer(select_user_by_name, folded)) {
    return fail(ErrorCode::Conflict, "There is a user named " + name + " already.", "/name");
  }
  const UserId id{context.db.insert(insert_user, name, folded, full_name)};
  insert_roles(context.db, id, roles);
  context.audit.set_reason(roles_text(roles));
  auto user = TRY(read_user(context.db, id));
  context.audit.add(subject_of(user), "add");
  return user;
}

Result<User> change_user_row(StoreContext& context, const User& user) {
  const auto stored = TRY(read_user(context.db, user.id));
  if (stored.version != user.version) {
    return fail(ErrorCode::Conflict,
                "The user " + stored.name + " has changed meanwhile; look at it again.");
  }
  const bool had_administrator = administrators(context.db) > 0;
  context.db.run(update_user, user.id.value(), user.full_name, user.is_active);
  context.db.run(delete_roles, user.id.value());
  insert_roles(context.db, user.id, user.roles);
  if (had_administrator && administrators(context.db) == 0) {
    return fail(ErrorCode::NotPermitted,
                stored.name + " is the last administrator; make another one first.");
  }
  context.audit.set_reason(roles_text(user.roles));
  std::string_view event = "change";
  if (stored.is_active != user.is_active) event = user.is_active ? "activate" : "deactivate";
  if (!user.is_active) end_access(context.db, user.id);
  context.audit.add(subject_of(stored), event);
  return read_user(context.db, user.id);
}

void set_credentials(StoreContext& context, const User& user, const std::string& password_hash,
                     const Bytes& totp_secret) {
  context.db.run(update_password, user.id.value(), password_hash);
  if (totp_secret.empty()) return;
  std::string secret;
  for (const auto byte : totp_secret) secret.push_back(static_cast<char>(byte));
  context.db.run(update_totp_secret, user.id.value(),
                 context.seal.seal(sealed_column::user_totp_secret, secret));
}

Result<void> use_totp_step_row(StoreContext& context, UserId id, std::int64_t step) {
  const auto user = TRY(read_user(context.db, id));
  if (context.db.run(update_totp_step, id.value(), step) == 0) {
    return fail(ErrorCode::Conflict, "This code was used already; wait for the next one.");
  }
  context.audit.add(subject_of(user), "use_code");
  return {};
}

}  // namespace lockbox::deposit
