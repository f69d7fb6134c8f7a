#include "crash/recorder/recorder.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <filesystem>

#include "core/check.h"

namespace lockbox::crash {
namespace {

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

std::string path_of(int descriptor) {
  const auto link = "/proc/self/fd/" + std::to_string(descriptor);
  std::array<char, 4096> path{};
  const auto size = ::readlink(link.c_str(), path.data(), path.size());
  return size < 0 ? "" : std::string(path.data(), static_cast<std::size_t>(size));
}

/// Goes round the interposed `write`.
void append(int log, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto written = ::syscall(SYS_write, log, bytes.data(), bytes.size());
    ENSURE(written > 0);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

}  // namespace

Recorder& Recorder::instance() {
  // Never destroyed: other destructors still write after ours would have run.
  static auto* const recorder = new Recorder;
  return *recorder;
}

Recorder::Recorder()
    : root_{environment("LOCKBOX_RECORD_ROOT")},
      unsynced_suffix_{environment("LOCKBOX_IGNORE_SYNCS")},
      fail_as_{environment("LOCKBOX_FAIL_AS")} {
  const auto log = environment("LOCKBOX_RECORD_LOG");
  if (!log.empty()) {
    log_ = static_cast<int>(::syscall(SYS_openat, AT_FDCWD, log.c_str(),
                                      O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
    ENSURE(log_ >= 0);
  }
  const auto kill_at = environment("LOCKBOX_KILL_AT");
  if (!kill_at.empty()) kill_at_ = std::stoull(kill_at);
  const auto fail_at = environment("LOCKBOX_FAIL_AT");
  if (!fail_at.empty()) fail_at_ = std::stoull(fail_at);
}

bool Recorder::is_watched(std::string_view path) const {
  return !root_.empty() && path.starts_with(root_) && path.size() > root_.size() &&
         path[root_.size()] == '/' && !path.ends_with("-shm");
}

Target Recorder::target(int descriptor) const {
  Target target{.path = path_of(descriptor)};
  struct stat status {};
  if (target.path != root_ && !is_watched(target.path)) return target;
  if (::fstat(descriptor, &status) != 0) return target;
  target.watched = true;
  target.inode = status.st_ino;
  return target;
}

Target Recorder::target(int directory, const char* path) const {
  namespace fs = std::filesystem;
  fs::path full{path};
  if (full.is_relative()) {
    full =
        fs::path{directory == AT_FDCWD ? fs::current_path() : fs::path{path_of(directory)}} / full;
  }
  Target target{.path = full.lexically_normal().string()};
  target.watched = is_watched(target.path);
  struct stat status {};
  if (target.watched && ::lstat(target.path.c_str(), &status) == 0) target.inode = status.st_ino;
  return target;
}

bool Recorder::ignores_sync_of(const Target& target) const {
  return !unsynced_suffix_.empty() && target.path.ends_with(unsynced_suffix_);
}

int Recorder::before_change(OperationKind kind) {
  if (++changes_ == kill_at_) ::kill(::getpid(), SIGKILL);
  return fail_at_ != 0 && changes_ >= fail_at_ ? failure_of(kind) : 0;
}

int Recorder::failure_of(OperationKind kind) {
  if (kind == OperationKind::Acknowledge) return 0;
  const bool is_sync = kind == OperationKind::SyncFile || kind == OperationKind::SyncDirectory;
  if (fail_as_ == "sync") {
    if (!is_sync) return 0;
    fail_at_ = 0;
    return EIO;
  }
  if (fail_as_ == "read-only") return EROFS;
  const bool frees_space = kind == OperationKind::Remove || kind == OperationKind::Truncate;
  return is_sync || frees_space ? 0 : ENOSPC;
}

void Recorder::record(const Change& change) {
  if (log_ < 0) return;
  const RecordHeader header{.kind = change.kind,
                            .path_bytes = static_cast<std::uint32_t>(change.path.size()),
                            .data_bytes = change.data.size(),
                            .inode = change.inode,
                            .offset = change.offset};
  std::string bytes(sizeof header, '\0');
  __builtin_memcpy(bytes.data(), &header, sizeof header);
  bytes += change.path;
  bytes += change.data;
  append(log_, bytes);
}

}  // namespace lockbox::crash
