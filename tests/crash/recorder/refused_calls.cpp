// Ways to change a file that the recorder cannot put into its log.  A program that takes one of
// them below the root is stopped, so that no replay rests on half a log.

#include <fcntl.h>
#include <stdarg.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>

#include "core/check.h"
#include "crash/recorder/recorder.h"

namespace {

using lockbox::crash::next_call;
using lockbox::crash::Recorder;

void refuse_watched(int descriptor) {
  ENSURE(!Recorder::instance().target(descriptor).watched);
}

void refuse_watched(const char* path) {
  ENSURE(!Recorder::instance().target(AT_FDCWD, path).watched);
}

void* map(void* address, size_t size, int protection, int flags, int descriptor, off_t offset) {
  const bool writes_through = (protection & PROT_WRITE) != 0 && (flags & MAP_SHARED) != 0;
  if (writes_through && descriptor >= 0) refuse_watched(descriptor);
  return reinterpret_cast<void*>(
      ::syscall(SYS_mmap, address, size, protection, flags, descriptor, offset));
}

/// The C library writes its own streams by calls that nobody can stand before.
void refuse_writable(const char* path, const char* mode) {
  if (std::strpbrk(mode, "wa+") != nullptr) refuse_watched(path);
}

}  // namespace

extern "C" {

void* mmap(void* address, size_t size, int protection, int flags, int descriptor,
           off_t offset) noexcept {
  return map(address, size, protection, flags, descriptor, offset);
}
void* mmap64(void* address, size_t size, int protection, int flags, int descriptor,
             off64_t offset) noexcept {
  return map(address, size, protection, flags, descriptor, offset);
}
FILE* fopen(const char* path, const char* mode) {
  static const auto real = next_call<FILE*(const char*, const char*)>("fopen");
  refuse_writable(path, mode);
  return real(path, mode);
}
FILE* fopen64(const char* path, const char* mode) {
  static const auto real = next_call<FILE*(const char*, const char*)>("fopen64");
  refuse_writable(path, mode);
  return real(path, mode);
}
int truncate(const char* path, off_t size) noexcept {
  refuse_watched(path);
  return static_cast<int>(::syscall(SYS_truncate, path, size));
}
int truncate64(const char* path, off64_t size) noexcept {
  refuse_watched(path);
  return static_cast<int>(::syscall(SYS_truncate, path, size));
}
int symlink(const char* target, const char* path) noexcept {
  refuse_watched(path);
  return static_cast<int>(::syscall(SYS_symlink, target, path));
}
ssize_t sendfile(int to, int from, off_t* offset, size_t size) noexcept {
  refuse_watched(to);
  return ::syscall(SYS_sendfile, to, from, offset, size);
}
ssize_t sendfile64(int to, int from, off64_t* offset, size_t size) noexcept {
  refuse_watched(to);
  return ::syscall(SYS_sendfile, to, from, offset, size);
}
ssize_t copy_file_range(int from, off64_t* from_offset, int to, off64_t* to_offset, size_t size,
                        unsigned int flags) {
  refuse_watched(to);
  return ::syscall(SYS_copy_file_range, from, from_offset, to, to_offset, size, flags);
}
ssize_t pwritev2(int descriptor, const iovec* parts, int count, off_t offset, int flags) {
  static const auto real = next_call<ssize_t(int, const iovec*, int, off_t, int)>("pwritev2");
  refuse_watched(descriptor);
  return real(descriptor, parts, count, offset, flags);
}
int sync_file_range(int descriptor, off64_t offset, off64_t size, unsigned int flags) {
  refuse_watched(descriptor);
  return static_cast<int>(::syscall(SYS_sync_file_range, descriptor, offset, size, flags));
}

}  // extern "C"
