#pragma once

/// @file
/// The reports of the trade, each a pure function of the facts of its period; and the list of them.

#include <array>
#include <span>
#include <string_view>

#include "deposit/report/facts.h"
#include "deposit/report/report.h"

namespace lockbox::deposit::report {

/// What a report is made from, so that nothing else is loaded.
enum class Need {
  Batches,  ///< Batches, envelopes, payments, items, questions, readings, corrections, files.
  Journal,  ///< With entries after the deposit.
  Deposits,
  Ledger,  ///< Entries after the deposit, adjustments, returned items.
  Cases,
  Suspense,  ///< With entries after the deposit.
  Events,
  Arrivals,
  Incidents,
};

/// A part of the scope that a report keeps to in every row; it cannot be asked of another one, as
/// whoever signs it would sign for less than it shows.
enum class Filter { Lockbox, BankAccount, Department };
inline constexpr Names<3> filter_names{"lockbox", "deposit_account", "department"};

/// A set of enumerators.
template <class Member>
class SetOf {
 public:
  constexpr SetOf() = default;
  constexpr SetOf(std::initializer_list<Member> members) {
    for (const Member member : members) bits_ |= 1U << static_cast<unsigned>(member);
  }
  [[nodiscard]] constexpr bool has(Member member) const {
    return (bits_ & (1U << static_cast<unsigned>(member))) != 0;
  }

 private:
  std::uint32_t bits_ = 0;
};
using Needs = SetOf<Need>;
using Filters = SetOf<Filter>;

enum class Group { Money, Exceptions, Work, Audit, Indicators };
inline constexpr Names<5> group_names{"money", "exceptions", "work", "audit", "indicators"};

/// Who may see a report: everybody who is signed in, those who may audit, or supervisors.
enum class Audience { Everybody, Auditors, Supervisors };

/// Whether it says of one department at a time what that department signs.
enum class SignedBy { Reviewer, Department };

struct ReportKind {
  std::string_view key;
  std::string_view title;
  Group group = Group::Money;
  std::string_view about;  ///< One sentence.
  Audience audience = Audience::Everybody;
  Needs needs;
  Filters filters;
  Report (*make)(const Facts& facts, const Scope& scope);
  SignedBy signed_by = SignedBy::Reviewer;
};

/// In the order in which they are listed.
[[nodiscard]] std::span<const ReportKind> report_kinds();
/// NotFound for a key that no report has.
[[nodiscard]] Result<ReportKind> report_kind(std::string_view key);

/// The report with its name and scope filled in.
[[nodiscard]] Report make_report(const ReportKind& kind, const Facts& facts, const Scope& scope);

// ---- money ----
[[nodiscard]] Report payment_journal(const Facts& facts, const Scope& scope);
[[nodiscard]] Report batch_summary(const Facts& facts, const Scope& scope);
[[nodiscard]] Report deposit_summary(const Facts& facts, const Scope& scope);
[[nodiscard]] Report deposit_detail(const Facts& facts, const Scope& scope);
[[nodiscard]] Report fund_distribution(const Facts& facts, const Scope& scope);
[[nodiscard]] Report posting_control(const Facts& facts, const Scope& scope);

// ---- exceptions ----
[[nodiscard]] Report exceptions_and_rejects(const Facts& facts, const Scope& scope);
[[nodiscard]] Report suspense_ageing(const Facts& facts, const Scope& scope);
[[nodiscard]] Report voids_and_corrections(const Facts& facts, const Scope& scope);
[[nodiscard]] Report duplicates_found(const Facts& facts, const Scope& scope);

// ---- work ----
[[nodiscard]] Report reading_accuracy(const Facts& facts, const Scope& scope);
[[nodiscard]] Report hourly_throughput(const Facts& facts, const Scope& scope);
[[nodiscard]] Report workflow_audit(const Facts& facts, const Scope& scope);
[[nodiscard]] Report impact_report(const Facts& facts, const Scope& scope);
[[nodiscard]] Report productivity(const Facts& facts, const Scope& scope);

// ---- audit ----
[[nodiscard]] Report departmental_reconciliation(const Facts& facts, const Scope& scope);
[[nodiscard]] Report custody_and_access(const Facts& facts, const Scope& scope);
[[nodiscard]] Report returned_items(const Facts& facts, const Scope& scope);

// ---- indicators ----
[[nodiscard]] Report indicators(const Facts& facts, const Scope& scope);
[[nodiscard]] Report indicator_trend(const Facts& facts, const Scope& scope);
[[nodiscard]] Report exception_causes(const Facts& facts, const Scope& scope);
[[nodiscard]] Report time_to_deposit(const Facts& facts, const Scope& scope);

}  // namespace lockbox::deposit::report
