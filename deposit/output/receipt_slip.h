#pragma once

/// @file
/// Papers of a receipt: the receipt that the payer takes, and the slip of each tender, drawn so
/// that every item of the books has a picture.

#include <cstdint>
#include <string>
#include <vector>

#include "core/bytes.h"
#include "core/result.h"
#include "deposit/counter/receipt.h"
#include "deposit/output/pdf_canvas.h"

namespace lockbox::deposit {

/// A slip as lines of words; the first is its heading.
struct SlipWords {
  std::vector<std::string> lines;
};
[[nodiscard]] SlipWords slip_of_tender(const counter::Receipt& receipt,
                                       const counter::ReceiptTender& tender);
/// What a drawer is over or short by its accepted count.
[[nodiscard]] SlipWords slip_of_over_short(const counter::DrawerSession& session);

/// A bitonal TIFF of 8 1/2 by 3 2/3 inches, 200 dots an inch.
[[nodiscard]] Bytes draw_slip(const SlipWords& words);

struct ReceiptPage {
  std::string site_name;
  std::string practice;   ///< "DEMO"; empty when the money is real.
  std::string issued_at;  ///< By the office's clock, for people.
  const counter::Receipt& receipt;
};
/// The receipt as a PDF; the same data make the same bytes.  Account and card numbers are masked.
[[nodiscard]] Result<Bytes> render_receipt(const ReceiptPage& page,
                                           PdfCompression compression = PdfCompression::On);

}  // namespace lockbox::deposit
