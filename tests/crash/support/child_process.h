#pragma once

#include <sys/types.h>

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace lockbox::crash {

struct ChildRequest {
  std::vector<std::string> command;                ///< The program and its arguments.
  std::map<std::string, std::string> environment;  ///< Added to this process's own.
  std::filesystem::path output;                    ///< Takes stdout and stderr.
};

struct ChildResult {
  int exit_code = 0;  ///< Of a program that ended by itself.
  int signal = 0;     ///< The one that ended it, or 0.
};

/// A program that runs beside the test; killed at the latest when this goes.
class RunningChild {
 public:
  /// Its stdout comes here line by line, its stderr goes to the output of the request.
  explicit RunningChild(const ChildRequest& request);
  RunningChild(const RunningChild&) = delete;
  RunningChild& operator=(const RunningChild&) = delete;
  ~RunningChild();

  /// The next line, or nothing when it has closed its stdout or says nothing for a minute.
  [[nodiscard]] std::optional<std::string> read_line();
  /// Sends a signal; from any thread, but not behind `wait`.
  void signal(int number) const;
  /// Waits for its end.
  [[nodiscard]] ChildResult wait();

 private:
  pid_t pid_ = 0;
  int said_ = -1;
  std::string unread_;
};

/// Runs a program to its end.
[[nodiscard]] ChildResult run_child(const ChildRequest& request);

/// As `run_child`, with the recorder preloaded.
[[nodiscard]] ChildResult run_recorded(ChildRequest request);

}  // namespace lockbox::crash
