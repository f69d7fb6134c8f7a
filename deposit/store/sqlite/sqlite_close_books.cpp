#include <utility>

#include "deposit/store/sqlite/journal_rows.h"
#include "deposit/store/sqlite/ports.h"
#include "deposit/store/sqlite/suspense_rows.h"

namespace lockbox::deposit {

namespace {

constexpr std::string_view select_time = "SELECT at FROM audit_event WHERE seq = ?1";
constexpr std::string_view select_marks =
    "SELECT day, event, actor, seq, hash, at FROM audit_event JOIN business_day ON day_id = row_id"
    " WHERE entity = 'day' AND site = ?1 AND event IN ('close', 'reopen')"
    " ORDER BY seq";
constexpr std::string_view select_entry_marks =
    "SELECT batch.batch_id, seq FROM batch JOIN lockbox USING (lockbox_id)"
    " JOIN audit_event ON audit_event.batch_id = batch.batch_id AND entity = 'entry'"
    " WHERE site = ?1 AND business_day = ?2 ORDER BY batch.batch_id, +seq";
constexpr std::string_view select_waiting =
    "SELECT w.batch_id FROM (SELECT batch_id FROM task WHERE state = 'open'"
    " UNION SELECT item.batch_id FROM deposit d CROSS JOIN deposit_item i"
    "  ON i.deposit_id = d.deposit_id CROSS JOIN item ON item.item_id = i.item_id"
    "  WHERE approved_by IS NULL"
    " UNION SELECT batch_id FROM lockbox_transaction WHERE state = 'held'"
    " UNION SELECT batch_id FROM item WHERE kind = 'tender'"
    "  AND state NOT IN ('in_deposit', 'returned', 'duplicate_confirmed')) w"
    " JOIN batch b ON b.batch_id = w.batch_id JOIN lockbox USING (lockbox_id)"
    " WHERE site = ?1 AND business_day < ?2 ORDER BY w.batch_id";
// Each item of a rejected deposit, with the first approval after it of another deposit that has or
// had it.
constexpr std::string_view select_rejected =
    "SELECT item.batch_id, sequence, l.name, business_day, d.ticket_number, item.amount_cents,"
    " s.actor, s.at, a.actor, min(a.at) FROM deposit_step s JOIN deposit d USING (deposit_id)"
    " JOIN deposit_former_item f USING (deposit_id) JOIN item ON item.item_id = f.item_id"
    " JOIN document USING (document_id) JOIN batch b ON b.batch_id = item.batch_id"
    " JOIN lockbox l ON l.lockbox_id = item.lockbox_id"
    " LEFT JOIN deposit_step a ON a.event = 'approve' AND a.at > s.at AND a.deposit_id IN"
    "  (SELECT deposit_id FROM deposit_item x WHERE x.item_id = item.item_id"
    "   UNION SELECT deposit_id FROM deposit_former_item x WHERE x.item_id = item.item_id)"
    " WHERE s.event = 'reject' AND l.site = ?1 GROUP BY s.deposit_id, item.item_id"
    " ORDER BY s.at, f.ordinal";
constexpr std::string_view select_day =
    "SELECT day_id, state, (SELECT count(*) FROM business_day_step step"
    "  WHERE step.day_id = business_day.day_id AND event = 'close')"
    " FROM business_day WHERE site = ?1 AND day = ?2";
constexpr std::string_view select_files =
    "SELECT closing, name, kind, bytes, sha256, made_by FROM day_file JOIN business_day"
    " USING (day_id) WHERE site = ?1 AND day = ?2 ORDER BY closing, name";
constexpr std::string_view select_all_files =
    "SELECT closing, name, kind, bytes, sha256, made_by FROM day_file ORDER BY day_file_id";
constexpr std::string_view select_hash =
    "SELECT sha256 FROM day_file WHERE day_id = ?1 AND name = ?2";
constexpr std::string_view insert_file =
    "INSERT INTO day_file (day_id, closing, name, kind, bytes, sha256, made_by)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";

DayFile file_of(const Rows& rows) {
  return {rows.integer(0), rows.text(1),         rows.text(2),
          rows.integer(3), rows.sha256(4).hex(), rows.text(5)};
}

Result<std::vector<RejectedItem>> read_rejected(Connection& db, const std::string& site) {
  std::vector<RejectedItem> items;
  auto rows = db.query(select_rejected, site);
  while (rows.next()) {
    RejectedItem item{BatchId{rows.integer(0)},
                      rows.integer(1),
                      rows.text(2),
                      TRY(BusinessDay::parse(rows.text(3))),
                      ticket_of(rows.integer(4)),
                      rows.money(5),
                      rows.text(6),
                      rows.text(7)};
    if (!rows.is_null(9)) {
      item.resubmitted_by = rows.text(8);
      item.resubmitted_at = rows.text(9);
    }
    items.push_back(std::move(item));
  }
  return items;
}

/// A closed day and how often it was closed.
struct ClosedDay {
  std::int64_t id = 0;
  std::int64_t closings = 0;
};

Result<ClosedDay> closed_day(Connection& db, const std::string& site, const BusinessDay& day) {
  auto rows = db.query(select_day, site, day.to_string());
  if (!rows.next()) {
    return fail(ErrorCode::NotFound,
                "No batch has begun the business day " + day.to_string() + " of " + site + ".");
  }
  if (rows.text(1) != name_of(day_state_names, DayState::Closed)) {
    return fail(ErrorCode::Conflict, "The business day " + day.to_string() +
                                         " is not closed, so nothing is signed of it; close it "
                                         "first.");
  }
  return ClosedDay{rows.integer(0), rows.integer(2)};
}

Result<void> record_one(StoreContext& context, const ClosedDay& day, const std::string& key,
                        const DayFile& file) {
  const auto hash = TRY(Sha256::parse_hex(file.sha256_hex));
  if (file.closing != day.closings) {
    return fail(ErrorCode::Conflict, "The file " + file.name + " is of close " +
                                         std::to_string(file.closing) +
                                         ", and the day was closed " +
                                         std::to_string(day.closings) + " times; make it again.");
  }
  {
    auto rows = context.db.query(select_hash, day.id, file.name);
    if (rows.next()) {
      if (rows.sha256(0) == hash) return {};
      return fail(ErrorCode::Conflict, "The file " + file.name +
                                           " was signed with other contents before; restore that "
                                           "one from a backup.");
    }
  }
  const auto id = context.db.insert(insert_file, day.id, file.closing, file.name, file.kind,
                                    file.bytes, hash, context.audit.actor());
  context.audit.add({Entity::DayFile, std::nullopt, std::nullopt, id, key + "/" + file.name},
                    "write");
  return {};
}

class SqliteCloseBooks final : public CloseBooks {
 public:
  explicit SqliteCloseBooks(std::shared_ptr<StoreFile> file) : file_{std::move(file)} {}

  [[nodiscard]] Result<ChainPoint> head() override {
    return file_->read([&]() -> Result<ChainPoint> {
      const auto head = read_audit_head(file_->db());
      ChainPoint point{head.events, head.hash, {}};
      auto rows = file_->db().query(select_time, head.events);
      if (rows.next()) point.at = rows.text(0);
      return point;
    });
  }

  [[nodiscard]] Result<std::vector<DayMark>> marks(const std::string& site) override {
    return file_->read([&]() -> Result<std::vector<DayMark>> {
      std::vector<DayMark> marks;
      auto rows = file_->db().query(select_marks, site);
      while (rows.next()) {
        marks.push_back({TRY(BusinessDay::parse(rows.text(0))),
                         TRY(parse_name<DayEvent>(day_event_names, rows.text(1))),
                         rows.text(2),
                         {rows.integer(3), rows.sha256(4), rows.text(5)}});
      }
      return marks;
    });
  }

  [[nodiscard]] Result<std::vector<EntryMark>> entry_marks(const std::string& site,
                                                           const BusinessDay& day) override {
    return file_->read([&]() -> Result<std::vector<EntryMark>> {
      std::vector<EntryMark> marks;
      auto rows = file_->db().query(select_entry_marks, site, day.to_string());
      while (rows.next()) marks.push_back({BatchId{rows.integer(0)}, rows.integer(1)});
      return marks;
    });
  }

  [[nodiscard]] Result<std::vector<SuspenseLine>> suspense(const std::string& site) override {
    return file_->read([&] { return read_suspense(file_->db(), site); });
  }

  [[nodiscard]] Result<std::vector<SuspenseLine>> suspense_on(const std::string& site,
                                                              const BusinessDay& day) override {
    return file_->read([&] { return read_suspense_on(file_->db(), site, day); });
  }

  [[nodiscard]] Result<std::vector<SuspenseLine>> open_suspense(const std::string& site) override {
    return file_->read([&] { return read_open_suspense(file_->db(), site); });
  }

  [[nodiscard]] Result<std::vector<BatchId>> waiting_batches(const std::string& site,
                                                             const BusinessDay& before) override {
    return file_->read([&]() -> Result<std::vector<BatchId>> {
      std::vector<BatchId> batches;
      auto rows = file_->db().query(select_waiting, site, before.to_string());
      while (rows.next()) batches.emplace_back(rows.integer(0));
      return batches;
    });
  }

  [[nodiscard]] Result<std::vector<RejectedItem>> rejected(const std::string& site) override {
    return file_->read([&] { return read_rejected(file_->db(), site); });
  }

  [[nodiscard]] Result<std::vector<DayFile>> files(const std::string& site,
                                                   const BusinessDay& day) override {
    return file_->read([&]() -> Result<std::vector<DayFile>> {
      std::vector<DayFile> files;
      auto rows = file_->db().query(select_files, site, day.to_string());
      while (rows.next()) files.push_back(file_of(rows));
      return files;
    });
  }

  [[nodiscard]] Result<std::vector<DayFile>> all_files() override {
    return file_->read([&]() -> Result<std::vector<DayFile>> {
      std::vector<DayFile> files;
      auto rows = file_->db().query(select_all_files);
      while (rows.next()) files.push_back(file_of(rows));
      return files;
    });
  }

  [[nodiscard]] Result<void> record_files(const std::string& site, const BusinessDay& day,
                                          const std::vector<DayFile>& files,
                                          const Actor& actor) override {
    return file_->change(actor, "The packet of the close.", [&]() -> Result<void> {
      const auto closed = TRY(closed_day(file_->db(), site, day));
      for (const auto& file : files) {
        TRY(record_one(file_->context(), closed, site + "/" + day.to_string(), file));
      }
      return {};
    });
  }

 private:
  std::shared_ptr<StoreFile> file_;
};

}  // namespace

std::unique_ptr<CloseBooks> close_books_of(std::shared_ptr<StoreFile> file) {
  return std::make_unique<SqliteCloseBooks>(std::move(file));
}

}  // namespace lockbox::deposit
