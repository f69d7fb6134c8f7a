#include "deposit/accounts/change.h"

#include <algorithm>
#include <array>

#include "core/text.h"
#include "deposit/model/person.h"

namespace lockbox::deposit::accounts {

namespace {

constexpr std::size_t account_digits_max = 30;

std::string pointer_of(Field field) {
  return "/" + std::string{name_of(field_names, field)};
}

std::string in_words(Field field) {
  std::string words{name_of(field_names, field)};
  std::ranges::replace(words, '_', ' ');
  return words;
}

bool is_number(const AccountNumber& number) {
  const auto& digits = number.reveal();
  return !digits.empty() && digits.size() <= account_digits_max &&
         digits.find_first_not_of("0123456789") == std::string::npos;
}

tl::unexpected<Error> refuse(std::string pointer, std::string why) {
  return fail(ErrorCode::InvalidInput, std::move(why), std::move(pointer));
}

/// Fields that an account cannot be without.
bool is_needed(Field field) {
  return field == Field::Name || field == Field::BillType || field == Field::Fund ||
         field == Field::DepositAccount;
}

Result<void> check_value(const FieldValue& wanted) {
  if (is_needed(wanted.field) && is_blank(wanted.value)) {
    return refuse(pointer_of(wanted.field), "The " + in_words(wanted.field) + " is empty.");
  }
  if (wanted.field == Field::Successor && !wanted.value.empty() &&
      !is_number(AccountNumber{wanted.value})) {
    return refuse(pointer_of(wanted.field), "A successor is an account number of up to 30 digits.");
  }
  return {};
}

Result<std::vector<FieldChange>> plan_create(const ChangeRequest& request) {
  if (!is_number(request.number)) {
    return refuse("/number", "An account number has 1 to 30 digits and nothing else.");
  }
  std::vector<FieldChange> fields;
  for (const auto& wanted : request.wanted) {
    TRY(check_value(wanted));
    if (wanted.field == Field::Status || wanted.field == Field::Successor) {
      return refuse(pointer_of(wanted.field),
                    "A new account is open and goes on under no other number.");
    }
    if (!wanted.value.empty()) fields.push_back({wanted.field, "", wanted.value});
  }
  constexpr std::array needed{Field::Name, Field::BillType, Field::Fund, Field::DepositAccount};
  for (const auto field : needed) {
    if (std::ranges::find(fields, field, &FieldChange::field) == fields.end()) {
      return refuse(pointer_of(field), "A new account needs a " + in_words(field) + ".");
    }
  }
  fields.push_back({Field::Status, "", "open"});
  return fields;
}

/// Whoever says that an account is open says that it goes on under no other number.
void drop_successor_of_open(std::vector<FieldChange>& fields, const Account& account) {
  const bool opens = std::ranges::any_of(fields, [](const FieldChange& change) {
    return change.field == Field::Status && change.after == "open";
  });
  const bool says_successor =
      std::ranges::find(fields, Field::Successor, &FieldChange::field) != fields.end();
  if (!opens || says_successor || !account.successor) return;
  fields.push_back({Field::Successor, account.successor->reveal(), ""});
}

Result<std::vector<FieldChange>> plan_values(const ChangeRequest& request, const Account& account) {
  const bool is_from_file = request.kind == ChangeKind::TakeFile;
  std::vector<FieldChange> fields;
  for (const auto& wanted : request.wanted) {
    TRY(check_value(wanted));
    if (wanted.field == Field::Status && !is_from_file) {
      return refuse("/status", "An account is closed or reopened by a step of its own.");
    }
    if (wanted.field == Field::Successor && !is_from_file) {
      if (account.status == AccountStatus::Open) {
        return refuse("/successor", "Only a closed account goes on under another number.");
      }
      if (wanted.value == account.number.reveal()) {
        return refuse("/successor", "The successor is the account itself.");
      }
    }
    auto before = value_of(account, wanted.field);
    if (before != wanted.value) {
      fields.push_back({wanted.field, std::move(before), wanted.value});
    }
  }
  if (fields.empty()) return refuse("", "The account is like that already; nothing would change.");
  drop_successor_of_open(fields, account);
  return fields;
}

Result<std::vector<FieldChange>> plan_merge(const Account& account, const Account* into) {
  if (account.status == AccountStatus::Closed) {
    return fail(ErrorCode::Conflict,
                "The account is closed; set its successor in place of a merge.");
  }
  if (into == nullptr) {
    return refuse("/into", "There is no account with the number that it shall go on as.");
  }
  if (into->number == account.number) return refuse("/into", "The two accounts are one.");
  if (into->status == AccountStatus::Closed) {
    return refuse("/into", "The account that it shall go on as is closed; choose an open one.");
  }
  if (into->bill_type != account.bill_type) {
    return refuse("/into", "The accounts are of two bill types, " + account.bill_type + " and " +
                               into->bill_type + "; only like ones are merged.");
  }
  return std::vector<FieldChange>{
      {Field::Status, "open", "closed"},
      {Field::Successor, value_of(account, Field::Successor), into->number.reveal()}};
}

Result<std::vector<FieldChange>> plan_status(const Account& account, AccountStatus wanted) {
  if (account.status == wanted) {
    return fail(ErrorCode::Conflict, wanted == AccountStatus::Closed
                                         ? "The account is closed already."
                                         : "The account is open already.");
  }
  std::vector<FieldChange> fields{{Field::Status, value_of(account, Field::Status),
                                   std::string{name_of(account_status_names, wanted)}}};
  drop_successor_of_open(fields, account);
  return fields;
}

Result<void> set_field(Account& account, const FieldChange& change) {
  switch (change.field) {
    case Field::Name:
      account.name = change.after;
      return {};
    case Field::Address:
      account.address = change.after;
      return {};
    case Field::BillType:
      account.bill_type = change.after;
      return {};
    case Field::Fund:
      account.fund = change.after;
      return {};
    case Field::DepositAccount:
      account.deposit_account = change.after;
      return {};
    case Field::Status:
      account.status = TRY(parse_name<AccountStatus>(account_status_names, change.after));
      return {};
    case Field::Successor:
      break;
  }
  account.successor.reset();
  if (!change.after.empty()) account.successor = AccountNumber{change.after};
  return {};
}

}  // namespace

std::string value_of(const Account& account, Field field) {
  switch (field) {
    case Field::Name:
      return account.name;
    case Field::Address:
      return account.address;
    case Field::BillType:
      return account.bill_type;
    case Field::Fund:
      return account.fund;
    case Field::DepositAccount:
      return account.deposit_account;
    case Field::Status:
      return std::string{name_of(account_status_names, account.status)};
    case Field::Successor:
      break;
  }
  return account.successor ? account.successor->reveal() : "";
}

Result<std::vector<FieldChange>> plan_change(const ChangeRequest& request,
                                             const ChangeGround& ground) {
  if (is_blank(request.reason)) return refuse("/reason", "Say why the account is changed.");
  if (request.kind == ChangeKind::Create) {
    if (ground.account != nullptr) {
      return fail(ErrorCode::Conflict,
                  "There is an account " + request.number.masked() + " already; change that one.",
                  "/number");
    }
    return plan_create(request);
  }
  if (ground.account == nullptr) return fail(ErrorCode::NotFound, "There is no such account.");
  switch (request.kind) {
    case ChangeKind::Merge:
      return plan_merge(*ground.account, ground.into);
    case ChangeKind::Close:
      return plan_status(*ground.account, AccountStatus::Closed);
    case ChangeKind::Reopen:
      return plan_status(*ground.account, AccountStatus::Open);
    case ChangeKind::Create:
    case ChangeKind::Change:
    case ChangeKind::TakeFile:
      break;
  }
  return plan_values(request, *ground.account);
}

bool needs_second_person(ChangeKind kind, std::span<const FieldChange> fields) {
  if (kind == ChangeKind::Create || kind == ChangeKind::Merge) return true;
  return std::ranges::any_of(fields, [](const FieldChange& change) {
    return change.field == Field::Fund || change.field == Field::DepositAccount ||
           (change.field == Field::Successor && !change.after.empty());
  });
}

Result<void> check_approver(const Change& change, const std::string& approver) {
  if (!change.needs_two || !is_same_person(change.requested_by, approver)) return {};
  return fail(ErrorCode::NotPermitted, "Account change " + std::to_string(change.number) +
                                           " says where money goes, and you asked for it; another "
                                           "person must approve it.");
}

Result<Account> changed_account(const Change& change, const Account* before) {
  const bool is_new = change.kind == ChangeKind::Create;
  if (is_new != (before == nullptr)) {
    return fail(ErrorCode::Conflict, is_new
                                         ? "The account has come with the account file meanwhile."
                                         : "There is no such account any more.");
  }
  Account account;
  if (before != nullptr) account = *before;
  account.number = change.account;
  for (const auto& field : change.fields) {
    if (!is_new && value_of(account, field.field) != field.before) {
      return fail(ErrorCode::Conflict, "The " + in_words(field.field) +
                                           " of the account has changed meanwhile; reject this "
                                           "change and ask for it again.");
    }
    TRY(set_field(account, field));
  }
  const bool says_successor = std::ranges::find(change.fields, Field::Successor,
                                                &FieldChange::field) != change.fields.end();
  if (says_successor) account.is_merged = change.kind == ChangeKind::Merge;
  return account;
}

}  // namespace lockbox::deposit::accounts
