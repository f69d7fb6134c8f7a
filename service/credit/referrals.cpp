#include "service/credit/referrals.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "core/file.h"
#include "core/limits.h"
#include "core/sha256.h"
#include "core/text.h"
#include "deposit/ledger/legal_rules.h"

namespace lockbox::service::credit {

namespace {

using deposit::Account;
using deposit::ReferralFactor;
using deposit::credit::ArrangementState;
using deposit::credit::Referral;
using deposit::credit::ReferralEvent;
using deposit::credit::ReferralFacts;
using deposit::credit::ReferralFile;
using deposit::credit::ReferralFileKind;
using deposit::credit::ReferralState;

constexpr std::size_t list_max = 200;
constexpr std::int64_t return_months = 12;

constexpr std::array referral_words{ReferralEvent::Approve, ReferralEvent::Reject,
                                    ReferralEvent::Recall, ReferralEvent::Close};

std::vector<ReferralEvent> next_events(ReferralState state) {
  std::vector<ReferralEvent> next;
  for (const auto event : referral_words) {
    if (next_state(deposit::credit::referral_transitions, state, event)) next.push_back(event);
  }
  return next;
}

/// What is known of one account's arrangements.
struct Arranged {
  std::int64_t broken = 0;
  bool is_kept_so_far = false;
};
using ArrangedByRef = std::map<std::string, Arranged>;

Result<ArrangedByRef> arranged_accounts(const CreditDesk& desk) {
  ArrangedByRef arranged;
  for (const auto& view : TRY(view_arrangements(desk, {}))) {
    auto& one = arranged[view.account.ref];
    one.broken += broken_count({view});
    const bool is_kept =
        view.shows == ArrangementState::Approved || view.shows == ArrangementState::Active ||
        view.shows == ArrangementState::Kept || view.shows == ArrangementState::Reinstating;
    one.is_kept_so_far = one.is_kept_so_far || is_kept;
  }
  return arranged;
}

/// What the account can come to at most, whatever its bookings are: they are asked for only when
/// that is enough.
std::int64_t most_points(const ReferralFacts& facts, const deposit::ReferralRules& rules,
                         const BusinessDay& today) {
  std::int64_t most = 0;
  for (const auto& part : deposit::credit::score(facts, rules, today).parts) {
    const bool is_known = part.factor == ReferralFactor::AgeDays ||
                          part.factor == ReferralFactor::Amount ||
                          part.factor == ReferralFactor::Broken;
    if (is_known) most += part.points;
  }
  for (const auto factor : {ReferralFactor::Returns, ReferralFactor::UnpaidDays}) {
    std::int64_t best = 0;
    for (const auto& step : rules.steps) {
      if (step.factor == factor) best = std::max(best, step.points);
    }
    most += best;
  }
  return most;
}

ReferralFacts facts_of(const Account& account, const Arranged* arranged) {
  return {.amount = account.balance_due,
          .oldest = deposit::credit::oldest_open(account),
          .broken = arranged == nullptr ? 0 : arranged->broken,
          .returns = 0,
          .last_paid = {}};
}

Result<void> add_bookings(KnownHolders& holders, const work::FoundAccount& found,
                          const BusinessDay& today, ReferralFacts& facts) {
  const auto bookings = TRY(holders.payments(found.lockbox, found.account.number));
  const auto since =
      deposit::ledger::day_after(today, -return_months, deposit::ledger::Span::Months);
  facts.returns = std::ranges::count_if(deposit::credit::return_days(bookings),
                                        [&](const BusinessDay& day) { return day > since; });
  const auto first = TRY(BusinessDay::parse("0001-01-01"));
  for (const auto& receipt : deposit::credit::receipts_of(bookings, first)) {
    if (!facts.last_paid || receipt.day > *facts.last_paid) facts.last_paid = receipt.day;
  }
  return {};
}

const Arranged* find(const ArrangedByRef& arranged, const std::string& ref) {
  const auto found = arranged.find(ref);
  return found == arranged.end() ? nullptr : &found->second;
}

/// Makes the list lockbox by lockbox.
class ListMaker {
 public:
  ListMaker(const CreditDesk& desk, ReferralList& list, ArrangedByRef arranged)
      : desk_{desk}, list_{list}, arranged_{std::move(arranged)}, holders_{desk} {}

  Result<void> add_lockbox(const std::string& lockbox) {
    std::set<AccountNumber> referred;
    for (const auto& one : TRY(desk_.books.credit().referrals(
             desk_.site.id, {.lockbox = lockbox, .account = {}, .only_live = true}))) {
      referred.insert(TRY(holders_.holder(lockbox, one.wanted.account)).account.number);
    }
    for (const auto& account : *TRY(holders_.accounts(lockbox))) {
      if (account.is_merged || account.balance_due <= Money{}) continue;
      if (account.balance_due < desk_.rules.referral.least) continue;
      TRY(add_account(lockbox, account, referred.contains(account.number)));
    }
    return {};
  }

 private:
  Result<void> add_account(const std::string& lockbox, const Account& account, bool is_referred) {
    const auto& rules = desk_.rules.referral;
    work::FoundAccount found{work::account_ref(desk_.keys, desk_.site.id, lockbox, account.number),
                             lockbox, account};
    const auto* arranged = find(arranged_, found.ref);
    auto facts = facts_of(account, arranged);
    if (most_points(facts, rules, list_.day) < rules.list_from) return {};
    TRY(add_bookings(holders_, found, list_.day, facts));
    auto score = deposit::credit::score(facts, rules, list_.day);
    if (score.points < rules.list_from) return {};
    if (is_referred) {
      ++list_.referred;
    } else if (arranged != nullptr && arranged->is_kept_so_far) {
      ++list_.arranged;
    } else {
      list_.accounts.push_back({std::move(found), facts, std::move(score)});
    }
    return {};
  }

  const CreditDesk& desk_;
  ReferralList& list_;
  ArrangedByRef arranged_;
  KnownHolders holders_;
};

/// As the agency knows the account: by its own number and name, whatever it was merged into.
Result<deposit::credit::ReferralLine> line_of(KnownHolders& holders, const Referral& one) {
  deposit::credit::ReferralLine line{.referral = one.number,
                                     .lockbox = one.wanted.lockbox,
                                     .account = one.wanted.account,
                                     .name = {},
                                     .address = {},
                                     .amount = one.wanted.amount,
                                     .day = one.wanted.day,
                                     .reason = one.wanted.why};
  const auto* accounts = TRY(holders.accounts(one.wanted.lockbox));
  const auto found = std::ranges::find(*accounts, one.wanted.account, &Account::number);
  if (found != accounts->end()) {
    line.name = found->name;
    line.address = found->address;
  }
  if (one.state == ReferralState::Recalled && !one.steps.empty()) {
    line.reason = one.steps.back().note;
  }
  return line;
}

/// Payments from the day of the proposal on.
Result<std::vector<deposit::credit::Receipt>> paid_since(KnownHolders& holders,
                                                         const Referral& one) {
  const auto payments = TRY(holders.payments(one.wanted.lockbox, one.wanted.account));
  return deposit::credit::receipts_of(payments, one.wanted.day);
}

/// Why the books do not bear out any more what was proposed; empty while they do.
Result<std::string> stale_because(KnownHolders& holders, const ArrangedByRef& arranged,
                                  const Referral& one) {
  const auto holder = TRY(holders.holder(one.wanted.lockbox, one.wanted.account));
  if (holder.account.number != one.wanted.account) {
    return std::string{"the account was merged into another one"};
  }
  if (holder.account.balance_due < one.wanted.amount) {
    return fmt::format("the account owes {}, less than the {} of the proposal",
                       holder.account.balance_due.to_string(), one.wanted.amount.to_string());
  }
  const auto* own = find(arranged, holder.ref);
  if (own != nullptr && own->is_kept_so_far) {
    return std::string{"the account has a payment arrangement that is kept so far"};
  }
  Money paid;
  for (const auto& receipt : TRY(paid_since(holders, one))) paid += receipt.amount;
  if (paid == Money{}) return std::string{};
  return fmt::format("{} was paid since {}", paid.to_string(), one.wanted.day.to_string());
}

/// The lines of the referrals that wait for a file of the kind, which names them.
Result<std::vector<deposit::credit::ReferralLine>> waiting_lines(const CreditDesk& desk,
                                                                 MadeReferralFile& made) {
  auto& file = made.file;
  const bool refers = file.kind == ReferralFileKind::Referral;
  const auto waits_in = refers ? ReferralState::Approved : ReferralState::Recalled;
  const auto arranged = TRY(arranged_accounts(desk));
  std::vector<deposit::credit::ReferralLine> lines;
  KnownHolders holders{desk};
  auto all = TRY(desk.books.credit().referrals(desk.site.id, {.only_live = true}));
  std::ranges::sort(all, {}, &Referral::number);
  for (const auto& one : all) {
    if (one.state != waits_in) continue;
    auto stale = refers ? TRY(stale_because(holders, arranged, one)) : std::string{};
    if (!stale.empty()) {
      made.left_out.push_back({one.number, std::move(stale)});
      continue;
    }
    lines.push_back(TRY(line_of(holders, one)));
    file.referrals.push_back(one.number);
    file.amount += one.wanted.amount;
  }
  return lines;
}

std::string nothing_waits(const MadeReferralFile& made) {
  std::string text = made.file.kind == ReferralFileKind::Referral
                         ? "No approved referral waits for a file."
                         : "No recall waits for a file.";
  for (const auto& one : made.left_out) {
    text += fmt::format(" Referral {} is left out: {}.", one.referral, one.why);
  }
  return text;
}

}  // namespace

Result<ReferralList> referral_list(const CreditDesk& desk) {
  if (desk.rules.referral.steps.empty()) {
    return fail(ErrorCode::Conflict,
                "SITE.toml has no [referral]; it says by what accounts are scored.");
  }
  ReferralList list{.day = TRY(today_at(desk))};
  ListMaker maker{desk, list, TRY(arranged_accounts(desk))};
  for (const auto& lockbox : desk.site.lockboxes) TRY(maker.add_lockbox(lockbox));
  std::ranges::stable_sort(list.accounts, [](const ScoredAccount& a, const ScoredAccount& b) {
    return std::tie(a.score.points, a.facts.amount) > std::tie(b.score.points, b.facts.amount);
  });
  if (list.accounts.size() > list_max) {
    list.beyond = static_cast<std::int64_t>(list.accounts.size() - list_max);
    list.accounts.resize(list_max);
  }
  return list;
}

Result<Referral> propose_referral(const CreditDesk& desk, const AskedReferral& asked,
                                  const deposit::Actor& actor) {
  const auto found = TRY(unmerged_account(desk, asked.ref));
  const auto today = TRY(today_at(desk));
  const auto arranged = TRY(arranged_accounts(desk));
  const auto* own = find(arranged, found.ref);
  if (own != nullptr && own->is_kept_so_far) {
    return fail(ErrorCode::Conflict,
                "The account has a payment arrangement that is kept so far; close it first.",
                "/ref");
  }
  auto facts = facts_of(found.account, own);
  KnownHolders holders{desk};
  TRY(add_bookings(holders, found, today, facts));
  const auto score = deposit::credit::score(facts, desk.rules.referral, today);
  const bool is_listed =
      !desk.rules.referral.steps.empty() && score.points >= desk.rules.referral.list_from;
  if (!is_listed && is_blank(asked.reason)) {
    return fail(ErrorCode::InvalidInput,
                "By its score the account is not on the list; say why it is referred.", "/reason");
  }
  auto why = deposit::credit::explain(score);
  if (!is_blank(asked.reason)) why = asked.reason + " " + why;
  return desk.books.credit().propose(desk.site.id,
                                     deposit::credit::NewReferral{.lockbox = found.lockbox,
                                                                  .account = found.account.number,
                                                                  .day = today,
                                                                  .amount = facts.amount,
                                                                  .points = score.points,
                                                                  .why = why},
                                     actor);
}

Result<std::vector<ReferralView>> view_referrals(const CreditDesk& desk,
                                                 const deposit::CreditFilter& filter) {
  std::vector<ReferralView> views;
  KnownHolders holders{desk};
  for (auto& one : TRY(desk.books.credit().referrals(desk.site.id, filter))) {
    ReferralView view{.one = {.number = one.number, .wanted = one.wanted},
                      .account = TRY(holders.holder(one.wanted.lockbox, one.wanted.account)),
                      .next = next_events(one.state)};
    view.paid_since = TRY(paid_since(holders, one));
    view.one = std::move(one);
    views.push_back(std::move(view));
  }
  return views;
}

Result<Referral> step_referral(const CreditDesk& desk, std::int64_t number,
                               const deposit::WantedReferralStep& wanted,
                               const deposit::Actor& actor) {
  auto& book = desk.books.credit();
  const auto one = TRY(book.referral(desk.site.id, number));
  if (wanted.event == ReferralEvent::Approve && one.state == ReferralState::Proposed) {
    KnownHolders holders{desk};
    const auto arranged = TRY(arranged_accounts(desk));
    const auto stale = TRY(stale_because(holders, arranged, one));
    if (!stale.empty()) {
      return fail(ErrorCode::Conflict, "The books have moved on, for " + stale +
                                           "; reject it, and propose it anew once the balance of "
                                           "the account shows what is open.");
    }
  }
  return book.step(desk.site.id, number, wanted, actor);
}

Result<MadeReferralFile> make_referral_file(const CreditDesk& desk, ReferralFileKind kind,
                                            const std::filesystem::path& folder,
                                            const deposit::Actor& actor) {
  auto& book = desk.books.credit();
  MadeReferralFile made{.file = {.kind = kind, .day = TRY(today_at(desk))}};
  const auto lines = TRY(waiting_lines(desk, made));
  if (lines.empty()) return fail(ErrorCode::Conflict, nothing_waits(made));
  auto& file = made.file;
  const auto known = TRY(book.referral_files(desk.site.id));
  file.number = known.empty() ? 1 : known.front().number + 1;
  const auto text = deposit::credit::render_referral_file(desk.site.id, file, lines);
  file.sha256_hex = Sha256::of(bytes_of(text)).hex();
  file.name = deposit::credit::file_name(desk.site.id, file);
  TRY(make_directory_durably(folder));
  TRY(write_file_durably(folder / file.name, bytes_of(text)));
  made.file = TRY(book.record_file(desk.site.id, file, actor));
  return made;
}

Result<Bytes> referral_file_bytes(const ReferralFile& file, const std::filesystem::path& folder) {
  auto bytes = read_file(folder / file.name, limits::text_file_bytes_max);
  if (bytes && Sha256::of(*bytes).hex() == file.sha256_hex) return bytes;
  return fail(ErrorCode::Conflict,
              file.name + " is not in the output folder as it was made; restore it from a backup.");
}

Result<ReferralFile> find_referral_file(const CreditDesk& desk, std::int64_t number) {
  for (auto& file : TRY(desk.books.credit().referral_files(desk.site.id))) {
    if (file.number == number) return std::move(file);
  }
  return fail(ErrorCode::NotFound, "There is no referral file " + std::to_string(number) + ".");
}

}  // namespace lockbox::service::credit
