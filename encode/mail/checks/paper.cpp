#include "encode/mail/checks/paper.h"

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

namespace lockbox::encode {

int pixels(const GrayImage& page, double inches) {
  return cvRound(inches * page.dpi_x);
}

cv::Point2f middle_of(const cv::Mat& picture) {
  return {static_cast<float>(picture.cols) / 2, static_cast<float>(picture.rows) / 2};
}

void lay_ink(cv::Mat& paper, const cv::Mat& coverage, double level) {
  constexpr double white = 255;
  cv::Mat passed;  // Light, per pixel.
  coverage.convertTo(passed, CV_8U, -(1 - level / white), white);
  cv::multiply(paper, passed, paper, 1 / white);
}

cv::Mat smooth_noise(cv::Size size, double grain, Chance& chance) {
  const auto cells = [grain](int length) {
    return std::max(static_cast<int>(std::ceil(length / std::max(grain, 1.0))), 2);
  };
  cv::Mat coarse(cells(size.height), cells(size.width), CV_32FC1);
  cv::RNG{chance.next()}.fill(coarse, cv::RNG::UNIFORM, -1, 1);
  cv::Mat noise;
  cv::resize(coarse, noise, size, 0, 0, cv::INTER_CUBIC);
  return noise;
}

InkLayer::InkLayer(GrayImage& page, double level)
    : page_{page}, level_{level}, coverage_{page.pixels.size(), CV_8UC1, cv::Scalar(0)} {
}

cv::Point InkLayer::at(Spot spot) const {
  return {pixels(page_, spot.x), pixels(page_, spot.y)};
}

int InkLayer::thickness(double inches) const {
  return std::max(pixels(page_, inches), 1);
}

void InkLayer::write(const std::string& text, Spot from, const Lettering& lettering) {
  const double stroke = lettering.height / (lettering.bold ? 6 : 10);
  const int wide = thickness(stroke);
  const double scale = cv::getFontScaleFromHeight(
      lettering.face, std::max(pixels(page_, lettering.height), 1), wide);
  cv::putText(coverage_, text, at(from), lettering.face, scale, cv::Scalar(255), wide, cv::LINE_AA);
}

void InkLayer::line(Spot from, Spot to, double width) {
  cv::line(coverage_, at(from), at(to), cv::Scalar(255), thickness(width), cv::LINE_AA);
}

void InkLayer::box(Spot from, Spot to, double width) {
  cv::rectangle(coverage_, at(from), at(to), cv::Scalar(255), thickness(width));
}

void InkLayer::fill(Spot from, Spot to) {
  cv::rectangle(coverage_, at(from), at(to), cv::Scalar(255), cv::FILLED);
}

void InkLayer::lay() {
  lay_ink(page_.pixels, coverage_, level_);
  coverage_.setTo(0);
}

}  // namespace lockbox::encode
