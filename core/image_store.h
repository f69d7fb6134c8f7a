#pragma once

#include <cstdint>
#include <string>

#include "core/business_day.h"
#include "core/bytes.h"
#include "core/result.h"
#include "core/sha256.h"

namespace lockbox {

enum class Side { Front, Rear };

/// A document can have several pictures: what the scanner gave, what goes to the bank, a cutting.
enum class ImageView { AsScanned, Archive, Snippet };

/// Whose picture it is; bound into the seal, so that an image cannot pass for another one.
struct ImageName {
  std::string document;  ///< "lockbox/batch/sequence"; stable before any row exists.
  Side side = Side::Front;
  ImageView view = ImageView::AsScanned;
};

/// Where a picture lies.  All of it is stored in the row that names the picture.
struct ImagePlace {
  BusinessDay business_day;
  std::string segment;      ///< File name within the day, e.g. "000001.seg".
  std::int64_t offset = 0;  ///< Bytes from the start of the segment.
  std::int64_t length = 0;  ///< Sealed bytes.
  Sha256 sha256;            ///< Of the plain bytes.
};

/// The port to the pictures.  `put` appends, `make_durable` is one fdatasync for the group; only
/// then may a row name the place.  Not safe for use by two threads at once.
class ImageStore {
 public:
  virtual ~ImageStore() = default;
  [[nodiscard]] virtual Result<ImagePlace> put(BusinessDay day, const ImageName& name,
                                               ByteView image) = 0;
  [[nodiscard]] virtual Result<void> make_durable() = 0;
  /// The plain bytes, their seal and their SHA-256 checked.
  [[nodiscard]] virtual Result<Bytes> get(const ImagePlace& place, const ImageName& name) = 0;
};

}  // namespace lockbox
