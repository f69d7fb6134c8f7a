#pragma once

/// @file
/// What arrangements, security deposits and referrals have in common as rows: an account of a
/// lockbox, a state with its version, and steps.

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "core/text.h"
#include "deposit/credit/lives.h"
#include "deposit/store/credit.h"
#include "deposit/store/sqlite/account_rows.h"
#include "deposit/store/sqlite/store_context.h"

namespace lockbox::deposit {

/// What one kind of them is called and kept by.
struct CreditTable {
  std::string_view what;          ///< "Arrangement"
  std::string_view key_prefix;    ///< "arrangement/": before the number, in the trail.
  std::string_view insert_step;   ///< number, ordinal, lockbox, event, actor, at, note
  std::string_view update;        ///< Of state (?2) and version of number ?1.
  std::string_view select_steps;  ///< event, actor, at, note by ordinal
};

/// One of them while it changes.
template <class State>
struct CreditSubject {
  const CreditTable& table;
  std::int64_t lockbox_id = 0;
  std::int64_t number = 0;
  State& state;
  std::size_t steps = 0;  ///< That it has.
};

[[nodiscard]] inline AuditSubject audit_subject(Entity entity, const CreditTable& table,
                                                std::int64_t lockbox_id, std::int64_t number) {
  return {entity, lockbox_id, std::nullopt, number,
          std::string{table.key_prefix} + std::to_string(number)};
}

/// Walks one step of the life and books it with who, when and why.
template <class Life, class State, class Event>
[[nodiscard]] Result<void> write_credit_step(StoreContext& context, CreditSubject<State>& subject,
                                             Event event, const std::string& note) {
  const std::array events{event};
  const auto next = next_state(Life::table, subject.state, event);
  TRY(context.audit.walk<Life>(
      audit_subject(Life::entity, subject.table, subject.lockbox_id, subject.number), subject.state,
      events, next.value_or(subject.state)));
  subject.state = *next;
  context.db.run(subject.table.insert_step, subject.number, ++subject.steps, subject.lockbox_id,
                 name_of(Life::events, event), context.audit.actor(),
                 to_string(context.clock.now()), note);
  context.db.run(subject.table.update, subject.number, name_of(Life::states, subject.state));
  return {};
}

template <class Event, std::size_t N>
[[nodiscard]] Result<std::vector<credit::Step<Event>>> read_credit_steps(StoreContext& context,
                                                                         const CreditTable& table,
                                                                         const Names<N>& names,
                                                                         std::int64_t number) {
  std::vector<credit::Step<Event>> steps;
  auto rows = context.db.query(table.select_steps, number);
  while (rows.next()) {
    steps.push_back(
        {TRY(parse_name<Event>(names, rows.text(0))), rows.text(1), rows.text(2), rows.text(3)});
  }
  return steps;
}

/// Conflict when the one that a person saw has moved on.
[[nodiscard]] inline Result<void> check_credit_version(const CreditTable& table,
                                                       std::int64_t number, std::int64_t stored,
                                                       std::int64_t wanted) {
  if (stored == wanted) return {};
  return fail(ErrorCode::Conflict, std::string{table.what} + " " + std::to_string(number) +
                                       " has moved on meanwhile; look at it again.");
}

[[nodiscard]] inline Result<void> check_note(const std::string& note, std::string_view message) {
  if (!is_blank(note)) return {};
  return fail(ErrorCode::InvalidInput, std::string{message}, "/note");
}

/// The row of the lockbox whose account it is; NotFound without the account.
[[nodiscard]] inline Result<std::int64_t> lockbox_of_account(StoreContext& context,
                                                             const std::string& site,
                                                             const std::string& lockbox,
                                                             const AccountNumber& number) {
  const auto lockbox_id = find_lockbox(context.db, site, lockbox);
  if (lockbox_id && TRY(find_account(context, *lockbox_id, number))) return *lockbox_id;
  return fail(ErrorCode::NotFound, "There is no such account.");
}

/// The newest business day of the site; before the first one the date of the clock.
[[nodiscard]] std::string credit_day(StoreContext& context, const std::string& site);
/// The number that holds the account's money now, and those that were merged into it.
[[nodiscard]] Result<std::vector<AccountNumber>> numbers_of_account(StoreContext& context,
                                                                    std::int64_t lockbox_id,
                                                                    const AccountNumber& number);

/// Of the numbers that the filter asks for: the account's and those merged with it; only nothing
/// where it asks for any.
[[nodiscard]] Result<std::vector<std::optional<Sha256>>> wanted_fingerprints(
    StoreContext& context, const std::string& site, const CreditFilter& filter);

// ---- what the books show ----

[[nodiscard]] Result<std::vector<credit::Booking>> read_bookings(
    StoreContext& context, std::int64_t lockbox_id, std::span<const AccountNumber> numbers);
[[nodiscard]] Result<std::vector<credit::Booking>> read_named_money(
    StoreContext& context, std::int64_t lockbox_id, std::span<const AccountNumber> numbers);
[[nodiscard]] Result<std::vector<PaidCharge>> read_paid_charges(StoreContext& context,
                                                                std::int64_t lockbox_id,
                                                                const AccountNumber& account);

// ---- arrangements ----

[[nodiscard]] Result<credit::Arrangement> propose_arrangement(StoreContext& context,
                                                              const std::string& site,
                                                              const credit::NewArrangement& wanted);
[[nodiscard]] Result<credit::Arrangement> step_arrangement(StoreContext& context,
                                                           const std::string& site,
                                                           std::int64_t number,
                                                           const WantedArrangementStep& wanted);
[[nodiscard]] Result<credit::Arrangement> record_detected_arrangement(
    StoreContext& context, const std::string& site, std::int64_t number,
    const WantedArrangementStep& seen);
/// All of the filter, or the one with the number.
[[nodiscard]] Result<std::vector<credit::Arrangement>> read_arrangements(
    StoreContext& context, const std::string& site, const CreditFilter& filter,
    std::optional<std::int64_t> number = {});
[[nodiscard]] Result<credit::Arrangement> read_arrangement(StoreContext& context,
                                                           const std::string& site,
                                                           std::int64_t number);

// ---- security deposits ----

[[nodiscard]] Result<credit::SecurityDeposit> propose_security(StoreContext& context,
                                                               const std::string& site,
                                                               const credit::NewSecurity& wanted);
[[nodiscard]] Result<credit::SecurityDeposit> step_security(StoreContext& context,
                                                            const std::string& site,
                                                            std::int64_t number,
                                                            const WantedSecurityStep& wanted);
[[nodiscard]] Result<credit::SecurityDeposit> receive_security(
    StoreContext& context, const std::string& site, std::int64_t number, std::int64_t version,
    const credit::SecurityReceipt& receipt);
[[nodiscard]] Result<std::vector<credit::SecurityDeposit>> read_securities(
    StoreContext& context, const std::string& site, const CreditFilter& filter,
    std::optional<std::int64_t> number = {});
[[nodiscard]] Result<credit::SecurityDeposit> read_security(StoreContext& context,
                                                            const std::string& site,
                                                            std::int64_t number);

// ---- referrals ----

[[nodiscard]] Result<credit::Referral> propose_referral(StoreContext& context,
                                                        const std::string& site,
                                                        const credit::NewReferral& wanted);
[[nodiscard]] Result<credit::Referral> step_referral(StoreContext& context, const std::string& site,
                                                     std::int64_t number,
                                                     const WantedReferralStep& wanted);
[[nodiscard]] Result<std::vector<credit::Referral>> read_referrals(
    StoreContext& context, const std::string& site, const CreditFilter& filter,
    std::optional<std::int64_t> number = {});
[[nodiscard]] Result<credit::Referral> read_referral(StoreContext& context, const std::string& site,
                                                     std::int64_t number);
[[nodiscard]] Result<credit::ReferralFile> add_referral_file(StoreContext& context,
                                                             const std::string& site,
                                                             const credit::ReferralFile& file);
[[nodiscard]] Result<std::vector<credit::ReferralFile>> read_referral_files(
    StoreContext& context, const std::string& site);

}  // namespace lockbox::deposit
