// The `process` command with a fault planted in it, to show that the crash tests see such a fault:
//   process_subject FAULT SCAN SITE ACCOUNTS BATCH KEYED OUT
// FAULT is no-image-sync, normal-synchronous or no-batch-key.

#include <fstream>
#include <string>
#include <vector>

#include "core/check.h"
#include "crash/process/mail_scenario.h"
#include "service/cli/commands.h"

namespace {

namespace fs = std::filesystem;

/// The same mail in other bytes, as a scanner without any memory would give it: no two runs can
/// know that they read the same batch.  The copy lies beside the root of what is recorded.
fs::path rescanned(const fs::path& scan, const fs::path& out) {
  fs::path copy;
  for (int run = 1; copy.empty() || fs::exists(copy); ++run)
    copy = out.parent_path().string() + ".scan-" + std::to_string(run);
  fs::copy(scan, copy);
  for (const auto& entry : fs::directory_iterator(copy))
    std::ofstream{entry.path(), std::ios::app} << copy.filename();
  return copy;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv, argv + argc);
  ENSURE(arguments.size() == 8);
  const auto& fault = arguments[1];
  lockbox::service::ProcessArguments process;
  process.request = {.scan_folder = arguments[2],
                     .site_file = arguments[3],
                     .accounts_file = arguments[4],
                     .batch_file = arguments[5],
                     .keyed_file = arguments[6],
                     .business_day = {},
                     .prepared_by = lockbox::crash::preparer,
                     .approved_by = lockbox::crash::approver,
                     .out_folder = arguments[7]};
  process.store_file = process.request.out_folder / "lockbox.db";
  process.workplace.segments.segment_bytes = lockbox::crash::segment_bytes;
  if (fault == "no-image-sync")
    process.workplace.segments.durability = lockbox::capture::Durability::Skip;
  else if (fault == "normal-synchronous")
    process.workplace.synchronous = lockbox::deposit::Synchronous::Normal;
  else if (fault == "no-batch-key")
    process.request.scan_folder = rescanned(arguments[2], arguments[7]);
  else
    ENSURE(false);
  return static_cast<int>(lockbox::service::run_process(process));
}
