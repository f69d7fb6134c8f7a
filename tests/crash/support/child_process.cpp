#include "crash/support/child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <utility>

#include "core/check.h"

namespace lockbox::crash {
namespace {

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (auto& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

/// Starts the program; its stderr goes to the output, and so does its stdout unless there is a pipe
/// for it.
pid_t start_child(const ChildRequest& request, std::optional<int> pipe_for_stdout) {
  auto arguments = request.command;
  std::vector<std::string> environment;
  for (char** variable = environ; *variable != nullptr; ++variable)
    environment.emplace_back(*variable);
  for (const auto& [name, value] : request.environment) environment.push_back(name + "=" + value);

  posix_spawn_file_actions_t actions;
  ENSURE(::posix_spawn_file_actions_init(&actions) == 0);
  ENSURE(::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, request.output.c_str(),
                                            O_WRONLY | O_CREAT | O_TRUNC, 0600) == 0);
  ENSURE(::posix_spawn_file_actions_adddup2(&actions, pipe_for_stdout.value_or(STDERR_FILENO),
                                            STDOUT_FILENO) == 0);
  pid_t child = 0;
  ENSURE(::posix_spawn(&child, arguments.front().c_str(), &actions, nullptr,
                       pointers_to(arguments).data(), pointers_to(environment).data()) == 0);
  ::posix_spawn_file_actions_destroy(&actions);
  return child;
}

ChildResult wait_for(pid_t child) {
  int status = 0;
  ENSURE(::waitpid(child, &status, 0) == child);
  return {.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 0,
          .signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0};
}

constexpr int silence_max_ms = 60'000;

}  // namespace

RunningChild::RunningChild(const ChildRequest& request) {
  std::array<int, 2> ends{};
  ENSURE(::pipe2(ends.data(), O_CLOEXEC) == 0);
  pid_ = start_child(request, ends[1]);
  ::close(ends[1]);
  said_ = ends[0];
}

RunningChild::~RunningChild() {
  if (pid_ != 0) {
    signal(SIGKILL);
    static_cast<void>(wait());
  }
  ::close(said_);
}

std::optional<std::string> RunningChild::read_line() {
  while (true) {
    if (const auto end = unread_.find('\n'); end != std::string::npos) {
      auto line = unread_.substr(0, end);
      unread_.erase(0, end + 1);
      return line;
    }
    pollfd watched{said_, POLLIN, 0};
    std::array<char, 4096> chunk{};
    if (::poll(&watched, 1, silence_max_ms) <= 0) return std::nullopt;
    const auto got = ::read(said_, chunk.data(), chunk.size());
    if (got <= 0) return std::nullopt;
    unread_.append(chunk.data(), static_cast<std::size_t>(got));
  }
}

void RunningChild::signal(int number) const {
  ENSURE(::kill(pid_, number) == 0);
}

ChildResult RunningChild::wait() {
  return wait_for(std::exchange(pid_, 0));
}

ChildResult run_child(const ChildRequest& request) {
  return wait_for(start_child(request, std::nullopt));
}

ChildResult run_recorded(ChildRequest request) {
  request.environment["LD_PRELOAD"] = CRASH_RECORDER;
  return run_child(request);
}

}  // namespace lockbox::crash
