#pragma once

#include <cstdint>
#include <filesystem>

#include "service/cli/exit_code.h"
#include "service/process/workplace.h"

namespace lockbox::service {

struct BenchProcessArguments {
  int documents = 400;
  std::uint64_t seed = 1;
  WorkplaceOptions workplace;
  std::filesystem::path work_folder;  ///< Empty: a new one under the temporary folder, removed.
};

/// Draws mail, processes it and prints documents a second, stage by stage, with what this machine's
/// disk and decoder do in the same run beside it.
[[nodiscard]] ExitCode run_bench_process(const BenchProcessArguments& arguments);

}  // namespace lockbox::service
