#include "deposit/store/sqlite/return_rows.h"

#include <array>
#include <utility>

#include "core/text.h"
#include "deposit/ledger/legal_rules.h"
#include "deposit/ledger/return_rules.h"
#include "deposit/store/sqlite/account_rows.h"
#include "deposit/store/sqlite/item_search.h"
#include "deposit/store/sqlite/return_steps.h"
#include "deposit/store/sqlite/return_wish_rows.h"

namespace lockbox::deposit {

namespace {

constexpr std::size_t tail_digits = 4;

constexpr std::string_view insert_return =
    "INSERT INTO returned_item (lockbox_id, amount_cents, check_number, account_tail, reason_code,"
    " returned_on, bank_reference, note, presentments, uncovered_cents, state, version,"
    " received_by, received_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 1, 0, ?9, 1, ?10, ?11)";
constexpr std::string_view select_returns =
    "SELECT r.return_id, lockbox.name, r.amount_cents, check_number, account_tail, reason_code,"
    " returned_on, bank_reference, r.note, presentments, uncovered_cents, r.state, r.version,"
    " received_by, received_at, i.document_id, i.batch_id, t.key, d.sequence, letter.name,"
    " letter.sha256, sent_on, notice_until, demand_until, until_day,"
    " (SELECT coalesce(sum(-l.amount_cents), 0) FROM ledger_entry x"
    "  JOIN ledger_line l USING (ledger_entry_id) WHERE x.return_id = r.return_id"
    "  AND x.kind IN ('fee', 'reversal') AND place = 'fee_revenue'),"
    " w.event, w.asked_by, w.asked_at, w.reason, payer.batch_id, payer.key, named.document_id"
    " FROM returned_item r JOIN lockbox ON lockbox.lockbox_id = r.lockbox_id"
    " LEFT JOIN item i ON i.item_id = r.item_id"
    " LEFT JOIN document d ON d.document_id = i.document_id"
    " LEFT JOIN lockbox_transaction t ON t.transaction_id = i.transaction_id"
    " LEFT JOIN return_letter letter USING (return_id)"
    " LEFT JOIN cash_only c ON c.return_id = r.return_id AND r.state <> 'reversed'"
    " LEFT JOIN return_wish w ON w.return_id = r.return_id AND w.state = 'asked'"
    " LEFT JOIN return_wish_payment named ON named.wish_id = w.wish_id"
    " LEFT JOIN return_payment pay ON pay.return_id = r.return_id"
    " LEFT JOIN lockbox_transaction payer ON payer.transaction_id = pay.transaction_id"
    " WHERE site = ?1";
// What of them is wanted.
constexpr std::string_view of_number = " AND r.return_id = ?2";
constexpr std::string_view of_account =
    " AND r.return_id IN (SELECT o.return_id FROM returned_item o JOIN item USING (item_id)"
    "  WHERE item.transaction_id IN (SELECT transaction_id FROM application"
    "   WHERE account_fingerprint = ?2)"
    "  UNION SELECT x.return_id FROM ledger_line JOIN ledger_entry x USING (ledger_entry_id)"
    "  WHERE account_fingerprint = ?2)";
constexpr std::string_view select_steps =
    "SELECT s.event, s.reason_code, s.actor, s.at, s.note, coalesce(asked_by, '')"
    " FROM returned_item_step s LEFT JOIN return_wish w"
    " ON w.return_id = s.return_id AND w.step_ordinal = s.ordinal"
    " WHERE s.return_id = ?1 ORDER BY s.ordinal";
constexpr std::string_view insert_step =
    "INSERT INTO returned_item_step (return_id, ordinal, lockbox_id, event, reason_code, actor, at,"
    " note) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
constexpr std::string_view update_return =
    "UPDATE returned_item SET state = ?2, reason_code = ?3, presentments = ?4,"
    " uncovered_cents = ?5, version = version + 1 WHERE return_id = ?1";
constexpr std::string_view select_cash_only =
    "SELECT c.return_id, from_day, until_day, c.source FROM item i"
    " JOIN item_payer p USING (item_id)"
    " JOIN batch b ON b.batch_id = i.batch_id"
    " JOIN cash_only c ON c.payer_fingerprint = p.payer_fingerprint"
    " JOIN lockbox there ON there.lockbox_id = c.lockbox_id"
    " JOIN lockbox here ON here.lockbox_id = i.lockbox_id AND here.site = there.site"
    " JOIN returned_item r ON r.return_id = c.return_id"
    " WHERE i.document_id = ?1 AND r.item_id <> i.item_id AND r.state <> 'reversed'"
    " AND b.business_day >= from_day AND b.business_day <= until_day"
    " ORDER BY until_day DESC LIMIT 1";

Result<ReturnLetter> letter_of(const Rows& rows) {
  return ReturnLetter{rows.text(19), rows.sha256(20).hex(), TRY(BusinessDay::parse(rows.text(21))),
                      TRY(BusinessDay::parse(rows.text(22))),
                      TRY(BusinessDay::parse(rows.text(23)))};
}

Result<ReturnedItem> return_of(const Rows& rows) {
  ReturnedItem item{
      .number = rows.integer(0),
      .notice = {.lockbox = rows.text(1),
                 .amount = rows.money(2),
                 .check_number = rows.text(3),
                 .account_tail = rows.text(4),
                 .reason_code = rows.text(5),
                 .returned_on = TRY(BusinessDay::parse(rows.text(6))),
                 .reference = rows.text(7),
                 .document = {},
                 .note = rows.text(8)},
      .state = TRY(parse_name<ledger::ReturnState>(ledger::return_state_names, rows.text(11))),
      .version = rows.integer(12),
      .presentments = rows.integer(9),
      .envelope = {},
      .sequence = rows.optional_integer(18).value_or(0),
      .received_by = rows.text(13),
      .received_at = rows.text(14),
      .uncovered = rows.money(10),
      .fee = rows.money(25),
      .steps = {},
      .letter = {},
      .cash_only_until = {}};
  if (!rows.is_null(15)) {
    item.notice.document = DocumentId{rows.integer(15)};
    item.envelope = ledger::Origin{BatchId{rows.integer(16)}, rows.integer(17)};
  }
  if (!rows.is_null(19)) item.letter = TRY(letter_of(rows));
  if (!rows.is_null(24)) item.cash_only_until = TRY(BusinessDay::parse(rows.text(24)));
  if (!rows.is_null(26)) {
    item.wish =
        ReturnWish{TRY(parse_name<ledger::ReturnEvent>(ledger::return_event_names, rows.text(26))),
                   rows.text(27), rows.text(28), rows.text(29)};
    if (!rows.is_null(32)) item.wish->payment = DocumentId{rows.integer(32)};
  }
  if (!rows.is_null(30)) {
    item.paid_by = ledger::Origin{BatchId{rows.integer(30)}, rows.integer(31)};
  }
  return item;
}

template <class... Values>
Result<std::vector<ReturnedItem>> read_some(Connection& db, std::string_view condition,
                                            const std::string& site, const Values&... values) {
  std::vector<ReturnedItem> items;
  {
    const auto sql = std::string{select_returns}.append(condition) + " ORDER BY r.return_id";
    auto rows = db.query(sql, site, values...);
    while (rows.next()) items.push_back(TRY(return_of(rows)));
  }
  for (auto& item : items) {
    auto rows = db.query(select_steps, item.number);
    while (rows.next()) {
      item.steps.push_back(
          {TRY(parse_name<ledger::ReturnEvent>(ledger::return_event_names, rows.text(0))),
           rows.text(1), rows.text(2), rows.text(3), rows.text(4), rows.text(5)});
    }
  }
  return items;
}

Result<void> check_notice(const ReturnNotice& notice) {
  if (notice.amount <= Money{} || notice.amount > item_max) {
    return fail(ErrorCode::InvalidInput,
                "The amount must be above zero and that of one item at most.", "/amount_cents");
  }
  if (notice.account_tail.size() > tail_digits) {
    return fail(ErrorCode::InvalidInput, "Give the last four digits of the bank account at most.",
                "/account_tail");
  }
  TRY(ledger::return_reason(notice.reason_code));
  return {};
}

Result<ReturnedItem> return_as_seen(Connection& db, const std::string& site, std::int64_t number,
                                    std::int64_t version) {
  auto item = TRY(read_return(db, site, number));
  if (item.version == version) return item;
  return fail(ErrorCode::Conflict,
              "Return " + std::to_string(number) + " has changed meanwhile; look at it again.");
}

Result<void> write_step(StoreContext& context, std::int64_t lockbox_id, const ReturnedItem& item,
                        const WantedReturnStep& wanted) {
  const std::array events{wanted.event};
  const auto subject = subject_of_return(lockbox_id, item.number);
  const auto next = next_state(ledger::return_transitions, item.state, wanted.event);
  TRY(context.audit.walk<ReturnLife>(subject, item.state, events, next.value_or(item.state)));
  ReturnWork work{.lockbox_id = lockbox_id, .item = item, .wanted = wanted};
  const auto reason = wanted.reason_code.empty() ? item.notice.reason_code : wanted.reason_code;
  context.db.run(insert_step, item.number, item.steps.size() + 1, lockbox_id,
                 name_of(ledger::return_event_names, wanted.event), reason, context.audit.actor(),
                 to_string(context.clock.now()), wanted.note);
  const auto done = TRY(do_return_step(context, work));
  context.db.run(update_return, item.number, name_of(ledger::return_state_names, *next), reason,
                 done.presentments, done.uncovered);
  return {};
}

}  // namespace

Result<ReturnedItem> receive_return(StoreContext& context, const std::string& site,
                                    const ReturnNotice& notice) {
  TRY(check_notice(notice));
  const auto lockbox = find_lockbox(context.db, site, notice.lockbox);
  if (!lockbox) {
    return fail(ErrorCode::NotFound, "The site has no mail of a lockbox '" + notice.lockbox + "'.",
                "/lockbox");
  }
  const auto state = name_of(ledger::return_state_names, ledger::ReturnState::Received);
  const auto number = context.db.insert(
      insert_return, *lockbox, notice.amount, notice.check_number, notice.account_tail,
      notice.reason_code, notice.returned_on.to_string(), notice.reference, notice.note, state,
      context.audit.actor(), to_string(context.clock.now()));
  context.audit.add_in_state(subject_of_return(*lockbox, number), "receive", std::nullopt, state);
  auto item = TRY(read_return(context.db, site, number));
  if (!notice.document) return item;
  WantedReturnStep identify;
  identify.version = item.version;
  identify.document = notice.document;
  return step_return_row(context, site, number, identify, {});
}

Result<ReturnedItem> step_return_row(StoreContext& context, const std::string& site,
                                     std::int64_t number, const WantedReturnStep& wanted,
                                     const ledger::CorrectionPolicy& policy) {
  const auto item = TRY(return_as_seen(context.db, site, number, wanted.version));
  TRY(check_return_step(item, wanted, policy));
  const auto lockbox = find_lockbox(context.db, site, item.notice.lockbox);
  auto step = wanted;
  if (item.wish) {
    step.note = TRY(agree_to_return(context, item, wanted));
    step.document = item.wish->payment;
    context.audit.set_reason(step.note);
  } else if (ledger::needs_second_person(wanted.event, item.notice.amount, policy)) {
    if (wanted.event == ledger::ReturnEvent::PayBack) {
      TRY(check_payment(context, site, item, wanted.document));
    }
    TRY(ask_for_return(context, lockbox.value_or(0), item, wanted));
    return read_return(context.db, site, number);
  }
  std::optional<FoundItem> paper;
  if (wanted.event == ledger::ReturnEvent::Identify) {
    paper = TRY(item_on(context, site, wanted.document.value_or(DocumentId{0})));
    TRY(check_identified(item, *paper));
    TRY(put_item(context, item, *paper));
  }
  auto identified = TRY(read_return(context.db, site, number));
  identified.state = item.state;
  TRY(write_step(context, lockbox.value_or(0), identified, step));
  return read_return(context.db, site, number);
}

Result<ReturnedItem> decline_return_row(StoreContext& context, const std::string& site,
                                        std::int64_t number, const DeclinedReturnStep& declined) {
  const auto item = TRY(return_as_seen(context.db, site, number, declined.version));
  const auto lockbox = find_lockbox(context.db, site, item.notice.lockbox);
  TRY(decline_for_return(context, lockbox.value_or(0), item, declined.note));
  return read_return(context.db, site, number);
}

Result<std::vector<ReturnedItem>> read_returns(Connection& db, const std::string& site) {
  return read_some(db, "", site);
}

Result<std::vector<ReturnedItem>> read_returns_of(StoreContext& context, const std::string& site,
                                                  const AccountNumber& account) {
  return read_some(context.db, of_account, site, context.seal.account_fingerprint(account));
}

Result<ReturnedItem> read_return(Connection& db, const std::string& site, std::int64_t number) {
  auto items = TRY(read_some(db, of_number, site, number));
  if (!items.empty()) return std::move(items.front());
  return fail(ErrorCode::NotFound, "There is no return " + std::to_string(number) + ".");
}

Result<std::optional<CashOnly>> read_cash_only(Connection& db, DocumentId document) {
  auto rows = db.query(select_cash_only, document.value());
  if (!rows.next()) return std::nullopt;
  return CashOnly{rows.integer(0), TRY(BusinessDay::parse(rows.text(1))),
                  TRY(BusinessDay::parse(rows.text(2))), rows.text(3)};
}

}  // namespace lockbox::deposit
