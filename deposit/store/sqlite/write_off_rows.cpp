#include "deposit/store/sqlite/write_off_rows.h"

#include "deposit/store/sqlite/account_rows.h"
#include "deposit/store/sqlite/adjustment_rows.h"
#include "deposit/store/sqlite/ledger_rows.h"

namespace lockbox::deposit {

namespace {

constexpr std::string_view select_written_off =
    "SELECT adjustment_id FROM small_write_off WHERE transaction_id = ?1";
constexpr std::string_view insert_written_off =
    "INSERT INTO small_write_off (transaction_id, lockbox_id, adjustment_id) VALUES (?1, ?2, ?3)";
// Of the envelope whose rest the adjustment writes off.
constexpr std::string_view select_paid =
    "SELECT w.transaction_id, (SELECT coalesce(sum(amount_cents), 0) FROM application a"
    "  WHERE a.transaction_id = w.transaction_id AND a.account_fingerprint = ?2)"
    " FROM small_write_off w WHERE w.adjustment_id = ?1";
constexpr std::string_view select_all =
    "SELECT t.batch_id, t.key FROM small_write_off w JOIN lockbox_transaction t USING"
    " (transaction_id) JOIN lockbox ON lockbox.lockbox_id = w.lockbox_id WHERE site = ?1"
    " ORDER BY t.batch_id, t.key";

/// Transferred or charged back, an envelope has another rest than the one that was seen.
Result<void> check_stands(StoreContext& context, std::int64_t transaction_id,
                          const ledger::AccountSpot& account, Money paid) {
  const auto standing = TRY(read_standing(context, transaction_id));
  if (ledger::stands_on(standing, account, paid)) return {};
  return fail(ErrorCode::Conflict, "Of this envelope " + paid.to_string() +
                                       " stands on that account no more; look at the envelope "
                                       "again.");
}

}  // namespace

Result<void> check_rest_stands(StoreContext& context, const ledger::Adjustment& adjustment) {
  const auto& account = adjustment.request.to;
  if (adjustment.request.kind != ledger::AdjustmentKind::WriteOff || !account) return {};
  std::int64_t transaction_id = 0;
  Money paid;
  {
    auto rows = context.db.query(select_paid, adjustment.number,
                                 context.seal.account_fingerprint(account->account));
    if (!rows.next()) return {};
    transaction_id = rows.integer(0);
    paid = rows.money(1);
  }
  return check_stands(context, transaction_id, *account, paid);
}

Result<ledger::Adjustment> write_off_rest(StoreContext& context, const std::string& site,
                                          const SmallRest& rest,
                                          const ledger::CorrectionPolicy& policy) {
  const auto envelope = TRY(deposited_envelope(context.db, site, rest.envelope));
  const auto before = context.db.find_integer(select_written_off, envelope.transaction_id);
  if (before) {
    return fail(ErrorCode::Conflict,
                "The rest of this envelope was written off before, by adjustment " +
                    std::to_string(*before) + ".");
  }
  TRY(check_stands(context, envelope.transaction_id, rest.account, rest.paid));
  auto adjustment = TRY(request_adjustment(context, site,
                                           {.lockbox = rest.lockbox,
                                            .kind = ledger::AdjustmentKind::WriteOff,
                                            .amount = rest.amount,
                                            .origin = {},
                                            .from = {},
                                            .to = rest.account,
                                            .reason_code = "small_difference",
                                            .note = rest.note},
                                           policy));
  context.db.run(insert_written_off, envelope.transaction_id,
                 find_lockbox(context.db, site, rest.lockbox).value_or(0), adjustment.number);
  if (rest.amount > policy.one_person_max) return adjustment;
  return decide_adjustment(
      context, site, adjustment.number,
      {.event = ledger::AdjustmentEvent::Approve, .version = adjustment.version, .note = rest.note},
      policy);
}

std::vector<ledger::Origin> read_written_off(Connection& db, const std::string& site) {
  std::vector<ledger::Origin> envelopes;
  auto rows = db.query(select_all, site);
  while (rows.next()) envelopes.push_back({BatchId{rows.integer(0)}, rows.integer(1)});
  return envelopes;
}

}  // namespace lockbox::deposit
