#include "deposit/output/deposit_ticket.h"

#include <algorithm>
#include <string_view>

#include "support/catch.h"

namespace lockbox::deposit {
namespace {

using Catch::Matchers::Contains;

DepositTicketData ticket_with(std::size_t items) {
  DepositTicketData data{
      .site_name = "City of Riverton",
      .lockbox = "RIVERTON-MAIL",
      .deposit_account = {.id = "OPERATING-UTILITY",
                          .name = "Utility Operating Account",
                          .bank = "First Bank of Riverton",
                          .ticket_items_max = 500,
                          .ticket_amount_max = Money::from_cents(100)},
      .ticket = "RIVERTON-MAIL-000007",
      .business_day = *BusinessDay::parse("2026-11-23"),
      .state = DepositState::AwaitingApproval,
      .prepared_by = "dana",
      .approved_by = "",
      .job = "mixed",
      .batch_source = "folder-4f1c",
      .control = ControlTotals{.documents = 19, .amount = Money::from_cents(1'423'76)},
      .corrections = {},
      .items = {},
      .total = {}};
  for (std::size_t i = 1; i <= items; ++i) {
    const auto cents = static_cast<std::int64_t>(1'000'00 + i);
    data.items.push_back({.sequence = static_cast<std::int64_t>(2 * i),
                          .tender = TenderKind::Check,
                          .serial = std::to_string(6000 + i),
                          .account = AccountNumber{"938910134"},
                          .amount = Money::from_cents(cents)});
    data.total += Money::from_cents(cents);
  }
  return data;
}

/// The uncompressed ticket.
std::string pdf_of(const DepositTicketData& data) {
  const auto bytes = render_deposit_ticket(data, PdfCompression::Off);
  if (!bytes) FAIL(bytes.error().message);
  return {reinterpret_cast<const char*>(bytes->data()), bytes->size()};
}

/// The text that it shows, piece by piece, in drawing order.
std::vector<std::string> texts_of(const DepositTicketData& data) {
  const auto pdf = pdf_of(data);
  constexpr std::string_view show_text = ") Tj";
  std::vector<std::string> texts;
  for (auto end = pdf.find(show_text); end != std::string::npos;
       end = pdf.find(show_text, end + 1)) {
    const auto begin = pdf.rfind("\n(", end) + 2;
    texts.push_back(pdf.substr(begin, end - begin));
  }
  return texts;
}

bool shows(const std::vector<std::string>& texts, const std::string& wanted) {
  return std::ranges::find(texts, wanted) != texts.end();
}

TEST_CASE("A ticket says who corrected the declared totals, from what to what, and why",
          "[ticket]") {
  auto data = ticket_with(1);
  data.corrections = {{ControlTotals{20, Money::from_cents(1'423'76)}, *data.control, "sue",
                       "A letter was counted twice."}};
  const auto texts = texts_of(data);
  CHECK(shows(texts,
              "Declared totals corrected by sue from 20 documents and 1423.76 to 19 documents and "
              "1423.76."));
  CHECK(shows(texts, "Why: A letter was counted twice."));
}

TEST_CASE("A ticket is the same bytes each time it is made", "[ticket]") {
  const auto data = ticket_with(60);
  const auto first = render_deposit_ticket(data);
  const auto second = render_deposit_ticket(data);
  REQUIRE(first);
  REQUIRE(second);
  CHECK(*first == *second);
  const std::string pdf{reinterpret_cast<const char*>(first->data()), first->size()};
  CHECK(pdf.starts_with("%PDF-"));
  CHECK_THAT(pdf, Contains("/CreationDate (D:20261123000000)"));
  CHECK_THAT(pdf, Contains("/FlateDecode"));
}

TEST_CASE("A ticket says whose money goes where and who stands for it", "[ticket]") {
  const auto texts = texts_of(ticket_with(2));
  for (const auto* wanted :
       {"City of Riverton", "DEPOSIT TICKET", "RIVERTON-MAIL-000007", "RIVERTON-MAIL",
        "OPERATING-UTILITY", "Utility Operating Account", "First Bank of Riverton", "2026-11-23",
        "mixed", "folder-4f1c", "dana", "AWAITING APPROVAL",
        "CONTROLLED: declared 19 documents $1,423.76", "Page 1 of 1"}) {
    CAPTURE(wanted);
    CHECK(shows(texts, wanted));
  }
}

TEST_CASE("A10.5: a ticket lists its items in physical order with the account masked", "[ticket]") {
  const auto texts = texts_of(ticket_with(2));
  const auto first = std::ranges::find(texts, "000002");
  const auto second = std::ranges::find(texts, "000004");
  REQUIRE(first != texts.end());
  REQUIRE(second != texts.end());
  CHECK(first < second);
  CHECK(*(first + 1) == "Check");
  CHECK(*(first + 2) == "6001");
  CHECK(*(first + 3) == "****0134");
  CHECK(*(first + 4) == "$1,000.01");
  for (const auto& text : texts) CHECK_THAT(text, !Contains("938910134"));
}

TEST_CASE("A ticket's pages carry their subtotals and the last one the total", "[ticket]") {
  const auto texts = texts_of(ticket_with(60));
  CHECK(shows(texts, "Page 1 of 2"));
  CHECK(shows(texts, "Page 2 of 2"));
  CHECK(shows(texts, "Subtotal of this page, 26 items"));
  CHECK(shows(texts, "$26,003.51"));
  CHECK(shows(texts, "Subtotal of this page, 34 items"));
  CHECK(shows(texts, "$34,014.79"));
  CHECK(shows(texts, "TOTAL DEPOSIT, 60 items"));
  CHECK(std::ranges::count(texts, "$60,018.30") == 3);
}

TEST_CASE("A10.3: a ticket shows currency, coin and checks apart", "[ticket]") {
  auto data = ticket_with(1);
  data.items.push_back({.sequence = 3,
                        .tender = TenderKind::Cash,
                        .serial = "",
                        .account = {},
                        .amount = Money::from_cents(20'00)});
  data.items.push_back({.sequence = 4,
                        .tender = TenderKind::MoneyOrder,
                        .serial = "77",
                        .account = {},
                        .amount = Money::from_cents(5'00)});
  data.total += Money::from_cents(25'00);
  const auto texts = texts_of(data);
  const auto currency = std::ranges::find(texts, "CURRENCY");
  REQUIRE(currency != texts.end());
  CHECK(std::vector<std::string>(currency, currency + 12) ==
        std::vector<std::string>{"CURRENCY", "$20.00", "1 item", "COIN", "$0.00", "0 items",
                                 "CHECKS AND MONEY ORDERS", "$1,005.01", "2 items", "DEPOSIT TOTAL",
                                 "$1,025.01", "3 items"});
}

TEST_CASE("An approved ticket names its approver", "[ticket]") {
  auto data = ticket_with(1);
  data.state = DepositState::Approved;
  data.approved_by = "lee";
  const auto texts = texts_of(data);
  CHECK(shows(texts, "APPROVED"));
  CHECK(shows(texts, "Approved by lee"));
}

DepositTicketData approved_ticket_with_line(std::size_t items) {
  auto data = ticket_with(items);
  data.ticket = "000007";
  data.state = DepositState::Approved;
  data.approved_by = "lee";
  data.deposit_account.ticket_line = TicketLine{
      .routing = *encode::RoutingNumber::parse("021000021"), .account = "123", .tran_code = "50"};
  return data;
}

/// Outlines that are filled, one for each symbol of a line.
std::ptrdiff_t filled_in(const std::string& pdf) {
  std::ptrdiff_t count = 0;
  for (auto at = pdf.find("\nf\n"); at != std::string::npos; at = pdf.find("\nf\n", at + 1))
    ++count;
  return count;
}

TEST_CASE("An approved ticket carries the MICR line of its account on the first page", "[ticket]") {
  const auto data = approved_ticket_with_line(60);
  // Eight symbols of the ticket, eleven of transit, six on-us, twelve of the amount.
  CHECK(filled_in(pdf_of(data)) == 8 + 11 + 6 + 12);
  const auto texts = texts_of(data);
  CHECK(shows(texts, "Subtotal of this page, 24 items"));
  CHECK(shows(texts, "Subtotal of this page, 36 items"));
}

TEST_CASE(
    "A ticket that is not approved, of made-up money, or of an account without a line has none",
    "[ticket]") {
  auto waiting = approved_ticket_with_line(1);
  waiting.state = DepositState::AwaitingApproval;
  CHECK(filled_in(pdf_of(waiting)) == 0);
  auto practice = approved_ticket_with_line(1);
  practice.practice = "DEMO";
  CHECK(filled_in(pdf_of(practice)) == 0);
  auto plain = approved_ticket_with_line(1);
  plain.deposit_account.ticket_line.reset();
  CHECK(filled_in(pdf_of(plain)) == 0);
  plain.state = DepositState::AwaitingApproval;
  CHECK(pdf_of(waiting) == pdf_of(plain));
}

TEST_CASE("All print of a ticket's first page leaves the clear band of its MICR line free",
          "[ticket]") {
  auto data = approved_ticket_with_line(60);
  data.corrections = {{ControlTotals{20, Money::from_cents(1)}, *data.control, "sue", "Why not."}};
  const auto pdf = pdf_of(data);
  const auto first_page = pdf.substr(0, pdf.find("Page 1 of 2"));
  constexpr int clear_band = 45;
  constexpr int descender = 2;
  int texts = 0;
  for (auto at = first_page.find(" Td\n"); at != std::string::npos;
       at = first_page.find(" Td\n", at + 1)) {
    const auto y = first_page.rfind(' ', at - 1) + 1;
    CHECK(std::stoi(first_page.substr(y, at - y)) >= clear_band + descender);
    ++texts;
  }
  CHECK(texts > 24);
}

TEST_CASE("A ticket of made-up money says so on each page, and no other does", "[ticket]") {
  const std::string sentence = "Made-up money.  No bank takes this ticket.";
  auto data = ticket_with(60);
  CHECK_FALSE(shows(texts_of(data), sentence));
  data.practice = "DEMO";
  const auto texts = texts_of(data);
  CHECK(std::ranges::count(texts, "DEMO") == 2);
  CHECK(std::ranges::count(texts, sentence) == 2);
}

TEST_CASE("A ticket of a batch of which nothing was declared says so", "[ticket]") {
  auto data = ticket_with(1);
  data.control.reset();
  CHECK(shows(texts_of(data), "UNCONTROLLED BATCH"));
}

TEST_CASE("Text that a ticket's fonts cannot show becomes question marks", "[ticket]") {
  auto data = ticket_with(1);
  data.site_name =
      "Ville d'Orl\xC3\xA9"
      "ans \xE2\x82\xAC \n(1)";
  const auto texts = texts_of(data);
  // The library writes bytes beyond ASCII and brackets as octal escapes.
  CHECK_THAT(texts.front(), Contains("? ?"));
  CHECK_THAT(texts.front(), !Contains("\xE2"));
}

TEST_CASE("Text that is too long for its place is cut", "[ticket]") {
  auto data = ticket_with(1);
  data.batch_source = std::string(300, 'x');
  const auto texts = texts_of(data);
  CHECK_FALSE(shows(texts, data.batch_source));
  CHECK(std::ranges::any_of(texts, [](const std::string& text) { return text.ends_with("x..."); }));
}

TEST_CASE("A ticket that does not add up is refused", "[ticket]") {
  auto data = ticket_with(3);
  data.total += Money::from_cents(1);
  const auto refused = render_deposit_ticket(data);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::OutOfBalance);
  CHECK(refused.error().message ==
        "Deposit ticket RIVERTON-MAIL-000007: Its items add up to 3000.06, the deposit is "
        "3000.07.");
}

TEST_CASE("A ticket without right, person or items is refused", "[ticket]") {
  auto draft = ticket_with(1);
  draft.state = DepositState::Draft;
  CHECK_FALSE(render_deposit_ticket(draft));

  auto nobody = ticket_with(1);
  nobody.state = DepositState::Approved;
  CHECK_FALSE(render_deposit_ticket(nobody));
  nobody.approved_by = nobody.prepared_by;
  CHECK_FALSE(render_deposit_ticket(nobody));

  CHECK_FALSE(render_deposit_ticket(ticket_with(0)));

  auto card_slip = ticket_with(1);
  card_slip.items.front().tender = TenderKind::CardSlip;
  CHECK_FALSE(render_deposit_ticket(card_slip));

  auto without_amount = ticket_with(1);
  without_amount.total = {};
  without_amount.items.front().amount = {};
  CHECK_FALSE(render_deposit_ticket(without_amount));
}

}  // namespace
}  // namespace lockbox::deposit
