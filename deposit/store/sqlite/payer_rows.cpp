#include "deposit/store/sqlite/payer_rows.h"

#include <algorithm>

#include "deposit/store/sqlite/stored_names.h"

namespace lockbox::deposit {

namespace {

/// Older payments say little, and a consolidator has many.
constexpr int payments_max = 100;

constexpr std::string_view delete_item_payer = "DELETE FROM item_payer WHERE item_id = ?1";
constexpr std::string_view insert_item_payer =
    "INSERT INTO item_payer (item_id, lockbox_id, payer_fingerprint) VALUES (?1, ?2, ?3)";
// Envelopes in approved deposits, nothing of them in suspense, every account found by a coupon, by
// its successor or by a person.
constexpr std::string_view select_payments =
    "SELECT DISTINCT e.transaction_id, e.batch_id, business_day FROM item_payer p"
    " JOIN item USING (item_id) JOIN lockbox_transaction e USING (transaction_id)"
    " JOIN batch ON batch.batch_id = e.batch_id"
    " WHERE p.payer_fingerprint = ?1 AND p.lockbox_id = ?2 AND item.state = 'in_deposit'"
    " AND e.batch_id <> ?3 AND (?4 = 0 OR e.batch_id < ?3)"
    " AND e.state IN ('deposited', 'posted') AND e.suspense_cents = 0"
    " AND EXISTS (SELECT 1 FROM transaction_match m WHERE m.transaction_id = e.transaction_id)"
    " AND NOT EXISTS (SELECT 1 FROM transaction_match m WHERE m.transaction_id = e.transaction_id"
    "                 AND m.rule NOT IN ('coupon', 'successor', 'person'))"
    " ORDER BY p.item_id DESC LIMIT ?5";
constexpr std::string_view select_shares =
    "SELECT account_sealed, amount_cents FROM application WHERE transaction_id = ?1";
constexpr std::string_view select_marks =
    "SELECT kind, account_sealed, after_batch, marked_by, reason FROM payer_mark"
    " WHERE payer_fingerprint = ?1 AND lockbox_id = ?2 ORDER BY mark_id";
constexpr std::string_view select_newest_batch = "SELECT max(batch_id) FROM batch";
constexpr std::string_view insert_mark =
    "INSERT INTO payer_mark (lockbox_id, payer_fingerprint, kind, account_sealed, after_batch,"
    " marked_by, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";

Result<AccountNumber> open_account(const StoreContext& context, std::string_view column,
                                   const Rows& rows, int index) {
  return AccountNumber{TRY(context.seal.open(column, rows.blob(index)))};
}

Result<std::vector<Share>> read_shares(StoreContext& context, std::int64_t transaction_id) {
  std::vector<Share> shares;
  auto rows = context.db.query(select_shares, transaction_id);
  while (rows.next()) {
    shares.push_back(
        {TRY(open_account(context, sealed_column::application_account, rows, 0)), rows.money(1)});
  }
  std::ranges::sort(shares, {}, &Share::account);
  return shares;
}

Result<std::vector<PayerPayment>> read_payments(StoreContext& context, const BatchRow& batch,
                                                const Sha256& payer, PayersAsOf as_of) {
  std::vector<PayerPayment> payments;
  std::vector<std::int64_t> transactions;
  {
    const int only_before = as_of == PayersAsOf::ThisBatch ? 1 : 0;
    auto rows = context.db.query(select_payments, payer, batch.lockbox_id, batch.id(), only_before,
                                 payments_max);
    while (rows.next()) {
      transactions.push_back(rows.integer(0));
      payments.push_back({rows.integer(1), TRY(BusinessDay::parse(rows.text(2))), {}});
    }
  }
  for (std::size_t i = 0; i < payments.size(); ++i) {
    payments[i].shares = TRY(read_shares(context, transactions[i]));
  }
  return payments;
}

Result<std::vector<PayerMark>> read_marks(StoreContext& context, const BatchRow& batch,
                                          const Sha256& payer) {
  std::vector<PayerMark> marks;
  auto rows = context.db.query(select_marks, payer, batch.lockbox_id);
  while (rows.next()) {
    PayerMark mark;
    mark.kind = TRY(parse_name<PayerMarkKind>(payer_mark_kind_names, rows.text(0)));
    if (!rows.is_null(1)) {
      mark.account = TRY(open_account(context, sealed_column::payer_mark_account, rows, 1));
    }
    mark.after_batch = rows.integer(2);
    mark.marked_by = rows.text(3);
    mark.reason = rows.text(4);
    marks.push_back(std::move(mark));
  }
  return marks;
}

}  // namespace

void write_item_payer(StoreContext& context, std::int64_t lockbox_id, std::int64_t item_id,
                      const encode::MicrLine& line) {
  context.db.run(delete_item_payer, item_id);
  const auto payer = context.seal.payer_fingerprint(line);
  if (payer) context.db.run(insert_item_payer, item_id, lockbox_id, *payer);
}

Result<PayerHistory> read_payer_history(StoreContext& context, const BatchRow& batch,
                                        const encode::MicrLine& line, PayersAsOf as_of) {
  PayerHistory history;
  const auto payer = context.seal.payer_fingerprint(line);
  if (!payer) return history;
  history.payments = TRY(read_payments(context, batch, *payer, as_of));
  history.marks = TRY(read_marks(context, batch, *payer));
  return history;
}

Result<void> add_payer_mark(StoreContext& context, const BatchRow& batch,
                            const encode::MicrLine& line, const PayerMark& mark) {
  const auto payer = context.seal.payer_fingerprint(line);
  if (!payer) {
    return fail(ErrorCode::InvalidInput,
                "The check's line does not name a bank account; repair the line first.");
  }
  std::optional<Bytes> account;
  if (mark.kind == PayerMarkKind::NotThisAccount) {
    account = context.seal.seal(sealed_column::payer_mark_account, mark.account.reveal());
  }
  const auto newest = context.db.find_integer(select_newest_batch).value_or(0);
  const auto id = context.db.insert(insert_mark, batch.lockbox_id, *payer,
                                    name_of(payer_mark_kind_names, mark.kind), account, newest,
                                    context.audit.actor(), mark.reason);
  context.audit.add({Entity::PayerMark, batch.lockbox_id, std::nullopt, id, std::to_string(id)},
                    name_of(payer_mark_kind_names, mark.kind));
  return {};
}

}  // namespace lockbox::deposit
