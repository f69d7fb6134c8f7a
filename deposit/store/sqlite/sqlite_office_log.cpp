#include <array>
#include <sstream>
#include <utility>

#include "core/text.h"
#include "deposit/store/sqlite/account_rows.h"
#include "deposit/store/sqlite/ports.h"

namespace lockbox::deposit {

namespace {

constexpr std::string_view incident_columns =
    "SELECT incident_id, lockbox, kind, began_at, what, logged_by, logged_at, state, ended_at,"
    " ended_by, outcome FROM incident WHERE site = ?1";
constexpr std::string_view insert_incident =
    "INSERT INTO incident (site, lockbox, kind, began_at, what, logged_by, logged_at, state)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
constexpr std::string_view update_incident =
    "UPDATE incident SET state = ?2, ended_at = ?3, ended_by = ?4, outcome = ?5"
    " WHERE incident_id = ?1";
constexpr std::string_view select_payees =
    "SELECT version, payees, set_by, set_at, reason FROM payee_list WHERE lockbox_id = ?1"
    " ORDER BY version DESC";
constexpr std::string_view insert_payees =
    "INSERT INTO payee_list (lockbox_id, version, payees, set_by, set_at, reason)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6)";

AuditSubject subject_of(const std::string& site, std::int64_t number) {
  return {Entity::Incident, std::nullopt, std::nullopt, number,
          site + "/incident/" + std::to_string(number)};
}

Result<Incident> incident_of(const Rows& rows) {
  return Incident{.number = rows.integer(0),
                  .lockbox = rows.text(1),
                  .kind = TRY(parse_name<IncidentKind>(incident_kind_names, rows.text(2))),
                  .began_at = rows.text(3),
                  .what = rows.text(4),
                  .logged_by = rows.text(5),
                  .logged_at = rows.text(6),
                  .state = TRY(parse_name<IncidentState>(incident_state_names, rows.text(7))),
                  .ended_at = rows.text(8),
                  .ended_by = rows.text(9),
                  .outcome = rows.text(10)};
}

Result<Incident> read_incident(Connection& db, const std::string& site, std::int64_t number) {
  auto rows = db.query(std::string{incident_columns} + " AND incident_id = ?2", site, number);
  if (rows.next()) return incident_of(rows);
  return fail(ErrorCode::NotFound, "There is no incident " + std::to_string(number) + ".");
}

Result<Incident> add_incident(StoreContext& context, const std::string& site,
                              const Incident& incident) {
  if (is_blank(incident.what)) {
    return fail(ErrorCode::InvalidInput, "Say what happened.", "/what");
  }
  if (TRY(parse_instant(incident.began_at)) > context.clock.now()) {
    return fail(ErrorCode::InvalidInput, "It cannot begin in the future.", "/began_at");
  }
  const auto state = name_of(incident_state_names, IncidentState::Lasting);
  const auto id = context.db.insert(insert_incident, site, incident.lockbox,
                                    name_of(incident_kind_names, incident.kind), incident.began_at,
                                    incident.what, context.audit.actor(),
                                    to_string(context.clock.now()), state);
  context.audit.add_in_state(subject_of(site, id), "log", std::nullopt, state);
  return read_incident(context.db, site, id);
}

/// How an incident ends.
struct End {
  Instant at;
  const std::string& outcome;
};

Result<Incident> end_one(StoreContext& context, const std::string& site, std::int64_t number,
                         const End& end) {
  const auto incident = TRY(read_incident(context.db, site, number));
  if (is_blank(end.outcome)) {
    return fail(ErrorCode::InvalidInput, "Say how it ended.", "/outcome");
  }
  if (end.at < TRY(parse_instant(incident.began_at)) || end.at > context.clock.now()) {
    return fail(ErrorCode::InvalidInput, "It ended after it began, and not in the future.",
                "/ended_at");
  }
  const auto next = TRY(next_state(incident_transitions, incident.state, IncidentEvent::End));
  const std::array events{IncidentEvent::End};
  TRY(context.audit.walk<IncidentLife>(subject_of(site, number), incident.state, events, next));
  context.db.run(update_incident, number, name_of(incident_state_names, next), to_string(end.at),
                 context.audit.actor(), end.outcome);
  return read_incident(context.db, site, number);
}

Result<std::vector<PayeeList>> read_payees(Connection& db, const std::string& site,
                                           const std::string& lockbox) {
  std::vector<PayeeList> lists;
  const auto id = find_lockbox(db, site, lockbox);
  if (!id) return lists;
  auto rows = db.query(select_payees, *id);
  while (rows.next()) {
    PayeeList list{rows.integer(0), {}, rows.text(2), rows.text(3), rows.text(4)};
    std::istringstream lines{rows.text(1)};
    std::string payee;
    while (std::getline(lines, payee)) list.payees.push_back(payee);
    lists.push_back(std::move(list));
  }
  return lists;
}

/// One payee a line; InvalidInput for none, and for one that would be two.
Result<std::string> payees_text(const PayeeList& list) {
  std::string text;
  for (const auto& payee : list.payees) {
    if (is_blank(payee) || payee.find('\n') != std::string::npos) {
      return fail(ErrorCode::InvalidInput, "Each payee is one line of text.", "/payees");
    }
    text += (text.empty() ? "" : "\n") + payee;
  }
  if (text.empty()) return fail(ErrorCode::InvalidInput, "Name at least one payee.", "/payees");
  return text;
}

Result<void> add_payees(StoreContext& context, const std::string& site, const std::string& lockbox,
                        const PayeeList& wanted) {
  const auto text = TRY(payees_text(wanted));
  if (is_blank(wanted.reason)) {
    return fail(ErrorCode::InvalidInput, "Say why the list is changed.", "/reason");
  }
  const auto known = TRY(read_payees(context.db, site, lockbox));
  const auto last = known.empty() ? 0 : known.front().version;
  if (wanted.version != last) {
    return fail(ErrorCode::Conflict, "The list has changed meanwhile; look at it again.");
  }
  const auto lockbox_id = lockbox_row(context, site, lockbox);
  const auto id =
      context.db.insert(insert_payees, lockbox_id, last + 1, text, context.audit.actor(),
                        to_string(context.clock.now()), wanted.reason);
  context.audit.add(
      {Entity::PayeeList, lockbox_id, std::nullopt, id, "payees/" + std::to_string(last + 1)},
      "set");
  return {};
}

class SqliteOfficeLog final : public OfficeLog {
 public:
  explicit SqliteOfficeLog(std::shared_ptr<StoreFile> file) : file_{std::move(file)} {}

  [[nodiscard]] Result<std::vector<Incident>> incidents(const std::string& site) override {
    return file_->read([&]() -> Result<std::vector<Incident>> {
      std::vector<Incident> all;
      auto rows = file_->db().query(
          std::string{incident_columns} + " ORDER BY began_at DESC, incident_id DESC", site);
      while (rows.next()) all.push_back(TRY(incident_of(rows)));
      return all;
    });
  }

  [[nodiscard]] Result<Incident> log_incident(const std::string& site, const Incident& incident,
                                              const Actor& actor) override {
    return file_->change(actor, incident.what,
                         [&] { return add_incident(file_->context(), site, incident); });
  }

  [[nodiscard]] Result<Incident> end_incident(const std::string& site, std::int64_t number,
                                              Instant ended, const std::string& outcome,
                                              const Actor& actor) override {
    return file_->change(actor, outcome, [&] {
      return end_one(file_->context(), site, number, {ended, outcome});
    });
  }

  [[nodiscard]] Result<std::vector<PayeeList>> payees(const std::string& site,
                                                      const std::string& lockbox) override {
    return file_->read([&] { return read_payees(file_->db(), site, lockbox); });
  }

  [[nodiscard]] Result<void> set_payees(const std::string& site, const std::string& lockbox,
                                        const PayeeList& wanted, const Actor& actor) override {
    return file_->change(actor, wanted.reason,
                         [&] { return add_payees(file_->context(), site, lockbox, wanted); });
  }

 private:
  std::shared_ptr<StoreFile> file_;
};

}  // namespace

std::unique_ptr<OfficeLog> office_log_of(std::shared_ptr<StoreFile> file) {
  return std::make_unique<SqliteOfficeLog>(std::move(file));
}

}  // namespace lockbox::deposit
