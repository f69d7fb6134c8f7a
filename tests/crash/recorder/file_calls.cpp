// The calls of the C library that change files and names, under their own names: the dynamic linker
// finds these first.  Each makes the kernel's call itself and then records it.

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cerrno>
#include <cstdarg>
#include <cstring>
#include <optional>

#include "core/check.h"
#include "crash/recorder/recorder.h"

namespace {

using lockbox::crash::Change;
using lockbox::crash::OperationKind;
using lockbox::crash::Recorder;
using lockbox::crash::Target;

/// Makes a change of this kind, recorded if watched; `describe` turns its result into the record.
template <class Call, class Describe>
long changed(std::optional<OperationKind> watched, Call call, Describe describe) {
  if (!watched) return call();
  auto& recorder = Recorder::instance();
  const std::lock_guard lock{recorder.mutex()};
  if (const int failure = recorder.before_change(*watched); failure != 0) {
    errno = failure;
    return -1;
  }
  const long result = call();
  const int error = errno;
  if (result >= 0) recorder.record(describe(result));
  errno = error;
  return result;
}

/// The kind where the change is watched.
std::optional<OperationKind> kind_if(bool watched, OperationKind kind) {
  return watched ? std::optional{kind} : std::nullopt;
}

std::string_view bytes_of(const void* data, long size) {
  return {static_cast<const char*>(data), static_cast<std::size_t>(size)};
}

/// Where the next byte of a plain `write` goes.
std::int64_t write_offset(int descriptor) {
  const bool appends = (::fcntl(descriptor, F_GETFL) & O_APPEND) != 0;
  return appends ? ::lseek(descriptor, 0, SEEK_END) : ::lseek(descriptor, 0, SEEK_CUR);
}

long write_at(int descriptor, const void* data, std::size_t size, std::int64_t offset) {
  const auto target = Recorder::instance().target(descriptor);
  return changed(
      kind_if(target.watched, OperationKind::Write),
      [&] { return ::syscall(SYS_pwrite64, descriptor, data, size, offset); },
      [&](long written) {
        return Change{OperationKind::Write, target.path, target.inode, offset,
                      bytes_of(data, written)};
      });
}

long write_on(int descriptor, const void* data, std::size_t size) {
  if (descriptor == STDOUT_FILENO) {
    return changed(
        OperationKind::Acknowledge, [&] { return ::syscall(SYS_write, descriptor, data, size); },
        [&](long written) {
          return Change{.kind = OperationKind::Acknowledge, .data = bytes_of(data, written)};
        });
  }
  const auto target = Recorder::instance().target(descriptor);
  const auto offset = target.watched ? write_offset(descriptor) : 0;
  return changed(
      kind_if(target.watched, OperationKind::Write),
      [&] { return ::syscall(SYS_write, descriptor, data, size); },
      [&](long written) {
        return Change{OperationKind::Write, target.path, target.inode, offset,
                      bytes_of(data, written)};
      });
}

int set_size(int descriptor, std::int64_t size) {
  const auto target = Recorder::instance().target(descriptor);
  return static_cast<int>(changed(
      kind_if(target.watched, OperationKind::Truncate),
      [&] { return ::syscall(SYS_ftruncate, descriptor, size); },
      [&](long) {
        return Change{OperationKind::Truncate, target.path, target.inode, size, {}};
      }));
}

int reserve(int descriptor, int mode, std::int64_t offset, std::int64_t size) {
  const auto target = Recorder::instance().target(descriptor);
  // Holes punched and ranges moved are changes that the log has no record for.
  ENSURE(!target.watched || (mode & ~FALLOC_FL_KEEP_SIZE) == 0);
  return static_cast<int>(changed(
      kind_if(target.watched && (mode & FALLOC_FL_KEEP_SIZE) == 0, OperationKind::Extend),
      [&] { return ::syscall(SYS_fallocate, descriptor, mode, offset, size); },
      [&](long) {
        return Change{OperationKind::Extend, target.path, target.inode, offset + size, {}};
      }));
}

int sync(int descriptor, long kernel_call) {
  auto& recorder = Recorder::instance();
  const auto target = recorder.target(descriptor);
  if (target.watched && recorder.ignores_sync_of(target)) return 0;
  struct stat status {};
  const bool is_directory = ::fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode);
  const auto kind = is_directory ? OperationKind::SyncDirectory : OperationKind::SyncFile;
  return static_cast<int>(changed(
      kind_if(target.watched, kind), [&] { return ::syscall(kernel_call, descriptor); },
      [&](long) {
        return Change{kind, target.path, target.inode, 0, {}};
      }));
}

int open_at(int directory, const char* path, int flags, mode_t mode) {
  auto& recorder = Recorder::instance();
  const auto before = recorder.target(directory, path);
  const bool creates = (flags & O_CREAT) != 0 && before.inode == 0;
  const bool empties = (flags & O_TRUNC) != 0 && before.inode != 0;
  return static_cast<int>(changed(
      kind_if(before.watched && (creates || empties),
              creates ? OperationKind::CreateFile : OperationKind::Truncate),
      [&] { return ::syscall(SYS_openat, directory, path, flags, mode); },
      [&](long descriptor) {
        const auto inode = recorder.target(static_cast<int>(descriptor)).inode;
        return creates ? Change{OperationKind::CreateFile, before.path, inode, 0, {}}
                       : Change{OperationKind::Truncate, before.path, inode, 0, {}};
      }));
}

/// A file under the first free name of 000000 to 999999: the same in every run, which makes runs
/// comparable.
int make_unique(char* name, int flags) {
  char* const digits = name + std::strlen(name) - 6;
  for (int number = 0; number < 1'000'000; ++number) {
    const auto text = std::to_string(1'000'000 + number);
    text.copy(digits, 6, 1);
    const int descriptor = open_at(AT_FDCWD, name, flags | O_RDWR | O_CREAT | O_EXCL, 0600);
    if (descriptor >= 0 || errno != EEXIST) return descriptor;
  }
  return -1;
}

int rename_at(int from_directory, const char* from, int to_directory, const char* to,
              unsigned int flags) {
  auto& recorder = Recorder::instance();
  const auto source = recorder.target(from_directory, from);
  const auto destination = recorder.target(to_directory, to);
  return static_cast<int>(changed(
      kind_if(source.watched || destination.watched, OperationKind::Rename),
      [&] { return ::syscall(SYS_renameat2, from_directory, from, to_directory, to, flags); },
      [&](long) {
        return Change{OperationKind::Rename, source.path, source.inode, 0, destination.path};
      }));
}

int link_at(int from_directory, const char* from, int to_directory, const char* to, int flags) {
  auto& recorder = Recorder::instance();
  const auto source = recorder.target(from_directory, from);
  const auto destination = recorder.target(to_directory, to);
  return static_cast<int>(changed(
      kind_if(source.watched || destination.watched, OperationKind::Link),
      [&] { return ::syscall(SYS_linkat, from_directory, from, to_directory, to, flags); },
      [&](long) {
        return Change{OperationKind::Link, source.path, source.inode, 0, destination.path};
      }));
}

int remove_at(int directory, const char* path, int flags) {
  const auto target = Recorder::instance().target(directory, path);
  return static_cast<int>(changed(
      kind_if(target.watched, OperationKind::Remove),
      [&] { return ::syscall(SYS_unlinkat, directory, path, flags); },
      [&](long) {
        return Change{OperationKind::Remove, target.path, target.inode, 0, {}};
      }));
}

int make_directory_at(int directory, const char* path, mode_t mode) {
  const auto target = Recorder::instance().target(directory, path);
  return static_cast<int>(changed(
      kind_if(target.watched, OperationKind::MakeDirectory),
      [&] { return ::syscall(SYS_mkdirat, directory, path, mode); },
      [&](long) {
        return Change{OperationKind::MakeDirectory, target.path, 0, 0, {}};
      }));
}

/// The third argument of `open`, which is there only when a file may be made.
mode_t mode_of(int flags, va_list arguments) {
  return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(arguments, mode_t) : 0;
}

/// A list of buffers is one write, which need not be whole; writing it as one buffer keeps that.
std::string joined(const iovec* parts, int count) {
  std::string all;
  for (int i = 0; i < count; ++i)
    all.append(static_cast<const char*>(parts[i].iov_base), parts[i].iov_len);
  return all;
}

}  // namespace

extern "C" {

int open(const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const auto mode = mode_of(flags, arguments);
  va_end(arguments);
  return open_at(AT_FDCWD, path, flags, mode);
}
int open64(const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const auto mode = mode_of(flags, arguments);
  va_end(arguments);
  return open_at(AT_FDCWD, path, flags | O_LARGEFILE, mode);
}
int openat(int directory, const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const auto mode = mode_of(flags, arguments);
  va_end(arguments);
  return open_at(directory, path, flags, mode);
}
int openat64(int directory, const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const auto mode = mode_of(flags, arguments);
  va_end(arguments);
  return open_at(directory, path, flags | O_LARGEFILE, mode);
}
int mkostemp(char* name, int flags) {
  return make_unique(name, flags);
}
int mkostemp64(char* name, int flags) {
  return make_unique(name, flags);
}
int mkstemp(char* name) {
  return make_unique(name, 0);
}
int mkstemp64(char* name) {
  return make_unique(name, 0);
}
int creat(const char* path, mode_t mode) {
  return open_at(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode);
}

ssize_t write(int descriptor, const void* data, size_t size) {
  return write_on(descriptor, data, size);
}
ssize_t writev(int descriptor, const iovec* parts, int count) {
  const auto all = joined(parts, count);
  return write_on(descriptor, all.data(), all.size());
}
ssize_t pwrite(int descriptor, const void* data, size_t size, off_t offset) {
  return write_at(descriptor, data, size, offset);
}
ssize_t pwrite64(int descriptor, const void* data, size_t size, off64_t offset) {
  return write_at(descriptor, data, size, offset);
}
ssize_t pwritev(int descriptor, const iovec* parts, int count, off_t offset) {
  const auto all = joined(parts, count);
  return write_at(descriptor, all.data(), all.size(), offset);
}
ssize_t pwritev64(int descriptor, const iovec* parts, int count, off64_t offset) {
  const auto all = joined(parts, count);
  return write_at(descriptor, all.data(), all.size(), offset);
}

int ftruncate(int descriptor, off_t size) noexcept {
  return set_size(descriptor, size);
}
int ftruncate64(int descriptor, off64_t size) noexcept {
  return set_size(descriptor, size);
}
int fallocate(int descriptor, int mode, off_t offset, off_t size) {
  return reserve(descriptor, mode, offset, size);
}
int fallocate64(int descriptor, int mode, off64_t offset, off64_t size) {
  return reserve(descriptor, mode, offset, size);
}
int posix_fallocate(int descriptor, off_t offset, off_t size) {
  return reserve(descriptor, 0, offset, size) == 0 ? 0 : errno;
}
int posix_fallocate64(int descriptor, off64_t offset, off64_t size) {
  return reserve(descriptor, 0, offset, size) == 0 ? 0 : errno;
}

int fsync(int descriptor) {
  return sync(descriptor, SYS_fsync);
}
int fdatasync(int descriptor) {
  return sync(descriptor, SYS_fdatasync);
}

int rename(const char* from, const char* to) noexcept {
  return rename_at(AT_FDCWD, from, AT_FDCWD, to, 0);
}
int renameat(int from_directory, const char* from, int to_directory, const char* to) noexcept {
  return rename_at(from_directory, from, to_directory, to, 0);
}
int renameat2(int from_directory, const char* from, int to_directory, const char* to,
              unsigned int flags) noexcept {
  return rename_at(from_directory, from, to_directory, to, flags);
}
int link(const char* from, const char* to) noexcept {
  return link_at(AT_FDCWD, from, AT_FDCWD, to, 0);
}
int linkat(int from_directory, const char* from, int to_directory, const char* to,
           int flags) noexcept {
  return link_at(from_directory, from, to_directory, to, flags);
}
int unlink(const char* path) noexcept {
  return remove_at(AT_FDCWD, path, 0);
}
int unlinkat(int directory, const char* path, int flags) noexcept {
  return remove_at(directory, path, flags);
}
int rmdir(const char* path) noexcept {
  return remove_at(AT_FDCWD, path, AT_REMOVEDIR);
}
int remove(const char* path) noexcept {
  const int result = remove_at(AT_FDCWD, path, 0);
  return result != 0 && errno == EISDIR ? remove_at(AT_FDCWD, path, AT_REMOVEDIR) : result;
}
int mkdir(const char* path, mode_t mode) noexcept {
  return make_directory_at(AT_FDCWD, path, mode);
}
int mkdirat(int directory, const char* path, mode_t mode) noexcept {
  return make_directory_at(directory, path, mode);
}

}  // extern "C"
