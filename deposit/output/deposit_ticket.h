#pragma once

/// @file
/// The deposit ticket: what the bank and the finance office hold against the checks themselves.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/account_number.h"
#include "core/business_day.h"
#include "core/bytes.h"
#include "deposit/custody/work_unit.h"
#include "deposit/model/batch.h"
#include "deposit/model/site.h"
#include "deposit/model/work.h"
#include "deposit/output/pdf_canvas.h"

namespace lockbox::deposit {

/// One line of the list.
struct TicketItem {
  std::int64_t sequence = 0;
  TenderKind tender = TenderKind::Check;
  std::string serial;     ///< The check's number; may be empty.
  AccountNumber account;  ///< The payer's; printed masked.
  Money amount;
  std::int64_t batch = 0;  ///< Said on a ticket of several batches; 0 on others.
};

/// Everything that is printed.
struct DepositTicketData {
  std::string site_name;
  std::string practice = {};  ///< "DEMO", printed on every page; empty when the money is real.
  std::string lockbox;
  DepositAccount deposit_account;
  std::string ticket;
  BusinessDay business_day;
  DepositState state = DepositState::AwaitingApproval;
  std::string prepared_by;
  std::string approved_by;
  std::string job;
  std::string batch_source;
  std::optional<ControlTotals> control;
  std::vector<ControlCorrection> corrections;  ///< Of the declared totals; the last is printed.
  std::vector<TicketItem> items;               ///< In physical order.
  Money total;                                 ///< Of the deposit; the items must add up to it.
  /// Of a ticket of cash: its bills and coin; nothing where the bags do not tell them of this
  /// ticket.
  std::optional<custody::CashCount> currency = {};
  std::string batches = {};  ///< "2, 3, 5" on a ticket of several batches; empty on others.
};

/// The ticket as a PDF; the same data make the same bytes.  OutOfBalance when the items do not add
/// up to the deposit, or its currency to the items; InvalidInput for a draft, an empty deposit, an
/// approval without a second person, an item that no bank takes on a ticket, or an account whose
/// MICR line cannot be printed. The first page of an approved ticket carries that line, where the
/// account has one and the money is real.
[[nodiscard]] Result<Bytes> render_deposit_ticket(const DepositTicketData& data,
                                                  PdfCompression compression = PdfCompression::On);

}  // namespace lockbox::deposit
