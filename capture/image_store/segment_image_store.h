#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include "capture/image_store/segment.h"
#include "core/image_store.h"
#include "core/keys.h"
#include "core/limits.h"

namespace lockbox::capture {

/// How a SegmentImageStore lays out its files; the defaults are those of the service.
struct SegmentOptions {
  std::int64_t segment_bytes = limits::segment_bytes;
  Durability durability = Durability::Sync;  ///< Skip is for tests only.
};

/// Images in append-only segments, `<root>/<business day>/000001.seg`, each image sealed under its
/// day's key and bound to its name and SHA-256.
///
/// The key of a day that has images is never made anew: without it `put` and `get` of that day
/// fail. After a failed write or sync nobody knows what the disk holds, so `put` and `make_durable`
/// then go on failing with the first reason until the store is opened anew; `get` goes on working.
/// Several stores, also of several processes, may share a root: each appends to segments of its
/// own.
class SegmentImageStore final : public ImageStore {
 public:
  SegmentImageStore(std::filesystem::path root, Keys& keys, SegmentOptions options = {});

  [[nodiscard]] Result<ImagePlace> put(BusinessDay day, const ImageName& name,
                                       ByteView image) override;
  [[nodiscard]] Result<void> make_durable() override;
  [[nodiscard]] Result<Bytes> get(const ImagePlace& place, const ImageName& name) override;

 private:
  struct OpenSegment {
    BusinessDay day;
    Segment segment;
  };

  [[nodiscard]] Result<SecretKey> key_for_new_image(BusinessDay day) const;
  [[nodiscard]] Result<ImagePlace> append(BusinessDay day, ByteView record);
  [[nodiscard]] Result<void> sync_dirty_segments();
  [[nodiscard]] Result<Segment*> segment_with_room(BusinessDay day, std::int64_t bytes);
  [[nodiscard]] Result<Segment> open_segment(BusinessDay day, std::int64_t bytes) const;

  std::filesystem::path root_;
  Keys& keys_;
  SegmentOptions options_;
  std::vector<OpenSegment> segments_;  ///< Those appended to since the last but one sync.
  std::optional<Error> failure_;
};

}  // namespace lockbox::capture
