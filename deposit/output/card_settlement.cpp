#include "deposit/output/card_settlement.h"

#include <fmt/format.h>

#include <map>

namespace lockbox::deposit {

namespace {

constexpr int margin = 48;
constexpr int content_width = PdfCanvas::page_width - 2 * margin;
constexpr int row_height = 14;
constexpr int list_bottom = 720;

constexpr PdfStyle plain{.font = PdfFont::Plain, .size = 10};
constexpr PdfStyle strong{.font = PdfFont::Bold, .size = 10};
constexpr PdfStyle figures{.font = PdfFont::Figures, .size = 9};
constexpr PdfStyle heading{.font = PdfFont::Bold, .size = 16};

class SettlementPrinter {
 public:
  SettlementPrinter(const CardSettlementData& data, PdfCompression compression)
      : data_{data},
        canvas_{{.title = "Card settlement list " + data.number,
                 .author = data.site_name,
                 .day = data.business_day,
                 .compression = compression}} {}

  Result<Bytes> print() {
    begin_page();
    draw_head();
    draw_brands();
    draw_slips();
    return canvas_.finish();
  }

 private:
  void begin_page() {
    canvas_.begin_page();
    if (!data_.practice.empty()) {
      canvas_.text({.x = margin, .y = 32, .width = content_width}, strong,
                   data_.practice + ": made-up money.");
    }
    y_ = 62;
  }

  void line(const PdfStyle& style, const std::string& left, const std::string& right = {}) {
    if (y_ > list_bottom) begin_page();
    canvas_.text({.x = margin, .y = y_, .width = content_width}, style, left);
    canvas_.text({.x = margin, .y = y_, .width = content_width, .align = PdfAlign::Right}, style,
                 right);
    y_ += row_height;
  }

  void draw_head() {
    const bool is_approved = data_.state == DepositState::Approved;
    line(heading, data_.site_name, "CARD SETTLEMENT LIST");
    y_ += row_height / 2;
    line(plain, "Business day " + data_.business_day.to_string(), "Number " + data_.number);
    line(plain, "Settles into " + data_.deposit_account,
         "Prepared by " + (data_.prepared_by.empty() ? "not stated" : data_.prepared_by));
    line(strong, is_approved ? "APPROVED by " + data_.approved_by : "AWAITING APPROVAL");
    canvas_.rule(margin, y_, content_width, PdfCanvas::Weight::Strong);
    y_ += 2 * row_height;
  }

  void draw_brands() {
    std::map<std::string, std::pair<std::int64_t, Money>> brands;
    for (const auto& slip : data_.slips) {
      auto& [count, sum] = brands[slip.brand];
      ++count;
      sum += slip.amount;
    }
    for (const auto& [brand, sums] : brands) {
      line(plain, fmt::format("{}, {} slip{}", brand, sums.first, sums.first == 1 ? "" : "s"),
           sums.second.to_string());
    }
    line(strong, "TOTAL", data_.total.to_string());
    y_ += row_height;
  }

  void draw_slips() {
    for (const auto& slip : data_.slips) {
      line(figures,
           fmt::format("R-{:06}  {}  ending {}  authorised {}", slip.receipt, slip.brand,
                       slip.last4, slip.authorisation),
           slip.amount.to_string());
    }
  }

  const CardSettlementData& data_;
  PdfCanvas canvas_;
  int y_ = 0;
};

}  // namespace

Result<Bytes> render_card_settlement(const CardSettlementData& data, PdfCompression compression) {
  if (data.slips.empty()) {
    return fail(ErrorCode::InvalidInput, "A card settlement list has slips.");
  }
  Money sum;
  for (const auto& slip : data.slips) sum += slip.amount;
  if (sum != data.total) {
    return fail(ErrorCode::OutOfBalance, "Card settlement list " + data.number + " is " +
                                             data.total.to_string() + ", its slips add up to " +
                                             sum.to_string() + ".");
  }
  return SettlementPrinter{data, compression}.print();
}

}  // namespace lockbox::deposit
