#include <utility>

#include "deposit/store/sqlite/ports.h"
#include "deposit/store/sqlite/sign_in_rows.h"
#include "deposit/store/sqlite/user_rows.h"

namespace lockbox::deposit {

namespace {

class SqlitePeople final : public People {
 public:
  explicit SqlitePeople(std::shared_ptr<StoreFile> file)
      : file_{std::move(file)}, db_{file_->db()}, context_{file_->context()} {}

  [[nodiscard]] Result<std::vector<User>> users() override {
    return file_->read([&]() -> Result<std::vector<User>> { return read_users(db_); });
  }

  [[nodiscard]] Result<std::optional<User>> user(UserId id) override {
    return file_->read([&]() -> Result<std::optional<User>> { return find_user(db_, id); });
  }

  [[nodiscard]] Result<std::optional<Credentials>> credentials(const std::string& name) override {
    return file_->read([&] { return read_credentials(context_, name); });
  }

  [[nodiscard]] Result<User> add_user(const std::string& name, const std::string& full_name,
                                      const std::vector<std::string>& roles,
                                      const Actor& actor) override {
    return file_->change(actor, {}, [&] { return add_user_row(context_, name, full_name, roles); });
  }

  [[nodiscard]] Result<User> change_user(const User& user, const Actor& actor) override {
    return file_->change(actor, {}, [&] { return change_user_row(context_, user); });
  }

  [[nodiscard]] Result<void> invite(UserId user, const Sha256& token, Instant expires,
                                    const Actor& actor) override {
    return file_->change(actor, "Invited until " + to_string(expires) + ".", [&]() -> Result<void> {
      const auto invited = TRY(read_user(db_, user));
      put_invitation(db_, user, token, expires);
      context_.audit.add(subject_of(invited), "invite");
      return {};
    });
  }

  [[nodiscard]] Result<std::optional<User>> invited(const Sha256& token, Instant now) override {
    return file_->read([&]() -> Result<std::optional<User>> {
      const auto id = invited_user(db_, token, now);
      if (!id) return std::nullopt;
      return find_user(db_, *id);
    });
  }

  [[nodiscard]] Result<User> accept_invitation(const Sha256& token, Instant now,
                                               const std::string& password_hash,
                                               const Bytes& totp_secret) override {
    const auto invited = TRY(this->invited(token, now));
    if (!invited) return no_invitation();
    return file_->change(Actor{invited->name},
                         totp_secret.empty() ? "Password set." : "Password and code set.",
                         [&]() -> Result<User> {
                           // Whoever came first has used it up.
                           if (invited_user(db_, token, now) != invited->id) return no_invitation();
                           end_access(db_, invited->id);
                           set_credentials(context_, *invited, password_hash, totp_secret);
                           context_.audit.add(subject_of(*invited), "accept_invitation");
                           return read_user(db_, invited->id);
                         });
  }

  [[nodiscard]] Result<void> change_password(UserId user,
                                             const std::string& password_hash) override {
    return change_as(user, "Password changed.", [&](const User& who) -> Result<void> {
      end_access(db_, who.id);
      set_credentials(context_, who, password_hash, {});
      context_.audit.add(subject_of(who), "change_password");
      return {};
    });
  }

  [[nodiscard]] Result<void> use_totp_step(UserId user, std::int64_t step) override {
    return change_as(user, "Code accepted.",
                     [&](const User&) { return use_totp_step_row(context_, user, step); });
  }

  [[nodiscard]] Result<void> begin_session(const Sha256& token,
                                           const UserSession& session) override {
    return change_as(session.user, "From " + session.address + ".",
                     [&](const User& user) -> Result<void> {
                       if (!user.is_active) {
                         return fail(ErrorCode::NotPermitted,
                                     user.name + " may not sign in; ask an administrator.");
                       }
                       insert_session(db_, token, session);
                       context_.audit.add(subject_of(user), "sign_in");
                       return {};
                     });
  }

  [[nodiscard]] Result<std::optional<UserSession>> session(const Sha256& token) override {
    return file_->read([&] { return read_session(db_, token); });
  }

  [[nodiscard]] Result<void> touch_session(const Sha256& token, Instant now) override {
    return file_->change_quietly([&]() -> Result<void> {
      touch_session_row(db_, token, now);
      return {};
    });
  }

  [[nodiscard]] Result<void> end_session(const Sha256& token) override {
    const auto session = TRY(this->session(token));
    if (!session) return {};
    return change_as(session->user, "Signed out.", [&](const User& user) -> Result<void> {
      end_session_row(db_, token);
      context_.audit.add(subject_of(user), "sign_out");
      return {};
    });
  }

  [[nodiscard]] Result<FailureCount> failures(const std::string& key) override {
    return file_->read([&] { return read_failures(db_, key); });
  }

  [[nodiscard]] Result<void> set_failures(const std::string& key,
                                          const FailureCount& failures) override {
    return file_->change_quietly([&]() -> Result<void> {
      put_failures(db_, key, failures);
      return {};
    });
  }

  [[nodiscard]] Result<void> note(const std::string& event, const std::string& entity_key,
                                  const std::string& reason, const Actor& actor) override {
    return file_->change(actor, reason, [&]() -> Result<void> {
      context_.audit.add({Entity::Note, std::nullopt, std::nullopt, 0, entity_key}, event);
      return {};
    });
  }

 private:
  [[nodiscard]] static tl::unexpected<Error> no_invitation() {
    return fail(ErrorCode::NotFound, "This invitation was used or has ended; ask for a new one.");
  }

  /// A change that the user makes.
  template <class Work>
  [[nodiscard]] Result<void> change_as(UserId id, std::string reason, const Work& work) {
    const auto user = TRY(file_->read([&] { return read_user(db_, id); }));
    return file_->change(Actor{user.name}, std::move(reason),
                         [&]() -> Result<void> { return work(TRY(read_user(db_, id))); });
  }

  std::shared_ptr<StoreFile> file_;
  Connection& db_;
  StoreContext& context_;
};

}  // namespace

std::unique_ptr<People> people_of(std::shared_ptr<StoreFile> file) {
  return std::make_unique<SqlitePeople>(std::move(file));
}

}  // namespace lockbox::deposit
