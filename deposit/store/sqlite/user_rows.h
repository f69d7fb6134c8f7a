#pragma once

#include <optional>
#include <string>
#include <vector>

#include "deposit/store/people.h"
#include "deposit/store/sqlite/store_context.h"

namespace lockbox::deposit {

[[nodiscard]] AuditSubject subject_of(const User& user);

[[nodiscard]] std::vector<User> read_users(Connection& db);
[[nodiscard]] std::optional<User> find_user(Connection& db, UserId id);
/// NotFound when there is none.
[[nodiscard]] Result<User> read_user(Connection& db, UserId id);
[[nodiscard]] Result<std::optional<Credentials>> read_credentials(StoreContext& context,
                                                                  const std::string& name);

[[nodiscard]] Result<User> add_user_row(StoreContext& context, const std::string& name,
                                        const std::string& full_name,
                                        const std::vector<std::string>& roles);
/// Replaces full name, roles and whether the user is active.
[[nodiscard]] Result<User> change_user_row(StoreContext& context, const User& user);
/// Sets the password and, unless empty, the TOTP secret.
void set_credentials(StoreContext& context, const User& user, const std::string& password_hash,
                     const Bytes& totp_secret);
/// Conflict when the step is not later than the last.
[[nodiscard]] Result<void> use_totp_step_row(StoreContext& context, UserId id, std::int64_t step);

}  // namespace lockbox::deposit
