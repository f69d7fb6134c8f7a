#pragma once

#include <filesystem>
#include <memory>

#include "capture/image_store/segment_image_store.h"
#include "capture/keys/file_keys.h"
#include "core/clock.h"
#include "deposit/store/sqlite/sqlite_store.h"
#include "deposit/store/store.h"

namespace lockbox::service {

/// How the books and pictures of a workplace are kept.  The defaults are the only ones that keep
/// the promises; the others exist for the tests that show that the promises would be missed.
struct WorkplaceOptions {
  capture::SegmentOptions segments;
  deposit::Synchronous synchronous = deposit::Synchronous::Full;
};

/// Books, keys and pictures of one site on this machine, built in the order in which they need each
/// other: FILE.db, FILE.db.keys/ and FILE.db.images/.
class Workplace {
 public:
  /// Makes what is missing.
  [[nodiscard]] static Result<std::unique_ptr<Workplace>> open(
      const std::filesystem::path& store_file, WorkplaceOptions options = {});

  [[nodiscard]] deposit::Store& store() { return *store_; }
  [[nodiscard]] ImageStore& images() { return images_; }

 private:
  Workplace(const std::filesystem::path& store_file, std::unique_ptr<capture::FileKeys> keys,
            WorkplaceOptions options);

  SystemClock clock_;
  std::unique_ptr<capture::FileKeys> keys_;
  capture::SegmentImageStore images_;
  std::unique_ptr<deposit::Store> store_;
};

}  // namespace lockbox::service
