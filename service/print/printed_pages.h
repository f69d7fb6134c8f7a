#pragma once

/// @file
/// What an office prints for its mail, from the files that it has.

#include <filesystem>
#include <string>
#include <vector>

#include "core/result.h"
#include "deposit/model/account.h"
#include "deposit/model/site.h"
#include "encode/print/drawing.h"
#include "service/config/batch_file.h"

namespace lockbox::service {

inline constexpr int separators_max = 3'000;  ///< A thousand pages.
inline constexpr int separator_number_max = 999'999;
inline constexpr int batch_number_max = 9'999;  ///< Of one business day.

/// Slips with the numbers from `first` on.  InvalidInput when there are none or too many.
[[nodiscard]] Result<std::vector<encode::Drawing>> separator_pages(int first, int count);

/// The header of a batch that is about to be scanned, the `number`th of its day.
[[nodiscard]] Result<std::vector<encode::Drawing>> batch_header_pages(const deposit::Site& site,
                                                                      const BatchFile& batch,
                                                                      int number);

/// A coupon for every open account.  InvalidInput names the account whose bill type has no coupon,
/// or whose due date is neither MM/DD/YYYY nor YYYY-MM-DD where the code carries it, or that there
/// is none to print.
[[nodiscard]] Result<std::vector<encode::Drawing>> coupon_pages(
    const deposit::Site& site, const std::vector<deposit::Account>& accounts);

}  // namespace lockbox::service
