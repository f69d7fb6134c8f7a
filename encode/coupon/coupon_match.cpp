#include "encode/coupon/coupon_match.h"

#include <algorithm>
#include <utility>

#include "encode/coupon/code_parts.h"
#include "encode/coupon/line_in_doubt.h"

namespace lockbox::encode {
namespace {

BarcodeFormat kind_of(const BarcodeRead& read) {
  return read.format;
}

OcrFont kind_of(const ScanLineRead& read) {
  return read.font;
}

const std::string& code_of(const BarcodeRead& read) {
  return read.text;
}

/// Blanks part the groups of a line and are no part of its code.
std::string code_of(const ScanLineRead& read) {
  auto code = read.text;
  std::erase(code, ' ');
  return code;
}

/// What the definitions accept of a read that is not the same as an earlier one.
template <class Read, class Parse>
std::vector<CouponRead> known_reads(const std::vector<Read>& reads,
                                    const std::vector<CouponDefinition>& definitions,
                                    const Parse& parse) {
  std::vector<CouponRead> known;
  for (auto read = reads.begin(); read != reads.end(); ++read) {
    const auto is_same = [&read](const Read& earlier) {
      return kind_of(earlier) == kind_of(*read) && earlier.text == read->text;
    };
    if (std::any_of(reads.begin(), read, is_same)) continue;
    for (const auto& definition : definitions) {
      auto code = parse(definition, kind_of(*read), read->text);
      if (!code) continue;
      known.push_back({*std::move(code), code_of(*read), std::string{to_string(kind_of(*read))},
                       read->confidence, read->box});
    }
  }
  return known;
}

/// Whether two values can stand on one coupon: a code need not carry all that its line carries.
template <class Value>
bool agree(const Value& one, const Value& other, const Value& absent) {
  return one == other || one == absent || other == absent;
}

/// What the barcode and the line of one coupon contradict each other in, or nothing.
std::string_view contradiction(const CouponCode& barcode, const CouponCode& line) {
  if (barcode.bill_type != line.bill_type) return "kind of coupon";
  if (barcode.account.reveal() != line.account.reveal()) return "account";
  if (!agree(barcode.due_date, line.due_date, {})) return "due date";
  if (!agree(barcode.amount_due, line.amount_due, {})) return "amount due";
  if (!agree(barcode.expected_amounts, line.expected_amounts, {})) return "amounts";
  return {};
}

/// Whether what was read of a line in doubt is another account than the barcode's.
bool denies_account(const CouponCode& barcode, const ScanLineRead& line,
                    const std::vector<CouponDefinition>& definitions) {
  const auto may_be_same = [](char read, char coded) {
    return read == coded || read == unread_mark;
  };
  return std::ranges::any_of(definitions, [&](const CouponDefinition& definition) {
    if (definition.bill_type != barcode.bill_type) return false;
    const auto places = parse_line_in_doubt(definition, line.font, line.text);
    if (!places) return false;
    const auto account = code_of(line).substr(places->account_first, places->account_count);
    return !std::ranges::equal(account, barcode.account.reveal(), may_be_same);
  });
}

/// The coupon of a barcode without a whole line beside it.
void take_barcode(CouponRead barcode, const std::vector<ScanLineRead>& lines,
                  const std::vector<CouponDefinition>& definitions, KnownCoupons& known) {
  const auto denies = [&](const ScanLineRead& line) {
    return denies_account(barcode.code, line, definitions);
  };
  if (std::ranges::any_of(lines, denies)) {
    known.doubt = "The barcode and the scan line disagree in the account.";
  } else {
    known.coupon = std::move(barcode);
  }
}

/// One coupon out of two reads that agree.
CouponRead joined(CouponRead barcode, const CouponRead& line) {
  auto& code = barcode.code;
  if (code.due_date.empty()) code.due_date = line.code.due_date;
  if (!code.amount_due) code.amount_due = line.code.amount_due;
  if (code.expected_amounts.empty()) code.expected_amounts = line.code.expected_amounts;
  code.check_digit_verified = code.check_digit_verified || line.code.check_digit_verified;
  barcode.format += "+" + line.format;
  // Two independent reads of one account are surer than the surer of them.
  barcode.confidence = std::max(barcode.confidence, line.confidence);
  return barcode;
}

}  // namespace

KnownCoupons match_coupons(const std::vector<BarcodeRead>& codes,
                           const std::vector<ScanLineRead>& lines,
                           const std::vector<CouponDefinition>& definitions) {
  auto by_code = known_reads(codes, definitions, parse_coupon_code);
  auto by_line = known_reads(lines, definitions, parse_scan_line);
  KnownCoupons known;
  known.count = static_cast<int>(std::max(by_code.size(), by_line.size()));
  if (by_code.size() > 1 || by_line.size() > 1 || known.count == 0) return known;
  if (by_line.empty()) {
    take_barcode(std::move(by_code.front()), lines, definitions, known);
  } else if (by_code.empty()) {
    known.coupon = std::move(by_line.front());
  } else if (const auto what = contradiction(by_code.front().code, by_line.front().code);
             !what.empty()) {
    known.doubt = "The barcode and the scan line disagree in the " + std::string{what} + ".";
  } else {
    known.coupon = joined(std::move(by_code.front()), by_line.front());
  }
  return known;
}

}  // namespace lockbox::encode
