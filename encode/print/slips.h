#pragma once

/// @file
/// Slips: what goes through the scanner among the mail.  Three fill a letter page and are cut
/// apart.

#include <string>
#include <vector>

#include "core/result.h"
#include "encode/print/drawing.h"

namespace lockbox::encode {

/// Lies between envelopes; used again and again.
[[nodiscard]] Result<Drawing> separator_slip(int number);

/// A caption and what stands beside it.
struct SlipFact {
  std::string name;
  std::string value;
};

/// Lies in front of a batch and says what was declared of it; also the ticket that goes with the
/// paper.
struct BatchHeaderSlip {
  std::string title;            ///< Large, the lockbox for example.
  std::string number;           ///< Of the barcode, 1 to 12 digits.
  std::vector<SlipFact> facts;  ///< At most six.
};
[[nodiscard]] Result<Drawing> batch_header_slip(const BatchHeaderSlip& slip);

/// Letter pages of three slips each with rules to cut along.
[[nodiscard]] std::vector<Drawing> on_letter_pages(const std::vector<Drawing>& slips);

}  // namespace lockbox::encode
