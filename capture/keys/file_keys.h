#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>

#include "core/keys.h"

namespace lockbox::capture {

/// Keys in a directory that only the service's user may enter: `master.key`, 32 random bytes, and
/// one `<business day>.key` a day, sealed under the master.  Dropping a day's file makes that
/// day's images unreadable; without the master everything is.  Safe for use by several threads.
class FileKeys final : public Keys {
 public:
  /// Makes directory and master on first use.  Refuses a directory or key file that others may
  /// read, a master of the wrong size, and day keys whose master is missing.
  [[nodiscard]] static Result<std::unique_ptr<FileKeys>> open(
      const std::filesystem::path& directory);

  /// Unavailable if the day's file is damaged or was sealed under another master: it must be
  /// restored, not replaced.
  [[nodiscard]] Result<SecretKey> image_key(BusinessDay day) override;
  [[nodiscard]] Result<SecretKey> existing_image_key(BusinessDay day) override;
  [[nodiscard]] const SecretKey& field_key() const override { return field_key_; }
  [[nodiscard]] const SecretKey& lookup_key() const override { return lookup_key_; }

 private:
  FileKeys(std::filesystem::path directory, const SecretKey& master);
  [[nodiscard]] std::filesystem::path day_file(BusinessDay day) const;
  /// The key in the day's file, known from now on; `mutex_` is held.
  [[nodiscard]] Result<SecretKey> load_day_key(BusinessDay day);

  std::filesystem::path directory_;
  SecretKey wrapping_key_;  ///< Seals the day keys.
  SecretKey field_key_;
  SecretKey lookup_key_;
  std::mutex mutex_;
  std::map<BusinessDay, SecretKey> image_keys_;
};

}  // namespace lockbox::capture
