#include <algorithm>

#include "deposit/report/reports.h"

namespace lockbox::deposit::report {

namespace {

constexpr std::array kinds{
    ReportKind{"payment-journal", "Payment journal", Group::Money,
               "Every payment by batch, with account, fund, ticket and posting file.",
               Audience::Everybody, Needs{Need::Batches},
               Filters{Filter::Lockbox, Filter::BankAccount}, payment_journal},
    ReportKind{"batch-summary", "Batch summary", Group::Money,
               "Each batch: declared, counted, deposited, returned and in suspense.",
               Audience::Everybody, Needs{Need::Batches}, Filters{Filter::Lockbox}, batch_summary},
    ReportKind{"deposit-summary", "Deposit summary", Group::Money,
               "Each deposit with its bank account, state and what the bank confirmed.",
               Audience::Everybody, Needs{Need::Deposits},
               Filters{Filter::Lockbox, Filter::BankAccount}, deposit_summary},
    ReportKind{"deposit-detail", "Deposit detail", Group::Money,
               "Every item of every deposit, in the order of the paper.", Audience::Everybody,
               Needs{Need::Deposits}, Filters{Filter::Lockbox, Filter::BankAccount},
               deposit_detail},
    ReportKind{"fund-distribution", "Fund distribution", Group::Money,
               "Debits and credits by fund and ledger, with corrections after the deposit.",
               Audience::Everybody, Needs{Need::Journal, Need::Ledger},
               Filters{Filter::Lockbox, Filter::BankAccount}, fund_distribution},
    ReportKind{"posting-control", "Posting control", Group::Money,
               "Posting files with their sums, and what is deposited and in none.",
               Audience::Everybody, Needs{Need::Batches}, Filters{Filter::Lockbox},
               posting_control},
    ReportKind{"exceptions", "Exceptions and rejects", Group::Exceptions,
               "What somebody had to decide about, and what became of it.", Audience::Everybody,
               Needs{Need::Cases}, Filters{Filter::Lockbox}, exceptions_and_rejects},
    ReportKind{"suspense-ageing", "Suspense ageing", Group::Exceptions,
               "Money on no account, by how long it waits.", Audience::Everybody,
               Needs{Need::Suspense, Need::Ledger}, Filters{Filter::Lockbox}, suspense_ageing},
    ReportKind{"voids-corrections", "Voids and corrections", Group::Exceptions,
               "What was corrected, accepted, voided or sent back, by whom and why.",
               Audience::Everybody, Needs{Need::Batches, Need::Deposits, Need::Ledger},
               Filters{Filter::Lockbox}, voids_and_corrections},
    ReportKind{"duplicates", "Duplicates found", Group::Exceptions,
               "Checks that were seen before, and the verdict on each.", Audience::Everybody,
               Needs{Need::Batches}, Filters{Filter::Lockbox}, duplicates_found},
    ReportKind{"reading-accuracy", "Reading accuracy", Group::Work,
               "What people corrected of what was read, by field.", Audience::Everybody,
               Needs{Need::Batches}, Filters{Filter::Lockbox}, reading_accuracy},
    ReportKind{"hourly-throughput", "Hourly throughput", Group::Work,
               "Documents and answers by hour and person.", Audience::Everybody,
               Needs{Need::Events}, Filters{}, hourly_throughput},
    ReportKind{"workflow-audit", "Sign-ins and workflow", Group::Work,
               "Who signed in, and every step of days, batches, deposits and people.",
               Audience::Auditors, Needs{Need::Events}, Filters{}, workflow_audit},
    ReportKind{"impact", "Impact", Group::Work,
               "What went wrong in the office, for how long, and what waited because of it.",
               Audience::Everybody,
               Needs{Need::Batches, Need::Deposits, Need::Events, Need::Incidents},
               Filters{Filter::Lockbox}, impact_report},
    ReportKind{"productivity", "Productivity", Group::Work,
               "Items an active hour and answers changed later, by person.", Audience::Supervisors,
               Needs{Need::Events}, Filters{}, productivity},
    ReportKind{"departmental-reconciliation", "Departmental reconciliation", Group::Audit,
               "What was credited to each department, for its own people to sign.",
               Audience::Everybody, Needs{Need::Batches, Need::Ledger},
               Filters{Filter::Lockbox, Filter::Department}, departmental_reconciliation,
               SignedBy::Department},
    ReportKind{"custody-access", "Custody and access", Group::Audit,
               "Who held which mail, who saw whole numbers, and every override.",
               Audience::Auditors, Needs{Need::Events}, Filters{}, custody_and_access},
    ReportKind{"returned-items", "Returned items", Group::Audit,
               "Checks that came back: reason, fee, letter, what was collected, age.",
               Audience::Everybody, Needs{Need::Ledger}, Filters{Filter::Lockbox}, returned_items},
    ReportKind{"indicators", "Indicators", Group::Indicators,
               "Twelve figures of the period, each with its formula.", Audience::Everybody,
               Needs{Need::Batches, Need::Deposits, Need::Ledger, Need::Cases, Need::Events,
                     Need::Arrivals, Need::Suspense},
               Filters{Filter::Lockbox}, indicators},
    ReportKind{"indicator-trend", "Indicators by day", Group::Indicators,
               "How the figures went from day to day.", Audience::Everybody,
               Needs{Need::Batches, Need::Deposits, Need::Ledger, Need::Cases, Need::Events,
                     Need::Arrivals, Need::Suspense},
               Filters{Filter::Lockbox}, indicator_trend},
    ReportKind{"exception-causes", "Exception causes", Group::Indicators,
               "Cases by cause, beside all items.", Audience::Everybody,
               Needs{Need::Batches, Need::Cases}, Filters{Filter::Lockbox}, exception_causes},
    ReportKind{"time-to-deposit", "Time to deposit", Group::Indicators,
               "Business days from receipt to deposit, by source, against the limit (C-03).",
               Audience::Everybody, Needs{Need::Batches, Need::Deposits, Need::Arrivals},
               Filters{Filter::Lockbox, Filter::BankAccount}, time_to_deposit},
};

}  // namespace

std::span<const ReportKind> report_kinds() {
  return kinds;
}

Result<ReportKind> report_kind(std::string_view key) {
  const auto* found = std::ranges::find(kinds, key, &ReportKind::key);
  if (found != kinds.end()) return *found;
  return fail(ErrorCode::NotFound,
              "There is no report '" + std::string{key} + "'; the screen Reports lists them.");
}

Report make_report(const ReportKind& kind, const Facts& facts, const Scope& scope) {
  auto report = kind.make(facts, scope);
  report.key = kind.key;
  report.title = kind.title;
  return report;
}

}  // namespace lockbox::deposit::report
