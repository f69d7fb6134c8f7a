#pragma once

#include <array>
#include <cstddef>

#include "core/bytes.h"
#include "core/keys.h"

namespace lockbox::test {

/// Keys in memory, the same in every run; each business day has its own image key.
class FixedKeys final : public Keys {
 public:
  [[nodiscard]] Result<SecretKey> image_key(BusinessDay day) override {
    return SecretKey{Sha256::of(bytes_of("image " + day.to_string())).bytes};
  }
  [[nodiscard]] const SecretKey& field_key() const override { return field_key_; }
  [[nodiscard]] const SecretKey& lookup_key() const override { return lookup_key_; }

 private:
  SecretKey field_key_{Sha256::of(bytes_of("field")).bytes};
  SecretKey lookup_key_{Sha256::of(bytes_of("lookup")).bytes};
};

}  // namespace lockbox::test
