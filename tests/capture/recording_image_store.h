#pragma once

#include <functional>
#include <string>
#include <utility>

#include "support/memory_image_store.h"

namespace lockbox::test {

/// An image store that says what is asked of it, in order.
class RecordingImageStore final : public ImageStore {
 public:
  using Log = std::function<void(const std::string&)>;

  explicit RecordingImageStore(Log log) : log_{std::move(log)} {}

  [[nodiscard]] Result<ImagePlace> put(BusinessDay day, const ImageName& name,
                                       ByteView image) override {
    log_("put " + name.document + (name.side == Side::Front ? " front" : " rear"));
    return memory_.put(day, name, image);
  }
  [[nodiscard]] Result<void> make_durable() override {
    log_("durable");
    return memory_.make_durable();
  }
  [[nodiscard]] Result<Bytes> get(const ImagePlace& place, const ImageName& name) override {
    return memory_.get(place, name);
  }

 private:
  Log log_;
  MemoryImageStore memory_;
};

}  // namespace lockbox::test
