#pragma once

/// @file
/// The sheet that is signed when a day is closed: its tie, its equations, its deposits, its
/// suspense, what is carried forward, who closed it, and where the audit chain stood.

#include <string>

#include "core/bytes.h"
#include "core/result.h"
#include "core/sha256.h"
#include "deposit/close/day_record.h"
#include "deposit/output/pdf_canvas.h"

namespace lockbox::deposit {

/// A PDF of letter pages; the same record makes the same bytes.  `items_root` is the Merkle root
/// over the day's items.
[[nodiscard]] Result<Bytes> render_close_sheet(const close::DayRecord& record,
                                               const Sha256& items_root,
                                               PdfCompression compression = PdfCompression::On);

}  // namespace lockbox::deposit
