#pragma once

/// @file
/// A cash drawer from its opening float to its accepted count, D12: expected = opening + in - out -
/// deposited; over or short = counted - expected, of one person and one session.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/business_day.h"
#include "core/result.h"
#include "deposit/counter/lives.h"
#include "deposit/custody/work_unit.h"
#include "deposit/model/counter_rules.h"

namespace lockbox::deposit::counter {

using custody::CashCount;

struct DrawerMove {
  MoveKind kind = MoveKind::PaidIn;
  CashCount cash;
  std::string reason;   ///< Never empty but for a drop.
  std::string bag;      ///< Of a drop.
  std::string witness;  ///< The second person of a drop.
  std::string made_by;
  std::string at;
};

/// What lies in a drawer as one person counted it, the paper beside the cash by pieces.
struct DrawerCount {
  CashCount cash;
  std::int64_t checks = 0;
  std::int64_t money_orders = 0;
  std::int64_t card_slips = 0;
};

/// Cash of a session for one bank account, sealed when the count was accepted.
struct CashBag {
  std::string deposit_account;
  CashCount cash;
};

struct DrawerSession {
  DrawerId id{0};
  std::int64_t number = 0;  ///< Counts the sessions of the site, without a gap.
  std::string site = {};
  std::string lockbox = {};
  std::int64_t batch = 0;
  BusinessDay day;
  std::string person = {};
  DrawerState state = DrawerState::Open;
  std::int64_t version = 1;
  std::string opened_at = {};
  CashCount opening = {};
  std::vector<DrawerMove> moves = {};
  std::vector<DrawerCount> counts = {};  ///< Every one that was made; the last holds.
  Money received = {};                   ///< Cash of its receipts, less change, voids left out.
  std::optional<Money> over_short = {};  ///< Once the count is accepted.
  std::string accepted_by = {};
  std::string accepted_at = {};
  std::string bag_number = {};     ///< The sealed bag that the cash went into; empty without cash.
  std::vector<CashBag> bags = {};  ///< By deposit account; once accepted.
  bool has_alert = false;          ///< Over or short by the site's threshold or more.
  std::string acknowledged_by = {};
  std::string acknowledged_because = {};

  [[nodiscard]] Money moved(MoveKind kind) const;
  /// By the last count; zero before it.
  [[nodiscard]] Money counted() const;
  [[nodiscard]] bool waits_for_acknowledgement() const {
    return has_alert && acknowledged_by.empty();
  }
};

/// D12: what should lie in the drawer.
[[nodiscard]] Money expected_cash(const DrawerSession& session);
/// D12: counted less expected; positive is over.
[[nodiscard]] Money over_short(const DrawerSession& session);
/// Whether a supervisor must say why.
[[nodiscard]] bool is_alert(Money over_short, const CounterRules& rules);

/// All cash that the session has at its end: counted in the drawer, and dropped before.
[[nodiscard]] CashCount cash_at_end(const DrawerSession& session);
[[nodiscard]] CashCount sum_of(const CashCount& one, const CashCount& other);

/// What is to go into the bag of one deposit account.
struct BagAmount {
  std::string deposit_account;
  Money amount;
};
/// As custody::check_cash, but cash of an opening, a count or a bag may be nothing at all.
[[nodiscard]] Result<void> check_counted(const CashCount& cash);

/// Divides cash into bags of exactly these amounts, large bills first; what is left stays as float.
/// Conflict when bills and coin cannot make an amount, or not in any way that is found soon.
[[nodiscard]] Result<std::vector<CashBag>> propose_bags(const CashCount& cash,
                                                        std::span<const BagAmount> amounts);
/// InvalidInput for an account that is named twice; OutOfBalance unless every bag holds its amount
/// and together they hold no more bills or coin than there are.
[[nodiscard]] Result<void> check_bags(const CashCount& cash, std::span<const BagAmount> amounts,
                                      std::span<const CashBag> bags);

}  // namespace lockbox::deposit::counter
