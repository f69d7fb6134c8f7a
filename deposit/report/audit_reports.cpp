#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "core/local_time.h"
#include "deposit/ledger/legal_rules.h"
#include "deposit/report/reports.h"

namespace lockbox::deposit::report {

namespace {

using Kind = ColumnKind;

/// What was credited to one bill type and fund on one day.
struct Credited {
  std::int64_t payments = 0;
  Money credited;
  Money waiting;
  Money corrected;
  Money posted;
};

using CreditKey = std::tuple<std::string, BusinessDay, std::string, std::string>;

/// Whose money it is; empty: nobody's.
std::string owner_of(const OfficeRules& rules, const std::string& bill_type,
                     const std::string& fund) {
  for (const auto& one : rules.reconciliations) {
    if (one.owns(bill_type, fund)) return one.department;
  }
  return {};
}

/// Empty for an account that no file has.
std::string bill_type_of(const Facts& facts, const std::string& lockbox,
                         const AccountNumber& account) {
  const auto found = facts.bill_types.find({lockbox, account});
  return found == facts.bill_types.end() ? std::string{} : found->second;
}

bool is_deposited(TransactionState state) {
  return state == TransactionState::Deposited || state == TransactionState::Posted;
}

std::map<CreditKey, Credited> credited_by_owner(const Facts& facts, const Scope& scope) {
  std::map<CreditKey, Credited> sums;
  for (const auto& one : facts.payments) {
    const auto owner = owner_of(facts.rules, one.bill_type, one.fund);
    if (!scope.department.empty() && owner != scope.department) continue;
    auto& sum = sums[{owner, one.day, one.bill_type, one.fund}];
    ++sum.payments;
    (is_deposited(one.state) ? sum.credited : sum.waiting) += one.amount;
    if (!one.posted_in.empty()) sum.posted += one.amount;
  }
  for (const auto& entry : facts.entries) {
    if (!scope.holds(entry.day) || !scope.has_lockbox(entry.lockbox)) continue;
    for (const auto& line : entry.lines) {
      if (line.spot.place != ledger::Place::Receivable) continue;
      const auto bill_type = bill_type_of(facts, entry.lockbox, line.spot.account);
      const auto owner = owner_of(facts.rules, bill_type, line.spot.fund);
      if (!scope.department.empty() && owner != scope.department) continue;
      sums[{owner, entry.day, bill_type, line.spot.fund}].corrected -= line.amount;
    }
  }
  return sums;
}

/// What an event tells of custody, of access or of an override.
struct Watched {
  std::string_view entity;
  std::string_view event;  ///< Empty: every one.
  std::string_view kind;
};
constexpr std::array watched{
    Watched{"note", "reveal_account", "whole number shown"},
    Watched{"batch", "accept_difference", "override"},
    Watched{"batch", "correct_totals", "override"},
    Watched{"document", "accept_picture", "override"},
    Watched{"day", "reopen", "override"},
    Watched{"stop_entry", "lift", "override"},
    Watched{"custody_hold", "release", "override"},
    Watched{"user", "sign_in", "sign-in"},
    Watched{"user", "", "rights and people"},
    Watched{"pick_up", "", "custody"},
    Watched{"work_unit", "", "custody"},
    Watched{"custody_finding", "", "custody"},
    Watched{"storage_box", "", "custody"},
    Watched{"custody_hold", "", "custody"},
    Watched{"custody_policy", "", "custody"},
};

std::string_view kind_of(const AuditEvent& event) {
  for (const auto& one : watched) {
    if (event.entity == one.entity && (one.event.empty() || event.event == one.event)) {
      return one.kind;
    }
  }
  return {};
}

/// What was paid of a returned item after all: the check when it cleared, or check and fee.
Money collected_of(const ReturnedItem& item) {
  if (item.state == ledger::ReturnState::Cleared) return item.notice.amount;
  if (item.state == ledger::ReturnState::PaidBack) return item.notice.amount + item.fee;
  return {};
}

std::string reason_text(const std::string& code) {
  const auto reason = ledger::return_reason(code);
  return reason ? code + ": " + reason->sentence : code;
}

}  // namespace

Report departmental_reconciliation(const Facts& facts, const Scope& scope) {
  Report report{.scope = scope,
                .columns = {{"department", "Department", Kind::Text},
                            {"day", "Day", Kind::Day},
                            {"bill_type", "Bill type", Kind::Text},
                            {"fund", "Fund", Kind::Text},
                            {"payments", "Payments", Kind::Count},
                            {"credited_cents", "Credited", Kind::Money},
                            {"corrected_cents", "Corrected later", Kind::Money},
                            {"net_cents", "Net", Kind::Money},
                            {"posted_cents", "In posting files", Kind::Money},
                            {"waiting_cents", "Not deposited yet", Kind::Money}},
                .definitions = {{"Department",
                                 "Owner of the bill type or fund by [[reconciliation]] of "
                                 "SITE.toml; empty where nobody is named."},
                                {"Credited",
                                 "Applied to the department's accounts, in deposits that a "
                                 "second person approved."},
                                {"Corrected later",
                                 "Returned, transferred or adjusted in the period, by the bill "
                                 "type that the account has now and by fund; negative where it "
                                 "was taken back."},
                                {"Net",
                                 "Credited with corrections: what the department's own books must "
                                 "show of the period."}},
                .chart = Chart{ChartKind::Bars, "Credited by fund", 3, {5}}};
  for (const auto& [key, sum] : credited_by_owner(facts, scope)) {
    const auto& [owner, day, bill_type, fund] = key;
    report.rows.push_back({text_cell(owner), day.to_string(), text_cell(bill_type), fund,
                           sum.payments, sum.credited, sum.corrected, sum.credited + sum.corrected,
                           sum.posted, sum.waiting});
  }
  add_totals(report);
  return report;
}

Report custody_and_access(const Facts& facts, const Scope& scope) {
  Report report{.scope = scope,
                .columns = {{"at", "When", Kind::Text},
                            {"kind", "Kind", Kind::Text},
                            {"person", "Who", Kind::Text},
                            {"entity", "Of what", Kind::Text},
                            {"key", "Which", Kind::Text},
                            {"event", "Step", Kind::Text},
                            {"reason", "Why", Kind::Text}},
                .definitions = {{"Custody",
                                 "Who fetched, took, handed on, stored or destroyed mail, and "
                                 "every count that differed."},
                                {"Whole number shown",
                                 "Who was shown a whole account number, with the "
                                 "reason they gave. Pictures of checks are shown to "
                                 "whoever works on them; looks at them are not "
                                 "recorded."},
                                {"Override",
                                 "What one person may let pass with a reason. A rule of two "
                                 "people cannot be overridden by anybody."}}};
  for (const auto& fact : facts.events) {
    const auto kind = kind_of(fact.event);
    if (kind.empty()) continue;
    const auto local = LocalTime::of(fact.at);
    report.rows.push_back({local.day.to_string() + " " + local.time.to_string(), std::string{kind},
                           fact.event.actor, in_words(fact.event.entity), fact.event.entity_key,
                           in_words(fact.event.event), text_cell(fact.event.reason)});
  }
  return report;
}

Report returned_items(const Facts& facts, const Scope& scope) {
  Report report{
      .scope = scope,
      .columns = {{"reason", "Reason of the bank", Kind::Text},
                  {"number", "Return", Kind::Count},
                  {"returned_on", "Came back", Kind::Day},
                  {"age_days", "Days", Kind::Count},
                  {"lockbox", "Lockbox", Kind::Text},
                  {"state", "State", Kind::Text},
                  {"letter_on", "Letter", Kind::Day},
                  {"amount_cents", "Amount", Kind::Money},
                  {"fee_cents", "Fee", Kind::Money},
                  {"collected_cents", "Collected", Kind::Money},
                  {"owed_cents", "Still owed", Kind::Money}},
      .definitions = {{"Days", "From the day it came back to the last day of the period."},
                      {"Collected",
                       "The check where the bank paid it at last; check and fee "
                       "where the drawer paid."},
                      {"Still owed", "Check and fee less what was collected."}},
      .chart = Chart{ChartKind::Bars, "Amount by reason", 0, {7, 9}}};
  for (const auto& one : facts.returns) {
    const auto& notice = one.notice;
    if (!scope.holds(notice.returned_on) || !scope.has_lockbox(notice.lockbox)) continue;
    const auto collected = collected_of(one);
    const bool is_settled =
        one.state == ledger::ReturnState::Cleared || one.state == ledger::ReturnState::Reversed;
    const auto owed = is_settled ? Money{} : notice.amount + one.fee - collected;
    report.rows.push_back({reason_text(notice.reason_code), one.number,
                           notice.returned_on.to_string(),
                           days_between(notice.returned_on, scope.to), notice.lockbox,
                           in_words(name_of(ledger::return_state_names, one.state)),
                           one.letter ? Cell{one.letter->sent_on.to_string()} : Cell{},
                           notice.amount, one.fee, collected, owed});
  }
  std::ranges::stable_sort(report.rows, [](const auto& a, const auto& b) {
    return std::get<std::string>(a[0]) < std::get<std::string>(b[0]);
  });
  add_totals(report, {"number", "age_days"});
  return report;
}

}  // namespace lockbox::deposit::report
