// What may be changed of a master account, by whom, and what an import does with it.

#include "deposit/accounts/change.h"

#include "deposit/accounts/duplicates.h"
#include "deposit/accounts/import_merge.h"
#include "deposit/accounts/reviews.h"
#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::deposit;
using namespace lockbox::deposit::accounts;

namespace {

Account account(const std::string& number, const std::string& name = "ANN SMITH") {
  Account one;
  one.number = AccountNumber{number};
  one.bill_type = "utility";
  one.name = name;
  one.address = "12 OAK ST";
  one.fund = "401";
  one.deposit_account = "OPERATING";
  return one;
}

ChangeRequest request(ChangeKind kind, std::vector<FieldValue> wanted = {}) {
  return {.lockbox = "BOX",
          .kind = kind,
          .number = AccountNumber{"18"},
          .wanted = std::move(wanted),
          .into = {},
          .effective_on = {},
          .reason = "Asked for."};
}

std::string pointer_of(const Result<std::vector<FieldChange>>& refused) {
  REQUIRE_FALSE(refused.has_value());
  return refused.error().field;
}

Change change_of(ChangeKind kind, std::vector<FieldChange> fields) {
  Change change{.number = 7,
                .lockbox = "BOX",
                .kind = kind,
                .account = AccountNumber{"18"},
                .fields = std::move(fields),
                .effective_on = BusinessDay::parse("2026-11-23").value(),
                .reason = "Asked for.",
                .requested_by = "Ana Lopez",
                .requested_at = {},
                .steps = {}};
  change.needs_two = needs_second_person(kind, change.fields);
  return change;
}

}  // namespace

TEST_CASE("A15.5: a change says each field before and after, and leaves out what stays",
          "[deposit][accounts]") {
  const auto before = account("18");
  const auto fields = plan_change(
      request(ChangeKind::Change, {{Field::Name, "ANN JONES"}, {Field::Address, "12 OAK ST"}}),
      {&before, nullptr});
  REQUIRE(fields.has_value());
  CHECK(*fields == std::vector<FieldChange>{{Field::Name, "ANN SMITH", "ANN JONES"}});
  const auto same =
      plan_change(request(ChangeKind::Change, {{Field::Name, "ANN SMITH"}}), {&before, nullptr});
  CHECK_FALSE(same.has_value());
}

TEST_CASE("A15.5: what makes no sense is refused by the name of its member",
          "[deposit][accounts]") {
  const auto open = account("18");
  const ChangeGround there{&open, nullptr};
  CHECK(pointer_of(plan_change(request(ChangeKind::Change, {{Field::Name, " "}}), there)) ==
        "/name");
  CHECK(pointer_of(plan_change(request(ChangeKind::Change, {{Field::Status, "closed"}}), there)) ==
        "/status");
  CHECK(pointer_of(plan_change(request(ChangeKind::Change, {{Field::Successor, "26"}}), there)) ==
        "/successor");
  CHECK(pointer_of(plan_change(request(ChangeKind::Create), there)) == "/number");
  CHECK(pointer_of(plan_change(request(ChangeKind::Create), {})) == "/name");
  CHECK(pointer_of(plan_change(request(ChangeKind::Merge), there)) == "/into");
  auto silent = request(ChangeKind::Close);
  silent.reason = " ";
  CHECK(pointer_of(plan_change(silent, there)) == "/reason");
  auto lettered = request(ChangeKind::Create);
  lettered.number = AccountNumber{"18A"};
  CHECK(pointer_of(plan_change(lettered, {})) == "/number");
}

TEST_CASE("A6.6: only open accounts of one bill type are merged", "[deposit][accounts]") {
  const auto old = account("18");
  auto into = account("26");
  CHECK(plan_change(request(ChangeKind::Merge), {&old, &into}).has_value());
  into.bill_type = "tax";
  CHECK(pointer_of(plan_change(request(ChangeKind::Merge), {&old, &into})) == "/into");
  into = account("26");
  into.status = AccountStatus::Closed;
  CHECK(pointer_of(plan_change(request(ChangeKind::Merge), {&old, &into})) == "/into");
  CHECK(pointer_of(plan_change(request(ChangeKind::Merge), {&old, &old})) == "/into");
}

TEST_CASE("C-10: what says where money goes needs another person, however the name is spelled",
          "[deposit][accounts]") {
  CHECK(needs_second_person(ChangeKind::Create, {}));
  CHECK(needs_second_person(ChangeKind::Merge, {}));
  const auto fund = change_of(ChangeKind::Change, {{Field::Fund, "401", "402"}});
  CHECK(fund.needs_two);
  const auto name = change_of(ChangeKind::Change, {{Field::Name, "ANN", "ANNE"}});
  CHECK_FALSE(name.needs_two);
  CHECK(check_approver(name, "Ana Lopez").has_value());
  CHECK(check_approver(fund, "Sue").has_value());
  for (const auto* same : {"Ana Lopez", "ana lopez", "ANALOPEZ"}) {
    const auto refused = check_approver(fund, same);
    REQUIRE_FALSE(refused.has_value());
    CHECK((refused.error().code == ErrorCode::NotPermitted));
  }
}

TEST_CASE("A change is refused when its field is no longer what it was", "[deposit][accounts]") {
  auto now = account("18", "ANN BROWN");
  const auto change = change_of(ChangeKind::Change, {{Field::Name, "ANN SMITH", "ANN JONES"}});
  const auto refused = changed_account(change, &now);
  REQUIRE_FALSE(refused.has_value());
  CHECK((refused.error().code == ErrorCode::Conflict));
  now.name = "ANN SMITH";
  CHECK(changed_account(change, &now)->name == "ANN JONES");
  CHECK_FALSE(changed_account(change, nullptr).has_value());
}

TEST_CASE("A15.5: an import keeps what was changed here and says where the file differs",
          "[deposit][accounts]") {
  auto stored = account("18", "ANN JONES");
  auto file = account("18");
  file.balance_due = Money::from_cents(700);
  const std::vector kept{Field::Name};
  auto merged = merge_import(stored, file, kept);
  CHECK(merged.account.name == "ANN JONES");
  CHECK((merged.account.balance_due == Money::from_cents(700)));
  CHECK(merged.conflicts == std::vector<FieldValue>{{Field::Name, "ANN SMITH"}});
  file.name = "ANN JONES";
  merged = merge_import(stored, file, kept);
  CHECK(merged.conflicts.empty());
  CHECK(merged.agreed == kept);
}

TEST_CASE("A6.6: a merge outlives an import that knows nothing of it", "[deposit][accounts]") {
  auto stored = account("18");
  stored.status = AccountStatus::Closed;
  stored.successor = AccountNumber{"26"};
  stored.is_merged = true;
  const auto merged =
      merge_import(stored, account("18"), std::vector{Field::Status, Field::Successor});
  CHECK((merged.account.status == AccountStatus::Closed));
  CHECK(merged.account.successor == AccountNumber{"26"});
  CHECK(merged.account.is_merged);
  CHECK(merged.conflicts.size() == 2);
}

TEST_CASE("A6.6: an import that agrees with one half of a merge does not undo it by the next",
          "[deposit][accounts]") {
  auto stored = account("18");
  stored.status = AccountStatus::Closed;
  stored.successor = AccountNumber{"26"};
  stored.is_merged = true;
  const std::vector kept{Field::Status, Field::Successor};
  auto file = account("18");
  file.status = AccountStatus::Closed;
  const auto half = merge_import(stored, file, kept);
  CHECK(half.agreed.empty());
  CHECK(half.held == std::vector{Field::Status});
  CHECK(half.conflicts == std::vector<FieldValue>{{Field::Successor, ""}});
  CHECK(half.account.is_merged);
  file.successor = stored.successor;
  const auto whole = merge_import(stored, file, kept);
  CHECK(whole.agreed == kept);
  CHECK(whole.held.empty());
}

TEST_CASE("A6.6: a file that opens an account does not undo the successor that was set here",
          "[deposit][accounts]") {
  auto stored = account("18");
  stored.status = AccountStatus::Closed;
  stored.successor = AccountNumber{"26"};
  const auto merged = merge_import(stored, account("18"), std::vector{Field::Successor});
  CHECK((merged.account.status == AccountStatus::Closed));
  CHECK(merged.account.successor == stored.successor);
  CHECK(merged.conflicts == std::vector<FieldValue>{{Field::Successor, ""}});
}

TEST_CASE(
    "A6.6: an account that the file has open goes on under no other number once that is taken",
    "[deposit][accounts]") {
  auto merged = account("18");
  merged.status = AccountStatus::Closed;
  merged.successor = AccountNumber{"26"};
  merged.is_merged = true;
  const auto fields =
      plan_change(request(ChangeKind::TakeFile, {{Field::Status, "open"}}), {&merged, nullptr});
  REQUIRE(fields.has_value());
  const auto after = changed_account(change_of(ChangeKind::TakeFile, *fields), &merged);
  REQUIRE(after.has_value());
  CHECK((after->status == AccountStatus::Open));
  CHECK_FALSE(after->successor.has_value());
  CHECK_FALSE(after->is_merged);
}

TEST_CASE("The review finds credits, closed accounts with a balance and likely duplicates",
          "[deposit][accounts]") {
  std::vector<Account> all{account("18"), account("26", "SMITH, ANN"), account("34", "PETER JONES"),
                           account("42")};
  all[1].address = "12 Oak Street";
  all[2].balance_due = Money::from_cents(-100);
  all[3].status = AccountStatus::Closed;
  all[3].balance_due = Money::from_cents(900);
  REQUIRE(with_credit(all).size() == 1);
  CHECK(with_credit(all)[0] == &all[2]);
  REQUIRE(closed_with_balance(all).size() == 1);
  CHECK(closed_with_balance(all)[0] == &all[3]);
  const auto pairs = likely_duplicates(all, 10);
  REQUIRE(pairs.size() == 1);
  CHECK(pairs[0].one == all.data());
  CHECK(pairs[0].other == &all[1]);
  CHECK(likely_duplicates(all, 0).empty());
  all[1].bill_type = "tax";
  CHECK(likely_duplicates(all, 10).empty());
}
