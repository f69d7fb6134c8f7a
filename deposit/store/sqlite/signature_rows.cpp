#include "deposit/store/sqlite/signature_rows.h"

#include <algorithm>

#include "core/local_time.h"
#include "core/text.h"
#include "deposit/model/person.h"

namespace lockbox::deposit {

namespace {

// What belongs to no lockbox, such as people and days, is of every site of the file.
constexpr std::string_view select_events =
    "SELECT seq, entity, entity_key, event, from_state, to_state, actor, at, reason, batch_id"
    " FROM audit_event e LEFT JOIN lockbox USING (lockbox_id)"
    " WHERE at >= ?2 AND at < ?3 AND (e.lockbox_id IS NULL OR site = ?1) ORDER BY seq LIMIT ?4";
constexpr std::string_view select_arrivals =
    "SELECT b.batch_id, p.source, min(u.dated_on) FROM batch b JOIN lockbox l USING (lockbox_id)"
    " JOIN unit_batch ub USING (batch_id) JOIN work_unit u USING (unit_id)"
    " JOIN pick_up p USING (pick_up_id)"
    " WHERE l.site = ?1 AND b.business_day BETWEEN ?2 AND ?3 GROUP BY b.batch_id";
// An entry is booked later only where its day was closed by then; the rest is sorted out by day.
constexpr std::string_view select_booked_later =
    "SELECT DISTINCT b.batch_id FROM audit_event e JOIN batch b USING (batch_id)"
    " JOIN lockbox l ON l.lockbox_id = b.lockbox_id WHERE l.site = ?1 AND e.entity = 'entry'"
    " AND e.at >= ?2 AND b.business_day < ?3 AND (?4 = '' OR l.name = ?4) ORDER BY b.batch_id";
constexpr std::string_view insert_signature =
    "INSERT INTO report_signature (site, report, from_day, to_day, lockbox, deposit_account,"
    " department, sha256, row_count, verdict, note, signed_by, signed_at)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
constexpr std::string_view signature_columns =
    "SELECT signature_id, report, site, from_day, to_day, lockbox, deposit_account, department,"
    " sha256, row_count, verdict, note, signed_by, signed_at FROM report_signature";

Result<ReportSignature> signature_of(const Rows& rows) {
  return ReportSignature{
      .number = rows.integer(0),
      .report = rows.text(1),
      .scope = {.site = rows.text(2),
                .from = TRY(BusinessDay::parse(rows.text(3))),
                .to = TRY(BusinessDay::parse(rows.text(4))),
                .lockbox = rows.text(5),
                .deposit_account = rows.text(6),
                .department = rows.text(7)},
      .content = rows.sha256(8),
      .rows = rows.integer(9),
      .verdict = TRY(parse_name<SignatureVerdict>(signature_verdict_names, rows.text(10))),
      .note = rows.text(11),
      .signed_by = rows.text(12),
      .signed_at = rows.text(13)};
}

Result<std::vector<ReportSignature>> all_of(Rows&& rows) {
  std::vector<ReportSignature> signatures;
  while (rows.next()) signatures.push_back(TRY(signature_of(rows)));
  return signatures;
}

}  // namespace

Result<std::vector<report::EventFact>> read_events(Connection& db, const std::string& site,
                                                   const TimeSpan& span, std::int64_t at_most) {
  std::vector<report::EventFact> facts;
  auto rows =
      db.query(select_events, site, to_string(span.from), to_string(span.until), at_most + 1);
  while (rows.next()) {
    AuditEvent event{rows.integer(0), rows.text(1), rows.text(2), rows.text(3), rows.text(4),
                     rows.text(5),    rows.text(6), rows.text(7), rows.text(8)};
    const auto at = TRY(parse_instant(event.at));
    facts.push_back({std::move(event), at, BatchId{rows.optional_integer(9).value_or(0)}});
  }
  if (static_cast<std::int64_t>(facts.size()) > at_most) {
    return fail(ErrorCode::InvalidInput, "The period has more than " + std::to_string(at_most) +
                                             " events; ask for fewer days at a time.");
  }
  return facts;
}

Result<std::map<BatchId, report::Arrival>> read_arrivals(Connection& db,
                                                         const report::Scope& scope) {
  std::map<BatchId, report::Arrival> arrivals;
  auto rows = db.query(select_arrivals, scope.site, scope.from.to_string(), scope.to.to_string());
  while (rows.next()) {
    arrivals.emplace(BatchId{rows.integer(0)},
                     report::Arrival{TRY(parse_name<custody::MailSource>(custody::mail_source_names,
                                                                         rows.text(1))),
                                     TRY(BusinessDay::parse(rows.text(2)))});
  }
  return arrivals;
}

std::vector<BatchId> read_booked_later(Connection& db, const report::Scope& scope) {
  std::vector<BatchId> batches;
  const auto begin = LocalTime{scope.from, {}}.instant();
  auto rows = db.query(select_booked_later, scope.site, to_string(begin), scope.from.to_string(),
                       scope.lockbox);
  while (rows.next()) batches.emplace_back(rows.integer(0));
  return batches;
}

Result<ReportSignature> add_signature(StoreContext& context, const ReportSignature& wanted) {
  const auto& scope = wanted.scope;
  if (wanted.verdict == SignatureVerdict::Differs && is_blank(wanted.note)) {
    return fail(ErrorCode::InvalidInput, "Say what differs, and from what.", "/note");
  }
  for (const auto& known : TRY(read_signatures(context.db, wanted.report, scope))) {
    const bool is_again = known.content == wanted.content && known.verdict == wanted.verdict &&
                          is_same_person(known.signed_by, context.audit.actor());
    if (!is_again) continue;
    return fail(ErrorCode::Conflict,
                "You signed these contents at " + known.signed_at + " already.");
  }
  auto signature = wanted;
  signature.signed_by = context.audit.actor();
  signature.signed_at = to_string(context.clock.now());
  signature.number = context.db.insert(
      insert_signature, scope.site, wanted.report, scope.from.to_string(), scope.to.to_string(),
      scope.lockbox, scope.deposit_account, scope.department, wanted.content, wanted.rows,
      name_of(signature_verdict_names, wanted.verdict), wanted.note, signature.signed_by,
      signature.signed_at);
  context.audit.add({Entity::ReportSignature, std::nullopt, std::nullopt, signature.number,
                     scope.site + "/" + wanted.report + "/" + scope.from.to_string() + "/" +
                         scope.to.to_string()},
                    "sign");
  return signature;
}

Result<std::vector<ReportSignature>> read_signatures(Connection& db, const std::string& report,
                                                     const report::Scope& scope) {
  return all_of(db.query(std::string{signature_columns} +
                             " WHERE site = ?1 AND report = ?2 AND from_day = ?3 AND to_day = ?4"
                             " AND lockbox = ?5 AND deposit_account = ?6 AND department = ?7"
                             " ORDER BY signature_id",
                         scope.site, report, scope.from.to_string(), scope.to.to_string(),
                         scope.lockbox, scope.deposit_account, scope.department));
}

Result<std::vector<ReportSignature>> read_all_signatures(Connection& db, const std::string& site,
                                                         std::int64_t at_most) {
  return all_of(db.query(
      std::string{signature_columns} + " WHERE site = ?1 ORDER BY signature_id DESC LIMIT ?2", site,
      at_most));
}

}  // namespace lockbox::deposit
