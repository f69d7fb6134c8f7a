#pragma once

#include <string>

#include "core/chance.h"
#include "encode/image/gray_image.h"
#include "encode/mail/checks/check_plan.h"

namespace lockbox::encode {

/// A size in inches.
struct PaperSize {
  double width = 0;
  double height = 0;
};

/// Of a check in that style; for a voucher, of the check on it.
[[nodiscard]] PaperSize check_size(CheckStyle style);

/// A MICR line as banks of that style print it, spelled as in `MicrLine::raw` or, where it is in
/// CMC-7, as in `Cmc7Glyph::symbol`, with valid check digits where the style has them.
/// `with_amount` encodes an amount, as the bank of first deposit does.
[[nodiscard]] std::string draw_micr_text(CheckStyle style, bool with_amount, Chance& chance);

/// Nine digits with a valid 3-7-1 check digit.
[[nodiscard]] std::string draw_routing_number(Chance& chance);

/// Prints names, rules and captions and fills in payee, amount and date; leaves the clear band
/// free.
void print_face(GrayImage& check, CheckStyle style, const HandlingPlan& handling, Chance& chance);

/// Two, so that checks of one payer can be drawn: the same form, filled in anew.
struct FaceChances {
  Chance& form;  ///< What is printed, and in which letters.
  Chance& hand;  ///< Date, payee, amount in figures and words, memo.
};
void print_face(GrayImage& check, CheckStyle style, const HandlingPlan& handling,
                const FaceChances& chances);

}  // namespace lockbox::encode
