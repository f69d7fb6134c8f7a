#pragma once

/// @file
/// What a biller's coupon code says: the definitions of SITE.toml, as values.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/account_number.h"
#include "core/money.h"
#include "core/result.h"
#include "encode/coupon/barcode_format.h"
#include "encode/coupon/check_digit.h"
#include "encode/scan_line/ocr_font.h"

namespace lockbox::encode {

/// What one field of a code means.  `AmountDue` and the four after it are the expected amounts
/// that a code can carry, at most five.
enum class CouponFieldKind {
  Literal,  ///< Fixed text, e.g. "MISC-" or a separator.
  Account,
  DueDate,  ///< YYMMDD.
  AmountDue,
  PastDue,
  Minimum,
  NetAmount,
  GrossAmount,
  CheckDigit,  ///< Over all digits before it, as many digits as `code_check` has.
  Filler,
};

struct CouponField {
  CouponFieldKind kind = CouponFieldKind::Filler;
  int digits = 0;       ///< Exact length; 0 = one or more digits up to the next literal.  Of a
                        ///< CheckDigit 0 is the length that its rule has.
  std::string literal;  ///< For Literal.
};

/// A part of the page in shares of its width and height, from the top left.
struct PageZone {
  double left = 0;
  double top = 0;
  double width = 1;
  double height = 1;
};

/// The line of machine type that a coupon carries beside its barcode, or in place of one.
struct ScanLineDefinition {
  OcrFont font = OcrFont::A;
  /// In printed order, with the meaning that they have in a code.  Blanks that part the groups of a
  /// line are no part of the pattern.
  std::vector<CouponField> fields;
  CheckDigitRule code_check = CheckDigitRule::None;     ///< Over all digits of the line.
  CheckDigitRule account_check = CheckDigitRule::None;  ///< Over the account number alone.
  std::optional<PageZone> zone;  ///< Where it is printed; without one it is searched for.
};

/// A printed square that the payer may mark.
struct CheckBoxDefinition {
  std::string name;  ///< Words joined by '_', e.g. "address_change".
  PageZone zone;     ///< The square's outline lies inside of it and takes a third of it at least.
};

/// One kind of coupon: a barcode, a scan line or both.
struct CouponDefinition {
  std::string bill_type;  ///< `bill_type` of the account file.
  BarcodeFormat format = BarcodeFormat::Code128;
  /// Of the barcode, in printed order; together they are the pattern.  None: there is no barcode.
  std::vector<CouponField> fields;
  CheckDigitRule code_check = CheckDigitRule::None;     ///< Over all digits of the code.
  CheckDigitRule account_check = CheckDigitRule::None;  ///< Over the account number alone.
  std::string fund;                                     ///< By default; the account file wins.
  std::string deposit_account;                          ///< By default; the account file wins.
  std::optional<PageZone> zone;  ///< Where the barcode is printed; it is looked for there first.
  std::optional<ScanLineDefinition> scan_line;
  std::vector<CheckBoxDefinition> check_boxes = {};

  /// Without any check digit a code may never match an account on its own.
  [[nodiscard]] bool has_check_digit() const {
    return code_check != CheckDigitRule::None || account_check != CheckDigitRule::None;
  }
};

/// A code taken apart under one definition.
struct CouponCode {
  std::string bill_type;
  AccountNumber account;
  std::string due_date;                 ///< YYMMDD as printed, or empty.
  std::vector<Money> expected_amounts;  ///< In printed order, AmountDue first; up to five.
  std::optional<Money> amount_due;
  bool check_digit_verified = false;  ///< At least one rule was there and every one held.
};

/// Takes a code apart.  InvalidInput names the rule that failed: format, length, literal, check
/// digit.  A code whose check digit is wrong is not a read.
[[nodiscard]] Result<CouponCode> parse_coupon_code(const CouponDefinition& definition,
                                                   BarcodeFormat format, std::string_view text);

/// The same for the text of a scan line; blanks in it part groups and say nothing.
[[nodiscard]] Result<CouponCode> parse_scan_line(const CouponDefinition& definition, OcrFont font,
                                                 std::string_view text);

/// Writes the code for an account; the inverse of `parse_coupon_code`.
struct CouponValues {
  std::string account;
  std::string due_date;
  std::vector<Money> expected_amounts;
};
[[nodiscard]] Result<std::string> format_coupon_code(const CouponDefinition& definition,
                                                     const CouponValues& values);
/// The same for the scan line, which the definition must have, without blanks; the inverse of
/// `parse_scan_line`.
[[nodiscard]] Result<std::string> format_scan_line(const CouponDefinition& definition,
                                                   const CouponValues& values);

}  // namespace lockbox::encode
