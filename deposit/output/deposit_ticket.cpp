#include "deposit/output/deposit_ticket.h"

#include <algorithm>
#include <array>
#include <span>

#include <fmt/format.h>

#include "deposit/model/person.h"
#include "deposit/output/ticket_line.h"

namespace lockbox::deposit {
namespace {

constexpr int margin = 48;
constexpr int content_width = PdfCanvas::page_width - 2 * margin;
constexpr int row_height = 14;
constexpr int list_top_first_page = 318;
constexpr int list_top_later_page = 126;
constexpr int list_bottom = 690;
constexpr auto rows_first_page =
    static_cast<std::size_t>((list_bottom - list_top_first_page) / row_height);
/// A MICR line asks for 5/8 inch (45 points) without other print along the lower edge: what stands
/// there moves up, and the list ends two rows earlier.
constexpr std::size_t rows_beside_micr_line = rows_first_page - 2;
constexpr int raised_by = 18;
constexpr auto rows_later_page =
    static_cast<std::size_t>((list_bottom - list_top_later_page) / row_height);

constexpr PdfStyle label{.font = PdfFont::Plain, .size = 8};
constexpr PdfStyle plain{.font = PdfFont::Plain, .size = 10};
constexpr PdfStyle strong{.font = PdfFont::Bold, .size = 10};
constexpr PdfStyle figures{.font = PdfFont::Figures, .size = 9};
constexpr PdfStyle strong_figures{.font = PdfFont::BoldFigures, .size = 10};
constexpr PdfStyle heading{.font = PdfFont::Bold, .size = 16};
constexpr PdfStyle small_heading{.font = PdfFont::Bold, .size = 11};

/// "$1,234,567.89".
std::string dollars(Money amount) {
  auto text = amount.to_string();
  const std::size_t first_digit = text.starts_with('-') ? 1 : 0;
  for (auto at = text.size() - 3; at > first_digit + 3; at -= 3) text.insert(at - 3, ",");
  return text.insert(first_digit, "$");
}

std::string counted(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string tender_name(TenderKind tender) {
  switch (tender) {
    case TenderKind::Check:
      return "Check";
    case TenderKind::MoneyOrder:
      return "Money order";
    case TenderKind::Cash:
      return "Currency";
    case TenderKind::CardSlip:
      return "Card slip";
  }
  return {};
}

Money total_of(std::span<const TicketItem> items) {
  Money total;
  for (const auto& item : items) total += item.amount;
  return total;
}

Result<void> check(const DepositTicketData& data) {
  const auto refuse = [&data](ErrorCode code, std::string_view why) {
    return fail(code, fmt::format("Deposit ticket {}: {}", data.ticket, why));
  };
  if (data.state == DepositState::Draft) {
    return refuse(ErrorCode::InvalidInput, "A draft has no ticket.");
  }
  if (data.state == DepositState::Approved &&
      (folded_name(data.approved_by).empty() ||
       is_same_person(data.approved_by, data.prepared_by))) {
    return refuse(ErrorCode::InvalidInput, "It is approved, but not by a second person.");
  }
  if (data.items.empty()) return refuse(ErrorCode::InvalidInput, "It has no items.");
  for (const auto& item : data.items) {
    if (item.tender == TenderKind::CardSlip) {
      return refuse(ErrorCode::InvalidInput, "A card slip is no item for the bank.");
    }
    if (item.amount <= Money{}) return refuse(ErrorCode::InvalidInput, "An item has no amount.");
  }
  if (total_of(data.items) != data.total) {
    return refuse(ErrorCode::OutOfBalance,
                  fmt::format("Its items add up to {}, the deposit is {}.",
                              total_of(data.items).to_string(), data.total.to_string()));
  }
  if (data.currency && data.currency->total() != data.total) {
    return refuse(ErrorCode::OutOfBalance,
                  fmt::format("Its bills and coin come to {}, the deposit is {}.",
                              data.currency->total().to_string(), data.total.to_string()));
  }
  return {};
}

/// "3 x $100, 14 x $1, coin $3.25".
std::string by_denomination(const custody::CashCount& cash) {
  std::string text;
  for (std::size_t i = 0; i < cash.bills.size(); ++i) {
    if (cash.bills.at(i) == 0) continue;
    text += fmt::format("{}{} x ${}", text.empty() ? "" : ", ", cash.bills.at(i),
                        custody::bill_dollars.at(i));
  }
  if (!cash.coin.is_zero()) {
    text += fmt::format("{}coin {}", text.empty() ? "" : ", ", dollars(cash.coin));
  }
  return text;
}

/// Made-up money gets no line that a bank's machine could take for a deposit, nor does money that
/// nobody has approved.
bool has_micr_line(const DepositTicketData& data) {
  return data.deposit_account.ticket_line && data.state == DepositState::Approved &&
         data.practice.empty();
}

/// The items of each page.
std::vector<std::span<const TicketItem>> paginate(const DepositTicketData& data) {
  const auto rows_first = has_micr_line(data) ? rows_beside_micr_line : rows_first_page;
  std::vector<std::span<const TicketItem>> pages;
  std::span<const TicketItem> rest{data.items};
  while (!rest.empty()) {
    const auto rows = std::min(rest.size(), pages.empty() ? rows_first : rows_later_page);
    pages.push_back(rest.first(rows));
    rest = rest.subspan(rows);
  }
  return pages;
}

/// Draws one ticket.
class TicketPrinter {
 public:
  TicketPrinter(const DepositTicketData& data, PdfCompression compression)
      : data_{data},
        canvas_{{.title = "Deposit ticket " + data.ticket,
                 .author = data.site_name,
                 .day = data.business_day,
                 .compression = compression}},
        pages_{paginate(data)} {}

  Result<Bytes> print();

 private:
  void fact(int x, int y, std::string_view name, std::string_view value);
  void draw_first_header();
  void draw_later_header();
  void draw_state();
  void draw_control();
  void draw_correction();
  void draw_tender_subtotals();
  void draw_tender_subtotal(int column, std::string_view name, std::span<const TenderKind> kinds);
  void draw_counted(int column, std::string_view name, Money amount);
  void draw_denominations();
  void draw_list(std::size_t page, int top);
  void draw_column_titles(int y);
  void draw_row(int y, std::size_t number, const TicketItem& item);
  void draw_sums(std::size_t page, int y);
  void draw_practice();
  void draw_footer(std::size_t page);
  /// How far up the foot of this page stands.
  [[nodiscard]] int raised(std::size_t page) const {
    return page == 0 && has_micr_line(data_) ? raised_by : 0;
  }

  const DepositTicketData& data_;
  PdfCanvas canvas_;
  std::vector<std::span<const TicketItem>> pages_;
  std::size_t items_printed_ = 0;
};

void TicketPrinter::fact(int x, int y, std::string_view name, std::string_view value) {
  canvas_.text({.x = x, .y = y, .width = 76}, label, name);
  canvas_.text({.x = x + 78, .y = y, .width = content_width / 2 - 86}, plain, value);
}

void TicketPrinter::draw_first_header() {
  canvas_.text({.x = margin, .y = 62, .width = 310}, heading, data_.site_name);
  canvas_.text({.x = margin, .y = 62, .width = content_width, .align = PdfAlign::Right}, heading,
               "DEPOSIT TICKET");
  canvas_.text({.x = margin, .y = 82, .width = content_width, .align = PdfAlign::Right},
               {.font = PdfFont::BoldFigures, .size = 13}, data_.ticket);
  canvas_.rule(margin, 92, content_width, PdfCanvas::Weight::Strong);
  constexpr int left = margin;
  constexpr int right = margin + content_width / 2 + 8;
  fact(left, 110, "Lockbox", data_.lockbox);
  fact(left, 126, "Deposit account", data_.deposit_account.id);
  fact(left, 142, "Account name", data_.deposit_account.name);
  fact(left, 158, "Bank", data_.deposit_account.bank);
  fact(right, 110, "Business day", data_.business_day.to_string());
  if (data_.batches.empty()) {
    fact(right, 126, "Batch job", data_.job);
    fact(right, 142, "Batch source", data_.batch_source);
  } else {
    fact(right, 126, "Batches", data_.batches);
  }
  fact(right, 158, "Prepared by", data_.prepared_by.empty() ? "not stated" : data_.prepared_by);
}

void TicketPrinter::draw_state() {
  constexpr int top = 172;
  const bool is_approved = data_.state == DepositState::Approved;
  canvas_.frame({.x = margin, .y = top, .width = content_width}, 26);
  canvas_.text({.x = margin + 10, .y = top + 17, .width = 200}, small_heading,
               is_approved ? "APPROVED" : "AWAITING APPROVAL");
  canvas_.text(
      {.x = margin, .y = top + 17, .width = content_width - 10, .align = PdfAlign::Right}, plain,
      is_approved ? "Approved by " + data_.approved_by : "Approved by ______________________");
}

void TicketPrinter::draw_control() {
  const auto sentence =
      !data_.batches.empty() ? std::string{"SEVERAL BATCHES, EACH AS ITS OWN TOTALS SAY"}
      : data_.control
          ? fmt::format("CONTROLLED: declared {} {}",
                        counted(static_cast<std::size_t>(data_.control->documents), "document"),
                        dollars(data_.control->amount))
          : std::string{"UNCONTROLLED BATCH"};
  canvas_.text({.x = margin, .y = 216, .width = content_width}, strong, sentence);
}

/// Below the list, where the longest one ends.
void TicketPrinter::draw_correction() {
  if (data_.corrections.empty()) return;
  const auto& last = data_.corrections.back();
  const auto count = data_.corrections.size();
  const int up = raised(0);
  canvas_.text({.x = margin, .y = 729 - up, .width = content_width}, label,
               fmt::format("Declared totals corrected by {} from {} to {}{}.", last.corrected_by,
                           to_text(last.from), to_text(last.to),
                           count == 1 ? "" : fmt::format(", the last of {} corrections", count)));
  canvas_.text({.x = margin, .y = 740 - up, .width = content_width}, label, "Why: " + last.reason);
}

void TicketPrinter::draw_tender_subtotal(int column, std::string_view name,
                                         std::span<const TenderKind> kinds) {
  std::size_t count = 0;
  Money amount;
  for (const auto& item : data_.items) {
    if (std::ranges::find(kinds, item.tender) == kinds.end()) continue;
    ++count;
    amount += item.amount;
  }
  constexpr int width = content_width / 4;
  const int x = margin + column * width;
  canvas_.text({.x = x, .y = 242, .width = width - 8}, label, name);
  canvas_.text({.x = x, .y = 258, .width = width - 8}, strong_figures, dollars(amount));
  canvas_.text({.x = x, .y = 272, .width = width - 8}, label, counted(count, "item"));
}

void TicketPrinter::draw_counted(int column, std::string_view name, Money amount) {
  constexpr int width = content_width / 4;
  const int x = margin + column * width;
  canvas_.text({.x = x, .y = 242, .width = width - 8}, label, name);
  canvas_.text({.x = x, .y = 258, .width = width - 8}, strong_figures, dollars(amount));
  canvas_.text({.x = x, .y = 272, .width = width - 8}, label, "by denomination below");
}

/// Between the list and what is said of corrections.
void TicketPrinter::draw_denominations() {
  if (!data_.currency) return;
  canvas_.text({.x = margin, .y = 719 - raised(0), .width = content_width}, plain,
               "By denomination: " + by_denomination(*data_.currency));
}

void TicketPrinter::draw_tender_subtotals() {
  constexpr std::array currency{TenderKind::Cash};
  constexpr std::array checks{TenderKind::Check, TenderKind::MoneyOrder};
  constexpr std::array all{TenderKind::Check, TenderKind::MoneyOrder, TenderKind::Cash};
  canvas_.rule(margin, 226, content_width);
  if (data_.currency) {
    draw_counted(0, "CURRENCY", data_.total - data_.currency->coin);
    draw_counted(1, "COIN", data_.currency->coin);
  } else {
    draw_tender_subtotal(0, "CURRENCY", currency);
    draw_tender_subtotal(1, "COIN", {});
  }
  draw_tender_subtotal(2, "CHECKS AND MONEY ORDERS", checks);
  draw_tender_subtotal(3, "DEPOSIT TOTAL", all);
  canvas_.rule(margin, 282, content_width);
}

void TicketPrinter::draw_later_header() {
  canvas_.text({.x = margin, .y = 62, .width = 310}, small_heading, data_.site_name);
  canvas_.text({.x = margin, .y = 62, .width = content_width, .align = PdfAlign::Right},
               strong_figures, data_.ticket);
  canvas_.text({.x = margin, .y = 78, .width = content_width}, plain,
               fmt::format("{}, business day {}, continued", data_.deposit_account.id,
                           data_.business_day.to_string()));
  canvas_.rule(margin, 90, content_width, PdfCanvas::Weight::Strong);
}

/// One column of the list.
struct Column {
  int x;
  int width;
  PdfAlign align;
  std::string_view title;

  [[nodiscard]] PdfBox box(int y) const {
    return {.x = margin + x, .y = y, .width = width, .align = align};
  }
};
constexpr Column number_column{0, 34, PdfAlign::Right, "#"};
constexpr Column sequence_column{46, 70, PdfAlign::Left, "SEQUENCE"};
constexpr Column tender_column{122, 80, PdfAlign::Left, "TENDER"};
constexpr Column serial_column{208, 100, PdfAlign::Left, "CHECK NUMBER"};
constexpr Column account_column{314, 90, PdfAlign::Left, "ACCOUNT"};
constexpr Column amount_column{400, content_width - 400, PdfAlign::Right, "AMOUNT"};

void TicketPrinter::draw_column_titles(int y) {
  for (const auto& column : {number_column, sequence_column, tender_column, serial_column,
                             account_column, amount_column}) {
    canvas_.text(column.box(y), label, column.title);
  }
  canvas_.rule(margin, y + 5, content_width);
}

void TicketPrinter::draw_row(int y, std::size_t number, const TicketItem& item) {
  canvas_.text(number_column.box(y), figures, std::to_string(number));
  canvas_.text(sequence_column.box(y), figures,
               item.batch == 0 ? fmt::format("{:06}", item.sequence)
                               : fmt::format("{}/{:06}", item.batch, item.sequence));
  canvas_.text(tender_column.box(y), {.font = PdfFont::Plain, .size = 9}, tender_name(item.tender));
  canvas_.text(serial_column.box(y), figures, item.serial.empty() ? "-" : item.serial);
  canvas_.text(account_column.box(y), figures, item.account.empty() ? "-" : item.account.masked());
  canvas_.text(amount_column.box(y), figures, dollars(item.amount));
}

void TicketPrinter::draw_list(std::size_t page, int top) {
  draw_column_titles(top - row_height - 4);
  int y = top;
  for (const auto& item : pages_[page]) {
    draw_row(y, ++items_printed_, item);
    y += row_height;
  }
  draw_sums(page, y);
}

void TicketPrinter::draw_sums(std::size_t page, int y) {
  const auto& items = pages_[page];
  canvas_.rule(margin, y - 9, content_width);
  canvas_.text({.x = margin, .y = y + 5, .width = 300}, plain,
               fmt::format("Subtotal of this page, {}", counted(items.size(), "item")));
  canvas_.text(amount_column.box(y + 5), strong_figures, dollars(total_of(items)));
  if (page + 1 < pages_.size()) return;
  canvas_.rule(margin, y + 12, content_width, PdfCanvas::Weight::Strong);
  canvas_.text({.x = margin, .y = y + 27, .width = 300}, strong,
               fmt::format("TOTAL DEPOSIT, {}", counted(data_.items.size(), "item")));
  canvas_.text(amount_column.box(y + 27), {.font = PdfFont::BoldFigures, .size = 12},
               dollars(data_.total));
}

void TicketPrinter::draw_practice() {
  if (data_.practice.empty()) return;
  canvas_.frame({.x = margin, .y = 14, .width = content_width}, 26);
  canvas_.text({.x = margin + 10, .y = 32, .width = 150}, heading, data_.practice);
  canvas_.text({.x = margin, .y = 31, .width = content_width - 10, .align = PdfAlign::Right},
               strong, "Made-up money.  No bank takes this ticket.");
}

void TicketPrinter::draw_footer(std::size_t page) {
  const int up = raised(page);
  canvas_.rule(margin, 746 - up, content_width);
  canvas_.text({.x = margin, .y = 758 - up, .width = 340}, label,
               fmt::format("{}, {}, ticket {}", data_.site_name, data_.lockbox, data_.ticket));
  canvas_.text({.x = margin, .y = 758 - up, .width = content_width, .align = PdfAlign::Right},
               label, fmt::format("Page {} of {}", page + 1, pages_.size()));
}

Result<Bytes> TicketPrinter::print() {
  for (std::size_t page = 0; page < pages_.size(); ++page) {
    canvas_.begin_page();
    if (page == 0) {
      draw_first_header();
      draw_state();
      draw_control();
      draw_tender_subtotals();
      draw_list(page, list_top_first_page);
      draw_denominations();
      draw_correction();
      if (has_micr_line(data_)) {
        const auto& line = *data_.deposit_account.ticket_line;
        const auto drawn = TRY(draw_ticket_line(line, data_.ticket, data_.total));
        canvas_.ink(drawn);
      }
    } else {
      draw_later_header();
      draw_list(page, list_top_later_page);
    }
    draw_practice();
    draw_footer(page);
  }
  return canvas_.finish();
}

}  // namespace

Result<Bytes> render_deposit_ticket(const DepositTicketData& data, PdfCompression compression) {
  TRY(check(data));
  return TicketPrinter{data, compression}.print();
}

}  // namespace lockbox::deposit
