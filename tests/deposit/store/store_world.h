#pragma once

/// @file
/// A small lockbox with one envelope that pays an account and one check that nobody knows, and the
/// steps that bring it from the track to the biller.  For the tests of any store.

#include <string>
#include <string_view>
#include <vector>

#include "deposit/store/store.h"
#include "support/catch.h"

namespace lockbox::deposit::test {

inline constexpr std::string_view site = "riverton";
inline constexpr std::string_view lockbox_name = "1001";

/// Numbers that must never be seen in plain text at rest.
inline constexpr std::string_view customer_number = "7700123400991";
inline constexpr std::string_view payer_number = "5551230987654";

/// The value; the test fails with the error's sentence when there is none.
template <class T>
T must(Result<T> result) {
  if (!result) FAIL(result.error().message);
  return *std::move(result);
}
inline void must(const Result<void>& result) {
  if (!result) FAIL(result.error().message);
}

[[nodiscard]] BatchHeader header(const std::string& source = "feed-1");
[[nodiscard]] Account customer();
[[nodiscard]] NewDocument document(std::int64_t sequence, std::string_view picture);
[[nodiscard]] Reading check_reading(std::int64_t sequence, const std::string& serial);
[[nodiscard]] Reading coupon_reading(std::int64_t sequence);
/// A check with figures of both sides and a condition of its front.
[[nodiscard]] Reading measured_reading(std::int64_t sequence);

/// Coupon 1 and check 2 in one envelope, check 3 alone: filed, not yet read.
Batch filed_batch(Store& store, const std::string& source = "feed-1");
/// The same, read.
Batch read_batch(Store& store, const std::string& source = "feed-1");

/// What releases both transactions of `read_batch`: 120.00 applied, 50.00 in suspense.
[[nodiscard]] WorkChanges release_work();
Batch released_batch(Store& store, const std::string& source = "feed-1");

/// The deposits of `released_batch`: one to the operating, one to the suspense account.
[[nodiscard]] std::vector<Deposit> planned_deposits();
/// Marks both transactions as deposited.
[[nodiscard]] WorkChanges deposit_work(Store& store, BatchId batch);
/// Prepared by Ana, approved by Ben, marked as deposited.
Batch deposited_batch(Store& store, const std::string& source = "feed-1");
/// A posting file of the water fund.
[[nodiscard]] OutputFile posting_file();

}  // namespace lockbox::deposit::test
