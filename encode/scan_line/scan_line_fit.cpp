#include "encode/scan_line/scan_line_fit.h"

#include <algorithm>
#include <cmath>

#include <opencv2/core.hpp>

namespace lockbox::encode {
namespace {

constexpr std::size_t marks_for_a_curve = 10;

MiddleLine least_squares(const std::vector<cv::Point2d>& points) {
  const int terms = points.size() >= marks_for_a_curve ? 3 : 2;
  cv::Mat powers(static_cast<int>(points.size()), terms, CV_64F);
  cv::Mat heights(static_cast<int>(points.size()), 1, CV_64F);
  // About their middle, or the squares of pixels would drown the rest.
  const double middle = (points.front().x + points.back().x) / 2;
  for (int i = 0; i < powers.rows; ++i) {
    const auto& point = points[static_cast<std::size_t>(i)];
    const double x = point.x - middle;
    powers.at<double>(i, 0) = 1;
    powers.at<double>(i, 1) = x;
    if (terms == 3) powers.at<double>(i, 2) = x * x;
    heights.at<double>(i) = point.y;
  }
  cv::Mat found;
  cv::solve(powers, heights, found, cv::DECOMP_QR);
  const double constant = found.at<double>(0);
  const double linear = found.at<double>(1);
  const double square = terms == 3 ? found.at<double>(2) : 0;
  return {constant - linear * middle + square * middle * middle, linear - 2 * square * middle,
          square};
}

}  // namespace

double y_at(const MiddleLine& line, double x) {
  return line[0] + x * (line[1] + x * line[2]);
}

double slope_at(const MiddleLine& line, double x) {
  return line[1] + 2 * x * line[2];
}

MiddleLine fit_middle_line(const ScanLineGuess& guess) {
  constexpr double off_heights_max = 0.12;
  auto line = least_squares(guess.middles);
  std::vector<cv::Point2d> near;
  for (const auto& middle : guess.middles) {
    const double off = std::abs(middle.y - y_at(line, middle.x));
    if (off <= off_heights_max * guess.height) near.push_back(middle);
  }
  if (near.size() >= 3 && near.size() < guess.middles.size()) line = least_squares(near);
  return line;
}

std::vector<double> places_along(const ScanLineGuess& guess, const PlacesBeyond& beyond,
                                 int columns) {
  const auto along = guess.middles.back() - guess.middles.front();
  const double step = guess.pitch * along.x / cv::norm(along);
  std::vector<double> places;
  const double first = guess.middles.front().x;
  for (int i = beyond.left; i > 0; --i) {
    if (first - i * step >= 0) places.push_back(first - i * step);
  }
  places.push_back(first);
  for (std::size_t i = 1; i < guess.middles.size(); ++i) {
    const double from = guess.middles[i - 1].x;
    const double to = guess.middles[i].x;
    const int count = std::max(static_cast<int>(std::lround((to - from) / step)), 1);
    for (int j = 1; j <= count; ++j) places.push_back(from + (to - from) * j / count);
  }
  const double last = guess.middles.back().x;
  for (int i = 1; i <= beyond.right; ++i) {
    if (last + i * step < columns) places.push_back(last + i * step);
  }
  return places;
}

}  // namespace lockbox::encode
