#pragma once

/// @file
/// Cuts the power at many points of a recorded run and asks of each disk that remains whether it
/// keeps what was promised.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "crash/replay/operation_log.h"

namespace lockbox::crash {

/// What is left after one power cut.
struct CrashState {
  std::filesystem::path root;             ///< Holds what the disk kept; may be changed.
  std::vector<std::string> acknowledged;  ///< Texts shown before the cut, in order.
};

/// The first broken promise, or nothing.
using CrashCheck = std::function<std::optional<std::string>(const CrashState&)>;

struct ReplayPlan {
  std::filesystem::path root;  ///< That of the recorded run.
  std::uint64_t seed = 1;
  int states = 1'000;
  std::size_t from = 0;  ///< The power stays on for so many operations.
};

struct ReplayReport {
  int states = 0;
  int broken = 0;
  std::string first_broken;  ///< Empty, or where the power was cut and what was wrong.
};

/// The first file that the log would not have left as it lies in `root` after the run, or nothing.
/// A log with such a gap proves nothing.
[[nodiscard]] std::optional<std::string> missing_in_log(const std::vector<Operation>& operations,
                                                        const std::filesystem::path& root);

/// The crash points are spread over the whole run; the same plan gives the same states.
[[nodiscard]] ReplayReport replay(const std::vector<Operation>& operations, const ReplayPlan& plan,
                                  const CrashCheck& check);

}  // namespace lockbox::crash
