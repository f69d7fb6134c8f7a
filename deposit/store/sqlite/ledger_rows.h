#pragma once

/// @file
/// Entries of what happens after the deposit, as rows.

#include <optional>
#include <string>
#include <vector>

#include "deposit/store/ledger.h"
#include "deposit/store/sqlite/store_context.h"

namespace lockbox::deposit {

/// What an entry belongs to in the database.
struct EntryGround {
  std::string site;
  std::int64_t lockbox_id = 0;
  BusinessDay not_before;  ///< The day in which it counts is this one or a later one.
  std::optional<std::int64_t> transaction_id = {};
  std::optional<std::int64_t> return_id = {};
  std::optional<std::int64_t> adjustment_id = {};
  std::string reason_code = {};
  std::string note = {};
};

/// The newest open day, not before `from`; Conflict when there is none.
[[nodiscard]] Result<BusinessDay> find_booking_day(Connection& db, const std::string& site,
                                                   const BusinessDay& from);

/// Adds a balanced entry in the booking day.
[[nodiscard]] Result<void> add_ledger_entry(StoreContext& context, const EntryGround& ground,
                                            ledger::EntryKind kind,
                                            const std::vector<ledger::Line>& lines);
[[nodiscard]] Result<std::vector<ledger::Entry>> read_ledger_entries(StoreContext& context,
                                                                     const std::string& site,
                                                                     const LedgerFilter& filter);
/// The lines of the one entry of this kind of a returned item; empty without one.
[[nodiscard]] Result<std::vector<ledger::Line>> lines_of_return(StoreContext& context,
                                                                std::int64_t return_id,
                                                                ledger::EntryKind kind);

/// An envelope whose deposit was approved.
struct DepositedEnvelope {
  std::int64_t transaction_id = 0;
  std::int64_t lockbox_id = 0;
  BusinessDay day;
  ledger::Spot home;  ///< Where the bank was debited with it.
};
/// NotFound for another site's; Conflict while it is not deposited.
[[nodiscard]] Result<DepositedEnvelope> deposited_envelope(Connection& db, const std::string& site,
                                                           const ledger::Origin& envelope);
/// What of its money stands where, by its journal and by all entries since.
[[nodiscard]] Result<std::vector<ledger::Standing>> read_standing(StoreContext& context,
                                                                  std::int64_t transaction_id);

/// The first row of the ledger that breaks a rule, as a sentence, or nothing.
[[nodiscard]] std::optional<std::string> first_broken_ledger_rule(Connection& db);

}  // namespace lockbox::deposit
