#include "capture/image_store/segment_image_store.h"

#include <fcntl.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "capture/image_store/segment_record.h"
#include "core/file.h"

namespace lockbox::capture {
namespace {

constexpr std::string_view segment_extension = ".seg";

std::string segment_name(int number) {
  return fmt::format("{:06}{}", number, segment_extension);
}

/// The number in a segment's file name; nothing for any other name.
std::optional<int> segment_number(std::string_view name) {
  int number = 0;
  std::from_chars(name.data(), name.data() + name.size(), number);
  if (number < 1 || segment_name(number) != name) return std::nullopt;
  return number;
}

/// The highest segment number in the directory, or 0.
Result<int> last_segment(const std::filesystem::path& directory) {
  std::error_code reason;
  int last = 0;
  for (std::filesystem::directory_iterator entry{directory, reason}, end; !reason && entry != end;
       entry.increment(reason)) {
    last = std::max(last, segment_number(entry->path().filename().string()).value_or(0));
  }
  if (reason) {
    return fail(ErrorCode::Unavailable,
                "Cannot list " + directory.string() + ": " + reason.message() + ".");
  }
  return last;
}

/// What the seal binds: fields of fixed width first, so that no two names give the same bytes.
Bytes associated_data(const ImageName& name, const Sha256& sha256) {
  Bytes data;
  const auto document = bytes_of(name.document);
  data.reserve(2 + sha256.bytes.size() + document.size());
  data.push_back(static_cast<std::byte>(name.side));
  data.push_back(static_cast<std::byte>(name.view));
  data.insert(data.end(), sha256.bytes.begin(), sha256.bytes.end());
  data.insert(data.end(), document.begin(), document.end());
  return data;
}

tl::unexpected<Error> bad_image(const ImagePlace& place, const std::string& reason) {
  return fail(ErrorCode::InvalidInput,
              fmt::format("Segment {}/{}, offset {}: {}", place.business_day.to_string(),
                          place.segment, place.offset, reason));
}

/// Whether the file can hold a record there; the row may be damaged, so nothing is added up yet.
bool lies_inside(const ImagePlace& place, std::int64_t file_bytes) {
  const auto sealed_bytes_max = file_bytes - record_overhead_bytes;
  return place.length >= static_cast<std::int64_t>(seal_overhead_bytes) &&
         place.length <= sealed_bytes_max && place.offset >= 0 &&
         place.offset <= sealed_bytes_max - place.length;
}

}  // namespace

SegmentImageStore::SegmentImageStore(std::filesystem::path root, Keys& keys, SegmentOptions options)
    : root_{std::move(root)}, keys_{keys}, options_{options} {
}

Result<ImagePlace> SegmentImageStore::put(BusinessDay day, const ImageName& name, ByteView image) {
  if (failure_) return tl::unexpected(*failure_);
  const auto key = TRY(key_for_new_image(day));
  const auto sha256 = Sha256::of(image);
  const auto sealed = seal(key, image, associated_data(name, sha256));
  auto place = append(day, encode_record(sealed));
  if (!place) {
    failure_ = place.error();
    return place;
  }
  place->length = static_cast<std::int64_t>(sealed.size());
  place->sha256 = sha256;
  return place;
}

Result<void> SegmentImageStore::make_durable() {
  if (failure_) return tl::unexpected(*failure_);
  auto synced = sync_dirty_segments();
  if (!synced) failure_ = synced.error();
  return synced;
}

Result<Bytes> SegmentImageStore::get(const ImagePlace& place, const ImageName& name) {
  if (!segment_number(place.segment)) return bad_image(place, "no segment has this name.");
  const auto path = root_ / place.business_day.to_string() / place.segment;
  const auto file = TRY(OpenFile::open(path, O_RDONLY));
  if (!lies_inside(place, TRY(file.size()))) {
    return bad_image(place, "the image would lie outside the segment.");
  }
  const auto record = TRY(file.read_at(place.offset, place.length + record_overhead_bytes));
  const auto sealed = decode_record(record);
  if (!sealed) return bad_image(place, sealed.error().message);
  const auto key = TRY(keys_.existing_image_key(place.business_day));
  auto image = unseal(key, *sealed, associated_data(name, place.sha256));
  if (!image) return bad_image(place, image.error().message);
  if (Sha256::of(*image) != place.sha256) {
    return bad_image(place, "the image does not have the SHA-256 of its row.");
  }
  return image;
}

/// A day that has segments has its key, or lost it: a key is durable before the first segment.
Result<SecretKey> SegmentImageStore::key_for_new_image(BusinessDay day) const {
  const auto directory = root_ / day.to_string();
  std::error_code ignored;  // What cannot be examined cannot be written to either.
  const bool has_images =
      std::filesystem::is_directory(directory, ignored) && TRY(last_segment(directory)) > 0;
  return has_images ? keys_.existing_image_key(day) : keys_.image_key(day);
}

Result<ImagePlace> SegmentImageStore::append(BusinessDay day, ByteView record) {
  auto* const segment = TRY(segment_with_room(day, static_cast<std::int64_t>(record.size())));
  const auto offset = TRY(segment->append(record));
  return ImagePlace{day, segment->path().filename().string(), offset, 0, {}};
}

/// Syncs, then closes the segments that this group did not use: a full one, or a day gone by.
Result<void> SegmentImageStore::sync_dirty_segments() {
  std::erase_if(segments_, [](const OpenSegment& open) { return !open.segment.is_dirty(); });
  for (auto& open : segments_) TRY(open.segment.make_durable());
  return {};
}

Result<Segment*> SegmentImageStore::segment_with_room(BusinessDay day, std::int64_t bytes) {
  const auto has_room = [&](const OpenSegment& open) {
    return open.day == day && open.segment.has_room_for(bytes);
  };
  auto found = std::find_if(segments_.begin(), segments_.end(), has_room);
  if (found == segments_.end()) {
    segments_.push_back({day, TRY(open_segment(day, bytes))});
    found = std::prev(segments_.end());
  }
  return &found->segment;
}

/// The day's last segment if it is free and has room, else a new one.
Result<Segment> SegmentImageStore::open_segment(BusinessDay day, std::int64_t bytes) const {
  const auto directory = root_ / day.to_string();
  TRY(make_directory_durably(directory));
  const int last = TRY(last_segment(directory));
  if (last > 0) {
    auto segment = TRY(Segment::reopen(directory / segment_name(last), options_.durability));
    if (segment && segment->has_room_for(bytes)) return std::move(*segment);
  }
  const auto capacity = std::max(options_.segment_bytes, bytes);
  // The last one again: it is empty where the disk was full or a process died.
  for (int number = std::max(last, 1);; ++number) {
    auto segment =
        TRY(Segment::create(directory / segment_name(number), capacity, options_.durability));
    if (segment) return std::move(*segment);
  }
}

}  // namespace lockbox::capture
