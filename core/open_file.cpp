#include "core/open_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace lockbox {
namespace {

/// Repeats a system call that a signal interrupted.
template <class Call>
auto repeat_interrupted(Call call) {
  auto answer = call();
  while (answer == -1 && errno == EINTR) answer = call();
  return answer;
}

/// The failure of the last system call, which must be the latest to have set errno.
tl::unexpected<Error> system_failure(const char* action, const std::filesystem::path& path) {
  const int number = errno;
  return fail(number == ENOENT ? ErrorCode::NotFound : ErrorCode::Unavailable,
              "Cannot " + std::string{action} + " " + path.string() + ": " +
                  std::system_category().message(number) + ".");
}

}  // namespace

OpenFile::OpenFile(int descriptor, std::filesystem::path path)
    : descriptor_{descriptor}, path_{std::move(path)} {
}

OpenFile::OpenFile(OpenFile&& other) noexcept
    : descriptor_{std::exchange(other.descriptor_, -1)}, path_{std::move(other.path_)} {
}

OpenFile& OpenFile::operator=(OpenFile&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(path_, other.path_);
  return *this;
}

// What matters was synced before; close can add no durability, so its answer says nothing.
OpenFile::~OpenFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<OpenFile> OpenFile::open(const std::filesystem::path& path, int flags, mode_t mode) {
  const int descriptor =
      repeat_interrupted([&] { return ::open(path.c_str(), flags | O_CLOEXEC, mode); });
  if (descriptor < 0) return system_failure("open", path);
  return OpenFile{descriptor, path};
}

Result<OpenFile> OpenFile::make_unique(const std::filesystem::path& prefix) {
  auto name = prefix.string() + "XXXXXX";
  const int descriptor = ::mkostemp(name.data(), O_CLOEXEC);
  if (descriptor < 0) return system_failure("make a file beside", prefix);
  return OpenFile{descriptor, name};
}

Result<std::int64_t> OpenFile::size() const {
  struct stat status {};
  if (::fstat(descriptor_, &status) != 0) return failure("examine");
  if (!S_ISREG(status.st_mode)) {
    return fail(ErrorCode::InvalidInput, path_.string() + " is not a regular file.");
  }
  return status.st_size;
}

Result<mode_t> OpenFile::permissions() const {
  struct stat status {};
  if (::fstat(descriptor_, &status) != 0) return failure("examine");
  return status.st_mode & mode_t{07777};
}

Result<bool> OpenFile::try_lock() {
  const int answer = repeat_interrupted([&] { return ::flock(descriptor_, LOCK_EX | LOCK_NB); });
  if (answer != 0 && errno != EWOULDBLOCK) return failure("lock");
  return answer == 0;
}

Result<void> OpenFile::preallocate(std::int64_t bytes) {
  int number = 0;
  do {
    number = ::posix_fallocate(descriptor_, 0, bytes);
  } while (number == EINTR);
  errno = number;  // posix_fallocate returns what other calls leave in errno.
  if (number != 0) return failure("reserve space for");
  return {};
}

Result<Bytes> OpenFile::read_at(std::int64_t offset, std::int64_t length) const {
  Bytes bytes(static_cast<std::size_t>(length));
  std::size_t done = 0;
  while (done < bytes.size()) {
    const auto count = repeat_interrupted([&] {
      return ::pread(descriptor_, bytes.data() + done, bytes.size() - done,
                     offset + static_cast<std::int64_t>(done));
    });
    if (count < 0) return failure("read");
    if (count == 0) break;
    done += static_cast<std::size_t>(count);
  }
  bytes.resize(done);
  return bytes;
}

Result<void> OpenFile::write_at(std::int64_t offset, ByteView bytes) {
  while (!bytes.empty()) {
    const auto count = repeat_interrupted(
        [&] { return ::pwrite(descriptor_, bytes.data(), bytes.size(), offset); });
    if (count < 0) return failure("write");
    offset += count;
    bytes = bytes.subspan(static_cast<std::size_t>(count));
  }
  return {};
}

Result<void> OpenFile::sync() {
  if (::fsync(descriptor_) != 0) return failure("make durable");
  return {};
}

Result<void> OpenFile::sync_data() {
  if (::fdatasync(descriptor_) != 0) return failure("make durable");
  return {};
}

tl::unexpected<Error> OpenFile::failure(const char* action) const {
  return system_failure(action, path_);
}

}  // namespace lockbox
