#pragma once

/// @file
/// The port to the counter: cash drawers by session, and their receipts.  What it takes is durable,
/// with its events in the audit trail, before it answers; items, transactions and journal entries
/// of a drawer's batch are written in the same step.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/business_day.h"
#include "core/result.h"
#include "deposit/counter/receipt.h"
#include "deposit/model/batch.h"
#include "deposit/model/document.h"

namespace lockbox::deposit {

struct WantedDrawer {
  std::string lockbox;
  BusinessDay day;
  counter::CashCount opening;
};

/// A step on the session as it was seen.
struct WantedAcceptance {
  std::int64_t version = 0;
  std::string bag_number;  ///< Of the sealed bag; empty where there is no cash to deposit.
  std::vector<counter::CashBag> bags;
  std::optional<NewDocument> slip;  ///< Says what is over or short; nothing when nothing is.
};

/// A receipt with the pictures of its slips, which are durable; its number and its sequences are
/// the next ones, as `next` gave them.
struct NewReceipt {
  counter::Receipt receipt;
  std::vector<NewDocument> slips;
};

/// What the next receipt of a drawer is numbered by.
struct NextNumbers {
  std::int64_t receipt = 1;   ///< Of the site.
  std::int64_t sequence = 1;  ///< In the drawer's batch.
};

class Drawers {
 public:
  virtual ~Drawers() = default;

  /// By number.
  [[nodiscard]] virtual Result<std::vector<counter::CounterWork>> sessions(
      const std::string& site, const BusinessDay& day) = 0;
  /// NotFound for one that the site does not have.
  [[nodiscard]] virtual Result<counter::CounterWork> session(const std::string& site,
                                                             counter::DrawerId drawer) = 0;
  /// The session of the person that is not accepted yet, or nothing.
  [[nodiscard]] virtual Result<std::optional<counter::CounterWork>> session_of(
      const std::string& site, const std::string& person) = 0;
  /// NotFound for a number that no receipt has.
  [[nodiscard]] virtual Result<counter::Receipt> receipt(const std::string& site,
                                                         std::int64_t number) = 0;
  [[nodiscard]] virtual Result<NextNumbers> next(const std::string& site,
                                                 counter::DrawerId drawer) = 0;

  /// Opens a session of the actor, with its batch.  Conflict while the actor has another one that
  /// is not accepted, and for a closed day.
  [[nodiscard]] virtual Result<counter::DrawerId> open(const std::string& site,
                                                       const WantedDrawer& wanted,
                                                       const Actor& actor) = 0;
  /// Cash in or out of an open drawer, by its own person, who saw it at this version; Conflict for
  /// another one, so that a repeated request moves once.  A drop has a bag and a second person, who
  /// is an active user.
  [[nodiscard]] virtual Result<void> move(const std::string& site, counter::DrawerId drawer,
                                          std::int64_t version, const counter::DrawerMove& move,
                                          const Actor& actor) = 0;
  /// The blind count, by the drawer's own person.
  [[nodiscard]] virtual Result<void> count(const std::string& site, counter::DrawerId drawer,
                                           const counter::DrawerCount& count,
                                           const Actor& actor) = 0;
  /// Wants the drawer counted again.  NotPermitted for the drawer's own person.
  [[nodiscard]] virtual Result<void> send_back(const std::string& site, counter::DrawerId drawer,
                                               std::int64_t version, const std::string& reason,
                                               const Actor& actor) = 0;
  /// Accepts the count: over or short is recorded and booked, the receipts are released.
  /// NotPermitted for the drawer's own person; OutOfBalance when paper is missing or the bags do
  /// not hold what was receipted.
  [[nodiscard]] virtual Result<void> accept(const std::string& site, counter::DrawerId drawer,
                                            const WantedAcceptance& wanted,
                                            const CounterRules& rules, const Actor& actor) = 0;
  /// Says why an accepted drawer was over or short by the threshold or more.
  [[nodiscard]] virtual Result<void> acknowledge(const std::string& site, counter::DrawerId drawer,
                                                 const std::string& reason, const Actor& actor) = 0;

  /// Conflict when the numbers are not the next ones any more, the drawer is not open, or cash of
  /// the mail is receipted already.
  [[nodiscard]] virtual Result<void> issue(const std::string& site, const NewReceipt& wanted,
                                           const Actor& actor) = 0;
  /// NotPermitted for who took it; Conflict once the drawer is counted or the day closed.
  [[nodiscard]] virtual Result<void> void_receipt(const std::string& site, std::int64_t number,
                                                  const std::string& reason,
                                                  const Actor& actor) = 0;
};

}  // namespace lockbox::deposit
