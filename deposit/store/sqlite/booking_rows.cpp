#include "deposit/store/sqlite/credit_rows.h"

namespace lockbox::deposit {

namespace {

// `is_in_bank` and `is_received`, as the rules say them.
constexpr std::string_view select_payments =
    "SELECT t.batch_id, t.key, b.business_day, sum(a.amount_cents) FROM application a"
    " JOIN lockbox_transaction t USING (transaction_id) JOIN batch b ON b.batch_id = t.batch_id"
    " WHERE a.account_fingerprint = ?2 AND t.lockbox_id = ?1"
    " AND t.state IN ('deposited', 'posted') GROUP BY t.transaction_id";
constexpr std::string_view select_moved =
    "SELECT t.batch_id, t.key, b.business_day, e.business_day, -sum(l.amount_cents),"
    " e.ledger_entry_id, e.kind = 'charge_back' AND NOT EXISTS (SELECT 1 FROM returned_item r"
    "  WHERE r.return_id = e.return_id AND r.state = 'reversed')"
    " FROM ledger_line l JOIN ledger_entry e USING (ledger_entry_id)"
    " JOIN lockbox_transaction t ON t.transaction_id = e.transaction_id"
    " JOIN batch b ON b.batch_id = t.batch_id"
    " WHERE l.account_fingerprint = ?2 AND e.lockbox_id = ?1"
    " AND e.kind IN ('charge_back', 'transfer', 'apply', 'reversal', 'pay_back')"
    " GROUP BY e.ledger_entry_id";
constexpr std::string_view select_named_money =
    "SELECT t.batch_id, t.key, b.business_day, -r.amount_cents FROM security_receipt r"
    " JOIN security_deposit d USING (security_id)"
    " JOIN lockbox_transaction t ON t.transaction_id = r.transaction_id"
    " JOIN batch b ON b.batch_id = t.batch_id"
    " WHERE d.account_fingerprint = ?2 AND d.lockbox_id = ?1 AND d.state <> 'waived'";
constexpr std::string_view select_newest_day = "SELECT max(day) FROM business_day WHERE site = ?1";
constexpr std::string_view select_charges =
    "SELECT c.due_on, b.business_day FROM application a"
    " JOIN application_charge c ON c.transaction_id = a.transaction_id"
    "  AND c.application = a.ordinal"
    " JOIN lockbox_transaction t ON t.transaction_id = a.transaction_id"
    " JOIN batch b ON b.batch_id = t.batch_id"
    " WHERE a.account_fingerprint = ?2 AND a.lockbox_id = ?1 AND c.code <> ''"
    " AND t.state IN ('deposited', 'posted') ORDER BY c.due_on, b.business_day";

}  // namespace

std::string credit_day(StoreContext& context, const std::string& site) {
  constexpr std::size_t date_size = 10;
  auto rows = context.db.query(select_newest_day, site);
  if (rows.next() && !rows.is_null(0)) return rows.text(0);
  return to_string(context.clock.now()).substr(0, date_size);
}

Result<std::vector<AccountNumber>> numbers_of_account(StoreContext& context,
                                                      std::int64_t lockbox_id,
                                                      const AccountNumber& number) {
  const auto merged = TRY(read_merged_accounts(context, lockbox_id));
  return credit::account_group(merged, number);
}

Result<std::vector<std::optional<Sha256>>> wanted_fingerprints(StoreContext& context,
                                                               const std::string& site,
                                                               const CreditFilter& filter) {
  std::vector<std::optional<Sha256>> fingerprints;
  if (!filter.account) {
    fingerprints.emplace_back();
    return fingerprints;
  }
  const auto lockbox_id = find_lockbox(context.db, site, filter.lockbox).value_or(0);
  for (const auto& number : TRY(numbers_of_account(context, lockbox_id, *filter.account))) {
    fingerprints.emplace_back(context.seal.account_fingerprint(number));
  }
  return fingerprints;
}

Result<std::vector<credit::Booking>> read_bookings(StoreContext& context, std::int64_t lockbox_id,
                                                   std::span<const AccountNumber> numbers) {
  std::vector<credit::Booking> bookings;
  for (const auto& number : numbers) {
    const auto fingerprint = context.seal.account_fingerprint(number);
    auto paid = context.db.query(select_payments, lockbox_id, fingerprint);
    while (paid.next()) {
      const auto day = TRY(BusinessDay::parse(paid.text(2)));
      bookings.push_back({{BatchId{paid.integer(0)}, paid.integer(1)}, day, day, paid.money(3)});
    }
    auto moved = context.db.query(select_moved, lockbox_id, fingerprint);
    while (moved.next()) {
      bookings.push_back({{BatchId{moved.integer(0)}, moved.integer(1)},
                          TRY(BusinessDay::parse(moved.text(2))),
                          TRY(BusinessDay::parse(moved.text(3))),
                          moved.money(4),
                          moved.integer(5),
                          moved.boolean(6)});
    }
  }
  return bookings;
}

Result<std::vector<credit::Booking>> read_named_money(StoreContext& context,
                                                      std::int64_t lockbox_id,
                                                      std::span<const AccountNumber> numbers) {
  std::vector<credit::Booking> named;
  for (const auto& number : numbers) {
    auto rows =
        context.db.query(select_named_money, lockbox_id, context.seal.account_fingerprint(number));
    while (rows.next()) {
      const auto day = TRY(BusinessDay::parse(rows.text(2)));
      named.push_back({{BatchId{rows.integer(0)}, rows.integer(1)}, day, day, rows.money(3)});
    }
  }
  return named;
}

Result<std::vector<PaidCharge>> read_paid_charges(StoreContext& context, std::int64_t lockbox_id,
                                                  const AccountNumber& account) {
  std::vector<PaidCharge> charges;
  auto rows =
      context.db.query(select_charges, lockbox_id, context.seal.account_fingerprint(account));
  while (rows.next()) {
    charges.push_back({rows.text(0), TRY(BusinessDay::parse(rows.text(1)))});
  }
  return charges;
}

}  // namespace lockbox::deposit
