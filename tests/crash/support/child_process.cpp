#include "crash/support/child_process.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/check.h"

namespace lockbox::crash {
namespace {

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (auto& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

}  // namespace

ChildResult run_child(const ChildRequest& request) {
  auto arguments = request.command;
  std::vector<std::string> environment;
  for (char** variable = environ; *variable != nullptr; ++variable)
    environment.emplace_back(*variable);
  for (const auto& [name, value] : request.environment) environment.push_back(name + "=" + value);

  posix_spawn_file_actions_t actions;
  ENSURE(::posix_spawn_file_actions_init(&actions) == 0);
  ENSURE(::posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, request.output.c_str(),
                                            O_WRONLY | O_CREAT | O_TRUNC, 0600) == 0);
  ENSURE(::posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO) == 0);
  pid_t child = 0;
  ENSURE(::posix_spawn(&child, arguments.front().c_str(), &actions, nullptr,
                       pointers_to(arguments).data(), pointers_to(environment).data()) == 0);
  ::posix_spawn_file_actions_destroy(&actions);

  int status = 0;
  ENSURE(::waitpid(child, &status, 0) == child);
  return {.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 0,
          .signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0};
}

ChildResult run_recorded(ChildRequest request) {
  request.environment["LD_PRELOAD"] = CRASH_RECORDER;
  return run_child(request);
}

}  // namespace lockbox::crash
