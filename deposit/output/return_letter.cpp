#include "deposit/output/return_letter.h"

#include <fmt/format.h>

#include "deposit/output/letter_page.h"

namespace lockbox::deposit {

namespace {

std::string check_name(const ReturnLetterData& letter) {
  return letter.check_number.empty() ? std::string{"Your check"}
                                     : "Your check number " + letter.check_number;
}

}  // namespace

std::vector<std::string> letter_paragraphs(const ReturnLetterData& letter) {
  const auto owed = letter.amount + letter.fee;
  std::vector<std::string> paragraphs{
      fmt::format("{} of ${} came back from the bank on {}. The bank's reason: {}. The payment was "
                  "therefore taken back from account {}.",
                  check_name(letter), letter.amount.to_string(), letter.returned_on.to_string(),
                  letter.reason, letter.account.empty() ? "of yours" : letter.account)};
  if (letter.fee.is_zero()) {
    paragraphs.push_back(fmt::format("You owe ${}.", owed.to_string()));
  } else {
    paragraphs.push_back(fmt::format(
        "You owe ${}: the check of ${} and a service charge of ${} ({}).", owed.to_string(),
        letter.amount.to_string(), letter.fee.to_string(), letter.fee_source));
    paragraphs.push_back(fmt::format(
        "Please pay the whole sum by {}, 15 days from the date of this letter (F.S. 832.07). If it "
        "is not paid by {}, 30 days after this demand, the claim may be taken to court (F.S. "
        "68.065(3)).",
        letter.notice_until.to_string(), letter.demand_until.to_string()));
  }
  paragraphs.emplace_back(
      "Pay in cash, by money order or by cashier's check, and enclose this letter. If you have "
      "paid already, please tell us when and how.");
  return paragraphs;
}

Result<Bytes> render_return_letter(const ReturnLetterData& letter, PdfCompression compression) {
  return render_letter_page(
      {.title = fmt::format("Returned check {}", letter.return_number),
       .organisation = letter.site_name,
       .practice = letter.practice,
       .day = letter.sent_on,
       .reference = {},
       .recipient = letter.name.empty() ? "To the drawer of the check" : letter.name,
       .address = letter.address,
       .subject = fmt::format("Returned check, our number {}", letter.return_number),
       .paragraphs = letter_paragraphs(letter)},
      compression);
}

}  // namespace lockbox::deposit
