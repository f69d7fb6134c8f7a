#pragma once

/// @file
/// A good check, and what paper and scanners do to it.

#include <array>
#include <vector>

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "encode/mail/drawn_mail.h"

namespace lockbox::encode::test {

inline const cv::Scalar ink{0};
inline const cv::Scalar paper{255};

inline GrayImage good_check() {
  return draw_check({.payer = "MARY EVANS",
                     .payee = "City of Riverton",
                     .date = "November 20, 2026",
                     .number = "1234",
                     .micr = "⑆021000021⑆ 123456789⑈1234",
                     .amount = Money::from_cents(212'34)})
      .value();
}

/// The same as a camera sees it, on gray paper.
inline GrayImage gray_check() {
  auto check = good_check();
  check.bitonal = false;
  cv::GaussianBlur(check.pixels, check.pixels, {}, 0.6);
  check.pixels.convertTo(check.pixels, -1, 180.0 / 255, 40);
  return check;
}

/// The page in dark surroundings, so many pixels of them on every side.
inline GrayImage framed(GrayImage page, int band_px) {
  page.pixels = page.pixels.clone();
  cv::copyMakeBorder(page.pixels, page.pixels, band_px, band_px, band_px, band_px,
                     cv::BORDER_CONSTANT, ink);
  return page;
}

/// The upper right corner folded over, its legs in inches.
inline GrayImage fold_corner(GrayImage page, double legs_in) {
  page.pixels = page.pixels.clone();
  const int leg = cvRound(legs_in * page.dpi_x);
  const std::vector<cv::Point> corner{
      {page.pixels.cols - leg, 0}, {page.pixels.cols, 0}, {page.pixels.cols, leg}};
  cv::fillConvexPoly(page.pixels, corner, ink);
  return page;
}

/// A tear from above, far from the corners.
inline GrayImage tear_edge(GrayImage page, double depth_in) {
  page.pixels = page.pixels.clone();
  const int depth = cvRound(depth_in * page.dpi_x);
  const int middle = page.pixels.cols / 3;
  const std::vector<cv::Point> tear{{middle - depth, 0}, {middle + depth, 0}, {middle, depth}};
  cv::fillConvexPoly(page.pixels, tear, ink);
  return page;
}

/// Turned as on a track with dark surroundings, on the same picture size.
inline GrayImage turned(GrayImage page, double degrees) {
  page.pixels = page.pixels.clone();
  const cv::Point2f middle{static_cast<float>(page.pixels.cols) / 2,
                           static_cast<float>(page.pixels.rows) / 2};
  cv::warpAffine(page.pixels, page.pixels, cv::getRotationMatrix2D(middle, degrees, 1),
                 page.pixels.size(), cv::INTER_NEAREST, cv::BORDER_CONSTANT, ink);
  return page;
}

/// A smaller paper whose upper right is missing before the dark surroundings: an outline with a
/// step.
inline GrayImage with_step(GrayImage page) {
  page.pixels = page.pixels.clone();
  const int step = cvRound(0.5 * page.dpi_x);
  const int along = cvRound(1.5 * page.dpi_x);
  page.pixels(cv::Rect{page.pixels.cols - along, 0, along, step}) = ink;
  return page;
}

/// A second check that lies over the right half of the first, its left rim leaning.
inline GrayImage with_second_paper(GrayImage page) {
  const cv::Mat first = page.pixels;
  page.pixels = first.clone();
  const int middle = page.pixels.cols / 2;
  const cv::Rect left_half{0, 0, page.pixels.cols - middle - 10, page.pixels.rows};
  first(left_half).copyTo(page.pixels(left_half + cv::Point{middle + 10, 0}));
  cv::line(page.pixels, {middle, 0}, {middle + 8, page.pixels.rows}, ink, 3);
  return page;
}

/// The crease of a fold, leaning: the print goes on over it.
inline GrayImage with_fold(GrayImage page) {
  page.pixels = page.pixels.clone();
  const int middle = page.pixels.cols / 2;
  cv::line(page.pixels, {middle, 0}, {middle + 8, page.pixels.rows}, ink, 3);
  return page;
}

/// As a camera sees it from aside, on a dark table.
inline GrayImage photographed(const GrayImage& page) {
  const auto width = static_cast<float>(page.pixels.cols);
  const auto height = static_cast<float>(page.pixels.rows);
  const std::array<cv::Point2f, 4> corners{{{0, 0}, {width, 0}, {width, height}, {0, height}}};
  const std::array<cv::Point2f, 4> seen{
      {{90, 120}, {width + 60, 70}, {width + 110, height + 150}, {60, height + 90}}};
  GrayImage photo = page;
  photo.pixels = cv::Mat{};
  photo.bitonal = false;
  cv::warpPerspective(page.pixels, photo.pixels,
                      cv::getPerspectiveTransform(corners.data(), seen.data()),
                      {page.pixels.cols + 180, page.pixels.rows + 220}, cv::INTER_LINEAR,
                      cv::BORDER_CONSTANT, cv::Scalar{50});
  return photo;
}

inline GrayImage with_streak(GrayImage page) {
  page.pixels = page.pixels.clone();
  page.pixels.row(page.pixels.rows / 3) = ink;
  return page;
}

/// A row of the picture that the sensor did not see.
inline GrayImage with_light_streak(GrayImage page) {
  page.pixels = page.pixels.clone();
  page.pixels.row(page.pixels.rows - cvRound(0.3 * page.dpi_y)) = paper;
  return page;
}

/// A speck every so many pixels.
inline GrayImage with_specks(GrayImage page, int apart_px) {
  page.pixels = page.pixels.clone();
  for (int y = apart_px; y < page.pixels.rows; y += apart_px) {
    for (int x = apart_px; x < page.pixels.cols; x += apart_px) {
      page.pixels.at<std::uint8_t>(y, x) = 0;
    }
  }
  return page;
}

/// The tint of the paper has become ink, as by a threshold that is set too dark.
inline GrayImage darkened(GrayImage page) {
  page.pixels = page.pixels.clone();
  const int margin = cvRound(0.2 * page.dpi_x);
  for (int x = 2; x < page.pixels.cols; x += 2) {
    page.pixels(cv::Rect{x, margin, 1, page.pixels.rows - 2 * margin}) = ink;
  }
  return page;
}

/// Little more than specks of the print are left, as by a threshold that is set too light.
inline GrayImage lightened(GrayImage page) {
  page.pixels = page.pixels.clone();
  cv::Mat keep{page.pixels.size(), CV_8UC1, paper};
  for (int y = 0; y < keep.rows; y += 9) keep.row(y) = ink;
  cv::max(page.pixels, keep, page.pixels);
  return page;
}

}  // namespace lockbox::encode::test
