#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>

#include "core/bytes.h"
#include "core/result.h"

namespace lockbox {

/// An open file, closed when it goes.  Interrupted calls are repeated; a failed sync never is:
/// after it the kernel may have dropped the unwritten pages, and a second sync would report
/// success for bytes that are lost.
class OpenFile {
 public:
  /// `flags` as for open(2); NotFound if the path does not exist, Unavailable on other failures.
  [[nodiscard]] static Result<OpenFile> open(const std::filesystem::path& path, int flags,
                                             mode_t mode = 0600);
  /// A new file with a name of its own, starting with `prefix`, readable by this user only.
  [[nodiscard]] static Result<OpenFile> make_unique(const std::filesystem::path& prefix);

  OpenFile(OpenFile&& other) noexcept;
  OpenFile& operator=(OpenFile&& other) noexcept;
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  ~OpenFile();

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  /// Fails with InvalidInput unless this is a regular file.
  [[nodiscard]] Result<std::int64_t> size() const;
  /// The permission bits of the file's mode.
  [[nodiscard]] Result<mode_t> permissions() const;
  /// Takes the file for this opener alone until it is closed; false if another one has it.
  [[nodiscard]] Result<bool> try_lock();
  /// Reserves disk space, so that a later write cannot find the disk full.
  [[nodiscard]] Result<void> preallocate(std::int64_t bytes);
  /// Up to `length` bytes; fewer only when the file ends before.
  [[nodiscard]] Result<Bytes> read_at(std::int64_t offset, std::int64_t length) const;
  [[nodiscard]] Result<void> write_at(std::int64_t offset, ByteView bytes);
  /// fsync: bytes and metadata.
  [[nodiscard]] Result<void> sync();
  /// fdatasync: bytes, and of the metadata only what is needed to read them again.
  [[nodiscard]] Result<void> sync_data();

 private:
  OpenFile(int descriptor, std::filesystem::path path);
  [[nodiscard]] tl::unexpected<Error> failure(const char* action) const;

  int descriptor_;
  std::filesystem::path path_;
};

}  // namespace lockbox
