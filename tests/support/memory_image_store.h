#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

#include "core/image_store.h"

namespace lockbox::test {

/// An image store in memory.  It keeps the promise that matters to callers: an image can be had
/// only by its place and its name together.
class MemoryImageStore final : public ImageStore {
 public:
  [[nodiscard]] Result<ImagePlace> put(BusinessDay day, const ImageName& name,
                                       ByteView image) override {
    const ImagePlace place{day, "000001.seg", static_cast<std::int64_t>(images_.size()),
                           static_cast<std::int64_t>(image.size()), Sha256::of(image)};
    images_.push_back({name, Bytes{image.begin(), image.end()}});
    return place;
  }
  [[nodiscard]] Result<void> make_durable() override {
    durable_images_ = images_.size();
    return {};
  }
  [[nodiscard]] Result<Bytes> get(const ImagePlace& place, const ImageName& name) override {
    const auto index = static_cast<std::size_t>(place.offset);
    if (index >= images_.size()) {
      return fail(ErrorCode::NotFound, "The store has no such image.");
    }
    const auto& [kept_name, bytes] = images_[index];
    if (std::tie(kept_name.document, kept_name.side, kept_name.view) !=
        std::tie(name.document, name.side, name.view)) {
      return fail(ErrorCode::InvalidInput, "The image belongs to another document.");
    }
    return bytes;
  }

  [[nodiscard]] std::size_t images() const { return images_.size(); }
  /// How many of them the last `make_durable` covered.
  [[nodiscard]] std::size_t durable_images() const { return durable_images_; }

 private:
  struct Kept {
    ImageName name;
    Bytes bytes;
  };

  std::vector<Kept> images_;
  std::size_t durable_images_ = 0;
};

}  // namespace lockbox::test
