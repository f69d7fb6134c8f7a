#pragma once

/// @file
/// The card slips of a day as a list for the card processor, with a total for each brand.  It is no
/// ticket: no bank takes a card slip.

#include <cstdint>
#include <string>
#include <vector>

#include "core/business_day.h"
#include "core/bytes.h"
#include "core/money.h"
#include "core/result.h"
#include "deposit/model/states.h"
#include "deposit/output/pdf_canvas.h"

namespace lockbox::deposit {

struct SettledSlip {
  std::int64_t receipt = 0;
  std::string brand;
  std::string last4;
  std::string authorisation;
  Money amount;
};

struct CardSettlementData {
  std::string site_name;
  std::string practice;
  std::string number;  ///< Of the series of tickets, which has no gap.
  std::string deposit_account;
  BusinessDay business_day;
  DepositState state = DepositState::AwaitingApproval;
  std::string prepared_by;
  std::string approved_by;
  std::vector<SettledSlip> slips;
  Money total;
};

/// OutOfBalance when the slips do not add up to the total; InvalidInput without any.
[[nodiscard]] Result<Bytes> render_card_settlement(const CardSettlementData& data,
                                                   PdfCompression compression = PdfCompression::On);

}  // namespace lockbox::deposit
