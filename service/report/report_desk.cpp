#include "service/report/report_desk.h"

#include <algorithm>
#include <array>

#include "deposit/ledger/legal_rules.h"
#include "deposit/model/person.h"
#include "deposit/output/report_sheet.h"
#include "service/close/workbook.h"
#include "service/report/load_facts.h"

namespace lockbox::service::report {

namespace {

using deposit::report::Audience;
using deposit::report::ColumnKind;
using deposit::report::Filter;
using deposit::report::Report;
using deposit::report::ReportKind;
using deposit::report::Scope;
using deposit::report::SignedBy;

const deposit::Department* department_of(const deposit::Site& site, const std::string& id) {
  for (const auto& one : site.exceptions.departments) {
    if (one.id == id) return &one;
  }
  return nullptr;
}

std::string sentence_of(const SeenSignature& seen) {
  const auto& signature = seen.signature;
  auto text = std::string{name_of(deposit::signature_verdict_names, signature.verdict)} + " by " +
              signature.signed_by + " at " + signature.signed_at;
  if (!signature.note.empty()) text += ": " + signature.note;
  return text + (seen.is_current ? "" : " (of other contents: the report has changed since)");
}

/// Money as numbers, shares as people read them.
deposit::close::Table sheet_of(const Report& report) {
  deposit::close::Table table{"report", {}, {}};
  for (const auto& column : report.columns) table.columns.push_back(column.name);
  const auto add = [&](std::vector<deposit::report::Cell> row) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      const bool is_share = report.columns[i].kind == ColumnKind::Share;
      if (is_share) row[i] = deposit::report::shown(row[i], ColumnKind::Share);
    }
    table.rows.push_back(std::move(row));
  };
  for (const auto& row : report.rows) add(row);
  if (!report.totals.empty()) add(report.totals);
  return table;
}

deposit::close::Table about_sheet(const MadeReport& made) {
  const auto& scope = made.report.scope;
  deposit::close::Table table{"about", {"what", "says"}, {}};
  const auto add = [&](const std::string& what, const std::string& says) {
    table.rows.push_back({what, deposit::report::text_cell(says)});
  };
  add("report", made.report.title);
  add("from", scope.from.to_string());
  add("to", scope.to.to_string());
  add("lockbox", scope.lockbox);
  add("bank account", scope.deposit_account);
  add("department", scope.department);
  add("SHA-256 of the CSV", made.content.hex());
  for (const auto& one : made.report.definitions) add(one.term, one.text);
  for (const auto& one : made.signatures) add("signed", sentence_of(one));
  return table;
}

struct FilterWords {
  Filter filter;
  std::string Scope::*value;
  std::string_view what;
};
constexpr std::array filter_words{
    FilterWords{Filter::Lockbox, &Scope::lockbox, "lockbox"},
    FilterWords{Filter::BankAccount, &Scope::deposit_account, "bank account"},
    FilterWords{Filter::Department, &Scope::department, "department"}};

Result<void> check_filters(const ReportKind& kind, const Scope& scope) {
  for (const auto& one : filter_words) {
    if ((scope.*one.value).empty() || kind.filters.has(one.filter)) continue;
    return fail(ErrorCode::InvalidInput,
                "This report is not by " + std::string{one.what} + "; ask for all of them.");
  }
  return {};
}

}  // namespace

Result<void> check_scope(const ReportDesk& desk, const ReportKind& kind, const Scope& scope) {
  if (scope.to < scope.from) {
    return fail(ErrorCode::InvalidInput, "The period ends before it begins; swap its days.");
  }
  if (days_between(scope.from, scope.to) >= period_days_max) {
    return fail(ErrorCode::InvalidInput, "A report is of at most " +
                                             std::to_string(period_days_max) +
                                             " days; ask for the period in parts.");
  }
  const auto& boxes = desk.site.lockboxes;
  if (!scope.lockbox.empty() && std::ranges::find(boxes, scope.lockbox) == boxes.end()) {
    return fail(ErrorCode::InvalidInput, "There is no lockbox " + scope.lockbox + ".");
  }
  if (!scope.deposit_account.empty() &&
      desk.site.deposit_account(scope.deposit_account) == nullptr) {
    return fail(ErrorCode::InvalidInput, "There is no bank account " + scope.deposit_account + ".");
  }
  if (!scope.department.empty() && department_of(desk.site, scope.department) == nullptr) {
    return fail(ErrorCode::InvalidInput, "There is no department " + scope.department + ".");
  }
  return check_filters(kind, scope);
}

bool may_see(const work::Viewer& viewer, const ReportKind& kind) {
  switch (kind.audience) {
    case Audience::Everybody:
      return true;
    case Audience::Auditors:
      return viewer.rights.has(auth::Right::Audit);
    case Audience::Supervisors:
      return viewer.rights.has(auth::Right::Force);
  }
  return false;
}

std::optional<std::string> why_not_sign(const ReportDesk& desk, const work::Viewer& viewer,
                                        const ReportKind& kind, const Scope& scope) {
  if (kind.signed_by == SignedBy::Reviewer) {
    if (viewer.rights.has(auth::Right::Audit)) return std::nullopt;
    return "You may not sign reports: that takes the right to audit.";
  }
  if (scope.department.empty()) return "Choose a department: each signs for itself.";
  if (!scope.lockbox.empty() || !scope.deposit_account.empty()) {
    return "A department signs for all of its money: choose all lockboxes and bank accounts.";
  }
  const auto* department = department_of(desk.site, scope.department);
  const bool is_theirs = department != nullptr && viewer.rights.has(auth::Right::Decide) &&
                         std::ranges::any_of(department->people, [&](const std::string& person) {
                           return deposit::is_same_person(person, viewer.name);
                         });
  if (is_theirs) return std::nullopt;
  return "Only people of the department sign for it.";
}

Result<MadeReport> make_report(const ReportDesk& desk, const work::Viewer& viewer,
                               std::string_view key, const Scope& scope) {
  const auto kind = TRY(deposit::report::report_kind(key));
  if (!may_see(viewer, kind)) {
    return fail(ErrorCode::NotPermitted, "This report is not among your rights.");
  }
  TRY(check_scope(desk, kind, scope));
  const auto facts = TRY(load_facts(desk, scope, kind.needs));
  auto report = deposit::report::make_report(kind, facts, scope);
  const auto content = content_hash(report);
  MadeReport made{kind, std::move(report), content, {}};
  for (auto& one : TRY(desk.books.reporting().signatures(std::string{key}, scope))) {
    const bool is_current = one.content == content;
    made.signatures.push_back({std::move(one), is_current});
  }
  return made;
}

Result<MadeReport> sign_report(const ReportDesk& desk, const work::Viewer& viewer,
                               std::string_view key, const Scope& scope,
                               const WantedSignature& wanted) {
  const auto made = TRY(make_report(desk, viewer, key, scope));
  if (const auto why = why_not_sign(desk, viewer, made.kind, scope)) {
    return fail(ErrorCode::NotPermitted, *why);
  }
  const bool is_review = wanted.verdict == deposit::SignatureVerdict::Reviewed;
  if (is_review != (made.kind.signed_by == SignedBy::Reviewer)) {
    return fail(ErrorCode::InvalidInput,
                "A reviewer signs 'reviewed'; a department 'agrees' or 'differs'.", "/verdict");
  }
  if (made.content.hex() != wanted.sha256_hex) {
    return fail(ErrorCode::Conflict,
                "The report has changed since it was shown; look at it again and sign then.");
  }
  TRY(desk.books.reporting().sign({.number = 0,
                                   .report = std::string{key},
                                   .scope = scope,
                                   .content = made.content,
                                   .rows = static_cast<std::int64_t>(made.report.rows.size()),
                                   .verdict = wanted.verdict,
                                   .note = wanted.note},
                                  deposit::Actor{viewer.name}));
  return make_report(desk, viewer, key, scope);
}

Result<Bytes> render_report(const ReportDesk& desk, const MadeReport& made, Form form,
                            const std::filesystem::path& scratch) {
  switch (form) {
    case Form::Csv: {
      const auto csv = csv_of(made.report);
      const auto bytes = bytes_of(csv);
      return Bytes{bytes.begin(), bytes.end()};
    }
    case Form::Workbook:
      return close::render_workbook({.title = made.report.title,
                                     .author = desk.site.name,
                                     .day = made.report.scope.to,
                                     .tables = {sheet_of(made.report), about_sheet(made)}},
                                    scratch);
    case Form::Pages: {
      deposit::ReportSheet sheet{desk.site.name, desk.site.practice, made.report, {}};
      for (const auto& one : made.signatures) sheet.signatures.push_back(sentence_of(one));
      return deposit::render_report_sheet(sheet);
    }
  }
  return fail(ErrorCode::NotFound, "There is no such form.");
}

std::string file_name(const Report& report, Form form) {
  auto name = report.key + "-" + report.scope.from.to_string() + "-" + report.scope.to.to_string();
  for (const auto& filter :
       {report.scope.lockbox, report.scope.deposit_account, report.scope.department}) {
    if (!filter.empty()) name += "-" + filter;
  }
  return name + "." + std::string{name_of(form_names, form)};
}

}  // namespace lockbox::service::report
