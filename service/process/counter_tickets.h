#pragma once

/// @file
/// What the counter knows of the papers of a deposit: the denominations of its cash, and the card
/// slips of a settlement list.

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "deposit/model/site.h"
#include "deposit/output/card_settlement.h"
#include "deposit/store/store.h"

namespace lockbox::service {

/// The tender that a slip of the counter stands for, or nullptr.
[[nodiscard]] const deposit::counter::ReceiptTender* entered_tender(
    const deposit::BatchContents& contents, std::int64_t sequence);

/// The items of a deposit in one batch.
struct DepositShare {
  const deposit::BatchContents& contents;
  std::vector<std::int64_t> sequences;
};

/// Card slips go on a settlement list, which no ticket is.
[[nodiscard]] bool is_settlement(const DepositShare& share);
[[nodiscard]] std::vector<deposit::SettledSlip> settled_slips(const DepositShare& share);

/// Bills and coin of the bags of the account; nothing unless they are exactly the cash of the
/// deposit.
[[nodiscard]] std::optional<deposit::custody::CashCount> currency_of(
    std::span<const DepositShare> shares, const std::string& deposit_account);

}  // namespace lockbox::service
