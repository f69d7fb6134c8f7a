#pragma once

/// @file
/// A library to preload (LD_PRELOAD) into a program under test.  It stands between the program and
/// the C library for every call that changes a disk, and obeys these environment variables:
///   LOCKBOX_RECORD_ROOT   the directory, absolute and without links, whose changes count;
///   LOCKBOX_RECORD_LOG    the log to append to, outside that directory; none is written without
///                         it.  A program that goes on where a killed one stopped goes on in its
///                         log;
///   LOCKBOX_KILL_AT       the number, from 1, of the change before which the process kills itself;
///   LOCKBOX_FAIL_AT       the number, from 1, of the change from which the disk fails;
///   LOCKBOX_FAIL_AS       how it fails: "full", every change that needs space, with ENOSPC;
///                         "read-only", every change, with EROFS; "sync", the next sync alone, with
///                         EIO;
///   LOCKBOX_IGNORE_SYNCS  a suffix; a sync of a file so named is neither done nor recorded, as if
///                         the program had forgotten it.
/// SQLite's -shm index is left out: it is changed through mmap and rebuilt after every crash.  A
/// program that changes anything else in a way that cannot be recorded is stopped.

#include <dlfcn.h>

#include <mutex>
#include <string>
#include <string_view>

#include "crash/recorder/operation.h"

namespace lockbox::crash {

/// A path of the program that lies below the root, and the file behind it.
struct Target {
  std::string path;
  std::uint64_t inode = 0;
  bool watched = false;
};

struct Change {
  OperationKind kind{};
  std::string_view path{};
  std::uint64_t inode = 0;
  std::int64_t offset = 0;
  std::string_view data{};
};

/// The C library's own function of this name.
template <class Function>
[[nodiscard]] Function* next_call(const char* name) {
  return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

/// One for the process.  A caller holds `mutex()` from before the change until it is recorded, so
/// that the log has the order of the changes themselves, whichever thread makes them.
class Recorder {
 public:
  static Recorder& instance();

  [[nodiscard]] std::mutex& mutex() { return mutex_; }
  [[nodiscard]] Target target(int descriptor) const;
  [[nodiscard]] Target target(int directory, const char* path) const;
  [[nodiscard]] bool ignores_sync_of(const Target& target) const;
  /// To be called before each change: here the process may end.  The error with which the change
  /// must fail, or 0.
  [[nodiscard]] int before_change(OperationKind kind);
  void record(const Change& change);

 private:
  Recorder();
  [[nodiscard]] bool is_watched(std::string_view path) const;
  [[nodiscard]] int failure_of(OperationKind kind);

  std::mutex mutex_;
  std::string root_;
  std::string unsynced_suffix_;
  int log_ = -1;
  std::uint64_t kill_at_ = 0;
  std::uint64_t fail_at_ = 0;
  std::string fail_as_;
  std::uint64_t changes_ = 0;
};

}  // namespace lockbox::crash
