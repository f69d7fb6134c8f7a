#pragma once

/// @file
/// The coupons of the City of Riverton, a biller that exists in tests only.

#include "encode/coupon/coupon_definition.h"

namespace lockbox::test {

inline encode::CouponField field(encode::CouponFieldKind kind, int digits) {
  return {kind, digits, ""};
}

inline encode::CouponField literal(std::string text) {
  return {encode::CouponFieldKind::Literal, 0, std::move(text)};
}

inline encode::CouponDefinition utility_coupon() {
  using Kind = encode::CouponFieldKind;
  encode::CouponDefinition definition;
  definition.bill_type = "utility";
  definition.format = encode::BarcodeFormat::Code128;
  definition.fields = {field(Kind::Account, 10), field(Kind::DueDate, 6), field(Kind::AmountDue, 9),
                       field(Kind::CheckDigit, 1)};
  definition.code_check = encode::CheckDigitRule::Luhn;
  definition.account_check = encode::CheckDigitRule::Luhn;
  return definition;
}

inline encode::CouponDefinition parking_coupon() {
  using Kind = encode::CouponFieldKind;
  encode::CouponDefinition definition;
  definition.bill_type = "parking";
  definition.format = encode::BarcodeFormat::Itf;
  definition.fields = {field(Kind::Account, 8), field(Kind::AmountDue, 7),
                       field(Kind::CheckDigit, 1)};
  definition.code_check = encode::CheckDigitRule::Luhn;
  definition.account_check = encode::CheckDigitRule::Luhn;
  return definition;
}

inline encode::CouponDefinition license_coupon() {
  using Kind = encode::CouponFieldKind;
  encode::CouponDefinition definition;
  definition.bill_type = "license";
  definition.format = encode::BarcodeFormat::QrCode;
  definition.fields = {literal("RVT|BTR|"), field(Kind::Account, 0), literal("|"),
                       field(Kind::AmountDue, 0)};
  definition.account_check = encode::CheckDigitRule::Luhn;
  return definition;
}

inline encode::CouponDefinition misc_coupon() {
  using Kind = encode::CouponFieldKind;
  encode::CouponDefinition definition;
  definition.bill_type = "misc";
  definition.format = encode::BarcodeFormat::Code39;
  definition.fields = {literal("MISC-"), field(Kind::Account, 10)};
  definition.account_check = encode::CheckDigitRule::Luhn;
  return definition;
}

inline std::vector<encode::CouponDefinition> riverton_coupons() {
  return {utility_coupon(), parking_coupon(), license_coupon(), misc_coupon()};
}

}  // namespace lockbox::test
