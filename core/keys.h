#pragma once

#include "core/business_day.h"
#include "core/result.h"
#include "core/seal.h"

namespace lockbox {

/// The port to the key store.  A day key seals the images of one business day, so that dropping
/// it makes that day's images unreadable; field keys seal and look up account numbers.
class Keys {
 public:
  virtual ~Keys() = default;
  /// The key for the first image of `day`; made, and durable, on first use.
  [[nodiscard]] virtual Result<SecretKey> image_key(BusinessDay day) = 0;
  /// The key under which images of `day` were sealed.  NotFound if it is gone: it is never made
  /// anew, for a new key would open none of them.  Who computes keys cannot lose them.
  [[nodiscard]] virtual Result<SecretKey> existing_image_key(BusinessDay day) {
    return image_key(day);
  }
  /// Seals account and MICR account numbers in the database.
  [[nodiscard]] virtual const SecretKey& field_key() const = 0;
  /// Keys the fingerprint column by which sealed numbers are found.
  [[nodiscard]] virtual const SecretKey& lookup_key() const = 0;
};

}  // namespace lockbox
