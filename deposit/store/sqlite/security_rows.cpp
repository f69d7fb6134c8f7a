#include <algorithm>
#include <functional>
#include <utility>

#include <fmt/format.h>

#include "deposit/store/sqlite/credit_rows.h"
#include "deposit/store/sqlite/ledger_rows.h"

namespace lockbox::deposit {

namespace {

using credit::NewSecurity;
using credit::SecurityDeposit;
using credit::SecurityEvent;
using credit::SecurityReceipt;
using credit::SecurityState;

constexpr std::string_view insert_security =
    "INSERT INTO security_deposit (lockbox_id, account_sealed, account_fingerprint, bill_type,"
    " basis, amount_cents, why, refund_months, state, version, proposed_by, proposed_at,"
    " proposed_on) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 1, ?10, ?11, ?12)";
constexpr std::string_view select_securities =
    "SELECT security_id, lockbox.name, account_sealed, bill_type, basis, amount_cents, why,"
    " refund_months, state, version, proposed_by, proposed_at FROM security_deposit d"
    " JOIN lockbox ON lockbox.lockbox_id = d.lockbox_id WHERE site = ?1"
    " AND (?2 IS NULL OR security_id = ?2) AND (?3 = '' OR lockbox.name = ?3)"
    " AND (?4 IS NULL OR account_fingerprint = ?4)"
    " AND (?5 = 0 OR state NOT IN ('closed', 'waived', 'rejected')) ORDER BY security_id DESC";
constexpr std::string_view insert_receipt =
    "INSERT INTO security_receipt (security_id, ordinal, lockbox_id, amount_cents, received_on,"
    " transaction_id, receipt, added_by, added_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
constexpr std::string_view select_receipts =
    "SELECT amount_cents, received_on, t.batch_id, t.key, receipt, added_by, added_at"
    " FROM security_receipt LEFT JOIN lockbox_transaction t USING (transaction_id)"
    " WHERE security_id = ?1 ORDER BY ordinal";
constexpr std::string_view insert_release =
    "INSERT INTO security_release (security_id, ordinal, lockbox_id, kind, amount_cents,"
    " interest_cents, interest_until, adjustment_id, reference, asked_by, asked_at)"
    " VALUES (?1, (SELECT count(*) + 1 FROM security_release WHERE security_id = ?1), ?2, ?3, ?4,"
    " ?5, ?6, ?7, ?8, ?9, ?10)";
constexpr std::string_view select_release =
    "SELECT kind, amount_cents, interest_cents, interest_until, adjustment_id, reference, asked_by,"
    " asked_at FROM security_release WHERE security_id = ?1 ORDER BY ordinal DESC LIMIT 1";
constexpr std::string_view touch =
    "UPDATE security_deposit SET version = version + 1 WHERE security_id = ?1";
constexpr std::string_view select_other =
    "SELECT security_id FROM security_deposit WHERE lockbox_id = ?1 AND account_fingerprint = ?2"
    " AND state NOT IN ('closed', 'waived', 'rejected')";
/// What deposits have named of the envelope on the account already.
constexpr std::string_view select_named =
    "SELECT coalesce(sum(r.amount_cents), 0) FROM security_receipt r"
    " JOIN security_deposit d USING (security_id)"
    " WHERE r.transaction_id = ?1 AND d.account_fingerprint = ?2 AND d.state <> 'waived'";
constexpr std::string_view select_receipt_number =
    "SELECT security_id FROM security_receipt WHERE lockbox_id = ?1"
    " AND receipt = ?2 COLLATE NOCASE";
/// 1: the day is before the one on which the deposit was proposed.
constexpr std::string_view select_is_early =
    "SELECT ?2 < proposed_on FROM security_deposit WHERE security_id = ?1";
/// What a posted credit booked to the account.
constexpr std::string_view select_credit =
    "SELECT -sum(l.amount_cents) FROM adjustment a JOIN ledger_entry e USING (adjustment_id)"
    " JOIN ledger_line l USING (ledger_entry_id)"
    " WHERE a.adjustment_id = ?1 AND a.lockbox_id = ?2 AND a.kind = 'credit'"
    " AND a.state = 'posted' AND l.account_fingerprint = ?3";
constexpr std::string_view select_same_credit =
    "SELECT r.security_id FROM security_release r JOIN security_deposit d USING (security_id)"
    " WHERE r.adjustment_id = ?1 AND d.state IN ('releasing', 'closed')";

constexpr CreditTable table{
    .what = "Security deposit",
    .key_prefix = "security deposit/",
    .insert_step =
        "INSERT INTO security_step (security_id, ordinal, lockbox_id, event, actor, at,"
        " note) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    .update =
        "UPDATE security_deposit SET state = ?2, version = version + 1"
        " WHERE security_id = ?1",
    .select_steps =
        "SELECT event, actor, at, note FROM security_step WHERE security_id = ?1"
        " ORDER BY ordinal"};

Result<SecurityDeposit> security_of(StoreContext& context, const Rows& rows) {
  NewSecurity wanted{
      .lockbox = rows.text(1),
      .account =
          AccountNumber{TRY(context.seal.open(sealed_column::security_account, rows.blob(2)))},
      .bill_type = rows.text(3),
      .basis = TRY(parse_name<credit::SecurityBasis>(credit::security_basis_names, rows.text(4))),
      .amount = rows.money(5),
      .why = rows.text(6),
      .refund_months = rows.integer(7)};
  return SecurityDeposit{
      .number = rows.integer(0),
      .wanted = std::move(wanted),
      .state = TRY(parse_name<SecurityState>(credit::security_state_names, rows.text(8))),
      .version = rows.integer(9),
      .proposed_by = rows.text(10),
      .proposed_at = rows.text(11)};
}

Result<void> read_parts(StoreContext& context, SecurityDeposit& one) {
  one.steps = TRY(
      read_credit_steps<SecurityEvent>(context, table, credit::security_event_names, one.number));
  {
    auto rows = context.db.query(select_receipts, one.number);
    while (rows.next()) {
      SecurityReceipt receipt{.amount = rows.money(0),
                              .day = TRY(BusinessDay::parse(rows.text(1))),
                              .receipt = rows.text(4),
                              .added_by = rows.text(5),
                              .added_at = rows.text(6)};
      if (!rows.is_null(2)) {
        receipt.envelope = ledger::Origin{BatchId{rows.integer(2)}, rows.integer(3)};
      }
      one.receipts.push_back(std::move(receipt));
    }
  }
  auto rows = context.db.query(select_release, one.number);
  if (!rows.next()) return {};
  one.release = credit::Release{
      .kind = TRY(parse_name<credit::ReleaseKind>(credit::release_kind_names, rows.text(0))),
      .amount = rows.money(1),
      .interest = rows.money(2),
      .until = TRY(BusinessDay::parse(rows.text(3))),
      .adjustment = rows.optional_integer(4).value_or(0),
      .reference = rows.text(5),
      .asked_by = rows.text(6),
      .asked_at = rows.text(7)};
  return {};
}

CreditSubject<SecurityState> subject_of(StoreContext& context, const std::string& site,
                                        SecurityDeposit& one) {
  return {table, find_lockbox(context.db, site, one.wanted.lockbox).value_or(0), one.number,
          one.state, one.steps.size()};
}

/// The envelope's money on the account.
struct NamedMoney {
  Money stands;
  Money named;  ///< By deposits.
};

Result<NamedMoney> money_of(StoreContext& context, std::int64_t lockbox_id,
                            const AccountNumber& account, std::int64_t transaction_id) {
  const auto numbers = TRY(numbers_of_account(context, lockbox_id, account));
  NamedMoney money;
  for (const auto& standing : TRY(read_standing(context, transaction_id))) {
    const bool is_there = std::ranges::find(numbers, standing.spot.account) != numbers.end();
    if (is_there) money.stands += standing.amount;
  }
  for (const auto& number : numbers) {
    const auto fingerprint = context.seal.account_fingerprint(number);
    money.named += Money::from_cents(
        context.db.find_integer(select_named, transaction_id, fingerprint).value_or(0));
  }
  return money;
}

/// What envelopes brought for it, each of them once.
std::vector<ledger::Origin> envelopes_of(const SecurityDeposit& one) {
  std::vector<ledger::Origin> envelopes;
  for (const auto& receipt : one.receipts) {
    if (!receipt.envelope) continue;
    if (std::ranges::find(envelopes, *receipt.envelope) != envelopes.end()) continue;
    envelopes.push_back(*receipt.envelope);
  }
  return envelopes;
}

/// All that was named of its envelopes stands on the account still.
Result<void> check_still_there(StoreContext& context, const std::string& site,
                               std::int64_t lockbox_id, const SecurityDeposit& one) {
  for (const auto& origin : envelopes_of(one)) {
    const auto envelope = TRY(deposited_envelope(context.db, site, origin));
    const auto money =
        TRY(money_of(context, lockbox_id, one.wanted.account, envelope.transaction_id));
    if (money.named <= money.stands) continue;
    return fail(ErrorCode::Conflict,
                fmt::format("Money named for it stands on the account no more: of envelope {} of "
                            "batch {} deposits name {}, and {} stands there.",
                            origin.transaction, origin.batch.value(), money.named.to_string(),
                            std::max(money.stands, Money{}).to_string()));
  }
  return {};
}

/// Only a deposit of which nothing is here is waived.
Result<void> check_nothing_there(StoreContext& context, const std::string& site,
                                 std::int64_t lockbox_id, const SecurityDeposit& one) {
  bool is_there = std::ranges::any_of(
      one.receipts, [](const SecurityReceipt& receipt) { return !receipt.envelope.has_value(); });
  for (const auto& origin : envelopes_of(one)) {
    const auto envelope = TRY(deposited_envelope(context.db, site, origin));
    const auto money =
        TRY(money_of(context, lockbox_id, one.wanted.account, envelope.transaction_id));
    is_there = is_there || money.stands > Money{};
  }
  if (!is_there) return {};
  return fail(ErrorCode::Conflict, "Money was received for it; it is given back, not waived.");
}

/// The envelope that brought the money, of which so much still stands on the account unnamed.
Result<DepositedEnvelope> check_envelope(StoreContext& context, const std::string& site,
                                         std::int64_t lockbox_id, const SecurityDeposit& one,
                                         const SecurityReceipt& receipt) {
  auto envelope = TRY(deposited_envelope(context.db, site, *receipt.envelope));
  const auto money =
      TRY(money_of(context, lockbox_id, one.wanted.account, envelope.transaction_id));
  const auto left = money.stands - money.named;
  if (receipt.amount <= left) return envelope;
  return fail(ErrorCode::Conflict,
              fmt::format("Of envelope {} of batch {} no more than {} stands on the account and is "
                          "named by no deposit.",
                          receipt.envelope->transaction, receipt.envelope->batch.value(),
                          std::max(left, Money{}).to_string()),
              "/amount_cents");
}

/// Without the blanks around it.
std::string receipt_number(const std::string& typed) {
  constexpr std::string_view blanks = " \t\r\n";
  const auto first = typed.find_first_not_of(blanks);
  if (first == std::string::npos) return {};
  return typed.substr(first, typed.find_last_not_of(blanks) - first + 1);
}

/// Money that no envelope here brought is named by a receipt of its own, of a day since the
/// proposal.
Result<void> check_receipt(StoreContext& context, const std::string& site, std::int64_t lockbox_id,
                           const SecurityDeposit& one, const SecurityReceipt& receipt) {
  const auto number = receipt_number(receipt.receipt);
  const auto day = receipt.day.to_string();
  if (context.db.find_integer(select_is_early, one.number, day) == 1) {
    return fail(ErrorCode::InvalidInput,
                "Money for a deposit is not received before the deposit is proposed.", "/day");
  }
  if (day > credit_day(context, site)) {
    return fail(ErrorCode::InvalidInput, "Money is not received on a day to come.", "/day");
  }
  if (number.empty()) {
    return fail(ErrorCode::InvalidInput,
                "Name the envelope that brought it, or the number of the receipt.", "/receipt");
  }
  if (!context.db.find_integer(select_receipt_number, lockbox_id, number)) return {};
  return fail(ErrorCode::Conflict, "Receipt " + number + " stands for a deposit already.",
              "/receipt");
}

/// What a refusal leads back to depends on whether all of it had come.
SecurityEvent event_in_life(const SecurityDeposit& one, SecurityEvent asked) {
  const bool is_part = credit::received_of(one) < one.wanted.amount;
  return asked == SecurityEvent::Refuse && is_part ? SecurityEvent::RefusePart : asked;
}

/// An adjustment that a release stands on credits the account with exactly what goes back, once.
Result<void> check_adjustment(StoreContext& context, std::int64_t lockbox_id,
                              const SecurityDeposit& one, const credit::Release& release) {
  if (release.adjustment == 0) return {};
  Money credited;
  for (const auto& number : TRY(numbers_of_account(context, lockbox_id, one.wanted.account))) {
    credited += Money::from_cents(context.db
                                      .find_integer(select_credit, release.adjustment, lockbox_id,
                                                    context.seal.account_fingerprint(number))
                                      .value_or(0));
  }
  const auto wanted = release.amount + release.interest;
  if (credited != wanted) {
    return fail(ErrorCode::Conflict,
                fmt::format("Adjustment {} is no posted credit of {} to the account.",
                            release.adjustment, wanted.to_string()),
                "/adjustment");
  }
  const auto other = context.db.find_integer(select_same_credit, release.adjustment);
  if (!other || *other == one.number) return {};
  return fail(ErrorCode::Conflict,
              fmt::format("Security deposit {} stands on adjustment {} already.", *other,
                          release.adjustment),
              "/adjustment");
}

Result<void> write_release(StoreContext& context, std::int64_t lockbox_id,
                           const SecurityDeposit& one, const WantedSecurityStep& wanted) {
  if (!wanted.release) {
    return fail(ErrorCode::InvalidInput, "Say how the deposit goes back.", "/kind");
  }
  const auto& release = *wanted.release;
  TRY(credit::check_release(one, release));
  TRY(check_adjustment(context, lockbox_id, one, release));
  std::optional<std::int64_t> adjustment;
  if (release.adjustment != 0) adjustment = release.adjustment;
  context.db.run(insert_release, one.number, lockbox_id,
                 name_of(credit::release_kind_names, release.kind), release.amount,
                 release.interest, release.until.to_string(), adjustment, release.reference,
                 context.audit.actor(), to_string(context.clock.now()));
  return {};
}

}  // namespace

Result<SecurityDeposit> propose_security(StoreContext& context, const std::string& site,
                                         const NewSecurity& wanted) {
  TRY(credit::check_security(wanted));
  const auto lockbox_id = TRY(lockbox_of_account(context, site, wanted.lockbox, wanted.account));
  for (const auto& number : TRY(numbers_of_account(context, lockbox_id, wanted.account))) {
    const auto other =
        context.db.find_integer(select_other, lockbox_id, context.seal.account_fingerprint(number));
    if (!other) continue;
    return fail(ErrorCode::Conflict, "The account has security deposit " + std::to_string(*other) +
                                         "; it is settled before another one is proposed.");
  }
  const auto state = name_of(credit::security_state_names, SecurityState::Proposed);
  const auto number =
      context.db.insert(insert_security, lockbox_id,
                        context.seal.seal(sealed_column::security_account, wanted.account.reveal()),
                        context.seal.account_fingerprint(wanted.account), wanted.bill_type,
                        name_of(credit::security_basis_names, wanted.basis), wanted.amount,
                        wanted.why, wanted.refund_months, state, context.audit.actor(),
                        to_string(context.clock.now()), credit_day(context, site));
  context.audit.add_in_state(audit_subject(Entity::SecurityDeposit, table, lockbox_id, number),
                             "propose", std::nullopt, state);
  return read_security(context, site, number);
}

Result<SecurityDeposit> step_security(StoreContext& context, const std::string& site,
                                      std::int64_t number, const WantedSecurityStep& wanted) {
  if (wanted.event == SecurityEvent::Receive || wanted.event == SecurityEvent::RefusePart) {
    return fail(ErrorCode::InvalidInput, "A deposit is held by naming the money that came.");
  }
  auto one = TRY(read_security(context, site, number));
  TRY(check_credit_version(table, number, one.version, wanted.version));
  TRY(credit::check_second_person(one, wanted.event, context.audit.actor()));
  if (wanted.event != SecurityEvent::Approve && wanted.event != SecurityEvent::Release) {
    TRY(check_note(wanted.note, "Say why; it stands in the history of the deposit."));
  }
  auto subject = subject_of(context, site, one);
  if (wanted.event == SecurityEvent::Waive) {
    TRY(check_nothing_there(context, site, subject.lockbox_id, one));
  }
  if (wanted.event == SecurityEvent::AskRelease || wanted.event == SecurityEvent::Release) {
    TRY(check_still_there(context, site, subject.lockbox_id, one));
  }
  TRY(write_credit_step<SecurityLife>(context, subject, event_in_life(one, wanted.event),
                                      wanted.note));
  if (wanted.event == SecurityEvent::AskRelease) {
    TRY(write_release(context, subject.lockbox_id, one, wanted));
  }
  if (wanted.event == SecurityEvent::Release && one.release) {
    TRY(check_adjustment(context, subject.lockbox_id, one, *one.release));
  }
  return read_security(context, site, number);
}

Result<SecurityDeposit> receive_security(StoreContext& context, const std::string& site,
                                         std::int64_t number, std::int64_t version,
                                         const SecurityReceipt& receipt) {
  auto one = TRY(read_security(context, site, number));
  TRY(check_credit_version(table, number, one.version, version));
  if (one.state != SecurityState::Approved) {
    return fail(ErrorCode::Conflict,
                "Money is received for a deposit that is approved and not "
                "held yet.");
  }
  const auto missing = one.wanted.amount - credit::received_of(one);
  if (receipt.amount <= Money{} || receipt.amount > missing) {
    return fail(ErrorCode::InvalidInput,
                fmt::format("{} is missing; name no more of what came.", missing.to_string()),
                "/amount_cents");
  }
  auto subject = subject_of(context, site, one);
  std::optional<std::int64_t> transaction;
  auto day = receipt.day;
  if (receipt.envelope) {
    const auto envelope = TRY(check_envelope(context, site, subject.lockbox_id, one, receipt));
    transaction = envelope.transaction_id;
    day = envelope.day;
  } else {
    TRY(check_receipt(context, site, subject.lockbox_id, one, receipt));
  }
  context.db.run(insert_receipt, number, one.receipts.size() + 1, subject.lockbox_id,
                 receipt.amount, day.to_string(), transaction,
                 receipt.envelope ? std::string{} : receipt_number(receipt.receipt),
                 context.audit.actor(), to_string(context.clock.now()));
  if (receipt.amount == missing) {
    TRY(write_credit_step<SecurityLife>(context, subject, SecurityEvent::Receive,
                                        "All of it was received."));
  } else {
    const auto state = name_of(credit::security_state_names, one.state);
    context.db.run(touch, number);
    context.audit.add_in_state(
        audit_subject(Entity::SecurityDeposit, table, subject.lockbox_id, number), "part", state,
        state);
  }
  return read_security(context, site, number);
}

Result<std::vector<SecurityDeposit>> read_securities(StoreContext& context, const std::string& site,
                                                     const CreditFilter& filter,
                                                     std::optional<std::int64_t> number) {
  std::vector<SecurityDeposit> all;
  for (const auto& fingerprint : TRY(wanted_fingerprints(context, site, filter))) {
    auto rows = context.db.query(select_securities, site, number, filter.lockbox, fingerprint,
                                 static_cast<int>(filter.only_live));
    while (rows.next()) all.push_back(TRY(security_of(context, rows)));
  }
  std::ranges::sort(all, std::ranges::greater{}, &SecurityDeposit::number);
  for (auto& one : all) TRY(read_parts(context, one));
  return all;
}

Result<SecurityDeposit> read_security(StoreContext& context, const std::string& site,
                                      std::int64_t number) {
  auto found = TRY(read_securities(context, site, {}, number));
  if (!found.empty()) return std::move(found.front());
  return fail(ErrorCode::NotFound, "There is no security deposit " + std::to_string(number) + ".");
}

}  // namespace lockbox::deposit
