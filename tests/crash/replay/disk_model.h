#pragma once

/// @file
/// What a disk may hold after the power goes.  The model is the strict reading of POSIX:
///   - fsync or fdatasync of a file makes its bytes and size durable, and nothing else;
///   - a name (made, linked, renamed, removed) is durable once its directory was synced;
///   - bytes written since the file's last sync are each there, not there, or there in part, by
///     sectors of 512 bytes; a change of size is there or not;
///   - of the changes of names since the directory's last sync, a number of the first ones is
///     there: file systems keep their order in the journal.
/// It is stricter than ext4, where syncing a new file also keeps its name.  SQLite asks no more
/// than this: with a write-ahead log it syncs the directory at the first sync of that log.  Disks
/// that lie about a sync are not modelled.

#include <cstdint>
#include <deque>
#include <filesystem>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "core/bytes.h"
#include "crash/replay/operation_log.h"

namespace lockbox::crash {

using Random = std::mt19937_64;

/// How much of what was not synced survives in one crash.
enum class Survival { Nothing, Everything, Chance };

class DiskModel {
 public:
  /// A disk with nothing below `root`.
  explicit DiskModel(std::filesystem::path root) : root_{std::move(root)} {}

  /// Takes the next operation, which must outlive the model.
  void apply(const Operation& operation);

  /// Writes one possible state after a crash now into the empty directory `where`.
  void write_crash_state(const std::filesystem::path& where, Survival survival,
                         Random& random) const;

 private:
  /// One file or directory, whatever its names are.
  struct Node {
    bool is_directory = false;
    Bytes durable;
    std::vector<const Operation*> unsynced;  ///< Writes and changes of size.
  };
  using NodeIndex = std::size_t;
  using Names = std::map<std::string, NodeIndex>;
  struct NameChange {
    std::string path;
    bool appears = false;  ///< The path names the node from now on; else it names nothing.
    NodeIndex node = 0;
    bool continues = false;  ///< One act with the change before it, as the halves of a rename.
  };

  [[nodiscard]] Node& file(const Operation& operation);
  void change_name(NameChange change);
  void rename(const Operation& operation);
  [[nodiscard]] Names surviving_names(Survival survival, Random& random) const;

  std::filesystem::path root_;
  std::deque<Node> nodes_;
  std::map<std::uint64_t, NodeIndex> by_inode_;
  Names names_;          ///< As the program sees them.
  Names durable_names_;  ///< As they surely are on the disk.
  std::map<std::string, std::vector<NameChange>> unsynced_names_;  ///< By directory.
};

}  // namespace lockbox::crash
