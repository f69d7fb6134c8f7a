#include "encode/micr/training/smooth_noise.h"

#include <algorithm>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

namespace lockbox::encode::training {

cv::Mat smooth_noise(cv::Size size, double spacing, Chance& chance) {
  const auto points = [spacing](int length) {
    return std::max(2, static_cast<int>(length / spacing));
  };
  cv::Mat grid(points(size.height), points(size.width), CV_32FC1);
  cv::RNG{chance.next()}.fill(grid, cv::RNG::NORMAL, 0, 1);
  cv::Mat noise;
  cv::resize(grid, noise, size, 0, 0, cv::INTER_CUBIC);
  return noise;
}

}  // namespace lockbox::encode::training
