#include "crash/replay/replay.h"

#include <algorithm>

#include "crash/replay/disk_model.h"
#include "crash/support/scratch_folder.h"

namespace lockbox::crash {
namespace {

std::vector<std::size_t> crash_points(std::size_t operations, int states, Random& random) {
  std::vector<std::size_t> points(static_cast<std::size_t>(states));
  for (auto& point : points) point = random() % (operations + 1);
  std::ranges::sort(points);
  return points;
}

/// The extremes find a missing sync soonest; chance finds what nobody thought of.
Survival draw_survival(Random& random) {
  const auto chance = random() % 4;
  return chance == 0 ? Survival::Nothing : chance == 1 ? Survival::Everything : Survival::Chance;
}

}  // namespace

ReplayReport replay(const std::vector<Operation>& operations, const ReplayPlan& plan,
                    const CrashCheck& check) {
  Random random{plan.seed};
  DiskModel disk{plan.root};
  ReplayReport report;
  std::vector<std::string> acknowledged;
  std::size_t applied = 0;
  for (const auto point : crash_points(operations.size(), plan.states, random)) {
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
