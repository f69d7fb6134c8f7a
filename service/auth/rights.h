#pragma once

/// @file
/// What a person may do, as data: each right with its name and its sentence, and the named sets
/// that offices hand out.

#include <array>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "deposit/model/office_rules.h"

namespace lockbox::service::auth {

enum class Right : std::uint8_t {
  Capture,
  Key,
  Verify,
  Balance,
  BuildDeposit,
  ApproveDeposit,
  CloseDay,
  Force,
  Adjust,
  ReadAccount,
  Administer,
  Audit,
  SetRules,
  Decide,
  CorrectAccounts,
  Custody,
  TakeReceipts,
  MaintainAccounts,
  Watch,
  WorkFindings,
  ArrangeCredit,
  ApproveCredit,
};

/// `name` stands in the API and in the store; `may` completes "You may not ...".
struct RightName {
  Right right;
  std::string_view name;
  std::string_view may;
};

inline constexpr std::array right_names{
    RightName{Right::Capture, "capture", "scan batches"},
    RightName{Right::Key, "key", "key fields"},
    RightName{Right::Verify, "verify", "key fields a second time"},
    RightName{Right::Balance, "balance", "balance batches"},
    RightName{Right::BuildDeposit, "build_deposit", "build deposits"},
    RightName{Right::ApproveDeposit, "approve_deposit", "approve deposits"},
    RightName{Right::CloseDay, "close_day", "close or reopen a business day"},
    RightName{
        Right::Force, "force",
        "close a batch that is out of balance, release a held item or accept a refused picture"},
    RightName{Right::Adjust, "adjust", "adjust amounts"},
    RightName{Right::ReadAccount, "read_account", "see full account numbers"},
    RightName{Right::Administer, "administer", "manage users"},
    RightName{Right::Audit, "audit", "read the audit trail"},
    RightName{Right::SetRules, "set_rules", "say how payments find their accounts"},
    RightName{Right::Decide, "decide", "decide about exceptions"},
    RightName{Right::CorrectAccounts, "correct_accounts",
              "work returned items and ask for corrections"},
    RightName{Right::Custody, "custody",
              "settle counts of paper, hold it, sign for its destruction or set its rules"},
    RightName{Right::TakeReceipts, "take_receipts", "take money at the counter"},
    RightName{Right::MaintainAccounts, "maintain_accounts", "set up and change master accounts"},
    RightName{Right::Watch, "watch", "see what the watch over the books finds"},
    RightName{Right::WorkFindings, "work_findings", "say what a finding of the watch is"},
    RightName{Right::ArrangeCredit, "arrange_credit",
              "propose payment arrangements, security deposits and referrals"},
    RightName{Right::ApproveCredit, "approve_credit",
              "approve payment arrangements, security deposits and referrals"},
};
inline constexpr std::size_t right_count = right_names.size();

/// A set of rights; its bits are the order of `Right`.
class RightSet {
 public:
  constexpr RightSet() = default;
  constexpr RightSet(std::initializer_list<Right> rights) {
    for (const Right right : rights) add(right);
  }

  constexpr void add(Right right) { bits_ |= bit(right); }
  [[nodiscard]] constexpr bool has(Right right) const { return (bits_ & bit(right)) != 0; }
  [[nodiscard]] constexpr bool empty() const { return bits_ == 0; }
  [[nodiscard]] constexpr bool includes(RightSet other) const {
    return (bits_ & other.bits_) == other.bits_;
  }
  [[nodiscard]] constexpr bool meets(RightSet other) const { return (bits_ & other.bits_) != 0; }
  [[nodiscard]] constexpr RightSet united_with(RightSet other) const {
    RightSet both = *this;
    both.bits_ |= other.bits_;
    return both;
  }
  friend constexpr bool operator==(RightSet, RightSet) = default;

 private:
  static constexpr std::uint32_t bit(Right right) { return 1U << static_cast<unsigned>(right); }

  std::uint32_t bits_ = 0;
};

/// A named set of rights.
struct Role {
  std::string_view name;
  RightSet rights;
};

inline constexpr std::array roles{
    Role{"mailroom",
         {Right::Capture, Right::Key, Right::Verify, Right::Balance, Right::TakeReceipts}},
    Role{"treasury",
         {Right::BuildDeposit, Right::ApproveDeposit, Right::Audit, Right::CorrectAccounts,
          Right::Custody, Right::ArrangeCredit}},
    Role{
        "supervisor",
        {Right::Capture, Right::Key, Right::Verify, Right::Balance, Right::BuildDeposit,
         Right::ApproveDeposit, Right::CloseDay, Right::Force, Right::Adjust, Right::ReadAccount,
         Right::Audit, Right::SetRules, Right::CorrectAccounts, Right::Custody, Right::TakeReceipts,
         Right::MaintainAccounts, Right::Watch, Right::ArrangeCredit, Right::ApproveCredit}},
    Role{"department", {Right::Decide}},
    Role{"auditor", {Right::Audit, Right::Watch, Right::WorkFindings}},
    Role{"administrator", {Right::Administer}},
};

/// Two roles that nobody holds together (C-02): who receives or records does not deposit, who
/// deposits does not reconcile, who audits works nothing, who gives rights uses none of them.
struct RoleConflict {
  std::string_view first;
  std::string_view second;
  std::string_view why;
};

inline constexpr std::array role_conflicts{
    RoleConflict{"mailroom", "treasury", "who records money does not deposit it"},
    RoleConflict{"treasury", "supervisor", "who deposits money does not reconcile it"},
    RoleConflict{"auditor", "mailroom", "who audits the books does not keep them"},
    RoleConflict{"auditor", "treasury", "who audits the books does not keep them"},
    RoleConflict{"auditor", "supervisor", "who audits the books does not keep them"},
    RoleConflict{"administrator", "mailroom", "who gives rights does not use them"},
    RoleConflict{"administrator", "treasury", "who gives rights does not use them"},
    RoleConflict{"administrator", "supervisor", "who gives rights does not use them"},
};

[[nodiscard]] constexpr const RightName& name_of(Right right) {
  return right_names[static_cast<std::size_t>(right)];
}
[[nodiscard]] std::optional<Right> parse_right(std::string_view name);
/// In the order of `right_names`.
[[nodiscard]] std::vector<Right> rights_in(RightSet set);
[[nodiscard]] std::optional<RightSet> rights_of_role(std::string_view role);
/// That lets somebody do what may be limited by role.
[[nodiscard]] Right right_for(deposit::LimitedDeed deed);
/// The rights of all these roles together; where two of them conflict, none but to administer
/// users, which puts it right.
[[nodiscard]] RightSet rights_of(std::span<const std::string> held);
/// The first two of these roles that conflict.
[[nodiscard]] std::optional<RoleConflict> conflict_among(std::span<const std::string> held);

}  // namespace lockbox::service::auth
