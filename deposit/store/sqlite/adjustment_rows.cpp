#include "deposit/store/sqlite/adjustment_rows.h"

#include <utility>

#include "core/text.h"
#include "deposit/store/sqlite/account_rows.h"
#include "deposit/store/sqlite/ledger_rows.h"
#include "deposit/store/sqlite/write_off_rows.h"

namespace lockbox::deposit {

namespace {

using ledger::AccountSpot;
using ledger::Adjustment;
using ledger::AdjustmentEvent;
using ledger::AdjustmentState;

constexpr std::string_view insert_adjustment =
    "INSERT INTO adjustment (lockbox_id, kind, amount_cents, transaction_id, from_sealed,"
    " from_fund, from_deposit_account, to_sealed, to_fund, to_deposit_account, reason_code, note,"
    " state, version, requested_by, requested_at)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, 1, ?14, ?15)";
constexpr std::string_view select_adjustments =
    "SELECT adjustment_id, lockbox.name, kind, amount_cents, t.batch_id, t.key, from_sealed,"
    " from_fund, from_deposit_account, to_sealed, to_fund, to_deposit_account, reason_code, note,"
    " a.state, a.version, requested_by, requested_at FROM adjustment a"
    " JOIN lockbox ON lockbox.lockbox_id = a.lockbox_id"
    " LEFT JOIN lockbox_transaction t USING (transaction_id)"
    " WHERE site = ?1 AND (?2 IS NULL OR adjustment_id = ?2) ORDER BY adjustment_id";
constexpr std::string_view select_steps =
    "SELECT event, actor, at, note FROM adjustment_step WHERE adjustment_id = ?1 ORDER BY ordinal";
constexpr std::string_view insert_step =
    "INSERT INTO adjustment_step (adjustment_id, ordinal, lockbox_id, event, actor, at, note)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
constexpr std::string_view update_adjustment =
    "UPDATE adjustment SET state = ?2, version = version + 1 WHERE adjustment_id = ?1";
constexpr std::string_view delete_written_off =
    "DELETE FROM small_write_off WHERE adjustment_id = ?1";

AuditSubject subject_of(std::int64_t lockbox_id, std::int64_t number) {
  return {Entity::Adjustment, lockbox_id, std::nullopt, number,
          "adjustment/" + std::to_string(number)};
}

std::optional<Bytes> seal_of(const StoreContext& context, std::string_view column,
                             const std::optional<AccountSpot>& at) {
  if (!at) return std::nullopt;
  return context.seal.seal(column, at->account.reveal());
}

Result<std::optional<AccountSpot>> spot_of(StoreContext& context, std::string_view column,
                                           const Rows& rows, int first) {
  if (rows.is_null(first)) return std::nullopt;
  AccountSpot spot;
  spot.account = AccountNumber{TRY(context.seal.open(column, rows.blob(first)))};
  spot.fund = rows.text(first + 1);
  spot.deposit_account = rows.text(first + 2);
  return spot;
}

Result<Adjustment> adjustment_of(StoreContext& context, const Rows& rows) {
  Adjustment adjustment;
  adjustment.number = rows.integer(0);
  auto& request = adjustment.request;
  request.lockbox = rows.text(1);
  request.kind =
      TRY(parse_name<ledger::AdjustmentKind>(ledger::adjustment_kind_names, rows.text(2)));
  request.amount = rows.money(3);
  if (!rows.is_null(4)) request.origin = ledger::Origin{BatchId{rows.integer(4)}, rows.integer(5)};
  request.from = TRY(spot_of(context, sealed_column::adjustment_from, rows, 6));
  request.to = TRY(spot_of(context, sealed_column::adjustment_to, rows, 9));
  request.reason_code = rows.text(12);
  request.note = rows.text(13);
  adjustment.state =
      TRY(parse_name<AdjustmentState>(ledger::adjustment_state_names, rows.text(14)));
  adjustment.version = rows.integer(15);
  adjustment.requested_by = rows.text(16);
  adjustment.requested_at = rows.text(17);
  return adjustment;
}

Result<std::vector<Adjustment>> read_some(StoreContext& context, const std::string& site,
                                          std::optional<std::int64_t> number) {
  std::vector<Adjustment> adjustments;
  {
    auto rows = context.db.query(select_adjustments, site, number);
    while (rows.next()) adjustments.push_back(TRY(adjustment_of(context, rows)));
  }
  for (auto& one : adjustments) {
    auto rows = context.db.query(select_steps, one.number);
    while (rows.next()) {
      one.steps.push_back(
          {TRY(parse_name<AdjustmentEvent>(ledger::adjustment_event_names, rows.text(0))),
           rows.text(1), rows.text(2), rows.text(3)});
    }
  }
  return adjustments;
}

Result<Adjustment> read_one(StoreContext& context, const std::string& site, std::int64_t number) {
  auto found = TRY(read_some(context, site, number));
  if (!found.empty()) return std::move(found.front());
  return fail(ErrorCode::NotFound, "There is no adjustment " + std::to_string(number) + ".");
}

/// Money for a number that was merged is booked on the account that it goes on as.
Result<void> check_target(StoreContext& context, std::int64_t lockbox_id,
                          const ledger::AdjustmentRequest& request) {
  if (!request.to || request.kind == ledger::AdjustmentKind::WriteOff) return {};
  const auto account = TRY(find_account(context, lockbox_id, request.to->account));
  if (!account || !account->is_merged) return {};
  return fail(ErrorCode::Conflict,
              "Account " + account->number.masked() + " was merged into " +
                  account->successor.value_or(AccountNumber{}).masked() + "; take that one.",
              "/to_ref");
}

/// The lines that it would book now, and where they belong.
struct Posting {
  EntryGround ground;
  std::vector<ledger::Line> lines;
};
Result<Posting> posting_of(StoreContext& context, const std::string& site,
                           const ledger::AdjustmentRequest& request) {
  const auto lockbox = find_lockbox(context.db, site, request.lockbox);
  if (!lockbox) {
    return fail(ErrorCode::NotFound, "The site has no mail of a lockbox '" + request.lockbox + "'.",
                "/lockbox");
  }
  TRY(check_target(context, *lockbox, request));
  // Without an envelope it counts in the newest open day, whichever that is.
  auto not_before = TRY(BusinessDay::parse("0001-01-01"));
  std::optional<DepositedEnvelope> envelope;
  ledger::PostingGround ground{{}, {}, not_before};
  if (request.origin) {
    envelope = TRY(deposited_envelope(context.db, site, *request.origin));
    ground.standing = TRY(read_standing(context, envelope->transaction_id));
    ground.since = envelope->day;
    not_before = envelope->day;
  }
  ground.today = TRY(find_booking_day(context.db, site, not_before));
  Posting posting{{.site = site,
                   .lockbox_id = *lockbox,
                   .not_before = not_before,
                   .transaction_id = {},
                   .return_id = {},
                   .adjustment_id = {},
                   .reason_code = request.reason_code,
                   .note = request.note},
                  {}};
  if (envelope) posting.ground.transaction_id = envelope->transaction_id;
  posting.lines = TRY(ledger::lines_of(request, ground));
  return posting;
}

/// The lines by the books of this moment: what was asked for may be gone, or allowed no more.
Result<Posting> still_posting_of(StoreContext& context, const std::string& site,
                                 const Adjustment& adjustment,
                                 const ledger::CorrectionPolicy& policy) {
  const auto& request = adjustment.request;
  const auto check = [&]() -> Result<Posting> {
    TRY(ledger::check_request(request, policy));
    TRY(check_rest_stands(context, adjustment));
    return posting_of(context, site, request);
  };
  auto posting = check();
  if (posting) return posting;
  return fail(ErrorCode::Conflict, "Adjustment " + std::to_string(adjustment.number) +
                                       " cannot be posted as it was asked for, and still waits.  " +
                                       posting.error().message +
                                       "  Reject it if it is wrong by now.");
}

Result<void> write_step(StoreContext& context, std::int64_t lockbox_id, Adjustment& adjustment,
                        AdjustmentEvent event, const std::string& note) {
  const std::array events{event};
  const auto next = next_state(ledger::adjustment_transitions, adjustment.state, event);
  TRY(context.audit.walk<AdjustmentLife>(subject_of(lockbox_id, adjustment.number),
                                         adjustment.state, events,
                                         next.value_or(adjustment.state)));
  const auto at = to_string(context.clock.now());
  adjustment.state = *next;
  adjustment.steps.push_back({event, context.audit.actor(), at, note});
  context.db.run(insert_step, adjustment.number, adjustment.steps.size(), lockbox_id,
                 name_of(ledger::adjustment_event_names, event), context.audit.actor(), at, note);
  context.db.run(update_adjustment, adjustment.number,
                 name_of(ledger::adjustment_state_names, adjustment.state));
  return {};
}

}  // namespace

Result<Adjustment> request_adjustment(StoreContext& context, const std::string& site,
                                      const ledger::AdjustmentRequest& request,
                                      const ledger::CorrectionPolicy& policy) {
  TRY(ledger::check_request(request, policy));
  // What could not be posted now is not asked for either.
  const auto posting = TRY(posting_of(context, site, request));
  const auto state = name_of(ledger::adjustment_state_names, AdjustmentState::Requested);
  const auto from = request.from.value_or(AccountSpot{});
  const auto to = request.to.value_or(AccountSpot{});
  const auto number = context.db.insert(
      insert_adjustment, posting.ground.lockbox_id,
      name_of(ledger::adjustment_kind_names, request.kind), request.amount,
      posting.ground.transaction_id, seal_of(context, sealed_column::adjustment_from, request.from),
      from.fund, from.deposit_account, seal_of(context, sealed_column::adjustment_to, request.to),
      to.fund, to.deposit_account, request.reason_code, request.note, state, context.audit.actor(),
      to_string(context.clock.now()));
  context.audit.add_in_state(subject_of(posting.ground.lockbox_id, number), "request", std::nullopt,
                             state);
  return read_one(context, site, number);
}

Result<Adjustment> decide_adjustment(StoreContext& context, const std::string& site,
                                     std::int64_t number, const WantedAdjustmentStep& wanted,
                                     const ledger::CorrectionPolicy& policy) {
  auto adjustment = TRY(read_one(context, site, number));
  if (adjustment.version != wanted.version) {
    return fail(ErrorCode::Conflict, "Adjustment " + std::to_string(number) +
                                         " has changed meanwhile; look at it again.");
  }
  const auto lockbox = find_lockbox(context.db, site, adjustment.request.lockbox).value_or(0);
  if (wanted.event == AdjustmentEvent::Reject) {
    if (is_blank(wanted.note)) {
      return fail(ErrorCode::InvalidInput, "A request is rejected with a reason.", "/note");
    }
    TRY(write_step(context, lockbox, adjustment, AdjustmentEvent::Reject, wanted.note));
    // Nothing was written off: the rest of the envelope may be asked for again.
    context.db.run(delete_written_off, number);
    return read_one(context, site, number);
  }
  TRY(ledger::check_approver(adjustment, context.audit.actor(), policy));
  TRY(write_step(context, lockbox, adjustment, AdjustmentEvent::Approve, wanted.note));
  auto posting = TRY(still_posting_of(context, site, adjustment, policy));
  posting.ground.adjustment_id = number;
  TRY(add_ledger_entry(context, posting.ground, ledger::entry_kind_of(adjustment.request.kind),
                       posting.lines));
  TRY(write_step(context, lockbox, adjustment, AdjustmentEvent::Post, ""));
  return read_one(context, site, number);
}

Result<std::vector<Adjustment>> read_adjustments(StoreContext& context, const std::string& site) {
  return read_some(context, site, std::nullopt);
}

}  // namespace lockbox::deposit
