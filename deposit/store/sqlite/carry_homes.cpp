#include "deposit/store/sqlite/carry_homes.h"

#include <map>

#include "deposit/store/sqlite/day_rows.h"

namespace lockbox::deposit {

namespace {

constexpr std::string_view select_home =
    "SELECT from_day, coalesce(into_day, ''), coalesce(into_state, '') FROM carried_piece p"
    " WHERE state = 'carried' AND document_id IN (SELECT document_id FROM transaction_document"
    "  WHERE transaction_id = (SELECT transaction_id FROM transaction_document"
    "   WHERE document_id = ?1) UNION SELECT ?1)"
    " ORDER BY EXISTS (SELECT 1 FROM item WHERE item.document_id = p.document_id"
    "  AND item.kind = 'tender' AND item.state <> 'duplicate_confirmed') DESC,"
    " from_day DESC LIMIT 1";
constexpr std::string_view select_document =
    "SELECT document_id FROM document WHERE batch_id = ?1 AND sequence = ?2";
constexpr std::string_view select_batch_home =
    "SELECT from_day, coalesce(into_day, ''), coalesce(into_state, '') FROM carried_piece"
    " WHERE batch_id = ?1 AND state = 'carried' AND NOT EXISTS (SELECT 1 FROM item"
    "  JOIN deposit_item USING (item_id) WHERE item.batch_id = ?1)"
    " ORDER BY from_day DESC LIMIT 1";
// Wherever the last of a batch went, whatever was deposited of it before.
constexpr std::string_view select_last_home =
    "SELECT from_day, coalesce(into_day, ''), coalesce(into_state, '') FROM carried_piece"
    " WHERE batch_id = ?1 AND state = 'carried' ORDER BY from_day DESC LIMIT 1";
constexpr std::string_view select_item_day =
    "SELECT item.batch_id, coalesce((SELECT coalesce(into_day, '') FROM carried_piece p"
    "  WHERE p.document_id = item.document_id AND p.state = 'carried'"
    "  ORDER BY from_day DESC LIMIT 1), business_day), sequence"
    " FROM item JOIN document USING (document_id) JOIN batch ON batch.batch_id = item.batch_id"
    " WHERE item_id = ?1";

std::optional<Home> home_in(Rows&& rows) {
  if (!rows.next()) return std::nullopt;
  return Home{.day = rows.text(1), .state = rows.text(2), .from_day = rows.text(0)};
}

Result<void> check_home(const Home& home, std::string_view otherwise) {
  if (home.day.empty()) {
    return fail(ErrorCode::Conflict, "This was carried forward out of " + home.from_day +
                                         " and no later day has begun; begin it with its first "
                                         "mail, then decide.");
  }
  if (home.state != name_of(day_state_names, DayState::Closed)) return {};
  return fail(ErrorCode::Conflict, "The business day " + home.day +
                                       ", into which this was carried, is closed; reopen it with a "
                                       "reason, or " +
                                       std::string{otherwise} + ".");
}

}  // namespace

std::optional<Home> home_of(Connection& db, std::int64_t document) {
  return home_in(db.query(select_home, document));
}

Result<void> check_document_taken(Connection& db, const BatchRow& batch, std::int64_t sequence,
                                  std::string_view otherwise) {
  auto is_taken = check_day_takes(db, batch.batch.header, otherwise);
  if (is_taken) return {};
  const auto document = db.find_integer(select_document, batch.id(), sequence);
  const auto home = document ? home_of(db, *document) : std::nullopt;
  if (!home) return is_taken;
  return check_home(*home, otherwise);
}

Result<void> check_batch_taken(Connection& db, const BatchRow& batch, std::string_view otherwise) {
  auto is_taken = check_day_takes(db, batch.batch.header, otherwise);
  if (is_taken) return {};
  const auto home = home_in(db.query(select_batch_home, batch.id()));
  if (!home) return is_taken;
  return check_home(*home, otherwise);
}

Result<void> check_difference_taken(Connection& db, const BatchRow& batch,
                                    std::string_view otherwise) {
  auto is_taken = check_day_takes(db, batch.batch.header, otherwise);
  if (is_taken) return {};
  const auto home = home_in(db.query(select_last_home, batch.id()));
  if (!home) return is_taken;
  return check_home(*home, otherwise);
}

Result<BusinessDay> day_of_document(Connection& db, const BatchRow& batch, std::int64_t sequence) {
  const auto document = db.find_integer(select_document, batch.id(), sequence);
  const auto home = document ? home_of(db, *document) : std::nullopt;
  if (!home || home->day.empty()) return batch.batch.header.business_day;
  return BusinessDay::parse(home->day);
}

Result<void> check_one_day(Connection& db, const std::vector<std::int64_t>& items) {
  std::map<std::int64_t, std::string> days;
  for (const auto id : items) {
    auto rows = db.query(select_item_day, id);
    if (!rows.next()) continue;
    const auto name = "The item of batch " + rows.text(0) + ", document " + rows.text(2);
    if (rows.text(1).empty()) {
      return fail(ErrorCode::Conflict,
                  name +
                      " was carried forward and no later day has begun; begin it with its first "
                      "mail, then deposit.");
    }
    const auto [found, is_new] = days.try_emplace(rows.integer(0), rows.text(1));
    if (is_new || found->second == rows.text(1)) continue;
    return fail(ErrorCode::Conflict,
                name + " is of the business day " + rows.text(1) +
                    ", another one of its batch on "
                    "the same ticket of " +
                    found->second +
                    "; keep one of them back and deposit it on a ticket of its own.");
  }
  return {};
}

}  // namespace lockbox::deposit
