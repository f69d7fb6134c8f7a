#include "capture/isolation/worker_process.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <system_error>
#include <utility>

#include <fmt/core.h>

#include "capture/isolation/picture_messages.h"
#include "capture/isolation/picture_worker.h"

namespace lockbox::capture {
namespace {

constexpr std::uint32_t refusal_bytes_max = 1'024;

std::chrono::steady_clock::time_point after(std::chrono::milliseconds time) {
  return std::chrono::steady_clock::now() + time;
}

auto cannot_start(const std::string& why) {
  return fail(ErrorCode::Unavailable, "No process can be started to look at pictures: " + why);
}

/// What posix_spawn(3) is to do between the two programs.
class SpawnPlan {
 public:
  explicit SpawnPlan(int socket) {
    ::posix_spawn_file_actions_init(&actions_);
    ::posix_spawn_file_actions_adddup2(&actions_, socket, STDIN_FILENO);
    ::posix_spawn_file_actions_addopen(&actions_, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    ::posix_spawn_file_actions_adddup2(&actions_, STDOUT_FILENO, STDERR_FILENO);
    ::posix_spawn_file_actions_addclosefrom_np(&actions_, STDERR_FILENO + 1);
    ::posix_spawnattr_init(&attributes_);
    sigset_t signals;
    sigemptyset(&signals);
    ::posix_spawnattr_setsigmask(&attributes_, &signals);
    sigfillset(&signals);
    ::posix_spawnattr_setsigdefault(&attributes_, &signals);
    // A group of its own: Ctrl+C is for who started it, who lets what is under way end.
    ::posix_spawnattr_setpgroup(&attributes_, 0);
    ::posix_spawnattr_setflags(
        &attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;
  ~SpawnPlan() {
    ::posix_spawnattr_destroy(&attributes_);
    ::posix_spawn_file_actions_destroy(&actions_);
  }

  /// 0, or the errno.
  [[nodiscard]] int run(const std::vector<std::string>& command, pid_t& process) const {
    auto words = command;
    std::vector<char*> arguments;
    arguments.reserve(words.size() + 1);
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    std::array<char*, 1> environment{nullptr};
    return ::posix_spawn(&process, arguments.front(), &actions_, &attributes_, arguments.data(),
                         environment.data());
  }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

std::string words_for(int status) {
  if (WIFSIGNALED(status)) {
    const int signal = WTERMSIG(status);
    if (signal == SIGSYS) return "asked the system for what no picture needs";
    if (signal == SIGXCPU) return "used up its processor time";
    return fmt::format("was stopped by signal {}", signal);
  }
  if (WEXITSTATUS(status) == static_cast<int>(WorkerExit::OutOfMemory)) return "ran out of memory";
  return fmt::format("ended with code {}", WEXITSTATUS(status));
}

/// Waits for the end of a process that has ended or been killed.
std::string reap(pid_t process) {
  int status = 0;
  while (::waitpid(process, &status, 0) < 0) {
    if (errno != EINTR) return "is gone";
  }
  return words_for(status);
}

}  // namespace

WorkerProcess::WorkerProcess(pid_t process, Channel channel)
    : process_{process}, channel_{std::move(channel)} {
}

WorkerProcess::~WorkerProcess() {
  if (process_ == 0) return;
  ::kill(process_, SIGKILL);
  static_cast<void>(reap(process_));
}

Result<std::unique_ptr<WorkerProcess>> WorkerProcess::start(const std::vector<std::string>& command,
                                                            std::chrono::milliseconds within) {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    return cannot_start(std::generic_category().message(errno) + ".");
  }
  Channel ours{ends[0]};
  pid_t process = 0;
  int error = 0;
  {
    const Channel theirs{ends[1]};
    error = SpawnPlan{ends[1]}.run(command, process);
  }
  if (error != 0)
    return cannot_start(command.front() + ": " + std::generic_category().message(error) + ".");
  std::unique_ptr<WorkerProcess> worker{new WorkerProcess{process, std::move(ours)}};
  const auto ready = worker->channel_.receive(refusal_bytes_max, after(within));
  if (!ready) return cannot_start("it " + worker->end(ready.error()) + ".");
  if (!ready->empty()) {
    return cannot_start(std::string{reinterpret_cast<const char*>(ready->data()), ready->size()});
  }
  return worker;
}

/// Makes sure that it has ended, and says how.
std::string WorkerProcess::end(ChannelEnd why) {
  // One that has closed its socket is ending: its own word says more than ours.
  if (why != ChannelEnd::Closed) ::kill(process_, SIGKILL);
  auto ended = reap(process_);
  process_ = 0;
  switch (why) {
    case ChannelEnd::TimedOut:
      return "did not end in time";
    case ChannelEnd::Malformed:
      return "gave an answer that is none";
    case ChannelEnd::Closed:
      return ended;
  }
  return ended;
}

tl::expected<Bytes, std::string> WorkerProcess::exchange(ByteView question,
                                                         std::chrono::milliseconds within) {
  const auto deadline = after(within);
  if (const auto sent = channel_.send(question, deadline); !sent) {
    return tl::unexpected(end(sent.error()));
  }
  auto answer = channel_.receive(answer_bytes_max, deadline);
  if (!answer) return tl::unexpected(end(answer.error()));
  ++answers_;
  return *std::move(answer);
}

}  // namespace lockbox::capture
