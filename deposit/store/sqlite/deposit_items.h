#pragma once

#include <string>
#include <vector>

#include "deposit/model/deposit_record.h"
#include "deposit/store/sqlite/batch_rows.h"
#include "deposit/store/sqlite/deposit_rows.h"

namespace lockbox::deposit {

/// A tender item as deposits need it.
struct TenderItem {
  std::int64_t id = 0;
  ItemPlace place;
  std::string name;  ///< "7.1", as the audit trail names it in its batch.
  Money amount;
  std::optional<std::int64_t> transaction_id;
  ItemState state = ItemState::Captured;
};

/// Conflict when there is no tender with an amount at this place of the site.
[[nodiscard]] Result<TenderItem> find_tender_item(Connection& db, const ItemPlace& place);
/// In the order of the ticket.
[[nodiscard]] Result<std::vector<TenderItem>> items_of_deposit(Connection& db,
                                                               std::int64_t deposit_id);
/// The batches of the items, each once, ascending.
[[nodiscard]] std::vector<BatchId> batches_of(const std::vector<TenderItem>& items);

/// Walks the item into a deposit, or out of one.
[[nodiscard]] Result<void> move_item(StoreContext& context, const TenderItem& item,
                                     ItemEvent event);
/// Frees every item of the deposit, which remembers them.
[[nodiscard]] Result<void> free_items(StoreContext& context, const DepositRow& deposit);

/// Books what the deposit holds, or takes it back, in each of its batches and fund by fund.
/// Conflict for an item whose money is booked for another account.
[[nodiscard]] Result<void> book_deposit(StoreContext& context, const DepositRow& deposit,
                                        EntryKind kind, const std::string& reason);
/// Books a correction of the bank, in the fund of the item that it names or of the first one.
[[nodiscard]] Result<void> book_adjustment(StoreContext& context, const DepositRow& deposit,
                                           const BankAdjustment& adjustment);

/// Keeps a released item of the site out of deposits, or lets it go again, as Deposits says.
[[nodiscard]] Result<void> keep_item(StoreContext& context, const std::string& site,
                                     const ItemPlace& place, bool is_kept,
                                     const std::string& reason);
/// Why a person keeps the item back: a sentence, or nothing.
[[nodiscard]] std::optional<std::string> kept_because(Connection& db, std::int64_t item_id);

}  // namespace lockbox::deposit
