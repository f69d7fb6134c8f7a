#pragma once

#include <cstdint>
#include <filesystem>

#include "service/cli/exit_code.h"

namespace lockbox::service {

struct TrainMicrArguments {
  int steps = 0;
  std::uint64_t seed = 1;
  int threads = 1;
  std::filesystem::path from_file;  ///< Empty: from weights that chance draws.
  std::filesystem::path out_file;
};

/// Trains the network that looks at E-13B glyphs on drawn lines, writes its weights, and prints how
/// true its claims are about lines that it never saw.
[[nodiscard]] ExitCode run_train_micr(const TrainMicrArguments& arguments);

}  // namespace lockbox::service
