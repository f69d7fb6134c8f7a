#include <algorithm>
#include <functional>
#include <utility>

#include "deposit/store/sqlite/credit_rows.h"

namespace lockbox::deposit {

namespace {

using credit::NewReferral;
using credit::Referral;
using credit::ReferralEvent;
using credit::ReferralFile;
using credit::ReferralFileKind;
using credit::ReferralState;

constexpr std::string_view insert_referral =
    "INSERT INTO referral (lockbox_id, account_sealed, account_fingerprint, business_day,"
    " amount_cents, points, why, state, version, proposed_by, proposed_at)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 1, ?9, ?10)";
constexpr std::string_view select_referrals =
    "SELECT r.referral_id, lockbox.name, account_sealed, r.business_day, r.amount_cents, points,"
    " why, state, version, proposed_by, proposed_at, told.name, told.business_day, recall.name"
    " FROM referral r JOIN lockbox ON lockbox.lockbox_id = r.lockbox_id"
    " LEFT JOIN referral_file_entry te ON te.referral_id = r.referral_id AND te.kind = 'referral'"
    " LEFT JOIN referral_file told ON told.referral_file_id = te.referral_file_id"
    " LEFT JOIN referral_file_entry re ON re.referral_id = r.referral_id AND re.kind = 'recall'"
    " LEFT JOIN referral_file recall ON recall.referral_file_id = re.referral_file_id"
    " WHERE lockbox.site = ?1 AND (?2 IS NULL OR r.referral_id = ?2)"
    " AND (?3 = '' OR lockbox.name = ?3) AND (?4 IS NULL OR account_fingerprint = ?4)"
    " AND (?5 = 0 OR state NOT IN ('closed', 'rejected')) ORDER BY r.referral_id DESC";
constexpr std::string_view select_other =
    "SELECT referral_id FROM referral WHERE lockbox_id = ?1 AND account_fingerprint = ?2"
    " AND state NOT IN ('closed', 'rejected')";
constexpr std::string_view insert_file =
    "INSERT INTO referral_file (site, number, kind, business_day, name, sha256, amount_cents,"
    " made_by, made_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
constexpr std::string_view insert_entry =
    "INSERT INTO referral_file_entry (referral_id, kind, lockbox_id, referral_file_id)"
    " VALUES (?1, ?2, ?3, ?4)";
constexpr std::string_view select_last_number =
    "SELECT max(number) FROM referral_file WHERE site = ?1";
constexpr std::string_view select_files =
    "SELECT referral_file_id, number, kind, business_day, name, sha256, amount_cents, made_by,"
    " made_at FROM referral_file WHERE site = ?1 ORDER BY number DESC";
constexpr std::string_view select_entries =
    "SELECT referral_id FROM referral_file_entry WHERE referral_file_id = ?1 ORDER BY referral_id";

constexpr CreditTable table{
    .what = "Referral",
    .key_prefix = "referral/",
    .insert_step =
        "INSERT INTO referral_step (referral_id, ordinal, lockbox_id, event, actor, at,"
        " note) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    .update = "UPDATE referral SET state = ?2, version = version + 1 WHERE referral_id = ?1",
    .select_steps =
        "SELECT event, actor, at, note FROM referral_step WHERE referral_id = ?1"
        " ORDER BY ordinal"};

Result<Referral> referral_of(StoreContext& context, const Rows& rows) {
  NewReferral wanted{
      .lockbox = rows.text(1),
      .account =
          AccountNumber{TRY(context.seal.open(sealed_column::referral_account, rows.blob(2)))},
      .day = TRY(BusinessDay::parse(rows.text(3))),
      .amount = rows.money(4),
      .points = rows.integer(5),
      .why = rows.text(6)};
  Referral referral{
      .number = rows.integer(0),
      .wanted = std::move(wanted),
      .state = TRY(parse_name<ReferralState>(credit::referral_state_names, rows.text(7))),
      .version = rows.integer(8),
      .proposed_by = rows.text(9),
      .proposed_at = rows.text(10)};
  if (!rows.is_null(11)) {
    referral.file = rows.text(11);
    referral.referred_on = TRY(BusinessDay::parse(rows.text(12)));
  }
  if (!rows.is_null(13)) referral.recall_file = rows.text(13);
  return referral;
}

CreditSubject<ReferralState> subject_of(StoreContext& context, const std::string& site,
                                        Referral& one) {
  return {table, find_lockbox(context.db, site, one.wanted.lockbox).value_or(0), one.number,
          one.state, one.steps.size()};
}

}  // namespace

Result<Referral> propose_referral(StoreContext& context, const std::string& site,
                                  const NewReferral& wanted) {
  TRY(credit::check_referral(wanted));
  const auto lockbox_id = TRY(lockbox_of_account(context, site, wanted.lockbox, wanted.account));
  const auto fingerprint = context.seal.account_fingerprint(wanted.account);
  for (const auto& one : TRY(numbers_of_account(context, lockbox_id, wanted.account))) {
    const auto other =
        context.db.find_integer(select_other, lockbox_id, context.seal.account_fingerprint(one));
    if (!other) continue;
    return fail(ErrorCode::Conflict,
                "The account is referred already, by referral " + std::to_string(*other) + ".");
  }
  const auto state = name_of(credit::referral_state_names, ReferralState::Proposed);
  const auto number =
      context.db.insert(insert_referral, lockbox_id,
                        context.seal.seal(sealed_column::referral_account, wanted.account.reveal()),
                        fingerprint, wanted.day.to_string(), wanted.amount, wanted.points,
                        wanted.why, state, context.audit.actor(), to_string(context.clock.now()));
  context.audit.add_in_state(audit_subject(Entity::Referral, table, lockbox_id, number), "propose",
                             std::nullopt, state);
  return read_referral(context, site, number);
}

Result<Referral> step_referral(StoreContext& context, const std::string& site, std::int64_t number,
                               const WantedReferralStep& wanted) {
  if (wanted.event == ReferralEvent::Export || wanted.event == ReferralEvent::TellRecall) {
    return fail(ErrorCode::InvalidInput, "The agency is told by a file.");
  }
  auto one = TRY(read_referral(context, site, number));
  TRY(check_credit_version(table, number, one.version, wanted.version));
  TRY(credit::check_second_person(one, wanted.event, context.audit.actor()));
  if (wanted.event != ReferralEvent::Approve) {
    TRY(check_note(wanted.note, "Say why; it stands in the history of the referral."));
  }
  auto subject = subject_of(context, site, one);
  TRY(write_credit_step<ReferralLife>(context, subject, wanted.event, wanted.note));
  return read_referral(context, site, number);
}

Result<std::vector<Referral>> read_referrals(StoreContext& context, const std::string& site,
                                             const CreditFilter& filter,
                                             std::optional<std::int64_t> number) {
  std::vector<Referral> all;
  for (const auto& fingerprint : TRY(wanted_fingerprints(context, site, filter))) {
    auto rows = context.db.query(select_referrals, site, number, filter.lockbox, fingerprint,
                                 static_cast<int>(filter.only_live));
    while (rows.next()) all.push_back(TRY(referral_of(context, rows)));
  }
  std::ranges::sort(all, std::ranges::greater{}, &Referral::number);
  for (auto& one : all) {
    one.steps = TRY(
        read_credit_steps<ReferralEvent>(context, table, credit::referral_event_names, one.number));
  }
  return all;
}

Result<Referral> read_referral(StoreContext& context, const std::string& site,
                               std::int64_t number) {
  auto found = TRY(read_referrals(context, site, {}, number));
  if (!found.empty()) return std::move(found.front());
  return fail(ErrorCode::NotFound, "There is no referral " + std::to_string(number) + ".");
}

Result<ReferralFile> add_referral_file(StoreContext& context, const std::string& site,
                                       const ReferralFile& file) {
  const auto last = context.db.find_integer(select_last_number, site).value_or(0);
  if (file.number != last + 1) {
    return fail(ErrorCode::Conflict, "Another file was made meanwhile; make this one again.");
  }
  if (file.referrals.empty()) {
    return fail(ErrorCode::InvalidInput, "A file without a referral tells nobody anything.");
  }
  const auto kind = name_of(credit::referral_file_kind_names, file.kind);
  const auto id = context.db.insert(insert_file, site, file.number, kind, file.day.to_string(),
                                    file.name, TRY(Sha256::parse_hex(file.sha256_hex)), file.amount,
                                    context.audit.actor(), to_string(context.clock.now()));
  const auto event =
      file.kind == ReferralFileKind::Referral ? ReferralEvent::Export : ReferralEvent::TellRecall;
  for (const auto number : file.referrals) {
    auto one = TRY(read_referral(context, site, number));
    auto subject = subject_of(context, site, one);
    TRY(write_credit_step<ReferralLife>(context, subject, event, file.name));
    context.db.run(insert_entry, number, kind, subject.lockbox_id, id);
  }
  context.audit.add({Entity::ReferralFile, std::nullopt, std::nullopt, id, file.name}, "write");
  for (auto& one : TRY(read_referral_files(context, site))) {
    if (one.number == file.number) return std::move(one);
  }
  return fail(ErrorCode::NotFound, "The file is not in the books.");
}

Result<std::vector<ReferralFile>> read_referral_files(StoreContext& context,
                                                      const std::string& site) {
  std::vector<std::pair<std::int64_t, ReferralFile>> found;
  {
    auto rows = context.db.query(select_files, site);
    while (rows.next()) {
      found.emplace_back(rows.integer(0),
                         ReferralFile{.number = rows.integer(1),
                                      .kind = TRY(parse_name<ReferralFileKind>(
                                          credit::referral_file_kind_names, rows.text(2))),
                                      .day = TRY(BusinessDay::parse(rows.text(3))),
                                      .name = rows.text(4),
                                      .sha256_hex = rows.sha256(5).hex(),
                                      .amount = rows.money(6),
                                      .made_by = rows.text(7),
                                      .made_at = rows.text(8)});
    }
  }
  std::vector<ReferralFile> files;
  for (auto& [id, file] : found) {
    auto rows = context.db.query(select_entries, id);
    while (rows.next()) file.referrals.push_back(rows.integer(0));
    files.push_back(std::move(file));
  }
  return files;
}

}  // namespace lockbox::deposit
