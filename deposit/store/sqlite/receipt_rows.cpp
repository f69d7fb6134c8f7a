#include "deposit/store/sqlite/receipt_rows.h"

#include <algorithm>
#include <array>

#include "core/text.h"
#include "deposit/counter/card_data.h"
#include "deposit/counter/receipt_work.h"
#include "deposit/model/person.h"
#include "deposit/store/sqlite/capture_rows.h"
#include "deposit/store/sqlite/custody_rows.h"
#include "deposit/store/sqlite/day_rows.h"
#include "deposit/store/sqlite/drawer_rows.h"
#include "deposit/store/sqlite/finding_rows.h"
#include "deposit/store/sqlite/money_rules.h"
#include "deposit/store/sqlite/stored_names.h"
#include "deposit/store/sqlite/transaction_rows.h"
#include "deposit/store/sqlite/work_rows.h"

namespace lockbox::deposit {

using namespace counter;

namespace {

constexpr std::string_view select_receipts =
    "SELECT receipt_id, r.number, drawer_id, t.batch_id, t.key, business_day, payer_sealed,"
    " note_sealed, r.state, taken_by, taken_at, voided_by, voided_because, voided_at FROM receipt r"
    " JOIN lockbox_transaction t USING (transaction_id)"
    " JOIN batch ON batch.batch_id = t.batch_id WHERE drawer_id = ?1 ORDER BY r.number";
constexpr std::string_view select_drawer_of =
    "SELECT drawer_id FROM receipt WHERE site = ?1 AND number = ?2";
constexpr std::string_view select_receipt_id =
    "SELECT receipt_id FROM receipt WHERE site = ?1 AND number = ?2";
constexpr std::string_view select_tenders =
    "SELECT p.kind, p.amount_cents, given_cents, p.number, brand, last4, authorisation, finding_id,"
    " sequence FROM receipt_tender p JOIN document USING (document_id)"
    " LEFT JOIN receipt_finding f ON f.receipt_id = p.receipt_id AND f.ordinal = p.ordinal"
    " WHERE p.receipt_id = ?1 ORDER BY p.ordinal";
constexpr std::string_view select_accounts =
    "SELECT account_sealed, bill_type, fund, deposit_account, amount_cents FROM receipt_account"
    " WHERE receipt_id = ?1 ORDER BY ordinal";
constexpr std::string_view select_charges =
    "SELECT ordinal, code, name, gl_account, fund, deposit_account, amount_cents"
    " FROM receipt_charge WHERE receipt_id = ?1 ORDER BY ordinal, part";
constexpr std::string_view select_next =
    "SELECT coalesce(max(number), 0) + 1 FROM receipt WHERE site = ?1";
constexpr std::string_view insert_receipt =
    "INSERT INTO receipt (site, lockbox_id, drawer_id, number, transaction_id, payer_sealed,"
    " note_sealed, state, taken_by, taken_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
constexpr std::string_view insert_tender =
    "INSERT INTO receipt_tender (receipt_id, ordinal, document_id, kind, amount_cents, given_cents,"
    " number, brand, last4, authorisation) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
constexpr std::string_view insert_account =
    "INSERT INTO receipt_account (receipt_id, ordinal, account_sealed, bill_type, fund,"
    " deposit_account, amount_cents) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
constexpr std::string_view insert_charge =
    "INSERT INTO receipt_charge (receipt_id, ordinal, part, code, name, gl_account, fund,"
    " deposit_account, amount_cents) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
constexpr std::string_view select_finding =
    "SELECT number FROM receipt_finding JOIN receipt USING (receipt_id) WHERE finding_id = ?1";
constexpr std::string_view insert_finding =
    "INSERT INTO receipt_finding (finding_id, receipt_id, ordinal) VALUES (?1, ?2, ?3)";
constexpr std::string_view delete_finding = "DELETE FROM receipt_finding WHERE receipt_id = ?1";
constexpr std::string_view reopen_finding =
    "UPDATE custody_finding SET resolution = NULL, resolved_by = NULL, resolved_at = NULL,"
    " resolved_day = NULL WHERE finding_id = ?1 AND resolution = ?2";
constexpr std::string_view update_voided =
    "UPDATE receipt SET state = ?2, voided_by = ?3, voided_because = ?4, voided_at = ?5"
    " WHERE receipt_id = ?1";
constexpr std::string_view update_version =
    "UPDATE drawer_session SET version = version + 1 WHERE drawer_id = ?1";

Result<Receipt> receipt_of(StoreContext& context, const Rows& rows) {
  const auto text = [&](int column) { return rows.is_null(column) ? "" : rows.text(column); };
  Receipt receipt{.number = rows.integer(1),
                  .drawer = DrawerId{rows.integer(2)},
                  .batch = rows.integer(3),
                  .transaction = rows.integer(4),
                  .day = TRY(BusinessDay::parse(rows.text(5)))};
  receipt.payer = TRY(context.seal.open(sealed_column::receipt_payer, rows.blob(6)));
  receipt.note = TRY(context.seal.open(sealed_column::receipt_note, rows.blob(7)));
  receipt.state = TRY(parse_name<ReceiptState>(receipt_state_names, rows.text(8)));
  receipt.taken_by = rows.text(9);
  receipt.taken_at = rows.text(10);
  receipt.voided_by = text(11);
  receipt.voided_because = text(12);
  receipt.voided_at = text(13);
  return receipt;
}

Result<void> read_tenders(Connection& db, std::int64_t id, Receipt& receipt) {
  auto rows = db.query(select_tenders, id);
  while (rows.next()) {
    receipt.tenders.push_back({.kind = TRY(parse_name<TenderKind>(tender_kind_names, rows.text(0))),
                               .amount = rows.money(1),
                               .given = rows.money(2),
                               .number = rows.text(3),
                               .brand = rows.text(4),
                               .last4 = rows.text(5),
                               .authorisation = rows.text(6),
                               .finding = rows.optional_integer(7),
                               .sequence = rows.integer(8)});
  }
  return {};
}

Result<void> read_lines(StoreContext& context, std::int64_t id, Receipt& receipt) {
  {
    auto rows = context.db.query(select_accounts, id);
    while (rows.next()) {
      Application line;
      line.account =
          AccountNumber{TRY(context.seal.open(sealed_column::receipt_account, rows.blob(0)))};
      line.bill_type = rows.text(1);
      line.fund = rows.text(2);
      line.deposit_account = rows.text(3);
      line.amount = rows.money(4);
      receipt.accounts.push_back(std::move(line));
    }
  }
  std::int64_t last = 0;
  auto rows = context.db.query(select_charges, id);
  while (rows.next()) {
    if (rows.integer(0) != last) receipt.charges.push_back({rows.text(1), rows.text(2), {}, {}});
    last = rows.integer(0);
    auto& charge = receipt.charges.back();
    charge.parts.push_back(
        {charge.code, {rows.text(3), rows.text(4), rows.text(5)}, rows.money(6)});
    charge.amount += rows.money(6);
  }
  return {};
}

AuditSubject subject_of(const std::string& site, const BatchRow& batch, std::int64_t id,
                        std::int64_t number) {
  return {Entity::Receipt, batch.lockbox_id, batch.id(), id, site + "/" + receipt_name(number)};
}

Result<void> check_numbers(StoreContext& context, const std::string& site,
                           const NewReceipt& wanted) {
  const auto next = TRY(next_numbers(context, site, wanted.receipt.drawer));
  bool is_next = wanted.receipt.number == next.receipt &&
                 wanted.slips.size() == wanted.receipt.tenders.size() &&
                 wanted.receipt.transaction == next.sequence;
  for (std::size_t i = 0; is_next && i < wanted.slips.size(); ++i) {
    const auto sequence = next.sequence + static_cast<std::int64_t>(i);
    is_next =
        wanted.slips[i].sequence == sequence && wanted.receipt.tenders[i].sequence == sequence;
  }
  if (is_next) return {};
  return fail(ErrorCode::Conflict, "Another receipt was issued meanwhile; send it again.");
}

/// What a receipt writes as the end of a finding, by which its void knows it again.
std::string resolution_by(std::int64_t number) {
  return "Receipt " + receipt_name(number) + ".";
}

/// The two counts of the mail agree, and nobody receipted them; their finding ends here.
Result<void> take_finding(StoreContext& context, const std::string& site, std::int64_t receipt_id,
                          const Receipt& receipt, std::size_t index) {
  const auto& tender = receipt.tenders.at(index);
  const custody::FindingId id{*tender.finding};
  const auto finding = TRY(read_finding(context.db, site, id));
  if (finding.kind != custody::FindingKind::Cash || finding.witnessed_by.empty()) {
    return fail(ErrorCode::Conflict,
                "Two people have not counted this cash alike; count it in the mail log first.",
                "/tenders");
  }
  if (const auto other = context.db.find_integer(select_finding, id.value())) {
    return fail(ErrorCode::Conflict,
                "This cash is on receipt " + receipt_name(*other) + " already.", "/tenders");
  }
  const auto counted = finding.counts.back().total();
  if (counted != tender.amount) {
    return fail(ErrorCode::OutOfBalance,
                "Two people counted " + counted.to_string() + " in the mail, not " +
                    tender.amount.to_string() + ".",
                "/tenders");
  }
  context.db.run(insert_finding, id.value(), receipt_id, index + 1);
  if (finding.resolution.empty()) {
    return resolve_finding({context, site}, id,
                           {WantedResolution::Right::Books, resolution_by(receipt.number)});
  }
  context.audit.add({Entity::CustodyFinding, std::nullopt, std::nullopt, id.value(),
                     site + "/" + std::to_string(id.value())},
                    "receipt");
  return {};
}

Result<void> insert_parts(StoreContext& context, const BatchRow& batch, std::int64_t id,
                          const Receipt& receipt) {
  std::int64_t ordinal = 0;
  for (const auto& tender : receipt.tenders) {
    context.db.run(insert_tender, id, ++ordinal,
                   TRY(document_row(context.db, batch, tender.sequence)),
                   name_of(tender_kind_names, tender.kind), tender.amount, tender.given,
                   tender.number, tender.brand, tender.last4, tender.authorisation);
  }
  ordinal = 0;
  for (const auto& line : receipt.accounts) {
    context.db.run(insert_account, id, ++ordinal,
                   context.seal.seal(sealed_column::receipt_account, line.account.reveal()),
                   line.bill_type, line.fund, line.deposit_account, line.amount);
  }
  ordinal = 0;
  for (const auto& charge : receipt.charges) {
    ++ordinal;
    std::int64_t part = 0;
    for (const auto& one : charge.parts) {
      context.db.run(insert_charge, id, ordinal, ++part, charge.code, charge.name,
                     one.spot.gl_account, one.spot.fund, one.spot.deposit_account, one.amount);
    }
  }
  return {};
}

Result<std::int64_t> insert_one(StoreContext& context, const std::string& site,
                                const BatchRow& batch, const Receipt& receipt) {
  const auto transaction = TRY(transaction_row(context.db, batch, receipt.transaction));
  const auto state = name_of(receipt_state_names, ReceiptState::Issued);
  const auto id = context.db.insert(insert_receipt, site, batch.lockbox_id, receipt.drawer.value(),
                                    receipt.number, transaction,
                                    context.seal.seal(sealed_column::receipt_payer, receipt.payer),
                                    context.seal.seal(sealed_column::receipt_note, receipt.note),
                                    state, context.audit.actor(), to_string(context.clock.now()));
  context.audit.add_in_state(subject_of(site, batch, id, receipt.number), "issue", std::nullopt,
                             state);
  TRY(insert_parts(context, batch, id, receipt));
  for (std::size_t i = 0; i < receipt.tenders.size(); ++i) {
    if (!receipt.tenders[i].finding) continue;
    TRY(take_finding(context, site, id, receipt, i));
  }
  return id;
}

/// Cash of the mail that the receipt took is open again, unless it had ended otherwise before: it
/// must still come into the books, and the day waits for it.
void give_back_findings(StoreContext& context, const std::string& site, std::int64_t receipt_id,
                        const Receipt& receipt) {
  context.db.run(delete_finding, receipt_id);
  for (const auto& tender : receipt.tenders) {
    if (!tender.finding) continue;
    context.db.run(reopen_finding, *tender.finding, resolution_by(receipt.number));
    context.audit.add({Entity::CustodyFinding, std::nullopt, std::nullopt, *tender.finding,
                       site + "/" + std::to_string(*tender.finding)},
                      "void_receipt");
  }
}

/// The drawer has more in it than when it was seen.
void touch(StoreContext& context, const BatchRow& batch, const DrawerSession& session,
           std::string_view event) {
  context.db.run(update_version, session.id.value());
  const auto state = name_of(drawer_state_names, session.state);
  context.audit.add_in_state(deposit::subject_of(session, batch.lockbox_id), event, state, state);
}

Result<void> check_open(const StoreContext& context, const DrawerSession& session) {
  if (!is_same_person(session.person, context.audit.actor())) {
    return fail(ErrorCode::NotPermitted,
                "This is the drawer of " + session.person + "; nobody else takes money with it.");
  }
  if (session.state == DrawerState::Open) return {};
  return fail(ErrorCode::Conflict,
              "The drawer is counted; open a new session before money is taken.");
}

}  // namespace

Result<std::vector<Receipt>> read_receipts(StoreContext& context, DrawerId drawer) {
  std::vector<std::int64_t> ids;
  std::vector<Receipt> receipts;
  {
    auto rows = context.db.query(select_receipts, drawer.value());
    while (rows.next()) {
      ids.push_back(rows.integer(0));
      receipts.push_back(TRY(receipt_of(context, rows)));
    }
  }
  for (std::size_t i = 0; i < ids.size(); ++i) {
    TRY(read_tenders(context.db, ids[i], receipts[i]));
    TRY(read_lines(context, ids[i], receipts[i]));
  }
  return receipts;
}

Result<Receipt> read_receipt(StoreContext& context, const std::string& site, std::int64_t number) {
  const auto drawer = context.db.find_integer(select_drawer_of, site, number);
  if (!drawer) {
    return fail(ErrorCode::NotFound, "There is no receipt " + receipt_name(number) + ".");
  }
  const auto receipts = TRY(read_receipts(context, DrawerId{*drawer}));
  const auto found = std::ranges::find(receipts, number, &Receipt::number);
  ENSURE(found != receipts.end());
  return *found;
}

Result<NextNumbers> next_numbers(StoreContext& context, const std::string& site, DrawerId drawer) {
  const auto work = TRY(read_counter_work(context, site, drawer));
  return NextNumbers{context.db.find_integer(select_next, site).value_or(1),
                     next_sequence(context.db, BatchId{work.drawer.batch})};
}

Result<void> issue_receipt(StoreContext& context, const std::string& site,
                           const NewReceipt& wanted) {
  const auto& receipt = wanted.receipt;
  TRY(check_receipt(receipt));
  const auto work = TRY(read_counter_work(context, site, receipt.drawer));
  TRY(check_open(context, work.drawer));
  TRY(check_numbers(context, site, wanted));
  const BatchId id{work.drawer.batch};
  const auto before = TRY(read_batch(context.db, id));
  // Cash of the day's own mail is finished with its day; what is new belongs to a later one.
  if (std::ranges::all_of(receipt.tenders,
                          [](const auto& one) { return one.finding.has_value(); })) {
    TRY(check_day_takes(context.db, before.batch.header, "take it with a drawer of a later day"));
  } else {
    TRY(check_day_begins(context.db, before.batch.header));
  }
  TRY(file_document_rows(context, before, wanted.slips));
  const auto batch = TRY(read_batch(context.db, id));
  const auto changes = changes_of_receipt(receipt);
  for (const auto& change : changes.items) insert_entered_item(context, batch, change.after);
  context.audit.set_reason(changes.reason);
  TRY(commit_work_rows(context, batch, changes));
  TRY(insert_one(context, site, batch, receipt));
  touch(context, batch, work.drawer, "receipt");
  return check_money_rules(context.db, id);
}

Result<void> void_receipt_row(StoreContext& context, const std::string& site, std::int64_t number,
                              const std::string& reason) {
  auto receipt = TRY(read_receipt(context, site, number));
  const auto work = TRY(read_counter_work(context, site, receipt.drawer));
  if (is_same_person(receipt.taken_by, context.audit.actor())) {
    return fail(ErrorCode::NotPermitted,
                receipt.taken_by + " took this receipt, so another person must void it.");
  }
  if (is_blank(reason)) {
    return fail(ErrorCode::InvalidInput, "Say why the receipt is voided.", "/reason");
  }
  TRY(check_text(reason, "/reason", words_max));
  if (work.drawer.state != DrawerState::Open) {
    return fail(ErrorCode::Conflict,
                "The drawer is counted, so the receipt stands; what was wrong is corrected as an "
                "adjustment.");
  }
  const auto batch = TRY(read_batch(context.db, BatchId{receipt.batch}));
  TRY(check_day_takes(context.db, batch.batch.header, "leave the receipt as it is"));
  const auto id = context.db.find_integer(select_receipt_id, site, number).value_or(0);
  const std::array events{ReceiptEvent::Void};
  TRY(context.audit.walk<ReceiptLife>(subject_of(site, batch, id, number), receipt.state, events,
                                      ReceiptState::Voided));
  receipt.voided_by = context.audit.actor();
  receipt.voided_because = reason;
  context.db.run(update_voided, id, name_of(receipt_state_names, ReceiptState::Voided),
                 receipt.voided_by, reason, to_string(context.clock.now()));
  give_back_findings(context, site, id, receipt);
  const auto transactions = TRY(read_transactions(context, batch.batch.id));
  const auto stored = std::ranges::find(transactions, receipt.transaction, &Transaction::key);
  ENSURE(stored != transactions.end());
  const auto changes = changes_of_void(receipt, *stored, TRY(read_items(context, batch.batch.id)));
  context.audit.set_reason(changes.reason);
  TRY(commit_work_rows(context, batch, changes));
  touch(context, batch, work.drawer, "void_receipt");
  return {};
}

}  // namespace lockbox::deposit
