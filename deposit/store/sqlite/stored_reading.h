#pragma once

#include <vector>

#include "deposit/model/document.h"

namespace lockbox::deposit {

/// The reading of the document, of a list by sequence; it must be there, for what hangs on a
/// reading was read.
[[nodiscard]] Reading& reading_at(std::vector<Document>& documents, std::int64_t sequence);

}  // namespace lockbox::deposit
