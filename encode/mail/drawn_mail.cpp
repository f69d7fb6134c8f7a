#include "encode/mail/drawn_mail.h"

#include <cmath>
#include <opencv2/imgproc.hpp>

#include "encode/micr/e13b_writer.h"

namespace lockbox::encode {

namespace {

constexpr double dpi = 200;

int px(double inches) {
  return static_cast<int>(std::lround(inches * dpi));
}

GrayImage blank(double width_in, double height_in) {
  GrayImage page;
  page.pixels = cv::Mat(px(height_in), px(width_in), CV_8UC1, cv::Scalar(255));
  page.dpi_x = dpi;
  page.dpi_y = dpi;
  page.bitonal = true;
  return page;
}

struct Place {
  double left_in;
  double baseline_in;
};

void write(GrayImage& page, const std::string& text, Place place, double scale = 0.7,
           int face = cv::FONT_HERSHEY_SIMPLEX) {
  cv::putText(page.pixels, text, {px(place.left_in), px(place.baseline_in)}, face, scale,
              cv::Scalar(0), 2);
}

void rule(GrayImage& page, Place from, double to_in) {
  cv::line(page.pixels, {px(from.left_in), px(from.baseline_in)}, {px(to_in), px(from.baseline_in)},
           cv::Scalar(0), 1);
}

}  // namespace

Result<GrayImage> draw_check(const CheckFace& face) {
  auto page = blank(6.0, 2.75);
  write(page, face.payer, {0.25, 0.3});
  write(page, face.number, {5.3, 0.3});
  write(page, face.date, {3.9, 0.7}, 0.6, cv::FONT_HERSHEY_SCRIPT_SIMPLEX);
  rule(page, {3.8, 0.74}, 4.9);
  write(page, "PAY TO THE ORDER OF", {0.25, 1.05}, 0.4);
  write(page, face.payee, {1.3, 1.05}, 0.9, cv::FONT_HERSHEY_SCRIPT_COMPLEX);
  rule(page, {1.25, 1.1}, 4.5);
  write(page, "$" + face.amount.to_string(), {4.7, 1.05}, 0.8);
  rule(page, {0.25, 1.5}, 5.0);
  write(page, "DOLLARS", {5.1, 1.5}, 0.4);
  rule(page, {3.4, 2.1}, 5.8);
  TRY(draw_micr_line(page, face.micr));
  return page;
}

Result<GrayImage> draw_coupon(const CouponFace& face) {
  auto page = blank(8.5, 3.67);
  write(page, face.biller, {0.35, 0.35}, 1.0);
  write(page, face.title, {0.35, 0.6}, 0.6);
  write(page, face.payer, {0.35, 1.0}, 0.6);
  write(page, "ACCOUNT  " + face.account, {5.5, 0.45}, 0.7);
  write(page, "AMOUNT DUE  $" + face.amount_due.to_string(), {5.5, 0.75}, 0.7);
  cv::rectangle(page.pixels, {px(6.6), px(1.0), px(1.6), px(0.25)}, cv::Scalar(0), 2);
  write(page, "AMOUNT PAID", {5.5, 1.2}, 0.6);
  const auto code = TRY(draw_barcode(face.format, face.code, 3));
  const cv::Rect place{px(0.35), px(1.5), code.pixels.cols, code.pixels.rows};
  if (place.br().x > page.pixels.cols || place.br().y > page.pixels.rows) {
    return fail(ErrorCode::InvalidInput, "The code does not fit on the coupon.");
  }
  code.pixels.copyTo(page.pixels(place));
  return page;
}

GrayImage draw_letter(const std::vector<std::string>& lines) {
  constexpr double top_in = 1.2;
  constexpr double line_in = 0.35;
  auto page = blank(8.5, 11.0);
  double baseline_in = top_in;
  for (const auto& line : lines) {
    write(page, line, {1.0, baseline_in});
    baseline_in += line_in;
  }
  return page;
}

void wipe_micr_line(GrayImage& check, double left_in, double width_in) {
  constexpr double clear_band_in = 0.625;  // ANSI X9.100-160-1: the band that only MICR may use.
  const auto top = check.pixels.rows - px(clear_band_in);
  check.pixels(cv::Rect{px(left_in), top, px(width_in), px(clear_band_in)}) = cv::Scalar(255);
}

GrayImage draw_rear(const GrayImage& front, const std::string& endorsement) {
  GrayImage rear = front;
  rear.pixels = cv::Mat(front.pixels.rows, front.pixels.cols, CV_8UC1, cv::Scalar(255));
  write(rear, endorsement, {0.3, 0.5}, 0.6);
  return rear;
}

}  // namespace lockbox::encode
