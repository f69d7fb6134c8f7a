#include <string_view>
#include <utility>

#include "deposit/store/sqlite/account_rows.h"
#include "deposit/store/sqlite/deposit_rows.h"
#include "deposit/store/sqlite/journal_rows.h"
#include "deposit/store/sqlite/ports.h"
#include "deposit/store/sqlite/symbol_rows.h"

namespace lockbox::deposit {

namespace {

constexpr std::string_view select_place =
    "SELECT batch_id, sequence FROM document WHERE document_id = ?1";
constexpr std::string_view select_batch_of_deposit =
    "SELECT batch_id FROM deposit WHERE deposit_id = ?1";
constexpr std::string_view select_payments =
    "SELECT t.batch_id, business_day, t.key, t.state, sum(a.amount_cents), t.transaction_id,"
    " (SELECT min(ticket_number) FROM item JOIN deposit_item USING (item_id)"
    "  JOIN deposit USING (deposit_id) WHERE item.transaction_id = t.transaction_id)"
    " FROM application a JOIN lockbox_transaction t USING (transaction_id)"
    " JOIN batch ON batch.batch_id = t.batch_id JOIN lockbox ON lockbox.lockbox_id = t.lockbox_id"
    " WHERE a.account_fingerprint = ?2 AND site = ?1 AND t.state <> 'voided'"
    " GROUP BY t.transaction_id ORDER BY business_day DESC, t.batch_id DESC, t.key DESC";

constexpr std::string_view select_documents =
    "SELECT document_id FROM transaction_document WHERE transaction_id = ?1 ORDER BY ordinal";

constexpr std::string_view select_work_done =
    "SELECT actor, at, entity = 'document', count(*) FROM audit_event"
    " WHERE batch_id = ?1 AND event IN ('file', 'answer')"
    " AND (entity = 'document' AND event = 'file' OR entity = 'task' AND event = 'answer')"
    " GROUP BY entity, event, at, actor";

/// Only conditions that are wanted stand in the query, so that an index serves each.  LIMIT comes
/// last: whatever number is left out before it may still be bound.
std::string audit_query(const AuditFilter& filter) {
  std::string sql =
      "SELECT seq, entity, entity_key, event, from_state, to_state, actor, at, reason"
      " FROM audit_event WHERE 1 = 1";
  if (filter.batch) sql += " AND batch_id = ?1";
  if (!filter.entity.empty()) sql += " AND entity = ?2";
  if (!filter.entity_key.empty()) sql += " AND entity_key = ?3";
  if (filter.before > 0) sql += " AND seq < ?4";
  return sql + " ORDER BY seq DESC LIMIT ?5";
}

class SqliteFinder final : public Finder {
 public:
  explicit SqliteFinder(std::shared_ptr<StoreFile> file)
      : file_{std::move(file)}, db_{file_->db()} {}

  [[nodiscard]] Result<std::optional<DocumentPlace>> place_of(DocumentId document) override {
    return file_->read([&]() -> Result<std::optional<DocumentPlace>> {
      auto rows = db_.query(select_place, document.value());
      if (!rows.next()) return std::nullopt;
      return DocumentPlace{BatchId{rows.integer(0)}, rows.integer(1)};
    });
  }

  [[nodiscard]] Result<std::optional<encode::SeenPage>> symbols_of(DocumentId document) override {
    return file_->read([&] { return find_symbols(db_, file_->seal(), document); });
  }

  [[nodiscard]] Result<std::optional<BatchId>> batch_of(const std::string& site,
                                                        const std::string& lockbox,
                                                        const std::string& ticket) override {
    return file_->read([&]() -> Result<std::optional<BatchId>> {
      const auto lockbox_id = find_lockbox(db_, site, lockbox);
      if (!lockbox_id) return std::nullopt;
      const auto deposit = find_deposit(db_, *lockbox_id, ticket);
      if (!deposit) return std::nullopt;
      return BatchId{db_.find_integer(select_batch_of_deposit, *deposit).value_or(0)};
    });
  }

  [[nodiscard]] Result<std::vector<AccountPayment>> payments(
      const std::string& site, const AccountNumber& account) override {
    return file_->read([&]() -> Result<std::vector<AccountPayment>> {
      std::vector<AccountPayment> payments;
      auto rows = db_.query(select_payments, site, file_->seal().account_fingerprint(account));
      while (rows.next()) {
        payments.push_back(
            {.batch = BatchId{rows.integer(0)},
             .business_day = TRY(BusinessDay::parse(rows.text(1))),
             .transaction = rows.integer(2),
             .state = TRY(parse_name<TransactionState>(transaction_state_names, rows.text(3))),
             .amount = rows.money(4),
             .ticket = rows.is_null(6) ? std::string{} : ticket_of(rows.integer(6)),
             .documents = documents_of(rows.integer(5))});
      }
      return payments;
    });
  }

  [[nodiscard]] Result<std::vector<WorkDone>> work_done(BatchId batch) override {
    return file_->read([&]() -> Result<std::vector<WorkDone>> {
      std::vector<WorkDone> work;
      auto rows = db_.query(select_work_done, batch.value());
      while (rows.next()) {
        const bool is_document = rows.boolean(2);
        work.push_back({rows.text(0), rows.text(1), is_document ? rows.integer(3) : 0,
                        is_document ? 0 : rows.integer(3)});
      }
      return work;
    });
  }

  [[nodiscard]] Result<std::vector<AuditEvent>> audit(const AuditFilter& filter,
                                                      int at_most) override {
    return file_->read([&]() -> Result<std::vector<AuditEvent>> {
      std::vector<AuditEvent> events;
      if (at_most <= 0) return events;
      std::optional<std::int64_t> batch;
      if (filter.batch) batch = filter.batch->value();
      auto rows = db_.query(audit_query(filter), batch, filter.entity, filter.entity_key,
                            filter.before, at_most);
      while (rows.next()) {
        events.push_back({rows.integer(0), rows.text(1), rows.text(2), rows.text(3), rows.text(4),
                          rows.text(5), rows.text(6), rows.text(7), rows.text(8)});
      }
      return events;
    });
  }

 private:
  [[nodiscard]] std::vector<DocumentId> documents_of(std::int64_t transaction_id) {
    std::vector<DocumentId> documents;
    auto rows = db_.query(select_documents, transaction_id);
    while (rows.next()) documents.emplace_back(rows.integer(0));
    return documents;
  }

  std::shared_ptr<StoreFile> file_;
  Connection& db_;
};

}  // namespace

std::unique_ptr<Finder> finder_of(std::shared_ptr<StoreFile> file) {
  return std::make_unique<SqliteFinder>(std::move(file));
}

}  // namespace lockbox::deposit
