#pragma once

/// @file
/// A copy of the books for a backup, made while others write to them.

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/money.h"
#include "core/result.h"
#include "core/sha256.h"

namespace lockbox::deposit {

/// How far into one file of pictures the rows of the copy reach.
struct SegmentUse {
  std::string business_day;
  std::string segment;
  std::int64_t end = 0;  ///< Of the last record, without the frame that its file puts round it.
};

/// An output file that the books name.
struct NamedFile {
  std::string name;
  Sha256 sha256;
};

/// What a copy amounts to and what it names outside itself, by its rows alone.
struct StoreCopy {
  std::int64_t batches = 0;
  std::int64_t documents = 0;
  Money deposited;  ///< Of all deposits, approved or not.
  std::int64_t audit_events = 0;
  Sha256 audit_head;
  std::vector<SegmentUse> segments;
  std::vector<NamedFile> files;
};

/// Copies the database as it stands at one instant into a new file, durable before this returns.
/// Writers go on meanwhile.  NotFound when there is no database, Conflict when the copy's file
/// exists, Unavailable, naming the file, for all else that SQLite says.
[[nodiscard]] Result<StoreCopy> copy_sqlite_store(const std::filesystem::path& store_file,
                                                  const std::filesystem::path& copy_file);

}  // namespace lockbox::deposit
