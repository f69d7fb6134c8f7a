#pragma once

/// @file
/// Changes of master accounts that people make here, beside the biller's file: what may be asked
/// for, what it does to the account, and who must agree.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/account_number.h"
#include "core/business_day.h"
#include "core/result.h"
#include "deposit/accounts/lives.h"
#include "deposit/model/account.h"

namespace lockbox::deposit::accounts {

/// What is kept of an account here.  The balance and its charges are the biller's alone.
enum class Field { Name, Address, BillType, Fund, DepositAccount, Status, Successor };
inline constexpr Names<7> field_names{"name",   "address",  "bill_type", "fund", "deposit_account",
                                      "status", "successor"};

enum class ChangeKind {
  Create,
  Change,
  Merge,  ///< The number goes on as an alias of another account.
  Close,
  Reopen,
  TakeFile,  ///< What the biller's file says after all, in place of what was changed here.
};
inline constexpr Names<6> change_kind_names{"create", "change", "merge",
                                            "close",  "reopen", "take_file"};

struct FieldValue {
  Field field = Field::Name;
  std::string value;  ///< Empty: none.
  friend bool operator==(const FieldValue&, const FieldValue&) = default;
};

/// A field with its value before and after; never the same.
struct FieldChange {
  Field field = Field::Name;
  std::string before;
  std::string after;
  friend bool operator==(const FieldChange&, const FieldChange&) = default;
};

/// What a person asks for.
struct ChangeRequest {
  std::string lockbox;
  ChangeKind kind = ChangeKind::Change;
  AccountNumber number;
  std::vector<FieldValue> wanted;  ///< For Create, Change and TakeFile.
  AccountNumber into;              ///< For Merge.
  /// Holds from this business day on; nothing: at once.
  std::optional<BusinessDay> effective_on;
  std::string reason;
  /// For TakeFile: which of the file's words was seen, `AccountConflict::version`.
  std::string file_version = {};
};

struct ChangeStep {
  ChangeEvent event = ChangeEvent::Approve;
  std::string actor;
  std::string at;
  std::string note;
};

struct Change {
  std::int64_t number = 0;
  std::string lockbox;
  ChangeKind kind = ChangeKind::Change;
  AccountNumber account;
  std::vector<FieldChange> fields;
  BusinessDay effective_on;
  std::string reason;
  bool needs_two = false;  ///< Somebody else than who asked approves it.
  ChangeState state = ChangeState::Requested;
  std::int64_t version = 1;
  std::string requested_by;
  std::string requested_at;
  std::vector<ChangeStep> steps;  ///< In order, only ever added to.
};

[[nodiscard]] std::string value_of(const Account& account, Field field);

/// The accounts that a request speaks of, as they stand; nullptr where there is none.
struct ChangeGround {
  const Account* account = nullptr;
  const Account* into = nullptr;
};
/// The fields that the request changes.  InvalidInput, naming the member, for what makes no sense;
/// NotFound without the account; Conflict when the account is not in the state for it.
[[nodiscard]] Result<std::vector<FieldChange>> plan_change(const ChangeRequest& request,
                                                           const ChangeGround& ground);

/// Whether it says where money goes, so that one person alone may not do it: a fund, a deposit
/// account, or another account.
[[nodiscard]] bool needs_second_person(ChangeKind kind, std::span<const FieldChange> fields);

/// NotPermitted when this person may not approve it; names are compared however they are spelled.
[[nodiscard]] Result<void> check_approver(const Change& change, const std::string& approver);

/// The account after the change; a new one when `before` is nullptr.  Conflict when a field is no
/// longer what it was when the change was asked for.
[[nodiscard]] Result<Account> changed_account(const Change& change, const Account* before);

}  // namespace lockbox::deposit::accounts
