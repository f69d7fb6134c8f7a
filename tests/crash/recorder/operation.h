#pragma once

/// @file
/// What the recorder writes and the replayer reads: one record for each change that a program asks
/// of the disk, and for each line that it shows, in the order in which they happened.

#include <cstdint>

namespace lockbox::crash {

enum class OperationKind : std::uint32_t {
  CreateFile,     ///< A name that was not there; `inode` is the new file.
  MakeDirectory,  ///< A directory's name.
  Write,          ///< `data` into `inode` at `offset`.
  Truncate,       ///< `inode` gets `offset` bytes.
  Extend,         ///< `inode` gets at least `offset` bytes; new ones are zero.
  SyncFile,       ///< All of `inode` was made durable.
  SyncDirectory,  ///< The names in the directory `path` were made durable.
  Rename,         ///< `path` became the name in `data`, which it replaced.
  Link,           ///< The file `path` got the further name in `data`.
  Remove,         ///< The name of a file or an empty directory went.
  Acknowledge,    ///< The text in `data` was shown to the caller.
};

/// Stands before each record's path and data.  The log is read by the machine that wrote it.
struct RecordHeader {
  OperationKind kind{};
  std::uint32_t path_bytes = 0;
  std::uint64_t data_bytes = 0;
  std::uint64_t inode = 0;
  std::int64_t offset = 0;
};

}  // namespace lockbox::crash
