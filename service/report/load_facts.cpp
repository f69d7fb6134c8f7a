#include "service/report/load_facts.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/local_time.h"
#include "deposit/close/entry_days.h"
#include "deposit/ledger/legal_rules.h"
#include "service/close/load_day.h"
#include "service/work/batch_view.h"

namespace lockbox::service::report {

namespace {

using deposit::report::Facts;
using deposit::report::Need;
using deposit::report::Needs;
using deposit::report::Scope;

/// More than a busy office does in a quarter.
constexpr std::int64_t events_max = 500'000;

/// Which day an entry counts in.  It may be moved: what is carried stays where it is then.
struct SiteDays {
  std::vector<BusinessDay> days;  ///< Oldest first.
  std::vector<deposit::DayMark> marks;
  std::vector<deposit::Carry> carried;
  deposit::close::CarryDays carries{carried};
  std::map<BatchId, std::vector<std::int64_t>> entries = {};  ///< Audit events, in order.

  [[nodiscard]] deposit::close::Calendar calendar() const { return {days, marks, carries}; }
};

Result<SiteDays> load_days(const ReportDesk& desk) {
  std::vector<BusinessDay> days;
  for (const auto& day : TRY(desk.books.days().days(desk.site.id))) days.push_back(day.day);
  std::ranges::sort(days);
  auto marks = TRY(desk.books.closing().marks(desk.site.id));
  auto carried = TRY(desk.books.carries().standing(desk.site.id));
  return SiteDays{
      .days = std::move(days), .marks = std::move(marks), .carried = std::move(carried)};
}

Result<void> add_marks(const ReportDesk& desk, const BusinessDay& day, SiteDays& days) {
  for (const auto& mark : TRY(desk.books.closing().entry_marks(desk.site.id, day))) {
    days.entries[mark.batch].push_back(mark.seq);
  }
  return {};
}

void add_journal(const deposit::BatchContents& contents, const SiteDays& days, Facts& facts) {
  const auto& header = contents.batch.header;
  const auto marks = days.entries.find(contents.batch.id);
  if (marks == days.entries.end()) return;
  // Whatever was booked between the two reads.
  auto seqs = marks->second;
  if (seqs.size() > contents.entries.size()) seqs.resize(contents.entries.size());
  const deposit::close::EntryDays entry_days{contents, days.calendar(), seqs};
  for (std::size_t i = 0; i < seqs.size(); ++i) {
    const auto& entry = contents.entries[i];
    auto day = entry_days.of_entry(i);
    // What the bank changes of a closed day's deposit leaves that day's report as it was.
    if (day && is_of_deposit(entry.kind)) {
      day = deposit::close::booking_day(*day, seqs[i], days.days, days.marks);
    }
    if (!day) continue;
    for (const auto& line : entry.lines) {
      facts.journal.push_back({*day, header.lockbox, line});
    }
  }
}

/// The batches of the period, oldest first, and for the journal those of which something was booked
/// later or carried into it.
Result<std::vector<std::pair<BatchId, BusinessDay>>> batches_in(const ReportDesk& desk,
                                                                const Scope& scope, Needs needs,
                                                                const SiteDays& days) {
  std::set<BatchId> later;
  if (needs.has(Need::Journal)) {
    for (const auto id : TRY(desk.books.reporting().booked_later(scope))) later.insert(id);
    for (const auto& carry : days.carried) {
      if (carry.into && scope.holds(*carry.into)) later.insert(carry.batch);
    }
  }
  std::vector<std::pair<BatchId, BusinessDay>> wanted;
  for (const auto& batch : TRY(work::batches_of(desk.books.store(), desk.site.id, {}))) {
    const bool is_in = scope.holds(batch.header.business_day) || later.contains(batch.id);
    if (is_in && scope.has_lockbox(batch.header.lockbox)) {
      wanted.emplace_back(batch.id, batch.header.business_day);
    }
  }
  std::ranges::sort(wanted);
  return wanted;
}

Result<void> add_batches(const ReportDesk& desk, const Scope& scope, Needs needs, Facts& facts) {
  auto days = TRY(load_days(desk));
  std::set<BusinessDay> marked;
  for (const auto& [id, day] : TRY(batches_in(desk, scope, needs, days))) {
    const auto batch = TRY(work::load_proven(desk.books.store(), desk.site.id, id));
    if (needs.has(Need::Journal)) {
      if (marked.insert(day).second) TRY(add_marks(desk, day, days));
      add_journal(batch.contents, days, facts);
    }
    if (!needs.has(Need::Batches) || !scope.holds(day)) continue;
    deposit::report::add_batch(facts, batch.contents, batch.control);
    auto files = close::files_of(batch.contents);
    std::ranges::move(files, std::back_inserter(facts.files));
  }
  return {};
}

Result<void> add_deposits(const ReportDesk& desk, const Scope& scope, Facts& facts) {
  std::map<std::string, deposit::DepositRecord> deposits;  // By ticket: one may be of two days.
  for (const auto& day : TRY(desk.books.days().days(desk.site.id))) {
    if (!scope.holds(day.day)) continue;
    for (auto& one : TRY(desk.books.deposits().deposits(desk.site.id, day.day))) {
      deposits.emplace(one.ticket, std::move(one));
    }
  }
  for (auto& [ticket, one] : deposits) facts.deposits.push_back(std::move(one));
  return {};
}

/// Only of accounts that an entry names.
Result<void> add_bill_types(const ReportDesk& desk, Facts& facts) {
  std::map<std::string, std::set<AccountNumber>> named;  // By lockbox.
  for (const auto& entry : facts.entries) {
    for (const auto& line : entry.lines) {
      if (!line.spot.account.empty()) named[entry.lockbox].insert(line.spot.account);
    }
  }
  for (const auto& [lockbox, numbers] : named) {
    for (auto& account : TRY(desk.books.store().accounts(desk.site.id, lockbox))) {
      if (!numbers.contains(account.number)) continue;
      facts.bill_types.insert_or_assign({lockbox, account.number}, std::move(account.bill_type));
    }
  }
  return {};
}

Result<void> add_ledger(const ReportDesk& desk, Facts& facts) {
  auto& book = desk.books.ledger();
  facts.entries = TRY(book.entries(desk.site.id, {}));
  facts.adjustments = TRY(book.adjustments(desk.site.id));
  facts.returns = TRY(book.returns(desk.site.id));
  return add_bill_types(desk, facts);
}

/// The day that it was carried out of, while no later one has begun: it is in suspense all the
/// same.
std::optional<BusinessDay> left_behind(const SiteDays& days, const deposit::SuspenseLine& line) {
  for (const auto& carry : days.carried) {
    const bool is_between = carry.state == deposit::CarryState::Carried && !carry.into;
    if (is_between && carry.batch == line.batch &&
        deposit::close::piece_in(carry, line.transaction) != nullptr) {
      return carry.from;
    }
  }
  return std::nullopt;
}

/// Suspense that was booked by the end of the period, so that a past period stays as it was.
Result<void> add_suspense(const ReportDesk& desk, const Scope& scope, Facts& facts) {
  const auto days = TRY(load_days(desk));
  facts.suspense = TRY(desk.books.closing().suspense(desk.site.id));
  std::erase_if(facts.suspense, [&](const auto& line) {
    const auto out = left_behind(days, line);
    const auto booked =
        out ? days_after(*out, 1) : deposit::close::booking_day(line, days.calendar());
    return !booked || *booked > scope.to;
  });
  return {};
}

/// From midnight of the first day to the midnight after the last, by the clock on the wall.
Result<void> add_events(const ReportDesk& desk, const Scope& scope, Facts& facts) {
  using deposit::ledger::Span;
  const auto begin = LocalTime{scope.from, {}}.instant();
  const auto end = LocalTime{deposit::ledger::day_after(scope.to, 1, Span::Days), {}}.instant();
  facts.events = TRY(desk.books.reporting().events(desk.site.id, begin, end, events_max));
  return {};
}

}  // namespace

Result<Facts> load_facts(const ReportDesk& desk, const Scope& scope, Needs needs) {
  Facts facts{.holidays = desk.site.bank_holidays, .rules = desk.rules};
  if (needs.has(Need::Batches) || needs.has(Need::Journal)) {
    TRY(add_batches(desk, scope, needs, facts));
  }
  if (needs.has(Need::Deposits)) TRY(add_deposits(desk, scope, facts));
  if (needs.has(Need::Ledger)) TRY(add_ledger(desk, facts));
  if (needs.has(Need::Events)) TRY(add_events(desk, scope, facts));
  if (needs.has(Need::Suspense)) TRY(add_suspense(desk, scope, facts));
  if (needs.has(Need::Arrivals)) facts.arrivals = TRY(desk.books.reporting().arrivals(scope));
  if (needs.has(Need::Incidents)) {
    facts.incidents = TRY(desk.books.office_log().incidents(desk.site.id));
  }
  if (needs.has(Need::Cases)) {
    facts.cases = TRY(desk.books.exceptions().cases(
        desk.site.id, {.is_closed_too = true, .owner = {}, .document = {}}));
  }
  return facts;
}

}  // namespace lockbox::service::report
