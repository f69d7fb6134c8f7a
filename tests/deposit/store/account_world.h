#pragma once

/// @file
/// Two customers' accounts, as a file brought them, and the people who change them.

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "deposit/store/sqlite_file.h"
#include "deposit/store/store_world.h"

namespace lockbox::deposit::test {

inline const std::string here{site};
inline const std::string box{lockbox_name};
inline const Actor ana{"Ana"};
inline const Actor sue{"Sue"};
inline const AccountNumber hers{std::string{customer_number}};
inline const AccountNumber his{"7700123400777"};

class AccountWorld {
 public:
  AccountWorld() { import("first", {customer(), his_account()}); }

  static Account his_account() {
    auto account = customer();
    account.number = his;
    account.name = "Peter Jones";
    return account;
  }
  [[nodiscard]] MasterAccounts& master() { return books_->master_accounts(); }
  [[nodiscard]] Books& books() { return *books_; }
  void import(const std::string& name, const std::vector<Account>& accounts) {
    must(books_->store().import_accounts(here, box, Sha256::of(bytes_of(name)), accounts, ana));
  }
  [[nodiscard]] Account stored(const AccountNumber& number) {
    for (auto& account : followed()) {
      if (account.number == number) return account;
    }
    FAIL("There is no such account.");
    return {};
  }
  [[nodiscard]] static accounts::ChangeRequest wanted(
      accounts::ChangeKind kind, const AccountNumber& number,
      std::vector<accounts::FieldValue> values = {}) {
    return {.lockbox = box,
            .kind = kind,
            .number = number,
            .wanted = std::move(values),
            .into = {},
            .effective_on = {},
            .reason = "The customer asked."};
  }
  accounts::Change ask(const accounts::ChangeRequest& request) {
    return must(master().request(here, request, ana));
  }
  accounts::Change merge() {
    auto request = wanted(accounts::ChangeKind::Merge, his);
    request.into = hers;
    return ask(request);
  }
  [[nodiscard]] ErrorCode refusal(const accounts::Change& change, const Actor& actor,
                                  accounts::ChangeEvent event = accounts::ChangeEvent::Approve) {
    const auto done = master().decide(here, change.number, {event, change.version, ""}, actor);
    REQUIRE_FALSE(done.has_value());
    return done.error().code;
  }
  accounts::Change approve(const accounts::Change& change, const Actor& actor = sue) {
    return must(master().decide(here, change.number,
                                {accounts::ChangeEvent::Approve, change.version, ""}, actor));
  }
  void check_proof() {
    CHECK(followed().size() >= 2);
    CHECK(must(books_->store().first_fault()).value_or("") == "");
  }
  [[nodiscard]] std::int64_t revision() const { return revision_; }
  /// The accounts as somebody has them who reads no more than was written since; whatever writes
  /// accounts, that is all of them.
  std::vector<Account> followed() {
    auto& store = books_->store();
    auto changed = must(store.accounts_since(here, box, revision_));
    REQUIRE(changed.revision >= revision_);
    REQUIRE((changed.revision == revision_) == changed.accounts.empty());
    revision_ = changed.revision;
    for (auto& account : changed.accounts) {
      const auto same = std::ranges::find(followed_, account.number, &Account::number);
      if (same == followed_.end()) {
        followed_.push_back(std::move(account));
      } else {
        *same = std::move(account);
      }
    }
    CHECK(followed_ == must(store.accounts(here, box)));
    return followed_;
  }

 private:
  std::vector<Account> followed_;
  std::int64_t revision_ = 0;
  SqliteFile file_;
  std::unique_ptr<Books> books_ = must(file_.open_books());
};

}  // namespace lockbox::deposit::test
