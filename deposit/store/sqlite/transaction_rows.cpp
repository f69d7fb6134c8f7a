#include "deposit/store/sqlite/transaction_rows.h"

#include <map>

#include "deposit/store/sqlite/match_rows.h"
#include "deposit/store/sqlite/stored_names.h"

namespace lockbox::deposit {

namespace {

constexpr std::string_view select_document_id =
    "SELECT document_id FROM document WHERE batch_id = ?1 AND sequence = ?2";
constexpr std::string_view select_transaction =
    "SELECT transaction_id, state FROM lockbox_transaction WHERE batch_id = ?1 AND key = ?2";
constexpr std::string_view insert_transaction =
    "INSERT INTO lockbox_transaction (lockbox_id, batch_id, key, work_type, tender_cents,"
    " applied_cents, adjustments_cents, suspense_cents, suspense_reason, evidence, state, outcome)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";
constexpr std::string_view update_transaction =
    "UPDATE lockbox_transaction SET work_type = ?2, tender_cents = ?3, applied_cents = ?4,"
    " adjustments_cents = ?5, suspense_cents = ?6, suspense_reason = ?7, evidence = ?8, state = ?9,"
    " outcome = ?10 WHERE transaction_id = ?1";
constexpr std::string_view delete_documents =
    "DELETE FROM transaction_document WHERE transaction_id = ?1";
constexpr std::string_view delete_applications =
    "DELETE FROM application WHERE transaction_id = ?1";
constexpr std::string_view delete_application_charges =
    "DELETE FROM application_charge WHERE transaction_id = ?1";
constexpr std::string_view insert_application_charge =
    "INSERT INTO application_charge (transaction_id, application, ordinal, lockbox_id, code, "
    "due_on,"
    " amount_cents) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
constexpr std::string_view select_application_charges =
    "SELECT transaction_id, application, code, due_on, amount_cents FROM lockbox_transaction"
    " JOIN application_charge USING (transaction_id) WHERE batch_id = ?1"
    " ORDER BY key, application, ordinal";
constexpr std::string_view insert_document =
    "INSERT INTO transaction_document (transaction_id, ordinal, lockbox_id, document_id)"
    " VALUES (?1, ?2, ?3, ?4)";
constexpr std::string_view insert_application =
    "INSERT INTO application (transaction_id, ordinal, lockbox_id, account_sealed,"
    " account_fingerprint, bill_type, fund, deposit_account, amount_cents)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
constexpr std::string_view select_transactions =
    "SELECT transaction_id, key, work_type, tender_cents, adjustments_cents, suspense_cents,"
    " suspense_reason, evidence, state, outcome FROM lockbox_transaction WHERE batch_id = ?1 ORDER "
    "BY key";
constexpr std::string_view select_documents =
    "SELECT transaction_id, sequence FROM lockbox_transaction"
    " JOIN transaction_document USING (transaction_id) JOIN document USING (document_id)"
    " WHERE lockbox_transaction.batch_id = ?1 ORDER BY key, ordinal";
constexpr std::string_view select_applications =
    "SELECT transaction_id, account_sealed, bill_type, fund, deposit_account, amount_cents"
    " FROM lockbox_transaction JOIN application USING (transaction_id)"
    " WHERE batch_id = ?1 ORDER BY key, ordinal";

struct StoredTransaction {
  std::int64_t id = 0;
  TransactionState state = TransactionState::Assembled;
};

Result<std::optional<StoredTransaction>> find_transaction(Connection& db, const BatchRow& batch,
                                                          std::int64_t key) {
  auto rows = db.query(select_transaction, batch.id(), key);
  if (!rows.next()) return std::nullopt;
  return StoredTransaction{
      rows.integer(0), TRY(parse_name<TransactionState>(transaction_state_names, rows.text(1)))};
}

/// Sentences in one column, spelled so that they come apart again.
std::string joined_evidence(const std::vector<std::string>& sentences) {
  std::string joined;
  for (const auto& sentence : sentences) {
    joined += std::to_string(sentence.size()) + ':' + sentence + '\n';
  }
  return joined;
}

Result<std::vector<std::string>> split_evidence(std::string_view joined) {
  std::vector<std::string> sentences;
  while (!joined.empty()) {
    std::size_t length = 0;
    std::size_t at = 0;
    for (; at < joined.size() && joined[at] >= '0' && joined[at] <= '9'; ++at) {
      length = length * 10 + static_cast<std::size_t>(joined[at] - '0');
    }
    if (at == joined.size() || joined[at] != ':' || length >= joined.size() - at - 1) {
      return fail(ErrorCode::InvalidInput, "The evidence of a transaction is not as written.");
    }
    sentences.emplace_back(joined.substr(at + 1, length));
    joined.remove_prefix(at + 1 + length + 1);
  }
  return sentences;
}

bool claims_balance(TransactionState state) {
  switch (state) {
    case TransactionState::InBalance:
    case TransactionState::Released:
    case TransactionState::Deposited:
    case TransactionState::Posted:
      return true;
    case TransactionState::Assembled:
    case TransactionState::NeedsMatch:
    case TransactionState::ExceptionOpen:
    case TransactionState::Voided:
    case TransactionState::Held:
    case TransactionState::Returned:
      return false;
  }
  return false;
}

Result<void> check_claim(const Transaction& transaction) {
  if (!claims_balance(transaction.state)) return {};
  const auto given = transaction.applied_total() + transaction.adjustments + transaction.suspense;
  if (transaction.tender == given) return {};
  return fail(ErrorCode::Conflict, "Transaction " + std::to_string(transaction.key) +
                                       " claims balance with a tender of " +
                                       transaction.tender.to_string() + " and " +
                                       given.to_string() + " given out.");
}

struct ApplicationKey {
  std::int64_t transaction_id = 0;
  std::int64_t application = 0;
};

/// The charges of a payment are all of it, or none is said.
Result<void> insert_charges(StoreContext& context, const BatchRow& batch, const ApplicationKey& key,
                            const Application& applied) {
  if (applied.charges.empty()) return {};
  std::int64_t ordinal = 0;
  Money sum;
  for (const auto& charge : applied.charges) {
    sum += charge.amount;
    context.db.run(insert_application_charge, key.transaction_id, key.application, ++ordinal,
                   batch.lockbox_id, charge.code, charge.due_on, charge.amount);
  }
  if (sum == applied.amount) return {};
  return fail(ErrorCode::Conflict, "The charges of a payment come to " + sum.to_string() +
                                       ", and it is " + applied.amount.to_string() + ".");
}

Result<void> insert_parts(StoreContext& context, const BatchRow& batch, std::int64_t id,
                          const Transaction& transaction) {
  std::int64_t ordinal = 0;
  for (const auto sequence : transaction.documents) {
    context.db.run(insert_document, id, ++ordinal, batch.lockbox_id,
                   TRY(document_row(context.db, batch, sequence)));
  }
  ordinal = 0;
  for (const auto& applied : transaction.applied) {
    context.db.run(insert_application, id, ++ordinal, batch.lockbox_id,
                   context.seal.seal(sealed_column::application_account, applied.account.reveal()),
                   context.seal.account_fingerprint(applied.account), applied.bill_type,
                   applied.fund, applied.deposit_account, applied.amount);
    TRY(insert_charges(context, batch, {id, ordinal}, applied));
  }
  return insert_matches(context, batch, id, transaction.matches);
}

std::int64_t write_row(Connection& db, const BatchRow& batch,
                       const std::optional<StoredTransaction>& stored, const Transaction& after) {
  const auto evidence = joined_evidence(after.evidence);
  const auto state = name_of(transaction_state_names, after.state);
  const auto work_type = name_of(work_type_names, after.work_type);
  const auto outcome = name_of(payment_outcome_names, after.outcome);
  const auto reason = optional_name(suspense_reason_names, after.suspense_reason);
  if (!stored) {
    return db.insert(insert_transaction, batch.lockbox_id, batch.id(), after.key, work_type,
                     after.tender, after.applied_total(), after.adjustments, after.suspense, reason,
                     evidence, state, outcome);
  }
  db.run(update_transaction, stored->id, work_type, after.tender, after.applied_total(),
         after.adjustments, after.suspense, reason, evidence, state, outcome);
  return stored->id;
}

Result<void> change_one(StoreContext& context, const BatchRow& batch,
                        const TransactionChange& change) {
  const auto& after = change.after;
  TRY(check_claim(after));
  const auto stored = TRY(find_transaction(context.db, batch, after.key));
  const auto id = write_row(context.db, batch, stored, after);
  TRY(insert_parts(context, batch, id, after));

  const auto subject = batch.subject(Entity::Transaction, id, std::to_string(after.key));
  const auto from = stored ? stored->state : TransactionState::Assembled;
  const auto from_name = name_of(transaction_state_names, from);
  if (!stored) {
    context.audit.add_in_state(subject, "assemble", std::nullopt, from_name);
  } else if (change.events.empty()) {
    context.audit.add_in_state(subject, "change", from_name, from_name);
  }
  return context.audit.walk<TransactionLife>(subject, from, change.events, after.state);
}

Result<void> read_charges(Connection& db, BatchId batch,
                          const std::map<std::int64_t, std::size_t>& places,
                          std::vector<Transaction>& transactions) {
  auto rows = db.query(select_application_charges, batch.value());
  while (rows.next()) {
    auto& applied = transactions[places.at(rows.integer(0))].applied;
    const auto application = static_cast<std::size_t>(rows.integer(1));
    if (application > applied.size()) {
      return fail(ErrorCode::InvalidInput, "A charge names an application that is not there.");
    }
    applied[application - 1].charges.push_back({rows.text(2), rows.text(3), rows.money(4)});
  }
  return {};
}

using Places = std::map<std::int64_t, std::size_t>;

Result<void> read_applications(StoreContext& context, BatchId batch, const Places& places,
                               Detail detail, std::vector<Transaction>& transactions) {
  auto rows = context.db.query(select_applications, batch.value());
  while (rows.next()) {
    Application applied;
    if (detail == Detail::All) {
      applied.account = AccountNumber{
          TRY(context.seal.open(sealed_column::application_account, rows.blob_view(1)))};
    }
    applied.bill_type = rows.text(2);
    applied.fund = rows.text(3);
    applied.deposit_account = rows.text(4);
    applied.amount = rows.money(5);
    transactions[places.at(rows.integer(0))].applied.push_back(std::move(applied));
  }
  return {};
}

Result<void> read_parts(StoreContext& context, BatchId batch, const Places& places, Detail detail,
                        std::vector<Transaction>& transactions) {
  {
    auto rows = context.db.query(select_documents, batch.value());
    while (rows.next()) {
      transactions[places.at(rows.integer(0))].documents.push_back(rows.integer(1));
    }
  }
  TRY(read_applications(context, batch, places, detail, transactions));
  if (detail == Detail::Sums) return {};
  TRY(read_charges(context.db, batch, places, transactions));
  for (auto& [id, matches] : TRY(read_matches(context, batch))) {
    transactions[places.at(id)].matches = std::move(matches);
  }
  return {};
}

}  // namespace

Result<std::int64_t> document_row(Connection& db, const BatchRow& batch, std::int64_t sequence) {
  const auto id = db.find_integer(select_document_id, batch.id(), sequence);
  if (id) return *id;
  return fail(ErrorCode::NotFound, "Batch " + std::to_string(batch.id()) + " has no document " +
                                       std::to_string(sequence) + ".");
}

Result<std::int64_t> transaction_row(Connection& db, const BatchRow& batch, std::int64_t key) {
  const auto id = db.find_integer(select_transaction, batch.id(), key);
  if (id) return *id;
  return fail(ErrorCode::NotFound, "Batch " + std::to_string(batch.id()) + " has no transaction " +
                                       std::to_string(key) + ".");
}

Result<void> change_transactions(StoreContext& context, const BatchRow& batch,
                                 std::span<const TransactionChange> changes) {
  // A document may go from one transaction to another: all of them let go first.
  for (const auto& change : changes) {
    const auto stored = context.db.find_integer(select_transaction, batch.id(), change.after.key);
    if (!stored) continue;
    context.db.run(delete_documents, *stored);
    context.db.run(delete_application_charges, *stored);
    context.db.run(delete_applications, *stored);
    delete_matches(context.db, *stored);
  }
  for (const auto& change : changes) TRY(change_one(context, batch, change));
  return {};
}

Result<std::vector<Transaction>> read_transactions(StoreContext& context, BatchId batch,
                                                   Detail detail) {
  std::vector<Transaction> transactions;
  std::map<std::int64_t, std::size_t> places;
  {
    auto rows = context.db.query(select_transactions, batch.value());
    while (rows.next()) {
      Transaction transaction;
      transaction.key = rows.integer(1);
      transaction.work_type = TRY(parse_name<WorkType>(work_type_names, rows.text(2)));
      transaction.tender = rows.money(3);
      transaction.adjustments = rows.money(4);
      transaction.suspense = rows.money(5);
      if (!rows.is_null(6)) {
        transaction.suspense_reason =
            TRY(parse_name<SuspenseReason>(suspense_reason_names, rows.text(6)));
      }
      if (detail == Detail::All) transaction.evidence = TRY(split_evidence(rows.text(7)));
      transaction.state = TRY(parse_name<TransactionState>(transaction_state_names, rows.text(8)));
      transaction.outcome = TRY(parse_name<PaymentOutcome>(payment_outcome_names, rows.text(9)));
      places.emplace(rows.integer(0), transactions.size());
      transactions.push_back(std::move(transaction));
    }
  }
  TRY(read_parts(context, batch, places, detail, transactions));
  return transactions;
}

}  // namespace lockbox::deposit
