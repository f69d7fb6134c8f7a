#pragma once

/// @file
/// A receipt of the counter: who paid, with what, for what.  Its tenders are items of the drawer's
/// batch and its lines are what the money is given to, D2.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/account_number.h"
#include "core/result.h"
#include "deposit/counter/drawer.h"
#include "deposit/counter/lives.h"
#include "deposit/model/counter_rules.h"
#include "deposit/model/work.h"

namespace lockbox::deposit::counter {

/// One thing that the payer gave.
struct ReceiptTender {
  TenderKind kind = TenderKind::Cash;
  Money amount;                    ///< That stays: of cash, what was given less the change.
  Money given = {};                ///< Of cash; else the amount.
  std::string number = {};         ///< Of a check or money order.
  std::string brand = {};          ///< Of a card, e.g. "VISA".
  std::string last4 = {};          ///< Of a card; no more of its number is ever kept.
  std::string authorisation = {};  ///< Of a card.
  std::optional<std::int64_t> finding = {};  ///< Cash of the mail: the finding that counted it.
  std::int64_t sequence = 0;                 ///< Of its slip in the batch; 0 before it is issued.
  friend bool operator==(const ReceiptTender&, const ReceiptTender&) = default;
};

/// A part of a charge in the general ledger.
struct RevenuePart {
  std::string charge_code;
  RevenueSpot spot;
  Money amount;
  friend bool operator==(const RevenuePart&, const RevenuePart&) = default;
};

/// Revenue without an account.
struct ReceiptCharge {
  std::string code;
  std::string name;  ///< As the site called it then.
  Money amount;
  std::vector<RevenuePart> parts;
  friend bool operator==(const ReceiptCharge&, const ReceiptCharge&) = default;
};

struct Receipt {
  std::int64_t number = 0;  ///< Counts the receipts of the site, without a gap (C-06).
  DrawerId drawer{0};
  std::int64_t batch = 0;
  std::int64_t transaction = 0;  ///< Key in the batch.
  BusinessDay day;
  std::string payer = {};
  std::string note = {};
  std::vector<ReceiptTender> tenders = {};
  std::vector<Application> accounts = {};
  std::vector<ReceiptCharge> charges = {};
  ReceiptState state = ReceiptState::Issued;
  std::string taken_by = {};
  std::string taken_at = {};
  std::string voided_by = {};
  std::string voided_because = {};
  std::string voided_at = {};

  [[nodiscard]] Money total() const;    ///< Of its tenders.
  [[nodiscard]] Money applied() const;  ///< To accounts.
  [[nodiscard]] Money revenue() const;  ///< Of its charges.
  [[nodiscard]] Money change() const;
  [[nodiscard]] Money of(TenderKind kind) const;
};

/// "R-000042".
[[nodiscard]] std::string receipt_name(std::int64_t number);

/// Refuses what would not balance (D2) and what must not be stored (C-21); the first fault with the
/// pointer of its place in the request.
[[nodiscard]] Result<void> check_receipt(const Receipt& receipt);

/// Cents that do not divide go to the named share; the parts sum to the whole.  Parts of nothing
/// are left out.
[[nodiscard]] std::vector<RevenuePart> split_charge(const ChargeCode& code, Money amount);
/// A charge by its code.  InvalidInput for another amount than the price, or none.
[[nodiscard]] Result<ReceiptCharge> charge_of(const CounterRules& rules, const std::string& code,
                                              std::optional<Money> amount);

/// A session with all receipts of its batch, voided ones too, by number.
struct CounterWork {
  DrawerSession drawer;
  std::vector<Receipt> receipts;
};

/// What the bags of a session must hold, by deposit account: cash of its receipts by the account in
/// whose fund they are booked, and what it is over.
[[nodiscard]] std::vector<BagAmount> bag_amounts(const CounterWork& work,
                                                 const CounterRules& rules);

/// The account and fund that the tender of a receipt is booked in: that of the most money, as for
/// an envelope.
[[nodiscard]] RevenueSpot home_of(const Receipt& receipt);

}  // namespace lockbox::deposit::counter
