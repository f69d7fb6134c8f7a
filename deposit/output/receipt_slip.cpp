#include "deposit/output/receipt_slip.h"

#include <fmt/format.h>

#include "encode/image/image_codec.h"
#include "encode/print/drawing.h"
#include "encode/print/raster.h"

namespace lockbox::deposit {

namespace {

using counter::ReceiptTender;

constexpr auto slip_width = 8.5;
constexpr auto slip_height = 3.67;
constexpr auto slip_dpi = 200.0;

std::string words_of(const ReceiptTender& tender) {
  switch (tender.kind) {
    case TenderKind::Check:
      return "Check number " + tender.number;
    case TenderKind::MoneyOrder:
      return "Money order number " + tender.number;
    case TenderKind::Cash:
      return "Cash";
    case TenderKind::CardSlip:
      return tender.brand + " ending " + tender.last4 + ", authorised " + tender.authorisation;
  }
  return {};
}

constexpr int margin = 72;
constexpr int content_width = PdfCanvas::page_width - 2 * margin;
constexpr int line_height = 16;
constexpr PdfStyle plain{.font = PdfFont::Plain, .size = 11};
constexpr PdfStyle strong{.font = PdfFont::Bold, .size = 11};
constexpr PdfStyle heading{.font = PdfFont::Bold, .size = 16};

class ReceiptPrinter {
 public:
  ReceiptPrinter(const ReceiptPage& page, PdfCompression compression)
      : page_{page},
        receipt_{page.receipt},
        canvas_{{.title = "Receipt " + counter::receipt_name(page.receipt.number),
                 .author = page.site_name,
                 .day = page.receipt.day,
                 .compression = compression}} {}

  Result<Bytes> print() {
    canvas_.begin_page();
    if (!page_.practice.empty()) {
      canvas_.text({.x = margin, .y = 40, .width = content_width}, heading,
                   page_.practice + ": made-up money");
    }
    draw_head();
    draw_lines();
    draw_tenders();
    if (!receipt_.note.empty()) line(plain, receipt_.note);
    return canvas_.finish();
  }

 private:
  void line(const PdfStyle& style, const std::string& left, const std::string& right = {}) {
    canvas_.text({.x = margin, .y = y_, .width = content_width - 100}, style, left);
    canvas_.text({.x = margin, .y = y_, .width = content_width, .align = PdfAlign::Right}, style,
                 right);
    y_ += line_height;
  }

  void rule() {
    canvas_.rule(margin, y_ - line_height / 2, content_width);
    y_ += line_height / 2;
  }

  void draw_head() {
    line(heading, page_.site_name);
    y_ += line_height / 2;
    line(strong, "RECEIPT " + counter::receipt_name(receipt_.number), receipt_.day.to_string());
    line(plain, "Received from " + receipt_.payer);
    line(plain, "Taken by " + receipt_.taken_by, page_.issued_at);
    if (receipt_.state == counter::ReceiptState::Voided) {
      line(strong, "VOID: " + receipt_.voided_because, "by " + receipt_.voided_by);
    }
    rule();
  }

  void draw_lines() {
    for (const auto& applied : receipt_.accounts) {
      line(plain, applied.bill_type + ", account " + applied.account.masked(),
           applied.amount.to_string());
    }
    for (const auto& charge : receipt_.charges) {
      line(plain, charge.name + " (" + charge.code + ")", charge.amount.to_string());
    }
    line(strong, "TOTAL", receipt_.total().to_string());
    rule();
  }

  void draw_tenders() {
    for (const auto& tender : receipt_.tenders) {
      line(plain, words_of(tender), tender.given.to_string());
    }
    if (!receipt_.change().is_zero()) line(plain, "Change given", receipt_.change().to_string());
    rule();
  }

  const ReceiptPage& page_;
  const counter::Receipt& receipt_;
  PdfCanvas canvas_;
  int y_ = 84;
};

}  // namespace

SlipWords slip_of_tender(const counter::Receipt& receipt, const ReceiptTender& tender) {
  return {{"COUNTER SLIP, RECEIPT " + counter::receipt_name(receipt.number), words_of(tender),
           "Amount " + tender.amount.to_string(),
           "Business day " + receipt.day.to_string() + ", taken by " + receipt.taken_by}};
}

SlipWords slip_of_over_short(const counter::DrawerSession& session) {
  const auto difference = counter::over_short(session);
  return {{difference > Money{} ? "CASH OVER" : "CASH SHORT",
           fmt::format("Drawer session {} of {}", session.number, session.person),
           "Counted " + session.counted().to_string() + ", expected " +
               counter::expected_cash(session).to_string(),
           "Difference " + difference.to_string(), "Business day " + session.day.to_string()}};
}

Bytes draw_slip(const SlipWords& words) {
  encode::Drawing drawing{.width = slip_width, .height = slip_height, .shapes = {}, .texts = {}};
  encode::draw_frame(
      drawing,
      {.left = 0.15, .top = 0.15, .right = slip_width - 0.15, .bottom = slip_height - 0.15}, 0.02);
  auto baseline = 0.75;
  for (const auto& text : words.lines) {
    const bool is_first = &text == words.lines.data();
    drawing.texts.push_back({.text = text,
                             .x = 0.5,
                             .baseline = baseline,
                             .height = is_first ? 0.18 : 0.14,
                             .bold = is_first,
                             .width_max = slip_width - 1});
    baseline += 0.5;
  }
  return encode::encode_tiff_g4(encode::to_raster(drawing, slip_dpi));
}

Result<Bytes> render_receipt(const ReceiptPage& page, PdfCompression compression) {
  return ReceiptPrinter{page, compression}.print();
}

}  // namespace lockbox::deposit
