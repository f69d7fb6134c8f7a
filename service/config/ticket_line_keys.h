#pragma once

#include <optional>

#include "deposit/model/site.h"
#include "service/config/table_reader.h"

namespace lockbox::service {

/// Reads `routing`, `account` and `ticket_tran_code` of a [[deposit_account]]: what the MICR line
/// of its tickets says.  Nothing when none of them is there; the first two go together.
[[nodiscard]] std::optional<deposit::TicketLine> read_ticket_line(TableReader& table);

}  // namespace lockbox::service
