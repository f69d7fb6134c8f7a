#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes.h"
#include "encode/coupon/barcode.h"
#include "encode/coupon/check_box.h"
#include "encode/coupon/coupon_definition.h"
#include "encode/coupon/coupon_match.h"
#include "encode/image/gray_image.h"
#include "encode/micr/micr_read.h"
#include "encode/page_kind.h"
#include "encode/postal/postal_reader.h"

namespace lockbox::encode {

/// Everything that one side of one page says.
struct PageRead {
  PageKind kind = PageKind::Unknown;
  std::optional<MicrRead> micr;
  bool has_several_lines =
      false;  ///< Lines that differ; which one counts is open, `micr` is empty.
  std::vector<BarcodeRead> codes;  ///< All that were seen, also those no definition knows.
  std::vector<PostalRead> postal_codes;
  std::vector<ScanLineRead> scan_lines;  ///< Read where a definition has one.
  std::optional<CouponRead> coupon;
  std::string coupon_doubt;  ///< Why what was read of a coupon does not count, or empty.
  double skew_degrees = 0;   ///< Counter-clockwise positive; what was straightened.
  std::vector<CheckBoxRead> check_boxes;  ///< Of a coupon that was read, as its definition's.
};

/// Reads a decoded front side, which may lie on its head or, if it is a slip, on its side:
/// straightens, finds codes, scan lines and the MICR line, classifies. `kind` is decided by what is
/// on the page; a check whose line cannot be read is still a check.  A page that holds several
/// items, a check beside a coupon or another check, is Unknown: a person parts them.
[[nodiscard]] PageRead read_page(const GrayImage& image,
                                 const std::vector<CouponDefinition>& definitions);

}  // namespace lockbox::encode
