#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "core/bytes.h"
#include "core/open_file.h"
#include "core/result.h"

namespace lockbox::capture {

/// Whether bytes go through to the disk.  Skip is for tests that need no power-cut safety.
enum class Durability { Sync, Skip };

/// A preallocated file that is only ever appended to, by one writer at a time.
///
/// The space that nobody wrote reads as zeros and every record ends in a byte that is not zero, so
/// whatever a crash left behind, all that a row can name lies before the last byte that is not
/// zero.  An append after reopening starts on the next page boundary behind it: torn records are
/// skipped and nothing is overwritten.  A new durable group starts on a page of its own too, so
/// that writing it cannot tear a page that holds acknowledged bytes.
class Segment {
 public:
  /// A new segment of `bytes`, its size and name durable, so that later syncs carry data only.
  /// Empty if another writer made it first.
  [[nodiscard]] static Result<std::optional<Segment>> create(const std::filesystem::path& path,
                                                             std::int64_t bytes,
                                                             Durability durability);
  /// An existing segment; empty if another writer has it.
  [[nodiscard]] static Result<std::optional<Segment>> reopen(const std::filesystem::path& path,
                                                             Durability durability);

  [[nodiscard]] const std::filesystem::path& path() const { return file_.path(); }
  [[nodiscard]] bool has_room_for(std::int64_t bytes) const { return bytes <= capacity_ - end_; }
  /// Whether records were appended since the last `make_durable`.
  [[nodiscard]] bool is_dirty() const { return is_dirty_; }

  /// The offset at which the record lies.  There must be room.
  [[nodiscard]] Result<std::int64_t> append(ByteView record);
  [[nodiscard]] Result<void> make_durable();

 private:
  Segment(OpenFile file, std::int64_t capacity, Durability durability);

  OpenFile file_;
  std::int64_t capacity_;
  std::int64_t end_ = 0;
  Durability durability_;
  bool is_dirty_ = false;
};

}  // namespace lockbox::capture
