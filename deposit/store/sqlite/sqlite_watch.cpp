#include <algorithm>
#include <utility>

#include "core/text.h"
#include "deposit/model/person.h"
#include "deposit/store/sqlite/ports.h"
#include "deposit/store/sqlite/watch_rows.h"

namespace lockbox::deposit {

namespace {

using watch::Evidence;
using watch::Finding;
using watch::FindingEvent;
using watch::FindingState;

constexpr std::string_view select_known =
    "SELECT finding_id, state, score, people FROM watch_finding"
    " WHERE site = ?1 AND fingerprint = ?2";
constexpr std::string_view select_full_name = "SELECT full_name FROM user WHERE name_folded = ?1";
constexpr std::string_view insert_finding =
    "INSERT INTO watch_finding (site, fingerprint, lens, score, sentence, people, found_at, state,"
    " version) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'new', 1)";
constexpr std::string_view update_finding =
    "UPDATE watch_finding SET score = ?2, sentence = ?3, people = ?4 WHERE finding_id = ?1";
constexpr std::string_view delete_evidence = "DELETE FROM watch_evidence WHERE finding_id = ?1";
constexpr std::string_view insert_evidence =
    "INSERT INTO watch_evidence (finding_id, ordinal, text, day, amount_cents, person, document_id,"
    " lockbox, ticket) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
constexpr std::string_view select_findings =
    "SELECT finding_id, lens, score, sentence, people, found_at, state, version FROM watch_finding"
    " WHERE site = ?1 ORDER BY score DESC, finding_id DESC";
constexpr std::string_view select_evidence =
    "SELECT text, day, amount_cents, person, document_id, lockbox, ticket FROM watch_evidence"
    " WHERE finding_id = ?1 ORDER BY ordinal";
constexpr std::string_view select_steps =
    "SELECT event, actor, at, note FROM watch_step WHERE finding_id = ?1 ORDER BY ordinal";
constexpr std::string_view insert_step =
    "INSERT INTO watch_step (finding_id, ordinal, event, actor, at, note) SELECT ?1,"
    " (SELECT count(*) + 1 FROM watch_step WHERE finding_id = ?1), ?2, ?3, ?4, ?5";
constexpr std::string_view update_state =
    "UPDATE watch_finding SET state = ?2, version = version + 1 WHERE finding_id = ?1";
constexpr char between_people = '\n';

std::string joined(const std::vector<std::string>& people) {
  std::string text;
  for (const auto& person : people) {
    if (!text.empty()) text += between_people;
    text += person;
  }
  return text;
}

std::vector<std::string> parted(const std::string& text) {
  std::vector<std::string> people;
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = std::min(text.find(between_people, begin), text.size());
    people.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return people;
}

AuditSubject subject_of(std::int64_t id) {
  return {Entity::WatchFinding, std::nullopt, std::nullopt, id, "finding/" + std::to_string(id)};
}

void write_evidence(Connection& db, std::int64_t id, const std::vector<Evidence>& evidence) {
  db.run(delete_evidence, id);
  std::int64_t ordinal = 0;
  for (const auto& one : evidence) {
    std::optional<std::int64_t> document;
    if (one.document) document = one.document->value();
    db.run(insert_evidence, id, ++ordinal, one.text, one.day.to_string(), one.amount, one.person,
           document, one.lockbox, one.ticket);
  }
}

Result<void> take_step(StoreContext& context, std::int64_t id, FindingState from,
                       FindingEvent event, const std::string& note) {
  const std::array events{event};
  const auto next = next_state(watch::finding_transitions, from, event).value_or(from);
  TRY(context.audit.walk<FindingLife>(subject_of(id), from, events, next));
  context.db.run(insert_step, id, name_of(watch::finding_event_names, event), context.audit.actor(),
                 to_string(context.clock.now()), note);
  context.db.run(update_state, id, name_of(watch::finding_state_names, next));
  return {};
}

Result<std::vector<Evidence>> read_evidence(Connection& db, std::int64_t id) {
  std::vector<Evidence> evidence;
  auto rows = db.query(select_evidence, id);
  while (rows.next()) {
    Evidence one{.text = rows.text(0),
                 .day = TRY(BusinessDay::parse(rows.text(1))),
                 .amount = rows.optional_money(2),
                 .person = rows.text(3),
                 .document = {},
                 .lockbox = rows.text(5),
                 .ticket = rows.text(6)};
    if (!rows.is_null(4)) one.document = DocumentId{rows.integer(4)};
    evidence.push_back(std::move(one));
  }
  return evidence;
}

struct KnownFinding {
  std::int64_t id = 0;
  FindingState state = FindingState::New;
  int score = 0;
  std::vector<std::string> people = {};
  std::vector<Evidence> evidence = {};
};

Result<std::optional<KnownFinding>> find_known(Connection& db, const std::string& site,
                                               const Sha256& fingerprint) {
  std::optional<KnownFinding> known;
  {
    auto rows = db.query(select_known, site, fingerprint);
    if (!rows.next()) return known;
    known.emplace();
    known->id = rows.integer(0);
    known->state = TRY(parse_name<FindingState>(watch::finding_state_names, rows.text(1)));
    known->score = static_cast<int>(rows.integer(2));
    known->people = parted(rows.text(3));
  }
  known->evidence = TRY(read_evidence(db, known->id));
  return known;
}

bool is_same_evidence(const Evidence& one, const Evidence& other) {
  return one.text == other.text && one.day == other.day && one.amount == other.amount &&
         one.document == other.document && one.lockbox == other.lockbox &&
         one.ticket == other.ticket;
}

bool names(const std::vector<std::string>& people, const std::string& person) {
  return std::ranges::any_of(people,
                             [&](const std::string& one) { return is_same_person(one, person); });
}

/// Whether something speaks for it that nobody has seen.  Their number says nothing: old evidence
/// leaves the days that are watched as new comes.
bool has_grown(const KnownFinding& known, const Finding& found) {
  const auto is_new = [&](const Evidence& one) {
    return std::ranges::none_of(
        known.evidence, [&](const Evidence& before) { return is_same_evidence(before, one); });
  };
  return found.score > known.score || std::ranges::any_of(found.evidence, is_new) ||
         std::ranges::any_of(
             found.people, [&](const std::string& person) { return !names(known.people, person); });
}

/// True when it is new or there is more of it.
Result<bool> file_one(StoreContext& context, const std::string& site, const Finding& finding) {
  const auto lens = name_of(watch::lens_names, finding.lens);
  const auto fingerprint = Sha256::of(bytes_of(std::string{lens} + "/" + finding.about));
  const auto known = TRY(find_known(context.db, site, fingerprint));
  if (known && !has_grown(*known, finding)) return false;
  if (known) {
    context.db.run(update_finding, known->id, finding.score, finding.sentence,
                   joined(finding.people));
    write_evidence(context.db, known->id, finding.evidence);
    TRY(take_step(context, known->id, known->state, FindingEvent::Grow, ""));
    return true;
  }
  const auto id =
      context.db.insert(insert_finding, site, fingerprint, lens, finding.score, finding.sentence,
                        joined(finding.people), to_string(context.clock.now()));
  write_evidence(context.db, id, finding.evidence);
  context.audit.add_in_state(subject_of(id), "find", std::nullopt,
                             name_of(watch::finding_state_names, FindingState::New));
  return true;
}

Result<void> read_parts(Connection& db, FiledFinding& filed) {
  filed.finding.evidence = TRY(read_evidence(db, filed.id));
  auto rows = db.query(select_steps, filed.id);
  while (rows.next()) {
    filed.steps.push_back({TRY(parse_name<FindingEvent>(watch::finding_event_names, rows.text(0))),
                           rows.text(1), rows.text(2), rows.text(3)});
  }
  return {};
}

Result<std::vector<FiledFinding>> read_findings(Connection& db, const std::string& site) {
  std::vector<FiledFinding> findings;
  {
    auto rows = db.query(select_findings, site);
    while (rows.next()) {
      FiledFinding filed;
      filed.id = rows.integer(0);
      filed.finding.lens = TRY(parse_name<watch::Lens>(watch::lens_names, rows.text(1)));
      filed.finding.score = static_cast<int>(rows.integer(2));
      filed.finding.sentence = rows.text(3);
      filed.finding.people = parted(rows.text(4));
      filed.found_at = rows.text(5);
      filed.state = TRY(parse_name<FindingState>(watch::finding_state_names, rows.text(6)));
      filed.version = rows.integer(7);
      findings.push_back(std::move(filed));
    }
  }
  for (auto& filed : findings) TRY(read_parts(db, filed));
  return findings;
}

Result<FiledFinding> find_finding(Connection& db, const std::string& site, std::int64_t id) {
  const auto all = TRY(read_findings(db, site));
  const auto found = std::ranges::find(all, id, &FiledFinding::id);
  if (found != all.end()) return *found;
  return fail(ErrorCode::NotFound, "There is no finding " + std::to_string(id) + ".");
}

/// Books name a person by the user's name or by the full one.
bool is_about(Connection& db, const Finding& finding, const std::string& person) {
  if (names(finding.people, person)) return true;
  auto rows = db.query(select_full_name, folded_name(person));
  return rows.next() && names(finding.people, rows.text(0));
}

Result<FiledFinding> step_finding(StoreContext& context, const std::string& site, std::int64_t id,
                                  const WantedFindingStep& wanted) {
  const auto filed = TRY(find_finding(context.db, site, id));
  if (is_about(context.db, filed.finding, context.audit.actor())) {
    return fail(ErrorCode::NotPermitted, "This finding is about you; another auditor works it.");
  }
  if (filed.version != wanted.version) {
    return fail(ErrorCode::Conflict, "The finding has changed meanwhile; look at it again.");
  }
  if (wanted.event == FindingEvent::Grow || is_blank(wanted.note)) {
    return fail(ErrorCode::InvalidInput, "Say what you saw, or why it is no fraud.", "/note");
  }
  TRY(take_step(context, id, filed.state, wanted.event, wanted.note));
  return find_finding(context.db, site, id);
}

class SqliteWatch final : public WatchBook {
 public:
  explicit SqliteWatch(std::shared_ptr<StoreFile> file) : file_{std::move(file)} {}

  [[nodiscard]] Result<watch::WatchRows> rows(const std::string& site,
                                              const BusinessDay& from) override {
    return file_->read([&] { return read_watch_rows(file_->context(), site, from); });
  }

  [[nodiscard]] Result<int> file(const std::string& site, const std::vector<Finding>& findings,
                                 const Actor& actor) override {
    return file_->change(actor, "Found by the watch.", [&]() -> Result<int> {
      int filed = 0;
      for (const auto& finding : findings) {
        if (TRY(file_one(file_->context(), site, finding))) ++filed;
      }
      return filed;
    });
  }

  [[nodiscard]] Result<std::vector<FiledFinding>> findings(const std::string& site) override {
    return file_->read([&] { return read_findings(file_->db(), site); });
  }

  [[nodiscard]] Result<FiledFinding> step(const std::string& site, std::int64_t id,
                                          const WantedFindingStep& wanted,
                                          const Actor& actor) override {
    // The trail is read by more people than findings are; the note stays with its step.
    return file_->change(actor, "Worked by an auditor.",
                         [&] { return step_finding(file_->context(), site, id, wanted); });
  }

 private:
  std::shared_ptr<StoreFile> file_;
};

}  // namespace

std::unique_ptr<WatchBook> watch_of(std::shared_ptr<StoreFile> file) {
  return std::make_unique<SqliteWatch>(std::move(file));
}

}  // namespace lockbox::deposit
