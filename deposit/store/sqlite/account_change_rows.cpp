#include "deposit/store/sqlite/account_change_rows.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/text.h"
#include "deposit/store/sqlite/account_rows.h"
#include "deposit/store/sqlite/kept_field_rows.h"

namespace lockbox::deposit {

namespace {

using accounts::Change;
using accounts::ChangeEvent;
using accounts::ChangeKind;
using accounts::ChangeRequest;
using accounts::ChangeState;

constexpr std::string_view insert_change =
    "INSERT INTO account_change (lockbox_id, kind, number_sealed, number_fingerprint, effective_on,"
    " reason, needs_two, state, version, requested_by, requested_at)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 1, ?9, ?10)";
constexpr std::string_view insert_field =
    "INSERT INTO account_change_field (change_id, ordinal, lockbox_id, field, before_sealed,"
    " after_sealed) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
constexpr std::string_view insert_step =
    "INSERT INTO account_change_step (change_id, ordinal, lockbox_id, event, actor, at, note)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
constexpr std::string_view update_change =
    "UPDATE account_change SET state = ?2, version = version + 1 WHERE change_id = ?1";
constexpr std::string_view select_changes =
    "SELECT change_id, lockbox.name, kind, number_sealed, effective_on, reason, needs_two, state,"
    " version, requested_by, requested_at FROM account_change c"
    " JOIN lockbox ON lockbox.lockbox_id = c.lockbox_id WHERE site = ?1";
// Only conditions that are wanted stand in the query, so that an index serves each.  LIMIT, of all,
// comes last: whatever number is left out before it may still be bound.
constexpr std::string_view of_number = " AND change_id = ?2";
constexpr std::string_view of_lockbox = " AND lockbox.name = ?3";
constexpr std::string_view of_account = " AND number_fingerprint = ?4";
constexpr std::string_view in_effect_since = " AND effective_on >= ?5";
constexpr std::string_view that_wait = " AND state IN ('requested', 'approved')";
constexpr std::string_view in_order = " ORDER BY change_id DESC LIMIT ?6";
constexpr std::string_view select_due =
    "SELECT change_id FROM account_change JOIN lockbox USING (lockbox_id)"
    " WHERE site = ?1 AND state = 'approved' AND effective_on <= ?2 ORDER BY change_id";
constexpr std::string_view select_fields =
    "SELECT field, before_sealed, after_sealed FROM account_change_field WHERE change_id = ?1"
    " ORDER BY ordinal";
constexpr std::string_view select_steps =
    "SELECT event, actor, at, note FROM account_change_step WHERE change_id = ?1 ORDER BY ordinal";
constexpr std::string_view select_newest_day = "SELECT max(day) FROM business_day WHERE site = ?1";

AuditSubject subject_of(std::int64_t lockbox_id, std::int64_t number) {
  return {Entity::AccountChange, lockbox_id, std::nullopt, number,
          "account change/" + std::to_string(number)};
}

Result<Change> change_of(StoreContext& context, const Rows& rows) {
  Change change{
      .number = rows.integer(0),
      .lockbox = rows.text(1),
      .kind = TRY(parse_name<ChangeKind>(accounts::change_kind_names, rows.text(2))),
      .account =
          AccountNumber{TRY(context.seal.open(sealed_column::account_change_number, rows.blob(3)))},
      .fields = {},
      .effective_on = TRY(BusinessDay::parse(rows.text(4))),
      .reason = rows.text(5),
      .needs_two = rows.boolean(6),
      .state = TRY(parse_name<ChangeState>(accounts::change_state_names, rows.text(7))),
      .version = rows.integer(8),
      .requested_by = rows.text(9),
      .requested_at = rows.text(10),
      .steps = {}};
  return change;
}

Result<void> read_parts(StoreContext& context, Change& change) {
  {
    auto rows = context.db.query(select_fields, change.number);
    while (rows.next()) {
      const auto field = TRY(parse_name<accounts::Field>(accounts::field_names, rows.text(0)));
      auto before = TRY(context.seal.open(sealed_column::account_change_value, rows.blob(1)));
      auto after = TRY(context.seal.open(sealed_column::account_change_value, rows.blob(2)));
      change.fields.push_back({field, std::move(before), std::move(after)});
    }
  }
  auto rows = context.db.query(select_steps, change.number);
  while (rows.next()) {
    change.steps.push_back(
        {TRY(parse_name<ChangeEvent>(accounts::change_event_names, rows.text(0))), rows.text(1),
         rows.text(2), rows.text(3)});
  }
  return {};
}

std::string query_for(std::optional<std::int64_t> number, const ChangeFilter& filter) {
  std::string sql{select_changes};
  if (number) sql += of_number;
  if (!filter.lockbox.empty()) sql += of_lockbox;
  if (filter.account) sql += of_account;
  if (filter.since) sql += in_effect_since;
  if (filter.only_waiting) sql += that_wait;
  return sql.append(in_order);
}

Result<std::vector<Change>> read_some(StoreContext& context, const std::string& site,
                                      std::optional<std::int64_t> number,
                                      const ChangeFilter& filter) {
  std::optional<Sha256> fingerprint;
  if (filter.account) fingerprint = context.seal.account_fingerprint(*filter.account);
  std::vector<Change> changes;
  {
    constexpr std::int64_t all = -1;
    auto rows =
        context.db.query(query_for(number, filter), site, number, filter.lockbox, fingerprint,
                         filter.since ? filter.since->to_string() : std::string{}, all);
    while (rows.next()) changes.push_back(TRY(change_of(context, rows)));
  }
  for (auto& change : changes) TRY(read_parts(context, change));
  return changes;
}

Result<void> write_step(StoreContext& context, std::int64_t lockbox_id, Change& change,
                        ChangeEvent event, const std::string& note) {
  const std::array events{event};
  const auto next = next_state(accounts::change_transitions, change.state, event);
  TRY(context.audit.walk<AccountChangeLife>(subject_of(lockbox_id, change.number), change.state,
                                            events, next.value_or(change.state)));
  const auto at = to_string(context.clock.now());
  change.state = *next;
  change.steps.push_back({event, context.audit.actor(), at, note});
  context.db.run(insert_step, change.number, change.steps.size(), lockbox_id,
                 name_of(accounts::change_event_names, event), context.audit.actor(), at, note);
  context.db.run(update_change, change.number, name_of(accounts::change_state_names, change.state));
  return {};
}

Result<std::optional<BusinessDay>> newest_day(Connection& db, const std::string& site) {
  auto rows = db.query(select_newest_day, site);
  if (!rows.next() || rows.is_null(0)) return std::nullopt;
  return TRY(BusinessDay::parse(rows.text(0)));
}

/// The day of the books, or that of the clock while no mail has come yet.
Result<BusinessDay> current_day(StoreContext& context, const std::string& site) {
  const auto newest = TRY(newest_day(context.db, site));
  if (newest) return *newest;
  return BusinessDay::parse(to_string(context.clock.now()).substr(0, 10));
}

/// Changes the account and says so in the history of the accounts.
Result<void> apply_change(StoreContext& context, std::int64_t lockbox_id, Change& change,
                          const std::string& note) {
  const auto before = TRY(find_account(context, lockbox_id, change.account));
  if (change.kind == ChangeKind::Merge) {
    const auto fields = change.fields;
    const auto into =
        std::ranges::find(fields, accounts::Field::Successor, &accounts::FieldChange::field);
    const auto target = TRY(find_account(context, lockbox_id, AccountNumber{into->after}));
    if (!target || target->status == AccountStatus::Closed) {
      return fail(ErrorCode::Conflict,
                  "The account that it shall go on as is open no more; reject "
                  "this change and ask for it again.");
    }
  }
  if (change.kind == ChangeKind::TakeFile) {
    TRY(check_file_still_says(context, lockbox_id, change));
  }
  const auto after = TRY(accounts::changed_account(change, before ? &*before : nullptr));
  TRY(write_step(context, lockbox_id, change, ChangeEvent::Apply, note));
  write_account(context, lockbox_id, after);
  write_alias(context, lockbox_id, after, change.number);
  keep_changed_fields(context, lockbox_id, change);
  add_accounts_event(context, lockbox_id, "change");
  return {};
}

Result<void> apply_if_due(StoreContext& context, const std::string& site, std::int64_t lockbox_id,
                          Change& change) {
  const auto today = TRY(current_day(context, site));
  if (change.effective_on > today) return {};
  return apply_change(context, lockbox_id, change, "");
}

/// A dated change never keeps a day from beginning: what no longer fits lapses.
Result<void> apply_or_lapse(StoreContext& context, std::int64_t lockbox_id, Change& change) {
  const auto before = TRY(find_account(context, lockbox_id, change.account));
  const auto fits = accounts::changed_account(change, before ? &*before : nullptr);
  auto why = fits ? std::string{} : fits.error().message;
  if (fits && change.kind == ChangeKind::TakeFile) {
    const auto said = check_file_still_says(context, lockbox_id, change);
    if (!said) why = said.error().message;
  }
  if (fits && change.kind == ChangeKind::Merge) {
    const auto target = TRY(find_account(context, lockbox_id, *fits->successor));
    if (!target || target->status == AccountStatus::Closed) {
      why = "The account that it shall go on as is open no more.";
    }
  }
  if (!why.empty()) return write_step(context, lockbox_id, change, ChangeEvent::Lapse, why);
  return apply_change(context, lockbox_id, change, "Its day has begun.");
}

}  // namespace

Result<Change> request_account_change(StoreContext& context, const std::string& site,
                                      const ChangeRequest& request) {
  const auto lockbox_id = lockbox_row(context, site, request.lockbox);
  const auto account = TRY(find_account(context, lockbox_id, request.number));
  const auto into = TRY(find_account(context, lockbox_id, request.into));
  if (request.kind == ChangeKind::TakeFile) {
    for (const auto& wanted : request.wanted) {
      TRY(check_file_version(context, lockbox_id, request.number, wanted.field,
                             request.file_version));
    }
  }
  const auto fields =
      TRY(accounts::plan_change(request, {account ? &*account : nullptr, into ? &*into : nullptr}));
  const bool needs_two = accounts::needs_second_person(request.kind, fields);
  const auto today = TRY(current_day(context, site));
  if (request.effective_on && *request.effective_on < today) {
    return fail(ErrorCode::InvalidInput,
                "The books are at " + today.to_string() +
                    "; a change holds from this day or a later one, or leave the day out.",
                "/effective_on");
  }
  const auto state = name_of(accounts::change_state_names, ChangeState::Requested);
  const auto number = context.db.insert(
      insert_change, lockbox_id, name_of(accounts::change_kind_names, request.kind),
      context.seal.seal(sealed_column::account_change_number, request.number.reveal()),
      context.seal.account_fingerprint(request.number),
      request.effective_on.value_or(today).to_string(), request.reason, static_cast<int>(needs_two),
      state, context.audit.actor(), to_string(context.clock.now()));
  std::int64_t ordinal = 0;
  for (const auto& field : fields) {
    context.db.run(insert_field, number, ++ordinal, lockbox_id,
                   name_of(accounts::field_names, field.field),
                   context.seal.seal(sealed_column::account_change_value, field.before),
                   context.seal.seal(sealed_column::account_change_value, field.after));
  }
  context.audit.add_in_state(subject_of(lockbox_id, number), "request", std::nullopt, state);
  if (!needs_two) {
    auto change = TRY(read_account_change(context, site, number));
    TRY(write_step(context, lockbox_id, change, ChangeEvent::Approve, "Needs no second person."));
    TRY(apply_if_due(context, site, lockbox_id, change));
  }
  return read_account_change(context, site, number);
}

Result<Change> decide_account_change(StoreContext& context, const std::string& site,
                                     std::int64_t number, const WantedChangeStep& wanted) {
  auto change = TRY(read_account_change(context, site, number));
  if (change.version != wanted.version) {
    return fail(ErrorCode::Conflict, "Account change " + std::to_string(number) +
                                         " has moved on meanwhile; look at it again.");
  }
  const auto lockbox_id = find_lockbox(context.db, site, change.lockbox).value_or(0);
  if (wanted.event == ChangeEvent::Reject) {
    if (is_blank(wanted.note)) {
      return fail(ErrorCode::InvalidInput, "A change is rejected with a reason.", "/note");
    }
    TRY(write_step(context, lockbox_id, change, ChangeEvent::Reject, wanted.note));
    return read_account_change(context, site, number);
  }
  if (wanted.event != ChangeEvent::Approve) {
    return fail(ErrorCode::InvalidInput, "People approve or reject a change, nothing else.");
  }
  TRY(accounts::check_approver(change, context.audit.actor()));
  TRY(write_step(context, lockbox_id, change, ChangeEvent::Approve, wanted.note));
  TRY(apply_if_due(context, site, lockbox_id, change));
  return read_account_change(context, site, number);
}

Result<std::vector<Change>> read_account_changes(StoreContext& context, const std::string& site,
                                                 const ChangeFilter& filter) {
  return read_some(context, site, std::nullopt, filter);
}

Result<Change> read_account_change(StoreContext& context, const std::string& site,
                                   std::int64_t number) {
  auto found = TRY(read_some(context, site, number, {}));
  if (!found.empty()) return std::move(found.front());
  return fail(ErrorCode::NotFound, "There is no account change " + std::to_string(number) + ".");
}

Result<void> apply_due_account_changes(StoreContext& context, const std::string& site,
                                       const BusinessDay& day) {
  std::vector<std::int64_t> due;
  {
    auto rows = context.db.query(select_due, site, day.to_string());
    while (rows.next()) due.push_back(rows.integer(0));
  }
  for (const auto number : due) {
    auto change = TRY(read_account_change(context, site, number));
    const auto lockbox_id = find_lockbox(context.db, site, change.lockbox).value_or(0);
    TRY(apply_or_lapse(context, lockbox_id, change));
  }
  return {};
}

}  // namespace lockbox::deposit
