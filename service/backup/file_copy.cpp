#include "service/backup/file_copy.h"

#include <fcntl.h>

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <system_error>
#include <utility>

#include "core/file.h"
#include "core/open_file.h"

namespace lockbox::service {
namespace {

constexpr std::int64_t piece_bytes = 1 << 20;

/// Hands up to `bytes` of the file on, piece by piece; how many there were.
template <class Take>
Result<std::int64_t> read_pieces(const OpenFile& file, std::int64_t bytes, const Take& take) {
  std::int64_t done = 0;
  while (done < bytes) {
    const auto piece = TRY(file.read_at(done, std::min(piece_bytes, bytes - done)));
    if (piece.empty()) break;
    TRY(take(done, piece));
    done += static_cast<std::int64_t>(piece.size());
  }
  return done;
}

std::filesystem::path parent_of(const std::filesystem::path& path) {
  return std::filesystem::absolute(path).lexically_normal().parent_path();
}

}  // namespace

Result<CopiedFile> measure_file(const std::filesystem::path& path) {
  const auto file = TRY(OpenFile::open(path, O_RDONLY | O_NONBLOCK));
  const auto size = TRY(file.size());
  Sha256Stream digest;
  const auto bytes =
      TRY(read_pieces(file, size, [&](std::int64_t /*at*/, const Bytes& piece) -> Result<void> {
        digest.add(piece);
        return {};
      }));
  return CopiedFile{bytes, digest.finish()};
}

Result<CopiedFile> copy_file_durably(const std::filesystem::path& from,
                                     const std::filesystem::path& to, std::int64_t bytes) {
  const auto source = TRY(OpenFile::open(from, O_RDONLY | O_NONBLOCK));
  if (TRY(source.size()) < bytes) {
    return fail(ErrorCode::InvalidInput, from.string() + " is shorter than it must be: " +
                                             std::to_string(bytes) + " bytes are wanted.");
  }
  TRY(make_directory_durably(to.parent_path()));
  if (std::filesystem::exists(to)) {
    return fail(ErrorCode::Conflict, to.string() + " exists already.");
  }
  auto copy = TRY(OpenFile::open(to, O_WRONLY | O_CREAT | O_EXCL));
  Sha256Stream digest;
  const auto done = TRY(read_pieces(source, bytes, [&](std::int64_t at, const Bytes& piece) {
    digest.add(piece);
    return copy.write_at(at, piece);
  }));
  TRY(copy.sync());
  TRY(sync_directory(to.parent_path()));
  return CopiedFile{done, digest.finish()};
}

Result<void> require_free(const std::filesystem::path& target) {
  std::error_code reason;
  const auto status = std::filesystem::symlink_status(target, reason);
  if (status.type() == std::filesystem::file_type::not_found) return {};
  const bool is_empty_folder =
      std::filesystem::is_directory(status) && std::filesystem::is_empty(target, reason);
  if (is_empty_folder && !reason) return {};
  return fail(ErrorCode::Conflict,
              target.string() + " is there already and is not an empty folder.");
}

Result<ScratchFolder> ScratchFolder::beside(const std::filesystem::path& target) {
  const auto parent = parent_of(target);
  TRY(make_directory_durably(parent));
  auto pattern = (parent / ("." + target.filename().string() + ".XXXXXX")).string();
  if (::mkdtemp(pattern.data()) == nullptr) {
    return fail(ErrorCode::Unavailable, "No folder can be made in " + parent.string() + ": " +
                                            std::generic_category().message(errno) + ".");
  }
  return ScratchFolder{pattern};
}

ScratchFolder::ScratchFolder(ScratchFolder&& other) noexcept
    : path_{std::exchange(other.path_, {})} {
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;  // A leftover is harmless: its name says that it is none of ours.
  if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

Result<void> ScratchFolder::publish_as(const std::filesystem::path& target) {
  TRY(require_free(target));
  std::error_code reason;
  std::filesystem::rename(path_, target, reason);
  if (reason) {
    return fail(ErrorCode::Unavailable, "The finished folder cannot be named " + target.string() +
                                            ": " + reason.message() + ".");
  }
  path_.clear();
  return sync_directory(parent_of(target));
}

}  // namespace lockbox::service
