#include "deposit/output/return_letter.h"

#include <fmt/format.h>

#include "deposit/output/paragraph.h"

namespace lockbox::deposit {

namespace {

constexpr int margin = 72;
constexpr int content_width = PdfCanvas::page_width - 2 * margin;
constexpr int line_height = 15;
constexpr std::size_t line_letters = 84;

constexpr PdfStyle plain{.font = PdfFont::Plain, .size = 11};
constexpr PdfStyle strong{.font = PdfFont::Bold, .size = 11};
constexpr PdfStyle heading{.font = PdfFont::Bold, .size = 16};

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
  PdfCanvas canvas{{.title = fmt::format("Returned check {}", letter.return_number),
                    .author = letter.site_name,
                    .day = letter.sent_on,
                    .compression = compression}};
  canvas.begin_page();
  if (!letter.practice.empty()) {
    canvas.text({.x = margin, .y = 40, .width = content_width}, heading,
                letter.practice + ": made-up money");
  }
  int y = 84;
  const auto write = [&](const PdfStyle& style, const std::string& text, int height) {
    canvas.text({.x = margin, .y = y, .width = content_width}, style, text);
    y += height;
  };
  write(heading, letter.site_name, 2 * line_height);
  write(plain, letter.sent_on.to_string(), 2 * line_height);
  write(plain, letter.name.empty() ? "To the drawer of the check" : letter.name, line_height);
  write(plain, letter.address, 3 * line_height);
  write(strong, fmt::format("Returned check, our number {}", letter.return_number),
        2 * line_height);
  for (const auto& paragraph : letter_paragraphs(letter)) {
    for (const auto& line : lines_of_paragraph(paragraph, line_letters))
      write(plain, line, line_height);
    y += line_height;
  }
  write(plain, letter.site_name, line_height);
  return canvas.finish();
}

}  // namespace lockbox::deposit
