#include "deposit/store/sqlite/stored_reading.h"

#include <algorithm>

#include "core/check.h"

namespace lockbox::deposit {

Reading& reading_at(std::vector<Document>& documents, std::int64_t sequence) {
  const auto document = std::ranges::lower_bound(
      documents, sequence, {}, [](const Document& each) { return each.captured.sequence; });
  ENSURE(document != documents.end() && document->captured.sequence == sequence);
  ENSURE(document->reading.has_value());
  return *document->reading;
}

}  // namespace lockbox::deposit
