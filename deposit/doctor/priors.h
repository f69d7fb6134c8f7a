#pragma once

/// @file
/// How often what goes wrong, before anything is known of a batch: in millionths.  Measured rates
/// are named with their source; the others are orders of magnitude, and only their ratios matter.

#include <cstdint>

namespace lockbox::deposit::priors {

// ---- Amounts ---------------------------------------------------------------------------------

/// An amount that one person keyed is wrong: between 0.55 and 3.6 % (Barchard et al. 2020).
inline constexpr std::int64_t keyed_wrong_ppm = 10'000;
/// Two people who key apart from each other make so many times fewer errors (Barchard et al. 2008).
inline constexpr std::int64_t second_person_gain = 28;
/// A digit that was read beyond doubt is wrong, at most: the reader's measured bound.
inline constexpr std::int64_t digit_misread_ppm = 18;
/// Where the reader saw two digits, a person takes the wrong one as often as this part of the
/// chance that it is the other.
inline constexpr std::int64_t same_doubt_ppm = 100'000;

// What kind of error an entry has that is wrong.  Of wrong numbers 79 % have one wrong digit, 10 %
// two neighbours changed (Verhoeff 1969); the rest is shared out here.
inline constexpr std::int64_t wrong_digit_ppm = 790'000;
inline constexpr std::int64_t swapped_digits_ppm = 100'000;
inline constexpr std::int64_t digit_left_out_ppm = 40'000;
inline constexpr std::int64_t slide_ppm = 30'000;
inline constexpr std::int64_t digit_too_many_ppm = 20'000;
/// Another of the coupon's amounts than the one that was paid: net for gross.
inline constexpr std::int64_t other_expected_ppm = 20'000;
/// Anything else, for instance the amount of the check beside it.
inline constexpr std::int64_t another_amount_ppm = 10'000;

/// Payers who pay what they were asked for: 60 to 90 %.
inline constexpr std::int64_t pays_as_billed_ppm = 750'000;
/// Whatever is known of how people pay makes an amount at most so many times likelier: it must not
/// outweigh what was clearly keyed or read.
inline constexpr std::int64_t evidence_max = 1'000;

// ---- Papers ----------------------------------------------------------------------------------

/// A coupon without a check had one that was not captured; most never had.
inline constexpr std::int64_t check_lost_ppm = 20'000;
/// An envelope that pays less than it was asked for had one more check.
inline constexpr std::int64_t second_check_lost_ppm = 1'000;
/// A number that the scanner skipped was a check.
inline constexpr std::int64_t gap_was_check_ppm = 300'000;
/// A feed that looked like two papers was two.
inline constexpr std::int64_t two_papers_ppm = 100'000;
/// A paper was lost of which nothing is left.
inline constexpr std::int64_t lost_without_trace_ppm = 1'000;
/// A paper that could not be read is a check.
inline constexpr std::int64_t unread_is_check_ppm = 300'000;
/// A paper was captured twice, or left out of what was declared.
inline constexpr std::int64_t counted_twice_ppm = 100;
/// ... and so many times likelier where the same check is there before, or the same amount near it,
/// or anywhere.
inline constexpr std::int64_t same_check_gain = 1'000;
inline constexpr std::int64_t same_amount_near_gain = 100;
inline constexpr std::int64_t same_amount_gain = 10;
/// A paper lies in another batch.
inline constexpr std::int64_t wrong_batch_ppm = 100;
/// ... and so many times likelier where that batch has the opposite difference.
inline constexpr std::int64_t opposite_difference_gain = 1'000;
/// A debit was taken as a payment.  No item here is one, unless a person mistook it.
inline constexpr std::int64_t wrong_side_ppm = 1;
/// The declared number of papers is wrong.
inline constexpr std::int64_t miscounted_ppm = 10'000;

}  // namespace lockbox::deposit::priors
