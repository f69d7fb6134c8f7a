#pragma once

/// @file
/// How well MICR lines, and the barcodes of coupons, are read on pages that are drawn widely:
/// printed, handled and scanned in every way that `encode/mail/checks` knows.

#include <vector>

#include "core/result.h"
#include "encode/mail/checks/check_plan.h"
#include "service/bench/reading_bench.h"

namespace lockbox::service {

/// One degradation at one level, over all styles of check or all kinds of barcode.
struct PageCell {
  encode::Degradation degradation = encode::Degradation::Clean;
  int level = 1;
  Share whole;  ///< Lines of which every symbol was read, and right; or codes that were read.
  Share wrong;  ///< Lines or codes that were read as something else than what is printed.
};

/// Reads `request.images` checks in one cell.
[[nodiscard]] Result<PageCell> read_cell(encode::Degradation degradation, int level,
                                         const ReadingBenchRequest& request);

/// Reads `request.images` checks in every cell; degradation by degradation, level by level.  Every
/// cell is drawn from the seed by itself, so that a cell stays what it is when others change.
[[nodiscard]] Result<std::vector<PageCell>> read_cells(const ReadingBenchRequest& request);

/// As `read_cells`, the barcodes of coupons, without the degradations of MICR lines.
[[nodiscard]] Result<PageCell> read_coupon_cell(encode::Degradation degradation, int level,
                                                const ReadingBenchRequest& request);
[[nodiscard]] Result<std::vector<PageCell>> read_coupon_cells(const ReadingBenchRequest& request);

}  // namespace lockbox::service
