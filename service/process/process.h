#pragma once

/// @file
/// The main job: a folder of scanned mail becomes balanced deposits.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/business_day.h"
#include "deposit/work/control.h"
#include "service/process/intake.h"
#include "service/process/summary.h"
#include "service/process/workplace.h"

namespace lockbox::service {

/// Who corrects the declared totals of a batch that is registered already, and why.
struct TotalsCorrection {
  std::string by;
  std::string because;
};

struct ProcessRequest {
  std::filesystem::path scan_folder;
  std::filesystem::path site_file;
  std::filesystem::path accounts_file;
  std::optional<std::filesystem::path> batch_file;
  std::optional<std::filesystem::path> keyed_file;
  std::optional<BusinessDay> business_day;  ///< For a batch without a batch file.
  std::optional<TotalsCorrection> correction = {};
  std::string prepared_by;  ///< Of the deposits; empty when nobody said.
  std::string approved_by;  ///< Empty: deposits wait for approval.
  std::filesystem::path out_folder;
};

/// What a run came to.
struct ProcessOutcome {
  deposit::BatchContents contents;
  deposit::ControlProof control;
  SummaryTotals totals;
  std::vector<RefusedLine> refused;
  std::vector<deposit::Unplaceable> unplaceable;
  bool waits_for_release = false;  ///< It balances, and a person has to let its money go.
  std::string summary_json;
};

/// Runs the job as far as it can go: capture, read, match, balance, deposit, files.  Running it
/// again goes on where the last run stopped, however that ended, and does nothing twice.
[[nodiscard]] Result<ProcessOutcome> process_mail(const ProcessRequest& request,
                                                  Workplace& workplace,
                                                  const ProgressSink& progress);

}  // namespace lockbox::service
