#pragma once

#include <cstdint>
#include <filesystem>

#include "core/bytes.h"
#include "core/result.h"

namespace lockbox {

/// The whole file, or an error that names it: missing, not a regular file, longer than the limit.
[[nodiscard]] Result<Bytes> read_file(const std::filesystem::path& path, std::int64_t bytes_max);

/// As `read_file`, as text; refuses invalid UTF-8, naming the first bad line.
[[nodiscard]] Result<std::string> read_text_file(const std::filesystem::path& path,
                                                 std::int64_t bytes_max);

/// Replaces the file so that after any crash it holds the old or the new bytes, and after this
/// returns the new ones: temporary name, write, fsync, rename, fsync of the directory.  Readable by
/// this user only.  A crash may leave the temporary file, ".<name>.XXXXXX", behind.
[[nodiscard]] Result<void> write_file_durably(const std::filesystem::path& path, ByteView bytes);

/// As `write_file_durably` for a file that must not exist yet; Conflict, and nothing changed, if it
/// does.  Of two writers at once exactly one succeeds.
[[nodiscard]] Result<void> create_file_durably(const std::filesystem::path& path, ByteView bytes);

/// Makes a directory and its missing parents, each new one for this user only.  Their names are
/// durable then, also that of a directory which another process made and left so.
[[nodiscard]] Result<void> make_directory_durably(const std::filesystem::path& path);

/// Makes entries of the directory (new names, renames) durable.
[[nodiscard]] Result<void> sync_directory(const std::filesystem::path& path);

}  // namespace lockbox
