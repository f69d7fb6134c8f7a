#include "service/config/reading_table.h"

#include <fmt/format.h>

namespace lockbox::service {

encode::ReadingLimits read_reading(TableReader& file) {
  // A line that is as likely wrong as right is not read, whatever a site may want.
  constexpr double bound_max = 0.5;
  encode::ReadingLimits limits;
  auto table = file.table("reading", TableReader::Presence::Optional);
  if (!table) return limits;
  if (const auto bound = table->optional_number("line_error_bound")) {
    limits.line_error_bound = *bound;
    if (*bound <= 0 || *bound > bound_max) {
      table->fault("line_error_bound",
                   fmt::format("This must be above 0 and at most {}.", bound_max));
    }
  }
  table->refuse_unknown_keys();
  return limits;
}

}  // namespace lockbox::service
