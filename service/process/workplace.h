#pragma once

#include <filesystem>
#include <memory>

#include "capture/image_store/segment_image_store.h"
#include "capture/keys/file_keys.h"
#include "capture/pictures.h"
#include "core/clock.h"
#include "deposit/store/books.h"
#include "deposit/store/sqlite/sqlite_store.h"

namespace lockbox::service {

/// How the books and pictures of a workplace are kept and looked at.  The defaults of keeping are
/// the only ones that keep the promises; the others exist for the tests that show that the promises
/// would be missed.
struct WorkplaceOptions {
  capture::SegmentOptions segments;
  deposit::Synchronous synchronous = deposit::Synchronous::Full;
  std::filesystem::path image_folder = {};  ///< Empty: the store's name with ".images" behind it.
  std::filesystem::path key_folder = {};    ///< Empty: the store's name with ".keys" behind it.
  /// Who looks at pictures; the program gives this to processes that are apart.
  std::shared_ptr<capture::Pictures> pictures = std::make_shared<capture::PicturesHere>();
};

/// Where the parts of a workplace are, given its database and options.
[[nodiscard]] std::filesystem::path image_folder_of(const std::filesystem::path& store_file,
                                                    const WorkplaceOptions& options = {});
[[nodiscard]] std::filesystem::path key_folder_of(const std::filesystem::path& store_file,
                                                  const WorkplaceOptions& options = {});

/// Books, keys and pictures of one site on this machine, built in the order in which they need each
/// other: FILE.db, FILE.db.keys/ and FILE.db.images/, or the folders that the options name.  For
/// one thread; each thread opens its own, as many as wanted on the same files.
class Workplace {
 public:
  /// Makes what is missing.
  [[nodiscard]] static Result<std::unique_ptr<Workplace>> open(
      const std::filesystem::path& store_file, const WorkplaceOptions& options = {});

  [[nodiscard]] deposit::Books& books() { return *books_; }
  [[nodiscard]] deposit::Store& store() { return books_->store(); }
  [[nodiscard]] ImageStore& images() { return images_; }
  [[nodiscard]] Keys& keys() { return *keys_; }
  [[nodiscard]] const std::shared_ptr<capture::Pictures>& picture_service() const {
    return pictures_;
  }
  [[nodiscard]] capture::Pictures& pictures() { return *pictures_; }

 private:
  Workplace(const std::filesystem::path& store_file, std::unique_ptr<capture::FileKeys> keys,
            const WorkplaceOptions& options);

  SystemClock clock_;
  std::unique_ptr<capture::FileKeys> keys_;
  capture::SegmentImageStore images_;
  std::shared_ptr<capture::Pictures> pictures_;
  std::unique_ptr<deposit::Books> books_;
};

}  // namespace lockbox::service
