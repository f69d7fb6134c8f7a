#include <algorithm>
#include <functional>
#include <utility>

#include "deposit/store/sqlite/credit_rows.h"

namespace lockbox::deposit {

namespace {

using credit::Arrangement;
using credit::ArrangementEvent;
using credit::ArrangementState;
using credit::NewArrangement;

constexpr std::string_view insert_arrangement =
    "INSERT INTO payment_arrangement (lockbox_id, account_sealed, account_fingerprint, total_cents,"
    " grace_days, active_from, terms_sealed, state, version, proposed_by, proposed_at)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 1, ?9, ?10)";
constexpr std::string_view insert_installment =
    "INSERT INTO arrangement_installment (arrangement_id, ordinal, lockbox_id, due_on,"
    " amount_cents) VALUES (?1, ?2, ?3, ?4, ?5)";
constexpr std::string_view select_arrangements =
    "SELECT arrangement_id, lockbox.name, account_sealed, total_cents, grace_days, active_from,"
    " terms_sealed, state, version, proposed_by, proposed_at, ended_on FROM payment_arrangement a"
    " JOIN lockbox ON lockbox.lockbox_id = a.lockbox_id WHERE site = ?1"
    " AND (?2 IS NULL OR arrangement_id = ?2) AND (?3 = '' OR lockbox.name = ?3)"
    " AND (?4 IS NULL OR account_fingerprint = ?4)"
    " AND (?5 = 0 OR state NOT IN ('closed', 'rejected')) ORDER BY arrangement_id DESC";
constexpr std::string_view select_installments =
    "SELECT due_on, amount_cents FROM arrangement_installment WHERE arrangement_id = ?1"
    " ORDER BY ordinal";
constexpr std::string_view select_steps =
    "SELECT event, catch_up, actor, at, note FROM arrangement_step WHERE arrangement_id = ?1"
    " ORDER BY ordinal";
constexpr std::string_view insert_asked =
    "INSERT INTO arrangement_step (arrangement_id, ordinal, lockbox_id, event, actor, at, note,"
    " catch_up) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
constexpr std::string_view select_other =
    "SELECT arrangement_id FROM payment_arrangement WHERE lockbox_id = ?1"
    " AND account_fingerprint = ?2 AND state NOT IN ('closed', 'rejected')";
/// The business day on which one of the account was closed last.
constexpr std::string_view select_closed =
    "SELECT max(ended_on) FROM payment_arrangement"
    " WHERE lockbox_id = ?1 AND account_fingerprint = ?2 AND state = 'closed'";

constexpr CreditTable table{
    .what = "Arrangement",
    .key_prefix = "arrangement/",
    .insert_step =
        "INSERT INTO arrangement_step (arrangement_id, ordinal, lockbox_id, event, actor,"
        " at, note) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    .update =
        "UPDATE payment_arrangement SET state = ?2, version = version + 1,"
        " ended_on = CASE WHEN ?2 IN ('closed', 'rejected') THEN coalesce((SELECT max(d.day)"
        "  FROM business_day d JOIN lockbox l ON l.site = d.site"
        "  WHERE l.lockbox_id = payment_arrangement.lockbox_id), active_from) END"
        " WHERE arrangement_id = ?1",
    .select_steps = select_steps};

Result<Arrangement> arrangement_of(StoreContext& context, const Rows& rows) {
  NewArrangement plan{
      .lockbox = rows.text(1),
      .account =
          AccountNumber{TRY(context.seal.open(sealed_column::arrangement_account, rows.blob(2)))},
      .total = rows.money(3),
      .installments = {},
      .grace_days = rows.integer(4),
      .active_from = TRY(BusinessDay::parse(rows.text(5))),
      .terms = TRY(context.seal.open(sealed_column::arrangement_terms, rows.blob(6)))};
  std::optional<BusinessDay> ended_on;
  if (!rows.is_null(11)) ended_on = TRY(BusinessDay::parse(rows.text(11)));
  return Arrangement{
      .number = rows.integer(0),
      .plan = std::move(plan),
      .state = TRY(parse_name<ArrangementState>(credit::arrangement_state_names, rows.text(7))),
      .version = rows.integer(8),
      .proposed_by = rows.text(9),
      .proposed_at = rows.text(10),
      .ended_on = ended_on};
}

Result<void> read_parts(StoreContext& context, Arrangement& one) {
  {
    auto rows = context.db.query(select_installments, one.number);
    while (rows.next()) {
      one.plan.installments.push_back({TRY(BusinessDay::parse(rows.text(0))), rows.money(1)});
    }
  }
  auto rows = context.db.query(select_steps, one.number);
  while (rows.next()) {
    credit::ArrangementStep step{
        .event = TRY(parse_name<ArrangementEvent>(credit::arrangement_event_names, rows.text(0))),
        .actor = rows.text(2),
        .at = rows.text(3),
        .note = rows.text(4)};
    if (!rows.is_null(1)) step.catch_up = TRY(BusinessDay::parse(rows.text(1)));
    one.steps.push_back(std::move(step));
  }
  return {};
}

CreditSubject<ArrangementState> subject_of(StoreContext& context, const std::string& site,
                                           Arrangement& one) {
  return {table, find_lockbox(context.db, site, one.plan.lockbox).value_or(0), one.number,
          one.state, one.steps.size()};
}

Result<void> write_detected(StoreContext& context, CreditSubject<ArrangementState>& subject,
                            const WantedArrangementStep& seen) {
  for (const auto event : seen.detected) {
    TRY(write_credit_step<ArrangementLife>(context, subject, event, seen.detected_why));
  }
  return {};
}

/// A step with a day of its own.
Result<void> write_asked(StoreContext& context, CreditSubject<ArrangementState>& subject,
                         const WantedArrangementStep& wanted) {
  if (!wanted.catch_up) {
    return fail(ErrorCode::InvalidInput, "Say until when what is short is caught up.", "/catch_up");
  }
  const std::array events{wanted.event};
  const auto next = next_state(credit::arrangement_transitions, subject.state, wanted.event);
  TRY(context.audit.walk<ArrangementLife>(
      audit_subject(Entity::PaymentArrangement, table, subject.lockbox_id, subject.number),
      subject.state, events, next.value_or(subject.state)));
  subject.state = *next;
  context.db.run(insert_asked, subject.number, ++subject.steps, subject.lockbox_id,
                 name_of(credit::arrangement_event_names, wanted.event), context.audit.actor(),
                 to_string(context.clock.now()), wanted.note, wanted.catch_up->to_string());
  context.db.run(table.update, subject.number,
                 name_of(credit::arrangement_state_names, subject.state));
  return {};
}

Result<void> check_account_is_free(StoreContext& context, std::int64_t lockbox_id,
                                   const NewArrangement& wanted) {
  for (const auto& number : TRY(numbers_of_account(context, lockbox_id, wanted.account))) {
    const auto fingerprint = context.seal.account_fingerprint(number);
    const auto other = context.db.find_integer(select_other, lockbox_id, fingerprint);
    if (other) {
      return fail(ErrorCode::Conflict, "The account has arrangement " + std::to_string(*other) +
                                           "; close it before another one is proposed.");
    }
    auto rows = context.db.query(select_closed, lockbox_id, fingerprint);
    if (!rows.next() || rows.is_null(0)) continue;
    if (wanted.active_from.to_string() > rows.text(0)) continue;
    return fail(ErrorCode::Conflict,
                "An arrangement of the account was closed on " + rows.text(0) +
                    "; this one begins on a later day, so that no payment counts twice.",
                "/active_from");
  }
  return {};
}

}  // namespace

Result<Arrangement> propose_arrangement(StoreContext& context, const std::string& site,
                                        const NewArrangement& wanted) {
  TRY(credit::check_arrangement(wanted));
  const auto lockbox_id = TRY(lockbox_of_account(context, site, wanted.lockbox, wanted.account));
  TRY(check_account_is_free(context, lockbox_id, wanted));
  const auto state = name_of(credit::arrangement_state_names, ArrangementState::Proposed);
  const auto number = context.db.insert(
      insert_arrangement, lockbox_id,
      context.seal.seal(sealed_column::arrangement_account, wanted.account.reveal()),
      context.seal.account_fingerprint(wanted.account), wanted.total, wanted.grace_days,
      wanted.active_from.to_string(),
      context.seal.seal(sealed_column::arrangement_terms, wanted.terms), state,
      context.audit.actor(), to_string(context.clock.now()));
  std::int64_t ordinal = 0;
  for (const auto& one : wanted.installments) {
    context.db.run(insert_installment, number, ++ordinal, lockbox_id, one.due.to_string(),
                   one.amount);
  }
  context.audit.add_in_state(audit_subject(Entity::PaymentArrangement, table, lockbox_id, number),
                             "propose", std::nullopt, state);
  return read_arrangement(context, site, number);
}

Result<Arrangement> step_arrangement(StoreContext& context, const std::string& site,
                                     std::int64_t number, const WantedArrangementStep& wanted) {
  auto one = TRY(read_arrangement(context, site, number));
  TRY(check_credit_version(table, number, one.version, wanted.version));
  TRY(credit::check_second_person(one, wanted.event, context.audit.actor()));
  if (wanted.event != ArrangementEvent::Approve) {
    TRY(check_note(wanted.note, "Say why; it stands in the history of the arrangement."));
  }
  auto subject = subject_of(context, site, one);
  TRY(write_detected(context, subject, wanted));
  if (wanted.event == ArrangementEvent::AskReinstatement) {
    TRY(write_asked(context, subject, wanted));
  } else {
    TRY(write_credit_step<ArrangementLife>(context, subject, wanted.event, wanted.note));
  }
  return read_arrangement(context, site, number);
}

Result<Arrangement> record_detected_arrangement(StoreContext& context, const std::string& site,
                                                std::int64_t number,
                                                const WantedArrangementStep& seen) {
  auto one = TRY(read_arrangement(context, site, number));
  TRY(check_credit_version(table, number, one.version, seen.version));
  auto subject = subject_of(context, site, one);
  TRY(write_detected(context, subject, seen));
  return read_arrangement(context, site, number);
}

Result<std::vector<Arrangement>> read_arrangements(StoreContext& context, const std::string& site,
                                                   const CreditFilter& filter,
                                                   std::optional<std::int64_t> number) {
  std::vector<Arrangement> all;
  for (const auto& fingerprint : TRY(wanted_fingerprints(context, site, filter))) {
    auto rows = context.db.query(select_arrangements, site, number, filter.lockbox, fingerprint,
                                 static_cast<int>(filter.only_live));
    while (rows.next()) all.push_back(TRY(arrangement_of(context, rows)));
  }
  std::ranges::sort(all, std::ranges::greater{}, &Arrangement::number);
  for (auto& one : all) TRY(read_parts(context, one));
  return all;
}

Result<Arrangement> read_arrangement(StoreContext& context, const std::string& site,
                                     std::int64_t number) {
  auto found = TRY(read_arrangements(context, site, {}, number));
  if (!found.empty()) return std::move(found.front());
  return fail(ErrorCode::NotFound, "There is no arrangement " + std::to_string(number) + ".");
}

}  // namespace lockbox::deposit
