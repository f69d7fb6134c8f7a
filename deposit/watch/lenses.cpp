#include "deposit/watch/lenses.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

#include <fmt/format.h>

#include "deposit/model/person.h"

namespace lockbox::deposit::watch {

namespace {

constexpr std::int64_t near_close_seconds = 15 * 60;
constexpr std::int64_t near_touches_min = 5;
constexpr std::int64_t differences_min = 5;
constexpr std::int64_t approvals_min = 10;
constexpr std::int64_t other_approvers_min = 2;
const auto over_short_min = Money::from_cents(25'00);

Money size_of(Money amount) {
  return amount < Money{} ? Money{} - amount : amount;
}

int points(std::int64_t first, std::int64_t more) {
  return static_cast<int>(std::min<std::int64_t>(score_max, first + more));
}

void add_once(std::vector<std::string>& people, const std::string& person) {
  const bool is_there = std::ranges::any_of(
      people, [&](const std::string& one) { return is_same_person(one, person); });
  if (!person.empty() && !is_there) people.push_back(person);
}

// ---- double posting ----

using CheckGroups = std::map<std::string, std::vector<const CheckRow*>>;

Finding doubled(const std::vector<const CheckRow*>& group, bool is_picture) {
  const auto& first = *group.front();
  Finding finding;
  finding.lens = Lens::DoublePosting;
  finding.about = fmt::format("{}/{}", is_picture ? "picture" : "check", first.document.value());
  finding.score = is_picture ? score_max : 90;
  finding.sentence =
      fmt::format("{} of {} was deposited {} times.",
                  is_picture ? "One picture of a check" : "One check, by its line and amount,",
                  first.amount.to_string(), group.size());
  for (const auto* row : group) {
    add_once(finding.people, row->cleared_by);
    finding.evidence.push_back(
        {.text = row->cleared_by.empty()
                     ? "Deposited."
                     : "Deposited; " + row->cleared_by + " said that it is no duplicate.",
         .day = row->day,
         .amount = row->amount,
         .person = row->cleared_by,
         .document = row->document});
  }
  return finding;
}

// ---- near the close ----

struct Crowding {
  std::string person = {};  ///< As first spelled.
  std::int64_t all = 0;
  std::int64_t near = 0;
};

bool is_near(const TouchRow& row) {
  return row.seconds_before_close && *row.seconds_before_close >= 0 &&
         *row.seconds_before_close <= near_close_seconds;
}

Finding crowded(const Crowding& own, const Crowding& others, const std::vector<TouchRow>& touches) {
  Finding finding;
  finding.lens = Lens::NearClose;
  finding.about = folded_name(own.person);
  finding.people = {own.person};
  finding.score = points(score_min, std::min<std::int64_t>(40, 4 * (own.near - near_touches_min)));
  finding.sentence = fmt::format(
      "{} of {}'s {} corrections were made in the last quarter of an hour before a close; of all "
      "others' {} of {}.",
      own.near, own.person, own.all, others.near, others.all);
  for (const auto& row : touches) {
    if (!is_near(row) || !is_same_person(row.person, own.person)) continue;
    finding.evidence.push_back({.text = fmt::format("{}, {} minutes before the close.", row.what,
                                                    *row.seconds_before_close / 60),
                                .day = row.day,
                                .amount = {},
                                .person = own.person});
  }
  return finding;
}

// ---- over and short ----

bool leans(const std::vector<const DifferenceRow*>& rows, bool is_short) {
  const auto those = std::ranges::count_if(
      rows, [&](const DifferenceRow* row) { return (row->amount < Money{}) == is_short; });
  return those * 5 >= static_cast<std::int64_t>(rows.size()) * 4;
}

Money sum_of(const std::vector<const DifferenceRow*>& rows, std::size_t from, std::size_t to) {
  Money sum;
  for (auto i = from; i < to; ++i) sum += rows[i]->amount;
  return size_of(sum);
}

Finding leaning(const std::vector<const DifferenceRow*>& rows) {
  const auto& person = rows.front()->prepared_by;
  const auto half = rows.size() / 2;
  const bool grows = sum_of(rows, half, rows.size()) > sum_of(rows, 0, half);
  const auto total = sum_of(rows, 0, rows.size());
  Finding finding;
  finding.lens = Lens::OverShort;
  finding.about = folded_name(person);
  finding.people = {person};
  finding.score = points(
      score_min, 5 * (static_cast<std::int64_t>(rows.size()) - differences_min) + (grows ? 20 : 0));
  finding.sentence = fmt::format("{} batches that {} prepared were {} by {} in all.", rows.size(),
                                 person, leans(rows, true) ? "short" : "over", total.to_string());
  for (const auto* row : rows) {
    finding.evidence.push_back(
        {.text = fmt::format("Batch {} was accepted with this difference.", row->batch.value()),
         .day = row->day,
         .amount = row->amount,
         .person = person});
  }
  return finding;
}

// ---- pairs ----

using Deposits = std::vector<const ApprovalRow*>;

/// How many others approve, whom the preparer could have asked.  All names are folded.
std::int64_t others_of(const std::set<std::string>& approvers, const std::string& preparer,
                       const std::string& approver) {
  return std::ranges::count_if(
      approvers, [&](const std::string& one) { return one != approver && one != preparer; });
}

Finding paired(const Deposits& together, std::size_t all) {
  const auto& preparer = together.front()->prepared_by;
  const auto& approver = together.front()->approved_by;
  Finding finding;
  finding.lens = Lens::ApprovalPair;
  finding.about = folded_name(preparer) + "/" + folded_name(approver);
  finding.people = {preparer, approver};
  finding.score =
      points(score_min, 2 * (static_cast<std::int64_t>(together.size()) - approvals_min));
  finding.sentence = fmt::format("{} approved {} of the {} deposits that {} prepared.", approver,
                                 together.size(), all, preparer);
  for (const auto* row : together) {
    finding.evidence.push_back({.text = "Deposit " + row->ticket + ".",
                                .day = row->day,
                                .amount = row->amount,
                                .person = approver,
                                .document = {},
                                .lockbox = row->lockbox,
                                .ticket = row->ticket});
  }
  return finding;
}

// ---- substitution ----

Money sum_of(const std::vector<Money>& amounts) {
  Money sum;
  for (const auto& amount : amounts) sum += amount;
  return sum;
}

/// Whether checks of one batch, or of all, stand in the place of cash.
bool are_in_place_of(const std::vector<Money>& checks, Money cash) {
  return sum_of(checks) == cash || std::ranges::find(checks, cash) != checks.end();
}

}  // namespace

std::vector<Finding> find_substitution(const std::vector<TenderRow>& tender) {
  std::vector<Finding> findings;
  for (const auto& row : tender) {
    if (row.cash_counted <= row.cash_deposited) continue;
    const auto missing = row.cash_counted - row.cash_deposited;
    const bool is_replaced = are_in_place_of(row.checks_over, missing);
    Finding finding;
    finding.lens = Lens::Substitution;
    finding.about = row.day.to_string();
    finding.score = points(60, is_replaced ? 40 : 0);
    finding.people = row.who;
    finding.sentence = fmt::format("Of cash counted on {}, {} is on no deposit ticket{}.",
                                   row.day.to_string(), missing.to_string(),
                                   is_replaced ? ", and checks beyond the declared totals were "
                                                 "accepted for that very amount"
                                               : "");
    finding.evidence = {
        {.text = "Cash counted by two people.", .day = row.day, .amount = row.cash_counted},
        {.text = "Cash on deposit tickets.", .day = row.day, .amount = row.cash_deposited},
        {.text = "Checks beyond what was declared.",
         .day = row.day,
         .amount = sum_of(row.checks_over)}};
    findings.push_back(std::move(finding));
  }
  return findings;
}

std::vector<Finding> find_double_posting(const std::vector<CheckRow>& checks) {
  CheckGroups pictures;
  CheckGroups lines;
  for (const auto& row : checks) {
    if (!row.picture.empty()) pictures[row.picture].push_back(&row);
    if (!row.check.empty()) lines[row.check].push_back(&row);
  }
  std::vector<Finding> findings;
  std::set<DocumentId> told;
  for (const auto& [picture, group] : pictures) {
    if (group.size() < 2) continue;
    for (const auto* row : group) told.insert(row->document);
    findings.push_back(doubled(group, true));
  }
  for (const auto& [line, group] : lines) {
    const bool is_told = std::ranges::all_of(
        group, [&](const CheckRow* row) { return told.contains(row->document); });
    if (group.size() >= 2 && !is_told) findings.push_back(doubled(group, false));
  }
  return findings;
}

std::vector<Finding> find_near_close(const std::vector<TouchRow>& touches) {
  std::map<std::string, Crowding> by_person;  // Folded.
  Crowding everybody;
  for (const auto& row : touches) {
    auto& own = by_person[folded_name(row.person)];
    if (own.person.empty()) own.person = row.person;
    ++own.all;
    ++everybody.all;
    if (!is_near(row)) continue;
    ++own.near;
    ++everybody.near;
  }
  std::vector<Finding> findings;
  for (const auto& [person, own] : by_person) {
    const Crowding others{"", everybody.all - own.all, everybody.near - own.near};
    const bool stands_out =
        own.near * std::max<std::int64_t>(1, others.all) >= 2 * others.near * own.all;
    if (own.near < near_touches_min || own.near * 2 <= own.all || !stands_out) continue;
    findings.push_back(crowded(own, others, touches));
  }
  return findings;
}

std::vector<Finding> find_staff_payers(const std::vector<PaidRow>& paid,
                                       const std::vector<StaffRow>& staff) {
  std::vector<Finding> findings;
  for (const auto& row : paid) {
    if (row.placed_by.empty() || row.holder.empty()) continue;
    const auto person = std::ranges::find_if(
        staff, [&](const StaffRow& one) { return is_same_person(one.name, row.placed_by); });
    if (person == staff.end() || !is_same_person(person->full_name, row.holder)) continue;
    Finding finding;
    finding.lens = Lens::StaffPayer;
    finding.about = fmt::format("{}/{}", folded_name(row.placed_by), row.document.value());
    finding.people = {row.placed_by};
    finding.score = row.is_moved ? 90 : 80;
    finding.sentence =
        fmt::format("{} {} money {} an account of the name {}.", row.placed_by,
                    row.is_moved ? "moved" : "placed", row.is_moved ? "to" : "on", row.holder);
    finding.evidence = {{.text = fmt::format("To account ending {}.", row.tail),
                         .day = row.day,
                         .amount = row.amount,
                         .person = row.placed_by,
                         .document = row.document}};
    findings.push_back(std::move(finding));
  }
  return findings;
}

std::vector<Finding> find_over_short(const std::vector<DifferenceRow>& differences) {
  std::map<std::string, std::vector<const DifferenceRow*>> by_person;  // Folded.
  for (const auto& row : differences) {
    if (!row.prepared_by.empty() && !row.amount.is_zero()) {
      by_person[folded_name(row.prepared_by)].push_back(&row);
    }
  }
  std::vector<Finding> findings;
  for (auto& [person, rows] : by_person) {
    std::ranges::stable_sort(rows, {}, [](const DifferenceRow* row) { return row->day; });
    if (static_cast<std::int64_t>(rows.size()) < differences_min) continue;
    if (!leans(rows, true) && !leans(rows, false)) continue;
    if (sum_of(rows, 0, rows.size()) >= over_short_min) findings.push_back(leaning(rows));
  }
  return findings;
}

std::vector<Finding> find_approval_pairs(const std::vector<ApprovalRow>& approvals) {
  std::map<std::string, std::map<std::string, Deposits>> by_preparer;  // Folded.
  std::set<std::string> approvers;
  for (const auto& row : approvals) {
    const auto approver = folded_name(row.approved_by);
    by_preparer[folded_name(row.prepared_by)][approver].push_back(&row);
    approvers.insert(approver);
  }
  std::vector<Finding> findings;
  for (const auto& [preparer, partners] : by_preparer) {
    std::size_t all = 0;
    for (const auto& [approver, together] : partners) all += together.size();
    for (const auto& [approver, together] : partners) {
      const bool is_pair = static_cast<std::int64_t>(together.size()) >= approvals_min &&
                           together.size() * 10 >= all * 9 &&
                           others_of(approvers, preparer, approver) >= other_approvers_min;
      if (is_pair) findings.push_back(paired(together, all));
    }
  }
  return findings;
}

std::vector<Finding> find_all(const WatchRows& rows) {
  std::vector<Finding> all;
  for (auto& findings :
       {find_lapping(rows.paid), find_substitution(rows.tender), find_double_posting(rows.checks),
        find_near_close(rows.touches), find_staff_payers(rows.paid, rows.staff),
        find_over_short(rows.differences), find_approval_pairs(rows.approvals)}) {
    all.insert(all.end(), findings.begin(), findings.end());
  }
  std::ranges::stable_sort(all, std::ranges::greater{}, &Finding::score);
  return all;
}

}  // namespace lockbox::deposit::watch
