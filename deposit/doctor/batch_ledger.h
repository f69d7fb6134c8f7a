#pragma once

/// @file
/// A batch as the balance doctor looks at it: what was declared, what was counted, and of each
/// amount how it was obtained and what speaks for another one.  Values only; nothing of the store.

#include <cstdint>
#include <optional>
#include <vector>

#include "core/state_table.h"
#include "deposit/model/batch.h"

namespace lockbox::deposit {

enum class AmountOrigin { Read, KeyedOnce, KeyedTwice };
inline constexpr Names<3> amount_origin_names{"read", "keyed_once", "keyed_twice"};

/// A digit of an amount as the reader saw it.
struct SeenDigit {
  char best = '?';               ///< '?' where it saw no digit.
  char second = '?';             ///< What else it could be; '?' where nothing speaks for another.
  std::int64_t second_ppm = 0;   ///< How likely it is that one.
  std::int64_t another_ppm = 0;  ///< How likely it is each of the others.
  friend bool operator==(const SeenDigit&, const SeenDigit&) = default;
};

/// One amount that was counted.
struct TenderLine {
  std::int64_t sequence = 0;
  std::int64_t envelope = 0;         ///< Key of the envelope in which it lies.
  std::int64_t envelope_papers = 1;  ///< How many papers that has.
  Money amount;
  AmountOrigin origin = AmountOrigin::KeyedOnce;
  /// What it would be if its envelope paid what its coupons ask for; none where nothing is known.
  std::vector<Money> expected = {};
  std::vector<SeenDigit> seen = {};  ///< To the last digit of the cents; empty: not seen.
  /// The document that shows the same check, captured before.
  std::optional<std::int64_t> same_check_as = {};
};

/// An envelope that asks for more than it pays.
struct Shortfall {
  std::int64_t sequence = 0;  ///< Of its first coupon.
  bool has_tender = false;
  std::vector<Money> missing;  ///< Each of the amounts that would make it up.
};

/// Another batch of the day that is not in balance either.
struct OtherBatch {
  struct Amount {
    std::int64_t sequence = 0;
    Money amount;
  };
  std::int64_t batch = 0;
  std::optional<ControlTotals> missing;  ///< Declared less counted, where it was declared.
  std::vector<Amount> tender;
};

struct BatchLedger {
  ControlTotals declared;
  ControlTotals counted;
  std::vector<TenderLine> tender;  ///< By sequence.
  std::vector<Shortfall> shortfalls = {};
  std::vector<std::int64_t> unread = {};   ///< Papers that count, of which nobody knows the kind.
  std::vector<std::int64_t> gaps = {};     ///< Numbers that the scanner skipped: no paper.
  std::vector<std::int64_t> doubles = {};  ///< Papers whose feed looked like two.
  std::vector<OtherBatch> others = {};

  /// Declared less counted: what the batch lacks.
  [[nodiscard]] ControlTotals missing() const {
    return {declared.documents - counted.documents, declared.amount - counted.amount};
  }
};

}  // namespace lockbox::deposit
