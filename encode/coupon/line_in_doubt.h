#pragma once

/// @file
/// A scan line of which the reader left some characters open, so that a person can key these and
/// nothing else.

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "encode/coupon/coupon_definition.h"

namespace lockbox::encode {

/// Fixed text of a line, and the place of its first character.
struct PrintedText {
  std::size_t first = 0;
  std::string text;
};

/// Digits that must end in their own check digits.
struct LineCheck {
  bool is_of_account = false;  ///< Over the account number alone, else over the line so far.
  CheckDigitRule rule = CheckDigitRule::Luhn;
  std::vector<std::size_t> places;  ///< Rising.
};

/// What a definition says of the places of a line, from 0 on the left, without blanks.
struct LineInDoubt {
  std::string bill_type;
  std::size_t account_first = 0;
  std::size_t account_count = 0;
  std::vector<PrintedText> literals;
  std::vector<LineCheck> checks;  ///< At least one.
};

/// Takes a line with open characters apart; blanks say nothing.  InvalidInput when none is open,
/// when the definition proves nothing by a check digit, and when what was read contradicts it.
[[nodiscard]] Result<LineInDoubt> parse_line_in_doubt(const CouponDefinition& definition,
                                                      OcrFont font, std::string_view text);

/// The text of a line in one face.
struct SpelledLine {
  OcrFont font = OcrFont::A;
  std::string text;
};

/// The one line of a page that a person can complete.
struct LineToComplete {
  std::size_t line = 0;  ///< Which of the lines.
  LineInDoubt places;
};

/// Absent when no line is one in doubt, or when several lines or several definitions fit.
[[nodiscard]] std::optional<LineToComplete> line_to_complete(
    std::span<const SpelledLine> lines, const std::vector<CouponDefinition>& definitions);

}  // namespace lockbox::encode
