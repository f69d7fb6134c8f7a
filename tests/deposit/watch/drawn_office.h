#pragma once

/// @file
/// Quarters of an office as a lens sees them, drawn from a seed: payers with coupons every month,
/// payers who pay for relatives, shared accounts, lost coupons; and frauds to plant among them.

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "deposit/watch/rows.h"

namespace lockbox::test {

/// The day so many days behind 2026-01-01.
[[nodiscard]] BusinessDay day_number(int days);

class DrawnOffice {
 public:
  explicit DrawnOffice(std::uint64_t seed);
  /// 120 days of honest mail: `payers` of them, who pay every month.
  [[nodiscard]] deposit::watch::WatchRows honest(int payers);

  /// A payment is taken and covered with the next payer's check, so many times.
  void plant_lapping(deposit::watch::WatchRows& rows, int checks);
  /// Counted cash is kept and checks that nobody declared take its place.
  void plant_substitution(deposit::watch::WatchRows& rows);
  /// A check is scanned and deposited a second time.
  void plant_double_posting(deposit::watch::WatchRows& rows);

 private:
  std::int64_t draw(std::int64_t below) {
    return static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(below));
  }
  bool chance(int percent) { return draw(100) < percent; }
  void pay(deposit::watch::WatchRows& rows, int day, int payer, int account,
           const std::string& person);

  std::mt19937_64 random_;
  int payers_ = 0;
  std::int64_t documents_ = 0;
};

}  // namespace lockbox::test
