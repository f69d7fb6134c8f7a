#include "deposit/store/sqlite/review_rows.h"

#include <algorithm>

#include "core/text.h"
#include "deposit/model/person.h"
#include "deposit/store/sqlite/account_rows.h"
#include "deposit/store/sqlite/ledger_rows.h"

namespace lockbox::deposit {

namespace {

constexpr std::string_view select_cares =
    "SELECT t.batch_id, t.key, owner, next_day, note, set_by, set_at FROM suspense_care c"
    " JOIN lockbox_transaction t USING (transaction_id)"
    " JOIN lockbox ON lockbox.lockbox_id = c.lockbox_id WHERE site = ?1 AND care_id ="
    " (SELECT max(care_id) FROM suspense_care o WHERE o.transaction_id = c.transaction_id)"
    " ORDER BY t.batch_id, t.key";
constexpr std::string_view insert_care =
    "INSERT INTO suspense_care (lockbox_id, transaction_id, owner, next_day, note, set_by, set_at)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
constexpr std::string_view select_reviews =
    "SELECT entries, through_entry, reviewed_by, at, note FROM adjustment_review"
    " WHERE site = ?1 AND day = ?2 ORDER BY review_id";
constexpr std::string_view select_last_review =
    "SELECT max(through_entry) FROM adjustment_review WHERE site = ?1 AND day = ?2";
// Who asked for, approved or made any of the day's entries.
constexpr std::string_view select_people =
    "SELECT x.made_by FROM ledger_entry x JOIN lockbox USING (lockbox_id)"
    " WHERE site = ?1 AND business_day = ?2"
    " UNION SELECT a.requested_by FROM ledger_entry x JOIN adjustment a USING (adjustment_id)"
    " JOIN lockbox ON lockbox.lockbox_id = x.lockbox_id WHERE site = ?1 AND business_day = ?2"
    " UNION SELECT w.asked_by FROM ledger_entry x JOIN return_wish w USING (return_id)"
    " JOIN lockbox ON lockbox.lockbox_id = x.lockbox_id WHERE site = ?1 AND business_day = ?2"
    " AND w.state = 'agreed'";
constexpr std::string_view count_entries =
    "SELECT count(*), max(ledger_entry_id) FROM ledger_entry JOIN lockbox USING (lockbox_id)"
    " WHERE site = ?1 AND business_day = ?2";
constexpr std::string_view insert_review =
    "INSERT INTO adjustment_review (site, day, entries, through_entry, reviewed_by, at, note)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
constexpr std::string_view select_files =
    "SELECT adjustment_file_id, lockbox.name, business_day, sequence, f.name, sha256, lines,"
    " amount_cents FROM adjustment_file f JOIN lockbox USING (lockbox_id)"
    " WHERE site = ?1 AND business_day = ?2 ORDER BY lockbox.name, sequence";
constexpr std::string_view select_file_entries =
    "SELECT ledger_entry_id FROM adjustment_file_entry WHERE adjustment_file_id = ?1"
    " ORDER BY ledger_entry_id";
constexpr std::string_view insert_file =
    "INSERT INTO adjustment_file (lockbox_id, business_day, sequence, name, sha256, lines,"
    " amount_cents, made_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
constexpr std::string_view insert_file_entry =
    "INSERT INTO adjustment_file_entry (ledger_entry_id, lockbox_id, adjustment_file_id)"
    " VALUES (?1, ?2, ?3)";
constexpr std::string_view select_told =
    "SELECT f.name FROM adjustment_file_entry JOIN adjustment_file f USING (adjustment_file_id)"
    " WHERE ledger_entry_id = ?1";

Result<void> check_reviewer(StoreContext& context, const std::string& site,
                            const std::string& day) {
  auto rows = context.db.query(select_people, site, day);
  while (rows.next()) {
    if (!is_same_person(rows.text(0), context.audit.actor())) continue;
    return fail(ErrorCode::NotPermitted,
                "You asked for or made an entry of " + day + "; another person must review it.");
  }
  return {};
}

Result<void> check_untold(Connection& db, const AdjustmentFileRecord& file) {
  for (const auto entry : file.entries) {
    auto rows = db.query(select_told, entry);
    if (!rows.next()) continue;
    return fail(ErrorCode::Conflict, "Entry " + std::to_string(entry) + " is told in " +
                                         rows.text(0) + " already; make the file again.");
  }
  return {};
}

}  // namespace

Result<std::vector<SuspenseCare>> read_cares(Connection& db, const std::string& site) {
  std::vector<SuspenseCare> cares;
  auto rows = db.query(select_cares, site);
  while (rows.next()) {
    cares.push_back({{BatchId{rows.integer(0)}, rows.integer(1)},
                     rows.text(2),
                     TRY(BusinessDay::parse(rows.text(3))),
                     rows.text(4),
                     rows.text(5),
                     rows.text(6)});
  }
  return cares;
}

Result<void> add_care(StoreContext& context, const std::string& site, const SuspenseCare& care) {
  if (is_blank(care.owner)) {
    return fail(ErrorCode::InvalidInput, "Say who looks after this money.", "/owner");
  }
  const auto envelope = TRY(deposited_envelope(context.db, site, care.envelope));
  const auto standing = TRY(read_standing(context, envelope.transaction_id));
  const bool waits = std::ranges::any_of(standing, [](const ledger::Standing& one) {
    return one.spot.place == ledger::Place::Suspense;
  });
  if (!waits) {
    return fail(ErrorCode::Conflict, "Nothing of this envelope is in suspense any more.");
  }
  const auto id = context.db.insert(insert_care, envelope.lockbox_id, envelope.transaction_id,
                                    care.owner, care.next_day.to_string(), care.note,
                                    context.audit.actor(), to_string(context.clock.now()));
  context.audit.add({Entity::SuspenseCare, envelope.lockbox_id, std::nullopt, id,
                     "suspense/" + std::to_string(care.envelope.batch.value()) + "/" +
                         std::to_string(care.envelope.transaction)},
                    "assign");
  return {};
}

std::vector<AdjustmentReview> read_reviews(Connection& db, const std::string& site,
                                           const BusinessDay& day) {
  std::vector<AdjustmentReview> reviews;
  auto rows = db.query(select_reviews, site, day.to_string());
  while (rows.next()) {
    reviews.push_back({rows.integer(0), rows.integer(1), rows.text(2), rows.text(3), rows.text(4)});
  }
  return reviews;
}

Result<AdjustmentReview> add_review(StoreContext& context, const std::string& site,
                                    const BusinessDay& day, const std::string& note) {
  const auto text = day.to_string();
  AdjustmentReview review{0, 0, context.audit.actor(), to_string(context.clock.now()), note};
  {
    auto rows = context.db.query(count_entries, site, text);
    if (rows.next()) {
      review.entries = rows.integer(0);
      review.through_entry = rows.optional_integer(1).value_or(0);
    }
  }
  if (review.entries == 0) {
    return fail(ErrorCode::Conflict, "Nothing was adjusted or returned on " + text + ".");
  }
  const auto last = context.db.find_integer(select_last_review, site, text).value_or(0);
  if (last == review.through_entry) {
    return fail(ErrorCode::Conflict, "All entries of " + text + " are reviewed already.");
  }
  TRY(check_reviewer(context, site, text));
  const auto id = context.db.insert(insert_review, site, text, review.entries, review.through_entry,
                                    review.reviewed_by, review.at, note);
  context.audit.add({Entity::AdjustmentReview, std::nullopt, std::nullopt, id,
                     site + "/" + text + "/" + std::to_string(review.through_entry)},
                    "sign");
  return review;
}

Result<std::vector<AdjustmentFileRecord>> read_adjustment_files(Connection& db,
                                                                const std::string& site,
                                                                const BusinessDay& day) {
  std::vector<AdjustmentFileRecord> files;
  std::vector<std::int64_t> ids;
  {
    auto rows = db.query(select_files, site, day.to_string());
    while (rows.next()) {
      ids.push_back(rows.integer(0));
      files.push_back({rows.text(1),
                       TRY(BusinessDay::parse(rows.text(2))),
                       rows.integer(3),
                       rows.text(4),
                       rows.sha256(5).hex(),
                       rows.integer(6),
                       rows.money(7),
                       {}});
    }
  }
  for (std::size_t i = 0; i < files.size(); ++i) {
    auto rows = db.query(select_file_entries, ids[i]);
    while (rows.next()) files[i].entries.push_back(rows.integer(0));
  }
  return files;
}

Result<void> add_adjustment_file(StoreContext& context, const std::string& site,
                                 const AdjustmentFileRecord& file) {
  const auto known = TRY(read_adjustment_files(context.db, site, file.day));
  const auto same = std::ranges::find(known, file.name, &AdjustmentFileRecord::name);
  if (same != known.end()) {
    if (*same == file) return {};
    return fail(ErrorCode::Conflict,
                "A file " + file.name + " with other contents was released before.");
  }
  TRY(check_untold(context.db, file));
  const auto lockbox = find_lockbox(context.db, site, file.lockbox);
  if (!lockbox) return fail(ErrorCode::NotFound, "There is no lockbox " + file.lockbox + ".");
  const auto hash = TRY(Sha256::parse_hex(file.sha256_hex));
  const auto id =
      context.db.insert(insert_file, *lockbox, file.day.to_string(), file.sequence, file.name, hash,
                        file.lines, file.amount, context.audit.actor());
  for (const auto entry : file.entries) {
    context.db.run(insert_file_entry, entry, *lockbox, id);
  }
  context.audit.add({Entity::AdjustmentFile, lockbox, std::nullopt, id, file.name}, "write");
  return {};
}

}  // namespace lockbox::deposit
