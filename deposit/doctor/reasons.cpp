#include "deposit/doctor/reasons.h"

#include <algorithm>

#include "deposit/doctor/amount_odds.h"

namespace lockbox::deposit {

namespace {

std::string_view what_happened(CauseKind kind) {
  switch (kind) {
    case CauseKind::SwappedDigits:
      return "Two neighbouring digits changed places";
    case CauseKind::Slide:
      return "The decimal point slipped";
    case CauseKind::WrongDigit:
      return "One digit is another";
    case CauseKind::DigitLeftOut:
      return "A digit was left out";
    case CauseKind::DigitTooMany:
      return "There is a digit too many";
    case CauseKind::OtherExpected:
      return "The coupon asks for both amounts, as for net and gross";
    case CauseKind::AnotherAmount:
      return "The coupon asks for just what would balance";
    case CauseKind::CountedTwice:
      return "The paper may be counted twice, or not declared";
    case CauseKind::MissingItem:
      return "The coupon asks for it, and no check pays it";
    case CauseKind::DeclaredCount:
      return "The declared number of papers may be wrong";
    case CauseKind::WrongSide:
    case CauseKind::DoubleFeed:
    case CauseKind::WrongBatch:
    case CauseKind::DeclaredAmount:
    case CauseKind::TwoCauses:
      return "Something else";
  }
  return "Something else";
}

std::string_view how_obtained(AmountOrigin origin) {
  switch (origin) {
    case AmountOrigin::Read:
      return "read from the MICR line";
    case AmountOrigin::KeyedOnce:
      return "keyed by one person";
    case AmountOrigin::KeyedTwice:
      return "keyed alike by two people";
  }
  return "";
}

bool is_among(const std::vector<Money>& amounts, Money amount) {
  return std::ranges::find(amounts, amount) != amounts.end();
}

/// What its coupon says of the amount as it is and as it would be.
std::string word_of_coupon(const TenderLine& line, Money meant) {
  if (is_among(line.expected, meant)) return " Its coupon asks for the amount that would balance.";
  if (is_among(line.expected, line.amount)) return " But its coupon asks for the amount as it is.";
  return "";
}

}  // namespace

std::string reason_of_amount(CauseKind kind, const TenderLine& line, Money meant) {
  auto reason =
      std::string{what_happened(kind)} + "; " + std::string{how_obtained(line.origin)} + ".";
  const bool is_of_coupon = kind == CauseKind::OtherExpected || kind == CauseKind::AnotherAmount;
  if (!is_of_coupon) reason += word_of_coupon(line, meant);
  // A tenth of what is likely to be right is more than any other digit has.
  constexpr std::int64_t tenth = 100'000;
  const auto digits = likelihood_of_digits(line, meant).share_ppm(Likelihood::of_ppm(million));
  if (!line.seen.empty() && digits >= million) reason += " The reader saw what would balance.";
  if (!line.seen.empty() && digits < million && digits >= tenth / 10) {
    reason += " The reader took it for the second choice.";
  }
  return reason;
}

std::string reason_of_wrong_side() {
  return "It is half of the difference: a debit that was taken as a payment has this effect.";
}

std::string reason_of_declared_amount(CauseKind slip) {
  return std::string{what_happened(slip)} + " in the declared total: all amounts may be right.";
}

std::string reason_of_declared_count(const BatchLedger& ledger) {
  const auto missing = ledger.missing().documents;
  return missing > 0 ? "The money is right: the declared number of papers may be wrong, or a paper "
                       "without money was not captured."
                     : "The money is right: the declared number of papers may be wrong, or a paper "
                       "without money was captured twice.";
}

std::string reason_of_unread() {
  return "It counts as a paper and not as money, since it could not be read: it may be this check.";
}

std::string reason_of_shortfall(const Shortfall& shortfall, Money missing) {
  if (!is_among(shortfall.missing, missing)) {
    return shortfall.has_tender ? "Its envelope pays less than was asked for: a second check may "
                                  "be missing, though not over what is open."
                                : "A coupon without a check; the check that is missing is not over "
                                  "what the coupon asks for.";
  }
  return shortfall.has_tender
             ? "Its envelope pays less than was asked for, by just this: a second check is missing."
             : "A coupon without a check: it asks for just this.";
}

std::string reason_of_gap() {
  return "The scanner skipped this number: a paper went through and no picture is there.";
}

std::string reason_of_double() {
  return "Its feed looked like two papers: the other one lies behind it.";
}

std::string reason_of_lost(const ControlTotals& missing) {
  const auto papers = missing.documents == 1 ? std::string{"One paper"}
                                             : std::to_string(missing.documents) + " papers";
  return papers +
         " of what was declared went through no track: look into the tray, the pockets "
         "and the envelopes.";
}

std::string reason_of_twice(const TenderLine& line, std::optional<std::int64_t> first) {
  if (!first) return "It is just the difference: it may be missing from what was declared.";
  const auto other = std::to_string(*first);
  return line.same_check_as
             ? "The same check as document " + other + ": it was captured twice."
             : "The same amount as document " + other + ": it may have been captured twice.";
}

std::string reason_of_other_batch(const OtherBatch& other, bool is_opposite) {
  const auto batch = "Batch " + std::to_string(other.batch);
  return is_opposite ? batch +
                           " is out of balance by just the opposite: a paper lies in the wrong "
                           "one of the two."
                     : batch + " does not balance either, and has this amount.";
}

std::string reason_of_part(const Suspicion& part) {
  return std::string{what_happened(part.kind)} + ".";
}

}  // namespace lockbox::deposit
