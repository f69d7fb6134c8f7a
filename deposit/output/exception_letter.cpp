#include "deposit/output/exception_letter.h"

#include <string_view>

#include "deposit/output/letter_page.h"

namespace lockbox::deposit {

namespace {

/// What is the matter, and what the payer can do about it.
std::string_view sentence_of(ExceptionReason reason) {
  switch (reason) {
    case ExceptionReason::Unsigned:
      return "The check is not signed. Please sign it and send it again.";
    case ExceptionReason::NoPayee:
      return "The check does not say to whom it is payable. Please complete it and send it again.";
    case ExceptionReason::OtherPayee:
      return "The check is payable to somebody else, so we may not deposit it.";
    case ExceptionReason::Postdated:
      return "The check bears a date that lies ahead. Please send it again on or after that day, or"
             " send another one.";
    case ExceptionReason::StaleDated:
      return "The check is so old that your bank need not pay it. Please send a new one.";
    case ExceptionReason::AmountsDiffer:
      return "The amounts in words and in figures differ. Please send a check on which they agree.";
    case ExceptionReason::Altered:
      return "The check looks altered, and your bank may refuse it. Please send a new one.";
    case ExceptionReason::Foreign:
      return "The check is drawn abroad or in another currency, and we cannot deposit it. Please"
             " pay in United States dollars on a bank in the United States.";
    case ExceptionReason::RestrictiveNotation:
      return "The check or its letter says that it settles a debt in full. We do not accept it as"
             " that. Please send it without those words, or write to us about the debt.";
    case ExceptionReason::ThirdParty:
      return "The check was made out to somebody else and passed on, so we may not deposit it.";
    case ExceptionReason::Duplicate:
      return "We have received this payment already.";
    case ExceptionReason::StopListed:
    case ExceptionReason::CashOnly:
      return "We cannot take checks for this account at present. Please pay in cash or by money"
             " order.";
    case ExceptionReason::ClosedAccount:
      return "The account that you want to pay is closed.";
    case ExceptionReason::OverLimit:
    case ExceptionReason::Other:
      return "We cannot deposit this check. Please call us about it.";
  }
  return "";
}

std::string what_is_enclosed(const ExceptionLetter& letter) {
  std::string text = "The enclosed check";
  if (!letter.check_number.empty()) text += " number " + letter.check_number;
  if (letter.amount) text += " for $" + letter.amount->to_string();
  return text + " came to us in the mail, and we are sending it back to you.";
}

}  // namespace

Result<Bytes> render_exception_letter(const ExceptionLetter& letter, PdfCompression compression) {
  return render_letter_page(
      {.title = "Returned check, " + letter.reference,
       .organisation = letter.organisation,
       .practice = letter.practice,
       .day = letter.day,
       .reference = letter.reference,
       .recipient = "To the sender of the enclosed check",
       .address = {},
       .subject = {},
       .paragraphs = {what_is_enclosed(letter), std::string{sentence_of(letter.reason)},
                      "Nothing was credited to any account. What you owe is due as before, so "
                      "please act soon, and name our reference when you write or call."}},
      compression);
}

}  // namespace lockbox::deposit
