#pragma once

#include <filesystem>
#include <map>
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

/// Runs a program to its end.
[[nodiscard]] ChildResult run_child(const ChildRequest& request);

/// As `run_child`, with the recorder preloaded.
[[nodiscard]] ChildResult run_recorded(ChildRequest request);

}  // namespace lockbox::crash
