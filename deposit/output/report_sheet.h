#pragma once

/// @file
/// Any report as pages: its title, period and filters, its table over as many pages as it takes,
/// what its figures mean, and who signed it.

#include <string>
#include <vector>

#include "core/bytes.h"
#include "core/result.h"
#include "deposit/output/pdf_canvas.h"
#include "deposit/report/report.h"

namespace lockbox::deposit {

struct ReportSheet {
  std::string site_name;
  std::string practice;
  const report::Report& report;
  std::vector<std::string> signatures;  ///< A sentence each.
};

/// The same report makes the same bytes.
[[nodiscard]] Result<Bytes> render_report_sheet(const ReportSheet& sheet,
                                                PdfCompression compression = PdfCompression::On);

}  // namespace lockbox::deposit
