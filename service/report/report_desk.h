#pragma once

/// @file
/// Reports as people ask for them: the period is checked, its facts are loaded, the report is made,
/// shown in its forms and signed.

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes.h"
#include "deposit/model/office_rules.h"
#include "deposit/model/site.h"
#include "deposit/report/reports.h"
#include "deposit/store/books.h"
#include "service/work/viewer.h"

namespace lockbox::service::report {

/// A quarter: more days than that are asked for in parts.
inline constexpr std::int64_t period_days_max = 92;

struct ReportDesk {
  deposit::Books& books;
  const deposit::Site& site;
  const deposit::OfficeRules& rules;
};

/// A signature beside what the report holds now.
struct SeenSignature {
  deposit::ReportSignature signature;
  bool is_current = false;  ///< The report still holds what was signed.
};

struct MadeReport {
  deposit::report::ReportKind kind;
  deposit::report::Report report;
  Sha256 content;
  std::vector<SeenSignature> signatures;  ///< Oldest first.
};

/// InvalidInput for a period that ends before it begins or is too long, and for a lockbox, bank
/// account or department that the site does not have or that the report does not keep to.
[[nodiscard]] Result<void> check_scope(const ReportDesk& desk,
                                       const deposit::report::ReportKind& kind,
                                       const deposit::report::Scope& scope);

/// Whether the viewer may see reports of this kind.
[[nodiscard]] bool may_see(const work::Viewer& viewer, const deposit::report::ReportKind& kind);
/// Why the viewer may not sign this report; nothing when the viewer may.
[[nodiscard]] std::optional<std::string> why_not_sign(const ReportDesk& desk,
                                                      const work::Viewer& viewer,
                                                      const deposit::report::ReportKind& kind,
                                                      const deposit::report::Scope& scope);

/// NotFound for an unknown key, NotPermitted for one that is not for the viewer, else as
/// `check_scope`.
[[nodiscard]] Result<MadeReport> make_report(const ReportDesk& desk, const work::Viewer& viewer,
                                             std::string_view key,
                                             const deposit::report::Scope& scope);

struct WantedSignature {
  std::string sha256_hex;  ///< Of the contents on the screen.
  deposit::SignatureVerdict verdict = deposit::SignatureVerdict::Reviewed;
  std::string note;
};
/// Signs what the report holds now.  Conflict when that is not what was on the screen.
[[nodiscard]] Result<MadeReport> sign_report(const ReportDesk& desk, const work::Viewer& viewer,
                                             std::string_view key,
                                             const deposit::report::Scope& scope,
                                             const WantedSignature& wanted);

/// The forms in which a report can be taken away.
enum class Form { Csv, Workbook, Pages };
inline constexpr Names<3> form_names{"csv", "xlsx", "pdf"};
/// `scratch` is a folder for files that are gone when this returns.
[[nodiscard]] Result<Bytes> render_report(const ReportDesk& desk, const MadeReport& made, Form form,
                                          const std::filesystem::path& scratch);
/// "payment-journal-2026-11-23-2026-11-24.csv".
[[nodiscard]] std::string file_name(const deposit::report::Report& report, Form form);

}  // namespace lockbox::service::report
