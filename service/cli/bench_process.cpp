#include "service/cli/bench_process.h"

#include <fmt/format.h>

#include <chrono>
#include <map>
#include <vector>

#include "service/bench/generated_mail.h"
#include "service/bench/probes.h"
#include "service/bench/work_folder.h"
#include "service/cli/commands.h"

namespace lockbox::service {

namespace {

using Steady = std::chrono::steady_clock;

/// Adds up the time between one word of progress and the next under the later one's stage.
class StageTimes {
 public:
  void note(const std::string& stage) {
    const auto now = Steady::now();
    if (!seconds_.contains(stage)) order_.push_back(stage);
    seconds_[stage] += std::chrono::duration<double>(now - last_).count();
    last_ = now;
  }

  void print(int documents) const {
    double total = 0;
    for (const auto& stage : order_) total += seconds_.at(stage);
    for (const auto& stage : order_) print_row(stage, seconds_.at(stage), total, documents);
    print_row("all", total, total, documents);
  }

 private:
  static void print_row(const std::string& stage, double seconds, double total, int documents) {
    constexpr double milli = 1e3;
    constexpr double percent = 100;
    fmt::print("  {:<16} {:>9.3f} s {:>9.3f} ms/doc {:>9.0f} docs/s {:>5.1f} %\n", stage, seconds,
               milli * seconds / documents, documents / seconds, percent * seconds / total);
  }

  Steady::time_point last_ = Steady::now();
  std::map<std::string, double> seconds_;
  std::vector<std::string> order_;
};

Result<void> bench(const BenchProcessArguments& arguments, const std::filesystem::path& folder) {
  const auto request = TRY(generate_mail(folder, arguments.documents, arguments.seed));
  const auto probes = TRY(probe_machine(folder, request.scan_folder / "000002F.tif"));
  const auto workplace =
      TRY(Workplace::open(request.out_folder / "lockbox.db", arguments.workplace));
  StageTimes times;
  const auto outcome = TRY(process_mail(
      request, *workplace, [&](const Progress& progress) { times.note(progress.stage); }));
  const auto documents = static_cast<int>(outcome.contents.documents.size());
  fmt::print("{} documents, both sides, seed {}; {} deposited, {} held, {} open tasks\n", documents,
             arguments.seed, outcome.totals.deposited.to_string(), outcome.totals.held.to_string(),
             outcome.totals.open_tasks);
  times.print(documents);
  fmt::print("  probe: {:.0f} fdatasync/s (4 KiB), {:.0f} G4 decodes/s, memcpy {:.1f} GB/s\n",
             probes.fdatasyncs_per_second, probes.g4_decodes_per_second,
             probes.copied_gb_per_second);
  return {};
}

}  // namespace

ExitCode run_bench_process(const BenchProcessArguments& arguments) {
  if (!arguments.work_folder.empty()) return exit_code_of(bench(arguments, arguments.work_folder));
  const auto folder = WorkFolder::make();
  return folder ? exit_code_of(bench(arguments, folder->path())) : report_error(folder.error());
}

}  // namespace lockbox::service
