#include "crash/replay/replay.h"

#include <algorithm>
#include <map>

#include "core/check.h"
#include "crash/replay/disk_model.h"
#include "crash/support/scratch_folder.h"

namespace lockbox::crash {
namespace {

namespace fs = std::filesystem;

std::vector<std::size_t> crash_points(std::size_t operations, const ReplayPlan& plan,
                                      Random& random) {
  ENSURE(plan.from <= operations);
  std::vector<std::size_t> points(static_cast<std::size_t>(plan.states));
  for (auto& point : points) point = plan.from + random() % (operations - plan.from + 1);
  std::ranges::sort(points);
  return points;
}

/// The contents of every file below the folder, by its path there; "(folder)" for a folder.
/// SQLite's -shm index is in no log.
std::map<std::string, std::string> contents_of(const fs::path& folder) {
  std::map<std::string, std::string> contents;
  for (const auto& entry : fs::recursive_directory_iterator{folder}) {
    const auto name = entry.path().lexically_relative(folder).string();
    if (name.ends_with("-shm")) continue;
    contents[name] = entry.is_directory() ? "(folder)" : text_of(entry.path());
  }
  return contents;
}

/// The extremes find a missing sync soonest; chance finds what nobody thought of.
Survival draw_survival(Random& random) {
  const auto chance = random() % 4;
  return chance == 0 ? Survival::Nothing : chance == 1 ? Survival::Everything : Survival::Chance;
}

}  // namespace

std::optional<std::string> missing_in_log(const std::vector<Operation>& operations,
                                          const fs::path& root) {
  DiskModel disk{root};
  for (const auto& operation : operations) disk.apply(operation);
  const ScratchFolder folder;
  Random random;
  disk.write_crash_state(folder.path(), Survival::Everything, random);
  const auto logged = contents_of(folder.path());
  const auto real = contents_of(root);
  if (logged == real) return std::nullopt;
  for (const auto& [name, content] : real) {
    const auto found = logged.find(name);
    if (found == logged.end()) return name + " is not in the log.";
    if (found->second != content) return name + " has other contents in the log.";
  }
  return "The log holds names that are not there.";
}

ReplayReport replay(const std::vector<Operation>& operations, const ReplayPlan& plan,
                    const CrashCheck& check) {
  Random random{plan.seed};
  DiskModel disk{plan.root};
  ReplayReport report;
  std::vector<std::string> acknowledged;
  std::size_t applied = 0;
  for (const auto point : crash_points(operations.size(), plan, random)) {
    for (; applied < point; ++applied) {
      const auto& operation = operations[applied];
      if (operation.kind == OperationKind::Acknowledge)
        acknowledged.push_back(operation.text());
      else
        disk.apply(operation);
    }
    const ScratchFolder folder;
    disk.write_crash_state(folder.path(), draw_survival(random), random);
    const auto fault = check({folder.path(), acknowledged});
    ++report.states;
    if (!fault) continue;
    if (++report.broken == 1) {
      report.first_broken = "State " + std::to_string(report.states) + " of seed " +
                            std::to_string(plan.seed) + ", power cut after " +
                            std::to_string(point) + " of " + std::to_string(operations.size()) +
                            " operations: " + *fault;
    }
  }
  return report;
}

}  // namespace lockbox::crash
