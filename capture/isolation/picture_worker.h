#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "capture/isolation/sandbox.h"
#include "capture/pictures.h"

namespace lockbox::capture {

/// The one argument with which a program says to itself that it is to look at pictures.
inline constexpr std::string_view picture_worker_argument = "picture-worker";

/// What a process that looks at pictures says as it ends, where no signal says it.
enum class WorkerExit { Done = 0, Refused = 1, OutOfMemory = 2 };

/// The life of the process that is apart: enters the sandbox, says so on descriptor 0, a stream
/// socket, and has `pictures` answer one question after another until the other side is gone.
[[nodiscard]] WorkerExit run_picture_worker(Pictures& pictures, const SandboxLimits& limits = {});

}  // namespace lockbox::capture
