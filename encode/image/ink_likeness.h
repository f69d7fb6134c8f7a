#pragma once

/// @file
/// Whether two pictures show one paper: the ink of both is laid over each other, and what counts is
/// where one has ink and the other has none.  The printed form is the same on every check of a
/// payer, so that how much agrees says little; what was filled in agrees nowhere but with itself.

#include "encode/image/ink_map.h"

namespace lockbox::encode {

/// From 0 to 100: how much of the ink in a window of half an inch has ink of the other picture
/// beside it, in the window that has less than nineteen of twenty, once the pictures lie as they
/// agree best.  One spot that somebody wrote on since counts for little, other writing shows in
/// more windows than one in twenty.  Up to 3 degrees and 0.3 inches apart; the band of the MICR
/// line is left out, since amounts are encoded there later and damage to it is what brings the
/// question up.  0 for pictures of different sizes, with hardly any ink, or with print all over.
[[nodiscard]] int ink_likeness(const InkMap& one, const InkMap& other);

/// From here on two pictures are taken to show one paper, and a person is asked: of drawn checks 97
/// of 100 pairs of scans of one paper are, and 11 of 100 pairs of checks on one form with one
/// signature, which is why nobody is asked where the lines tell two checks apart.
inline constexpr int same_paper_likeness = 97;

}  // namespace lockbox::encode
