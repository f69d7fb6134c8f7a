#pragma once

#include <sys/types.h>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "capture/isolation/channel.h"
#include "core/bytes.h"
#include "core/result.h"

namespace lockbox::capture {

/// A process that looks at pictures, seen from the one that has started it.  It is a program of its
/// own and no fork: whatever this process holds, keys and sessions above all, is not in its memory.
/// Killed and reaped when it goes.
class WorkerProcess {
 public:
  /// Starts `command` with a socket as descriptor 0, nothing to write to, no environment and no
  /// other descriptor, and waits until it is in its sandbox.  Unavailable when that cannot be.
  [[nodiscard]] static Result<std::unique_ptr<WorkerProcess>> start(
      const std::vector<std::string>& command, std::chrono::milliseconds within);

  WorkerProcess(const WorkerProcess&) = delete;
  WorkerProcess& operator=(const WorkerProcess&) = delete;
  ~WorkerProcess();

  /// The answer; or, when there is none in time, how the process ended, as the end of a sentence.
  /// After that it is of no more use.
  [[nodiscard]] tl::expected<Bytes, std::string> exchange(ByteView question,
                                                          std::chrono::milliseconds within);
  /// How many answers it has given.
  [[nodiscard]] int answers() const { return answers_; }

 private:
  WorkerProcess(pid_t process, Channel channel);
  [[nodiscard]] std::string end(ChannelEnd why);

  pid_t process_;  ///< 0 once it is reaped.
  Channel channel_;
  int answers_ = 0;
};

}  // namespace lockbox::capture
