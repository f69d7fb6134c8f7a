#include "service/work/adjustments.h"

#include <algorithm>
#include <map>

#include "service/process/settle.h"
#include "service/work/accounts.h"
#include "service/work/batch_view.h"

namespace lockbox::service::work {

namespace {

using deposit::ledger::AccountSpot;
using deposit::ledger::Origin;

/// Where the envelope's money of an account stands, in the fund in which it was booked.
Result<AccountSpot> standing_spot(const CorrectionDesk& desk, const Origin& envelope,
                                  const FoundAccount& account) {
  for (const auto& one : TRY(desk.books.ledger().standing(desk.site.id, envelope))) {
    if (one.spot.account != account.account.number) continue;
    return AccountSpot{one.spot.account, one.spot.fund, one.spot.deposit_account};
  }
  return fail(ErrorCode::Conflict,
              "Nothing of this envelope stands on account " + account.account.number.masked() +
                  "; look at the envelope again.",
              "/from_ref");
}

Result<FoundAccount> known_or_refused(Result<FoundAccount> found, const char* pointer) {
  if (!found) return fail(ErrorCode::InvalidInput, "There is no such account.", pointer);
  return found;
}

}  // namespace

Result<deposit::ledger::Adjustment> ask_adjustment(const CorrectionDesk& desk,
                                                   const AskedAdjustment& asked,
                                                   const deposit::Actor& actor) {
  deposit::ledger::AdjustmentRequest request{.lockbox = {},
                                             .kind = asked.kind,
                                             .amount = asked.amount,
                                             .origin = asked.envelope,
                                             .from = {},
                                             .to = {},
                                             .reason_code = asked.reason_code,
                                             .note = asked.note};
  if (asked.envelope) {
    const auto batch = TRY(load_proven(desk.books.store(), desk.site.id, asked.envelope->batch));
    request.lockbox = batch.contents.batch.header.lockbox;
  }
  if (!asked.from_ref.empty()) {
    const auto from = TRY(known_or_refused(
        account_by_ref(desk.books.store(), desk.site, asked.from_ref), "/from_ref"));
    if (asked.envelope) request.from = TRY(standing_spot(desk, *asked.envelope, from));
  }
  if (!asked.to_ref.empty()) {
    const auto to = TRY(known_or_refused(
        living_account_by_ref(desk.books.store(), desk.keys, desk.site, asked.to_ref), "/to_ref"));
    // Numbers of two lockboxes may be alike, and each books its own money.
    if (!request.lockbox.empty() && to.lockbox != request.lockbox) {
      return fail(ErrorCode::InvalidInput,
                  "The envelope is of lockbox " + request.lockbox + " and the account of " +
                      to.lockbox + "; money does not move between lockboxes.",
                  "/to_ref");
    }
    request.to = AccountSpot{to.account.number, to.account.fund, to.account.deposit_account};
    if (request.lockbox.empty()) request.lockbox = to.lockbox;
  }
  return desk.books.ledger().request(desk.site.id, request, desk.policy, actor);
}

void settle_corrected(const CorrectionDesk& desk, const std::optional<Origin>& envelope) {
  if (!envelope) return;
  auto& store = desk.books.store();
  const auto batch = load_proven(store, desk.site.id, envelope->batch);
  if (!batch) return;
  const auto accounts = known_accounts(store, desk.site.id, batch->contents.batch.header.lockbox);
  if (!accounts) return;
  static_cast<void>(settle_batch(store, envelope->batch, desk.site, accounts->index, {}));
}

Result<std::vector<SuspenseItem>> suspense_items(deposit::Books& books, const deposit::Site& site) {
  std::map<Origin, SuspenseItem> items;
  const auto today = TRY(current_day(books, site.id));
  for (const auto& line : TRY(books.closing().open_suspense(site.id))) {
    const Origin envelope{line.batch, line.transaction};
    auto [found, is_new] =
        items.try_emplace(envelope, SuspenseItem{.envelope = envelope,
                                                 .lockbox = line.lockbox,
                                                 .since = line.batch_day,
                                                 .age_days = 0,
                                                 .amount = {},
                                                 .reason = {},
                                                 .care = {},
                                                 .unclaimed_after = line.batch_day});
    found->second.amount += line.amount;
    if (line.reason) {
      found->second.reason = std::string{name_of(deposit::suspense_reason_names, *line.reason)};
    }
  }
  for (const auto& entry : TRY(books.ledger().entries(site.id, {.only_suspense = true}))) {
    for (const auto& line : entry.lines) {
      if (line.spot.place != deposit::ledger::Place::Suspense || !entry.origin) continue;
      const auto found = items.find(*entry.origin);
      if (found != items.end()) found->second.amount -= line.amount;
    }
  }
  std::map<Origin, deposit::SuspenseCare> cares;
  for (const auto& care : TRY(books.ledger().cares(site.id))) cares.emplace(care.envelope, care);
  std::vector<SuspenseItem> waiting;
  for (auto& [envelope, item] : items) {
    if (item.amount <= Money{}) continue;
    const auto care = cares.find(envelope);
    if (care != cares.end()) item.care = care->second;
    item.age_days = days_between(item.since, today.value_or(item.since));
    item.unclaimed_after = TRY(
        deposit::ledger::legal_rules().end_of(deposit::ledger::LegalRule::Unclaimed, item.since));
    waiting.push_back(std::move(item));
  }
  std::ranges::stable_sort(waiting, {}, &SuspenseItem::since);
  return waiting;
}

}  // namespace lockbox::service::work
