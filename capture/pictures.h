#pragma once

/// @file
/// The port to all that is done with the bytes of pictures from outside: in this process, or in one
/// that they cannot harm.

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/bytes.h"
#include "core/result.h"
#include "deposit/model/document.h"
#include "encode/archive/archive_image.h"
#include "encode/coupon/coupon_definition.h"
#include "encode/explain/seen_page.h"
#include "encode/image/ink_map.h"
#include "encode/image/picture_view.h"
#include "encode/image/quality/image_quality.h"
#include "encode/page_reader.h"

namespace lockbox::capture {

/// What does the page say, and how well was it taken?
struct ReadPage {
  std::vector<encode::CouponDefinition> definitions;
};
/// Can the picture be decoded?
struct CheckPicture {};
/// How does it look?
struct ShowPicture {
  encode::PictureView view;  ///< Its cut lies within the picture.
};
/// How well was the picture taken, the rear of a page of that kind?
struct MeasurePicture {
  encode::PageKind kind = encode::PageKind::Unknown;
};
/// Is it a separator sheet or a batch header that this program printed?
struct FindSheet {};
/// What does a cash letter carry in its place?
struct ArchivePicture {};
/// How does it look with what was read drawn into it?
struct ExplainPicture {
  encode::SeenPage seen;
};
using PictureQuestion = std::variant<ReadPage, CheckPicture, ShowPicture, MeasurePicture, FindSheet,
                                     ArchivePicture, ExplainPicture>;

/// The answer of ReadPage.
struct MeasuredPage {
  encode::PageRead page;
  encode::ImageQuality quality;
  cv::Size size;                           ///< Of the picture, in pixels.
  std::optional<encode::InkMap> ink = {};  ///< Of a check, to know it again by.
  bool has_false_tag = false;  ///< The line tells another resolution than the file does.
};

/// The answer of CheckPicture.
struct SoundPicture {};

/// The answer of FindSheet.
struct SheetFound {
  bool is_sheet = false;
};

/// The answer of ArchivePicture.
struct ArchivedPicture {
  encode::ArchiveImage image;  ///< Its file keeps to the profile of cash letters.
};

/// The answer of ExplainPicture.
struct ExplainedPicture {
  Bytes file;  ///< PNG.
};

/// A fault, whose message does not name the file; else what was asked for.
using PictureAnswer =
    std::variant<deposit::DocumentFault, MeasuredPage, SoundPicture, encode::ShownPicture,
                 encode::ImageQuality, SheetFound, ArchivedPicture, ExplainedPicture>;

/// Looks at pictures.  Called from several threads at once.
class Pictures {
 public:
  virtual ~Pictures() = default;
  /// Unavailable when nobody can look at pictures now, which is no fault of this one.
  [[nodiscard]] virtual Result<PictureAnswer> ask(ByteView file,
                                                  const PictureQuestion& question) = 0;
};

/// Looks at them where it is called: for pictures that are one's own, and inside the process that
/// is apart.  The border at which exceptions of the image libraries end: each becomes a fault.
class PicturesHere final : public Pictures {
 public:
  [[nodiscard]] Result<PictureAnswer> ask(ByteView file, const PictureQuestion& question) override;
};

/// The fault with the name of its file before what it says.
[[nodiscard]] deposit::DocumentFault name_file(deposit::DocumentFault fault,
                                               const std::string& file);

}  // namespace lockbox::capture
