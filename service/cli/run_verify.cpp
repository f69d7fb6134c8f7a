#include <fmt/format.h>

#include <filesystem>

#include "service/cli/commands.h"
#include "service/verify/verify.h"

namespace lockbox::service {

namespace {

Result<VerifyReport> verify(const std::filesystem::path& store_file,
                            const std::optional<std::filesystem::path>& files_folder) {
  // Opening would make a new store, and a store that is not there is not a sound one.
  if (!std::filesystem::is_regular_file(store_file)) {
    return fail(ErrorCode::NotFound, store_file.string() + ": there is no store here.");
  }
  const auto workplace = TRY(Workplace::open(store_file));
  return verify_store(*workplace,
                      files_folder.value_or(std::filesystem::absolute(store_file).parent_path()));
}

}  // namespace

ExitCode run_verify(const std::filesystem::path& store_file,
                    const std::optional<std::filesystem::path>& files_folder) {
  const auto report = verify(store_file, files_folder);
  if (!report) return report_error(report.error());
  if (report->fault) {
    fmt::print("WRONG: {}\n", *report->fault);
    return ExitCode::Failed;
  }
  fmt::print("Sound: {} batches, {} documents, {} images, {} output files", report->batches,
             report->documents, report->images, report->files);
  if (report->files_elsewhere > 0) {
    fmt::print(" ({} are not beside the store and were not looked at)", report->files_elsewhere);
  }
  fmt::print(".\n");
  return ExitCode::Done;
}

}  // namespace lockbox::service
