#include "deposit/accounts/import_merge.h"

#include <algorithm>

namespace lockbox::deposit::accounts {

namespace {

void keep_field(Account& account, const Account& stored, Field field) {
  switch (field) {
    case Field::Name:
      account.name = stored.name;
      return;
    case Field::Address:
      account.address = stored.address;
      return;
    case Field::BillType:
      account.bill_type = stored.bill_type;
      return;
    case Field::Fund:
      account.fund = stored.fund;
      return;
    case Field::DepositAccount:
      account.deposit_account = stored.deposit_account;
      return;
    case Field::Status:
      account.status = stored.status;
      return;
    case Field::Successor:
      account.successor = stored.successor;
      return;
  }
}

/// What becomes of an account's payments.  An open account goes on under no other number, so that
/// both fields are the file's or neither is.
bool is_fate(Field field) {
  return field == Field::Status || field == Field::Successor;
}

}  // namespace

MergedImport merge_import(const Account& stored, const Account& file, std::span<const Field> kept) {
  MergedImport merged{file, {}, {}, {}};
  const bool keeps_fate = std::ranges::any_of(kept, [&](Field field) {
    return is_fate(field) && value_of(file, field) != value_of(stored, field);
  });
  for (const auto field : kept) {
    auto of_file = value_of(file, field);
    if (of_file != value_of(stored, field)) {
      keep_field(merged.account, stored, field);
      merged.conflicts.push_back({field, std::move(of_file)});
    } else if (keeps_fate && is_fate(field)) {
      merged.held.push_back(field);
    } else {
      merged.agreed.push_back(field);
    }
  }
  if (keeps_fate) {
    keep_field(merged.account, stored, Field::Status);
    keep_field(merged.account, stored, Field::Successor);
  }
  // An open account goes on under no other number, whoever says that it is open.
  if (merged.account.status == AccountStatus::Open) merged.account.successor.reset();
  merged.account.is_merged = stored.is_merged && merged.account.status == AccountStatus::Closed &&
                             merged.account.successor == stored.successor;
  return merged;
}

}  // namespace lockbox::deposit::accounts
