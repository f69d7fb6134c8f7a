#pragma once

/// @file
/// The port to the mail log and to the custody of paper.  Everything counts in the newest business
/// day of the site that has begun, which must not be closed; a pick-up names its day and begins it.
/// What the port takes is durable, with its events in the audit trail, before it answers.

#include <optional>
#include <string>
#include <vector>

#include "core/business_day.h"
#include "core/result.h"
#include "deposit/custody/work_unit.h"
#include "deposit/model/batch.h"

namespace lockbox::deposit {

struct WantedTray {
  std::string label;
  custody::SortClass sort_class = custody::SortClass::Singles;
  std::int64_t pieces = 0;
  std::optional<BusinessDay> postmark;  ///< Must be there where the postmark counts.
};

struct WantedPickUp {
  BusinessDay day;
  custody::MailSource source = custody::MailSource::PoBox;
  std::string picked_up_at;  ///< As `to_string(Instant)` writes it.
  std::string carrier_reference;
  std::optional<std::int64_t> weight_grams;
  std::optional<std::int64_t> estimated_pieces;
  std::vector<std::string> certified_numbers;
  std::vector<WantedTray> trays;
};

/// A step of a unit as it was seen.  A count that differs from the books is recorded as a finding;
/// the pieces of the books stay until two people settle it.
struct WantedUnitStep {
  custody::UnitEvent event = custody::UnitEvent::Stage;
  std::int64_t version = 0;
  std::optional<std::int64_t> counted;
  std::optional<custody::BoxId> box;  ///< Of Store and Move, and of them only.
  std::vector<BatchId> batches;       ///< Of Scan: what was scanned from it.
  custody::LinkedBy linked = custody::LinkedBy::Hand;
  std::string note;
};

struct WantedLink {
  BatchId batch{0};
  custody::LinkedBy how = custody::LinkedBy::Hand;
};

struct WantedDeparture {
  custody::Flow flow = custody::Flow::Returned;
  std::int64_t pieces = 0;
  std::int64_t version = 0;
  std::string reason;
};

struct WantedOffer {
  std::string taker;
  std::int64_t pieces = 0;  ///< As the giver counted.
  std::int64_t version = 0;
  /// Why somebody else gives it than who has it; empty where the holder gives it.
  std::string on_behalf_reason;
};

/// A remittance found where the envelopes should have been empty; it becomes a unit of its own.
struct WantedDiscovery {
  std::int64_t pieces = 1;
  custody::SortClass sort_class = custody::SortClass::CheckOnly;
  std::string note;
};

struct WantedBox {
  std::string name;
  std::string location;
  custody::RetentionClass retention = custody::RetentionClass::Payments;
};

struct WantedHold {
  std::optional<custody::BoxId> box;
  std::optional<custody::WorkUnitId> unit;  ///< One of both.
  custody::HoldKind kind = custody::HoldKind::Legal;
  std::string reason;
};

/// How a finding ends.  The count of a difference stands where `count_stands`, with a
/// correction;/// How a finding ends.  The count of a difference stands with a correction, or the
/// books do.
struct WantedResolution {
  enum class Right { Books, Count };
  Right right = Right::Books;
  std::string text;
};

/// What people are told when they open a batch of the lockbox.
struct SpecialInstruction {
  std::string payee;  ///< Empty: the whole lockbox.
  std::int64_t version = 0;
  std::string text;  ///< Empty: taken back.
  std::string set_by;
  std::string set_at;
  std::string reason;
};

class Custody {
 public:
  virtual ~Custody() = default;
  /// The mail log as it stands, for a look at the day.
  [[nodiscard]] virtual Result<custody::CustodyBook> book(const std::string& site,
                                                          const BusinessDay& day) = 0;
  /// NotFound for one that the site does not have.
  [[nodiscard]] virtual Result<custody::WorkUnit> unit(const std::string& site,
                                                       custody::WorkUnitId unit) = 0;
  /// The unit of this number, which stands on its tray.  NotFound as above.
  [[nodiscard]] virtual Result<custody::WorkUnit> unit_numbered(const std::string& site,
                                                                std::int64_t number) = 0;
  /// All that was found in the unit, and the discovery that it comes from; in order.
  [[nodiscard]] virtual Result<std::vector<custody::Finding>> findings(
      const std::string& site, custody::WorkUnitId unit) = 0;
  /// NotFound for one that the site does not have.
  [[nodiscard]] virtual Result<custody::Finding> finding(const std::string& site,
                                                         custody::FindingId finding) = 0;

  /// A pick-up with its trays as units, signed by the first person.  InvalidInput without trays, or
  /// without a postmark where the site's policy counts from it; Conflict when the day or a later
  /// one is closed.
  [[nodiscard]] virtual Result<custody::PickUpId> log_pick_up(const std::string& site,
                                                              const WantedPickUp& wanted,
                                                              const Actor& actor) = 0;
  /// The second signature.  NotPermitted for the first person.
  [[nodiscard]] virtual Result<void> confirm_pick_up(const std::string& site,
                                                     custody::PickUpId pick_up,
                                                     const Actor& actor) = 0;

  [[nodiscard]] virtual Result<void> step(const std::string& site, custody::WorkUnitId unit,
                                          const WantedUnitStep& wanted, const Actor& actor) = 0;
  [[nodiscard]] virtual Result<void> send_away(const std::string& site, custody::WorkUnitId unit,
                                               const WantedDeparture& wanted,
                                               const Actor& actor) = 0;
  /// Links it to a batch of the site; a discovered remittance has found its way by that.
  [[nodiscard]] virtual Result<void> link_batch(const std::string& site, custody::WorkUnitId unit,
                                                const WantedLink& wanted, const Actor& actor) = 0;
  /// Says why the scanner saw another number of envelopes than the unit, and those scanned with it,
  /// held; good for as long as the two numbers are these.
  [[nodiscard]] virtual Result<void> explain_scan(const std::string& site, custody::WorkUnitId unit,
                                                  const std::string& reason,
                                                  const Actor& actor) = 0;

  [[nodiscard]] virtual Result<void> offer(const std::string& site, custody::WorkUnitId unit,
                                           const WantedOffer& wanted, const Actor& actor) = 0;
  /// NotPermitted for anybody but the taker.
  [[nodiscard]] virtual Result<void> take(const std::string& site, custody::WorkUnitId unit,
                                          std::int64_t pieces, const Actor& actor) = 0;
  /// By the giver or the taker.
  [[nodiscard]] virtual Result<void> withdraw_offer(const std::string& site,
                                                    custody::WorkUnitId unit,
                                                    const Actor& actor) = 0;

  [[nodiscard]] virtual Result<void> discover(const std::string& site, custody::WorkUnitId unit,
                                              const WantedDiscovery& wanted,
                                              const Actor& actor) = 0;
  /// Cash found in the unit, as the first person counted it.
  [[nodiscard]] virtual Result<void> find_cash(const std::string& site, custody::WorkUnitId unit,
                                               const custody::CashCount& count,
                                               const std::string& note, const Actor& actor) = 0;
  /// Another count of the cash; it agrees when somebody else counted the same.
  [[nodiscard]] virtual Result<void> count_cash(const std::string& site, custody::FindingId finding,
                                                const custody::CashCount& count,
                                                const Actor& actor) = 0;
  /// The second signature of a discovery.
  [[nodiscard]] virtual Result<void> witness(const std::string& site, custody::FindingId finding,
                                             const Actor& actor) = 0;
  /// Ends a difference of counts (by another person than who found it) or cash (once two counts
  /// agree, with the bag it is in).
  [[nodiscard]] virtual Result<void> resolve(const std::string& site, custody::FindingId finding,
                                             const WantedResolution& wanted,
                                             const Actor& actor) = 0;

  [[nodiscard]] virtual Result<custody::BoxId> open_box(const std::string& site,
                                                        const WantedBox& wanted,
                                                        const Actor& actor) = 0;
  /// The first signature makes its units due, the second, of another person, destroys them.
  /// Conflict while the box is kept, for its class or by a hold.
  [[nodiscard]] virtual Result<void> sign_destruction(const std::string& site, custody::BoxId box,
                                                      const Actor& actor) = 0;
  [[nodiscard]] virtual Result<void> place_hold(const std::string& site, const WantedHold& wanted,
                                                const Actor& actor) = 0;
  [[nodiscard]] virtual Result<void> release_hold(const std::string& site, custody::HoldId hold,
                                                  const std::string& reason,
                                                  const Actor& actor) = 0;

  /// Newest first; empty while the program's own holds.
  [[nodiscard]] virtual Result<std::vector<custody::CustodyPolicy>> policies(
      const std::string& site) = 0;
  /// Puts a policy in force; `version` is that of the one on the screen.  Conflict when it was
  /// changed meanwhile.
  [[nodiscard]] virtual Result<void> set_policy(const std::string& site,
                                                const custody::CustodyPolicy& wanted,
                                                const Actor& actor) = 0;

  /// By payee, newest first within each.
  [[nodiscard]] virtual Result<std::vector<SpecialInstruction>> instructions(
      const std::string& site, const std::string& lockbox) = 0;
  /// Adds a version; `version` is that of the one on the screen, 0 for the first of the payee.
  [[nodiscard]] virtual Result<void> set_instruction(const std::string& site,
                                                     const std::string& lockbox,
                                                     const SpecialInstruction& wanted,
                                                     const Actor& actor) = 0;
};

}  // namespace lockbox::deposit
