#include "deposit/watch/drawn_office.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace lockbox::test {

using deposit::watch::WatchRows;

namespace {

constexpr int months = 4;
constexpr int days_of_month = 30;
constexpr int lost_coupon_percent = 3;
constexpr int relative_percent = 4;
constexpr int keyers = 5;

std::string keyer(std::int64_t number) {
  return "keyer" + std::to_string(number);
}

}  // namespace

BusinessDay day_number(int days) {
  using namespace std::chrono;
  const year_month_day date{sys_days{year{2026} / 1 / 1} + std::chrono::days{days}};
  return BusinessDay::parse(fmt::format("{:04}-{:02}-{:02}", int{date.year()},
                                        unsigned{date.month()}, unsigned{date.day()}))
      .value();
}

DrawnOffice::DrawnOffice(std::uint64_t seed) : random_{seed} {
}

void DrawnOffice::pay(WatchRows& rows, int day, int payer, int account, const std::string& person) {
  const DocumentId document{++documents_};
  const auto amount = Money::from_cents(20'00 + draw(200'00));
  rows.paid.push_back({.document = document,
                       .day = day_number(day),
                       .payer = "P" + std::to_string(payer),
                       .account = "A" + std::to_string(account),
                       .amount = amount,
                       .placed_by = person,
                       .tail = std::to_string(account)});
  rows.checks.push_back({document, day_number(day), "check" + std::to_string(documents_),
                         "picture" + std::to_string(documents_), amount, ""});
}

WatchRows DrawnOffice::honest(int payers) {
  payers_ = payers;
  WatchRows rows;
  for (int month = 0; month < months; ++month) {
    for (int payer = 0; payer < payers; ++payer) {
      const auto day = month * days_of_month + static_cast<int>(draw(days_of_month));
      // A household of two shares a bank account now and then.
      const auto account = payer % 20 == 1 ? payer - 1 : payer;
      // The keyer finds the account of a check whose coupon is lost.
      const bool is_lost = chance(lost_coupon_percent);
      pay(rows, day, payer, account, is_lost ? keyer(draw(keyers)) : "");
      if (!chance(relative_percent)) continue;
      // A relative's bill, by letter and without a coupon; their own is paid as ever.
      const auto relative = static_cast<int>(draw(payers));
      pay(rows, day, payer, relative, keyer(draw(keyers)));
    }
    rows.tender.push_back(
        {day_number(month * days_of_month), Money{}, Money{}, {Money::from_cents(draw(3))}, {}});
  }
  std::ranges::stable_sort(rows.paid, {}, &deposit::watch::PaidRow::day);
  return rows;
}

/// From the last month on each victim's own coupon payment is gone: it was taken or moved on.
void DrawnOffice::plant_lapping(WatchRows& rows, int checks) {
  constexpr int begin = 3 * days_of_month;
  const auto thief = keyer(draw(keyers));
  std::vector<int> victims;
  while (static_cast<int>(victims.size()) <= checks) {
    const auto payer = static_cast<int>(draw(payers_));
    if (payer % 20 > 1 && std::ranges::find(victims, payer) == victims.end()) {
      victims.push_back(payer);
    }
  }
  for (const auto victim : victims) {
    const auto account = "A" + std::to_string(victim);
    std::erase_if(rows.paid, [&](const auto& row) {
      return row.account == account && row.day >= day_number(begin - days_of_month);
    });
  }
  for (int i = 0; i < checks; ++i) {
    pay(rows, begin + 3 * i, victims[static_cast<std::size_t>(i) + 1],
        victims[static_cast<std::size_t>(i)], thief);
  }
  std::ranges::stable_sort(rows.paid, {}, &deposit::watch::PaidRow::day);
}

void DrawnOffice::plant_substitution(WatchRows& rows) {
  const auto cash = Money::from_cents(40'00 + draw(100'00));
  rows.tender.push_back(
      {day_number(static_cast<int>(draw(120))), cash, Money{}, {cash}, {"keyer1"}});
}

void DrawnOffice::plant_double_posting(WatchRows& rows) {
  auto again =
      rows.checks[static_cast<std::size_t>(draw(static_cast<std::int64_t>(rows.checks.size())))];
  again.document = DocumentId{++documents_};
  again.picture = "picture" + std::to_string(documents_);
  again.cleared_by = "keyer2";
  rows.checks.push_back(again);
}

}  // namespace lockbox::test
