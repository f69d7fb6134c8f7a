#include "deposit/store/sqlite/deposit_steps.h"

#include <array>

#include "deposit/model/person.h"
#include "deposit/store/sqlite/deposit_items.h"
#include "deposit/store/sqlite/deposit_records.h"
#include "deposit/store/sqlite/money_rules.h"

namespace lockbox::deposit {

namespace {

constexpr std::string_view insert_step =
    "INSERT INTO deposit_step (deposit_id, ordinal, lockbox_id, event, actor, at, reason,"
    " send_method, carried_by, bag, confirmed_cents) SELECT ?1, count(*) + 1, ?2, ?3, ?4, ?5, ?6,"
    " ?7, ?8, ?9, ?10 FROM deposit_step WHERE deposit_id = ?1";
constexpr std::string_view update_state = "UPDATE deposit SET state = ?2 WHERE deposit_id = ?1";
constexpr std::string_view update_approver =
    "UPDATE deposit SET state = 'approved', approved_by = ?2, prepared_by = ?3"
    " WHERE deposit_id = ?1";
constexpr std::string_view insert_adjustment =
    "INSERT INTO bank_adjustment (deposit_id, ordinal, lockbox_id, reason, amount_cents, item_id,"
    " note, recorded_by) SELECT ?1, count(*) + 1, ?2, ?3, ?4, ?5, ?6, ?7 FROM bank_adjustment"
    " WHERE deposit_id = ?1";
constexpr std::string_view select_deposited =
    "SELECT DISTINCT t.transaction_id, t.batch_id, key FROM deposit_item JOIN item USING (item_id)"
    " JOIN lockbox_transaction t USING (transaction_id)"
    " WHERE deposit_id = ?1 AND t.state = 'deposited' ORDER BY t.transaction_id";
constexpr std::string_view update_transaction =
    "UPDATE lockbox_transaction SET state = 'released' WHERE transaction_id = ?1";

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

/// "Deposit 000007 ", and what follows.
std::string say(const DepositRow& deposit, const std::string& what) {
  return "Deposit " + deposit.ticket + " " + what;
}

Result<void> check_rules(StoreContext& context, const std::vector<TenderItem>& items) {
  for (const auto batch : batches_of(items)) TRY(check_money_rules(context.db, batch));
  return {};
}

Result<void> check_batches_balance(StoreContext& context, const std::vector<TenderItem>& items) {
  for (const auto batch : batches_of(items)) {
    const auto row = TRY(read_batch(context.db, batch));
    TRY(check_batch_balances(row));
  }
  return {};
}

/// C-08.  Both makers could be all people there are; then the builder submits it anew.
Result<void> check_second_person(const DepositRow& deposit, const std::vector<std::string>& makers,
                                 const std::string& approver) {
  for (const auto& maker : makers) {
    if (!is_same_person(maker, approver)) continue;
    if (maker == makers.front()) {
      return fail(ErrorCode::NotPermitted,
                  say(deposit, "was prepared by " + maker + "; a second person must approve it."));
    }
    return fail(ErrorCode::NotPermitted,
                say(deposit, "was submitted or changed by " + maker +
                                 ", so that another person must approve "
                                 "it; or return it to draft, and let " +
                                 makers.front() + ", who built it, submit it."));
  }
  return {};
}

Result<void> approve(StoreContext& context, const DepositRow& deposit, const std::string& reason) {
  const auto approver = context.audit.actor();
  const auto makers = TRY(read_record(context.db, deposit.id)).makers();
  TRY(check_second_person(deposit, makers, approver));
  const auto items = TRY(items_of_deposit(context.db, deposit.id));
  TRY(check_batches_balance(context, items));
  TRY(walk_deposit(context, deposit, {.event = DepositEvent::Approve, .reason = reason}));
  context.db.run(update_approver, deposit.id, approver, makers.front());
  return check_rules(context, items);
}

Result<void> return_to_draft(StoreContext& context, const DepositRow& deposit,
                             const std::string& reason) {
  TRY(walk_deposit(context, deposit, {.event = DepositEvent::ReturnToDraft, .reason = reason}));
  TRY(book_deposit(context, deposit, EntryKind::Withdrawal,
                   say(deposit, "went back to draft: " + reason)));
  return check_rules(context, TRY(items_of_deposit(context.db, deposit.id)));
}

Result<void> send(StoreContext& context, const DepositRow& deposit,
                  const WantedDepositStep& wanted) {
  if (!wanted.sending || is_blank(wanted.sending->carried_by)) {
    return fail(ErrorCode::InvalidInput, "Say how the deposit is sent and who carries it.",
                "/carried_by");
  }
  if (wanted.sending->method != SendMethod::ImageFile && is_blank(wanted.sending->bag)) {
    return fail(ErrorCode::InvalidInput,
                "Paper goes to the bank in a sealed bag; give the number of the bag.", "/bag");
  }
  return walk_deposit(
      context, deposit,
      {.event = DepositEvent::Send, .reason = wanted.reason, .sending = wanted.sending});
}

/// The transactions that this deposit had made deposited wait for one again; what was posted stays
/// posted, since the payer did pay.
Result<void> take_back_transactions(StoreContext& context, const DepositRow& deposit) {
  struct Row {
    std::int64_t id;
    BatchId batch;
    std::int64_t key;
  };
  std::vector<Row> found;
  {
    auto rows = context.db.query(select_deposited, deposit.id);
    while (rows.next()) {
      found.push_back({rows.integer(0), BatchId{rows.integer(1)}, rows.integer(2)});
    }
  }
  for (const auto& row : found) {
    const auto batch = TRY(read_batch(context.db, row.batch));
    const std::array events{TransactionEvent::Withdraw};
    TRY(context.audit.walk<TransactionLife>(
        batch.subject(Entity::Transaction, row.id, std::to_string(row.key)),
        TransactionState::Deposited, events, TransactionState::Released));
    context.db.run(update_transaction, row.id);
  }
  return {};
}

Result<void> reject(StoreContext& context, const DepositRow& deposit, const std::string& reason) {
  const auto items = TRY(items_of_deposit(context.db, deposit.id));
  TRY(walk_deposit(context, deposit, {.event = DepositEvent::Reject, .reason = reason}));
  TRY(book_deposit(context, deposit, EntryKind::Withdrawal,
                   say(deposit, "was rejected by the bank: " + reason)));
  TRY(take_back_transactions(context, deposit));
  TRY(free_items(context, deposit));
  return check_rules(context, items);
}

/// D9: the bank's amount is what was sent, with every correction that it gave a reason for.
Result<void> check_confirmed(const DepositRow& deposit, Money adjusted,
                             const std::optional<Money>& confirmed) {
  if (!confirmed) {
    return fail(ErrorCode::InvalidInput, "Say what the bank says that it has, in cents.",
                "/confirmed_cents");
  }
  const auto in_transit = deposit.total + adjusted - *confirmed;
  if (in_transit.is_zero()) return {};
  return fail(ErrorCode::OutOfBalance,
              say(deposit, "is " + deposit.total.to_string() + ", with adjustments of " +
                               adjusted.to_string() + ", and the bank says " +
                               confirmed->to_string() + ": " + in_transit.to_string() +
                               " is unexplained.  Name each correction of the bank with its reason "
                               "and amount, or key the bank's amount again."));
}

Result<Money> add_adjustments(StoreContext& context, const DepositRow& deposit,
                              const std::vector<BankAdjustment>& adjustments) {
  const auto items = TRY(items_of_deposit(context.db, deposit.id));
  Money sum;
  for (const auto& adjustment : adjustments) {
    if (adjustment.amount.is_zero()) {
      return fail(ErrorCode::InvalidInput, "An adjustment has an amount, signed.", "/adjustments");
    }
    std::optional<std::int64_t> item_id;
    for (const auto& item : items) {
      if (adjustment.item == item.place) item_id = item.id;
    }
    if (adjustment.item && !item_id) {
      return fail(ErrorCode::InvalidInput,
                  "The item of " + to_text(*adjustment.item) + " is not in deposit " +
                      deposit.ticket + "; name one of its items, or none.",
                  "/adjustments");
    }
    context.db.run(insert_adjustment, deposit.id, deposit.lockbox_id,
                   name_of(adjustment_reason_names, adjustment.reason), adjustment.amount, item_id,
                   adjustment.note, context.audit.actor());
    TRY(book_adjustment(context, deposit, adjustment));
    sum += adjustment.amount;
  }
  return sum;
}

Result<void> confirm(StoreContext& context, const DepositRow& deposit,
                     const WantedDepositStep& wanted) {
  const bool is_adjusted = wanted.event == DepositEvent::Adjust;
  if (is_adjusted == wanted.adjustments.empty()) {
    return fail(ErrorCode::InvalidInput,
                is_adjusted ? "An adjusted confirmation names at least one correction of the bank."
                            : "A confirmation in full has no adjustments; take 'adjust' for them.",
                "/adjustments");
  }
  const auto before = TRY(read_record(context.db, deposit.id)).adjusted();
  TRY(walk_deposit(
      context, deposit,
      {.event = wanted.event, .reason = wanted.reason, .confirmed = wanted.confirmed}));
  const auto added = TRY(add_adjustments(context, deposit, wanted.adjustments));
  TRY(check_confirmed(deposit, before + added, wanted.confirmed));
  return check_rules(context, TRY(items_of_deposit(context.db, deposit.id)));
}

Result<void> check_wanted(const DepositRow& deposit, const WantedDepositStep& wanted,
                          std::int64_t version) {
  if (wanted.version != version) {
    return fail(ErrorCode::Conflict, say(deposit, "has changed meanwhile; look at it again."));
  }
  const bool needs_reason = wanted.event == DepositEvent::ReturnToDraft ||
                            wanted.event == DepositEvent::Reject ||
                            wanted.event == DepositEvent::Cancel;
  if (!needs_reason || !is_blank(wanted.reason)) return {};
  return fail(ErrorCode::InvalidInput, "Say why, so that whoever looks at it later knows.",
              "/reason");
}

}  // namespace

Result<void> walk_deposit(StoreContext& context, const DepositRow& deposit, const StepRow& step) {
  const std::array events{step.event};
  const auto next = next_state(deposit_transitions, deposit.state, step.event);
  TRY(context.audit.walk<DepositLife>(deposit.subject(), deposit.state, events,
                                      next.value_or(deposit.state)));
  std::optional<std::string_view> method;
  std::optional<std::string> carried_by;
  std::optional<std::string> bag;
  if (step.sending) {
    method = name_of(send_method_names, step.sending->method);
    carried_by = step.sending->carried_by;
    bag = step.sending->bag;
  }
  context.db.run(insert_step, deposit.id, deposit.lockbox_id,
                 name_of(deposit_event_names, step.event), context.audit.actor(),
                 to_string(context.clock.now()), step.reason, method, carried_by, bag,
                 step.confirmed);
  if (step.event != DepositEvent::Approve) {
    context.db.run(update_state, deposit.id, name_of(deposit_state_names, *next));
  }
  return {};
}

Result<void> submit_deposit(StoreContext& context, const DepositRow& deposit) {
  const auto items = TRY(items_of_deposit(context.db, deposit.id));
  TRY(check_batches_balance(context, items));
  for (const auto& item : items) {
    const auto why = kept_because(context.db, item.id);
    if (!why) continue;
    return fail(ErrorCode::Conflict,
                say(deposit, "holds the item of " + to_text(item.place) + ".  " + *why +
                                 ".  Plan the drafts anew, which takes it out, or put it back."));
  }
  TRY(walk_deposit(context, deposit, {.event = DepositEvent::Submit}));
  TRY(book_deposit(context, deposit, EntryKind::Deposit, "Deposit " + deposit.ticket + "."));
  return check_rules(context, items);
}

Result<void> approve_deposit_row(StoreContext& context, std::int64_t lockbox_id,
                                 const std::string& ticket, const Actor& approver) {
  const auto id = find_deposit(context.db, lockbox_id, ticket);
  if (!id) return fail(ErrorCode::NotFound, "There is no deposit ticket " + ticket + ".");
  const auto stored = TRY(read_deposit_row(context.db, *id));
  if (is_approved(stored.state) && stored.approved_by == approver.name) return {};
  return approve(context, stored, "");
}

Result<void> cancel_draft(StoreContext& context, const DepositRow& deposit,
                          const std::string& reason) {
  TRY(walk_deposit(context, deposit, {.event = DepositEvent::Cancel, .reason = reason}));
  return free_items(context, deposit);
}

Result<void> take_step(StoreContext& context, std::int64_t deposit_id,
                       const WantedDepositStep& wanted) {
  const auto deposit = TRY(read_deposit_row(context.db, deposit_id));
  const auto version = TRY(read_record(context.db, deposit_id)).version();
  TRY(check_wanted(deposit, wanted, version));
  switch (wanted.event) {
    case DepositEvent::Submit:
      return submit_deposit(context, deposit);
    case DepositEvent::Approve:
      return approve(context, deposit, wanted.reason);
    case DepositEvent::ReturnToDraft:
      return return_to_draft(context, deposit, wanted.reason);
    case DepositEvent::Send:
      return send(context, deposit, wanted);
    case DepositEvent::Confirm:
    case DepositEvent::Adjust:
      return confirm(context, deposit, wanted);
    case DepositEvent::Reject:
      return reject(context, deposit, wanted.reason);
    case DepositEvent::Cancel: {
      const auto items = TRY(items_of_deposit(context.db, deposit.id));
      TRY(cancel_draft(context, deposit, wanted.reason));
      return check_rules(context, items);
    }
    case DepositEvent::Rearrange:
      return fail(ErrorCode::Conflict, "A draft is rearranged by a plan, not by itself.");
  }
  return {};
}

}  // namespace lockbox::deposit
