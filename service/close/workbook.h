#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/business_day.h"
#include "core/bytes.h"
#include "core/result.h"
#include "deposit/close/tables.h"

namespace lockbox::service::close {

struct WorkbookData {
  std::string title;
  std::string author;
  BusinessDay day;  ///< Written as the document's date: no clock is read.
  std::vector<deposit::close::Table> tables;
};

/// An XLSX workbook with a sheet a table: money as numbers with two decimals, the head frozen.  The
/// same data makes the same bytes.  The library writes to a file only, so a temporary one is made
/// in `scratch`.
[[nodiscard]] Result<Bytes> render_workbook(const WorkbookData& data,
                                            const std::filesystem::path& scratch);

}  // namespace lockbox::service::close
