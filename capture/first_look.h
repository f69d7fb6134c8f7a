#pragma once

#include <vector>

#include "capture/pictures.h"
#include "deposit/model/document.h"
#include "drivers/scanner.h"

namespace lockbox::capture {

/// What is seen of a document before it is filed.
struct FirstLook {
  bool is_sheet = false;  ///< A separator sheet or a batch header that this program printed.
  std::vector<deposit::DocumentFault> faults;  ///< Of the driver, and of a rear that is no picture.
};

/// Looks at the pictures of a document.  Paper that met a fault in the track may be two papers and
/// is no sheet, as is whatever cannot be looked at; reading says why.
[[nodiscard]] Result<FirstLook> look_at(const drivers::ScannedDocument& document,
                                        Pictures& pictures);

}  // namespace lockbox::capture
