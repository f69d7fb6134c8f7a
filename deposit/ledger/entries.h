#pragma once

/// @file
/// What happens to money after its deposit, as double entry: where it can be, how it moves, and
/// what of an envelope's money stands where.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/account_number.h"
#include "core/business_day.h"
#include "core/ids.h"
#include "core/money.h"
#include "core/state_table.h"

namespace lockbox::deposit::ledger {

/// Where money can be after its deposit.
enum class Place {
  Bank,
  Receivable,  ///< An account of a customer.
  Suspense,
  DueTo,
  DueFrom,
  ReturnedItems,       ///< Owed by the drawers of returned checks.
  FeeRevenue,          ///< Fees of returned items.
  WriteOff,            ///< Small differences.
  RefundsPayable,      ///< To be paid out to a payer.
  UnclaimedProperty,   ///< To be reported and handed to the state.
  AccountAdjustments,  ///< The other side of credits and debits by decision.
};
inline constexpr Names<11> place_names{"bank",
                                       "receivable",
                                       "suspense",
                                       "due_to",
                                       "due_from",
                                       "returned_items",
                                       "fee_revenue",
                                       "write_off",
                                       "refunds_payable",
                                       "unclaimed_property",
                                       "account_adjustments"};

enum class EntryKind {
  Return,
  Redeposit,
  ChargeBack,
  Fee,
  Transfer,  ///< From one account to another.
  Apply,     ///< From suspense to an account.
  Credit,
  Debit,
  Refund,
  WriteOff,
  Escheat,
  Reversal,  ///< Of all that was booked of a return that was none.
  PayBack,   ///< From a payment of the drawer to where the returned check is owed.
};
inline constexpr Names<13> entry_kind_names{
    "return", "redeposit", "charge_back", "fee",     "transfer", "apply",   "credit",
    "debit",  "refund",    "write_off",   "escheat", "reversal", "pay_back"};

/// One place of one fund; for Receivable of one account.
struct Spot {
  Place place = Place::Suspense;
  std::string fund;
  std::string deposit_account;
  AccountNumber account = {};
  friend bool operator==(const Spot&, const Spot&) = default;
};

/// One line of double entry: debit positive, credit negative.
struct Line {
  Spot spot;
  Money amount;
  friend bool operator==(const Line&, const Line&) = default;
};

/// An envelope, which money keeps as its origin wherever it moves.
struct Origin {
  BatchId batch{0};
  std::int64_t transaction = 0;  ///< Key.
  friend auto operator<=>(const Origin&, const Origin&) = default;
};

/// One balanced entry: its lines sum to zero in every fund.  Never changed.
struct Entry {
  std::int64_t number = 0;
  std::string lockbox;
  EntryKind kind = EntryKind::Return;
  BusinessDay day;
  std::optional<Origin> origin;
  std::int64_t return_number = 0;      ///< 0: of no returned item.
  std::int64_t adjustment_number = 0;  ///< 0: of no adjustment.
  std::string reason_code;
  std::string note;
  std::string made_by;
  std::string at;
  std::vector<Line> lines;
  std::string file;  ///< The adjustment file that tells of it; empty while none does.
};

/// Debits `from` and credits `to`; between two funds each owes the other.
[[nodiscard]] std::vector<Line> move_money(const Spot& from, const Spot& to, Money amount);

/// Whether there are lines and they sum to zero in every fund.
[[nodiscard]] bool is_balanced(std::span<const Line> lines);

/// What of an envelope stands at a spot; more than zero.
struct Standing {
  Spot spot;
  Money amount;
  friend bool operator==(const Standing&, const Standing&) = default;
};

/// What is credited to accounts and suspense by these lines, in order of first appearance; spots
/// with nothing left are left out.
[[nodiscard]] std::vector<Standing> standing_of(std::span<const Line> lines);

/// What a charge-back takes, and from where.
struct ChargeBack {
  std::vector<Standing> shares;
  Money uncovered;  ///< Was paid out before; the drawer goes on owing it.
};
/// Takes what nobody was credited with first, then from the last credited account to the first: of
/// an envelope with one check exactly what was applied of it.
[[nodiscard]] ChargeBack charge_back(std::span<const Standing> standing, Money item);

}  // namespace lockbox::deposit::ledger
