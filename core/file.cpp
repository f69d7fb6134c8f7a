#include "core/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include "core/open_file.h"
#include "core/utf8.h"

namespace lockbox {
namespace {

std::filesystem::path directory_of(const std::filesystem::path& path) {
  const auto parent = path.parent_path();
  return parent.empty() ? "." : parent;
}

void remove_temporary(const OpenFile& file) {
  std::error_code ignored;  // A leftover is harmless; the outcome of the write is what counts.
  std::filesystem::remove(file.path(), ignored);
}

/// A synced file with these bytes beside `path`, under a temporary name.
Result<OpenFile> write_temporary(const std::filesystem::path& path, ByteView bytes) {
  const auto hidden_name = "." + path.filename().string() + ".";
  auto file = TRY(OpenFile::make_unique(directory_of(path) / hidden_name));
  auto written = file.write_at(0, bytes);
  if (written) written = file.sync();
  if (!written) {
    remove_temporary(file);
    return tl::unexpected(std::move(written).error());
  }
  return file;
}

/// Makes the name of a directory durable that is there already: the process that made it may have
/// died before it came to that.  It cannot have been one of ours if its parent may not be read.
Result<void> keep_name(const std::filesystem::path& directory) {
  const auto parent = directory_of(directory);
  if (::access(parent.c_str(), R_OK) != 0) return {};
  return sync_directory(parent);
}

}  // namespace

Result<Bytes> read_file(const std::filesystem::path& path, std::int64_t bytes_max) {
  // Without O_NONBLOCK a named pipe would hold the caller until somebody writes to it.
  const auto file = TRY(OpenFile::open(path, O_RDONLY | O_NONBLOCK));
  const auto size = TRY(file.size());
  if (size > bytes_max) {
    return fail(ErrorCode::InvalidInput, path.string() + " has " + std::to_string(size) +
                                             " bytes; the limit is " + std::to_string(bytes_max) +
                                             ".");
  }
  return file.read_at(0, size);
}

Result<std::string> read_text_file(const std::filesystem::path& path, std::int64_t bytes_max) {
  const auto bytes = TRY(read_file(path, bytes_max));
  const std::string text{reinterpret_cast<const char*>(bytes.data()), bytes.size()};
  const auto valid = std::string_view{text}.substr(0, valid_utf8_prefix(text));
  if (valid.size() < text.size()) {
    const auto line = 1 + std::count(valid.begin(), valid.end(), '\n');
    return fail(ErrorCode::InvalidInput,
                path.string() + ", line " + std::to_string(line) + ": the text is not UTF-8.");
  }
  return text;
}

Result<void> write_file_durably(const std::filesystem::path& path, ByteView bytes) {
  const auto file = TRY(write_temporary(path, bytes));
  std::error_code reason;
  std::filesystem::rename(file.path(), path, reason);
  if (reason) {
    remove_temporary(file);
    return fail(ErrorCode::Unavailable,
                "Cannot replace " + path.string() + ": " + reason.message() + ".");
  }
  return sync_directory(directory_of(path));
}

Result<void> create_file_durably(const std::filesystem::path& path, ByteView bytes) {
  const auto file = TRY(write_temporary(path, bytes));
  std::error_code reason;
  std::filesystem::create_hard_link(file.path(), path, reason);  // Unlike rename, never replaces.
  remove_temporary(file);
  if (reason == std::errc::file_exists) {
    return fail(ErrorCode::Conflict, path.string() + " exists already.");
  }
  if (reason) {
    return fail(ErrorCode::Unavailable,
                "Cannot make " + path.string() + ": " + reason.message() + ".");
  }
  return sync_directory(directory_of(path));
}

Result<void> make_directory_durably(const std::filesystem::path& path) {
  std::error_code ignored;  // What cannot be examined cannot be made either; mkdir says why.
  if (path.empty()) return {};
  if (std::filesystem::is_directory(path, ignored)) return keep_name(path);
  TRY(make_directory_durably(path.parent_path()));
  const int number = ::mkdir(path.c_str(), 0700) == 0 ? 0 : errno;
  // Another process may have made it meanwhile.
  if (number != 0 && !std::filesystem::is_directory(path, ignored)) {
    return fail(ErrorCode::Unavailable, "Cannot make directory " + path.string() + ": " +
                                            std::system_category().message(number) + ".");
  }
  return sync_directory(directory_of(path));
}

Result<void> sync_directory(const std::filesystem::path& path) {
  auto directory = TRY(OpenFile::open(path, O_RDONLY | O_DIRECTORY));
  return directory.sync();
}

}  // namespace lockbox
