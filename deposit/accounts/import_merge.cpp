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

}  // namespace

MergedImport merge_import(const Account& stored, const Account& file, std::span<const Field> kept) {
  MergedImport merged{file, {}, {}};
  for (const auto field : kept) {
    auto of_file = value_of(file, field);
    if (of_file == value_of(stored, field)) {
      merged.agreed.push_back(field);
    } else {
      keep_field(merged.account, stored, field);
      merged.conflicts.push_back({field, std::move(of_file)});
    }
  }
  // An open account goes on under no other number, whoever says that it is open.
  if (merged.account.status == AccountStatus::Open) merged.account.successor.reset();
  merged.account.is_merged = stored.is_merged && merged.account.status == AccountStatus::Closed &&
                             merged.account.successor == stored.successor;
  return merged;
}

}  // namespace lockbox::deposit::accounts
