#include "capture/image_store/segment.h"

#include <fcntl.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "core/check.h"
#include "core/file.h"

namespace lockbox::capture {
namespace {

constexpr std::int64_t page_bytes = 4096;
constexpr std::int64_t scan_bytes = 256 << 10;

std::int64_t next_page(std::int64_t offset) {
  return (offset + page_bytes - 1) / page_bytes * page_bytes;
}

/// The offset behind the last byte that is not zero; 0 if all are.
Result<std::int64_t> end_of_content(const OpenFile& file, std::int64_t size) {
  const Bytes zeros(scan_bytes);
  for (std::int64_t chunk_end = size; chunk_end > 0;) {
    const auto chunk_begin = std::max<std::int64_t>(0, chunk_end - scan_bytes);
    const auto chunk = TRY(file.read_at(chunk_begin, chunk_end - chunk_begin));
    chunk_end = chunk_begin;
    // Most chunks are untouched; memcmp passes them many times faster than a search.
    if (std::memcmp(chunk.data(), zeros.data(), chunk.size()) == 0) continue;
    const auto last = std::find_if(chunk.rbegin(), chunk.rend(),
                                   [](std::byte byte) { return byte != std::byte{0}; });
    return chunk_begin + (chunk.rend() - last);
  }
  return 0;
}

/// Makes size and name of a segment durable, so that later syncs need to carry data only.
Result<void> make_findable(OpenFile& file, Durability durability) {
  if (durability == Durability::Skip) return {};
  TRY(file.sync());
  return sync_directory(file.path().parent_path());
}

}  // namespace

Segment::Segment(OpenFile file, std::int64_t capacity, Durability durability)
    : file_{std::move(file)}, capacity_{capacity}, durability_{durability} {
}

Result<std::optional<Segment>> Segment::create(const std::filesystem::path& path,
                                               std::int64_t bytes, Durability durability) {
  auto file = TRY(OpenFile::open(path, O_RDWR | O_CREAT));
  if (!TRY(file.try_lock()) || TRY(file.size()) > 0) return std::nullopt;
  TRY(file.preallocate(bytes));
  TRY(make_findable(file, durability));
  return Segment{std::move(file), bytes, durability};
}

Result<std::optional<Segment>> Segment::reopen(const std::filesystem::path& path,
                                               Durability durability) {
  auto file = TRY(OpenFile::open(path, O_RDWR));
  if (!TRY(file.try_lock())) return std::nullopt;
  // Its maker may have died before it came to that.
  TRY(make_findable(file, durability));
  const auto size = TRY(file.size());
  const auto end = TRY(end_of_content(file, size));
  Segment segment{std::move(file), size, durability};
  segment.end_ = next_page(end);
  return segment;
}

Result<std::int64_t> Segment::append(ByteView record) {
  const auto bytes = static_cast<std::int64_t>(record.size());
  ENSURE(has_room_for(bytes));
  const auto offset = end_;
  TRY(file_.write_at(offset, record));
  end_ += bytes;
  is_dirty_ = true;
  return offset;
}

Result<void> Segment::make_durable() {
  if (durability_ == Durability::Sync) TRY(file_.sync_data());
  end_ = next_page(end_);
  is_dirty_ = false;
  return {};
}

}  // namespace lockbox::capture
