#pragma once

/// @file
/// This reader beside the one that a user could pick instead, on the same strips in one run.

#include "service/bench/reading_bench.h"

namespace lockbox::service {

/// CPU time of one thread from an encoded picture to its text, in milliseconds a strip.
struct ReaderRace {
  int strips = 0;
  double ours = 0;
  double theirs = 0;
  Share whole;  ///< Strips that this reader read without a symbol in doubt, and right.
};

/// Draws checks, cuts out the clear band around the MICR line (ANSI X9.100-160-1: 5/8 inch), and
/// has every strip read here and by the program `tesseract` with its English model, one model load
/// for all strips.  NotFound when that program cannot be run.
[[nodiscard]] Result<ReaderRace> race_tesseract(const ReadingBenchRequest& request);

}  // namespace lockbox::service
