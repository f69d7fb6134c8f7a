#include "encode/micr/network_window.h"

#include <algorithm>
#include <opencv2/core.hpp>

namespace lockbox::encode {
namespace {

/// The darkness that a quarter of the strip around the window does not reach: the paper's, as
/// glyphs cover far less than that.
float paper_around(const Strip& strip, const cv::Rect& window) {
  constexpr int reach = static_cast<int>(1.4 * pitch_samples);
  constexpr int step = 2;  // Every second sample of every second row tells enough.
  const int left = std::max(window.x - reach, 0);
  const int right = std::min(window.x + window.width + reach, strip.darkness.cols);
  std::array<int, 256> histogram{};
  int total = 0;
  for (int y = 0; y < strip.darkness.rows; y += step) {
    const auto* row = strip.darkness.ptr<float>(y);
    for (int x = left; x < right; x += step, ++total) {
      ++histogram[static_cast<std::size_t>(std::clamp(row[x], 0.0F, 255.0F))];
    }
  }
  int seen = histogram[0];
  std::size_t level = 0;
  while (level < 255 && 4 * seen < total) seen += histogram[++level];
  return static_cast<float>(level);
}

}  // namespace

bool cut_window(const Strip& strip, const Place& place,
                std::array<float, network::inputs>& window) {
  constexpr float lightest = -0.5F;
  constexpr float darkest = 1.5F;
  constexpr double contrast_min = 20;
  const cv::Rect area{place.right + network::margin - network::width, place.top - network::margin,
                      network::width, network::height};
  if ((area & cv::Rect{{}, strip.darkness.size()}) != area) return false;
  const float paper = paper_around(strip, area);
  const auto scale = static_cast<float>(1 / std::max(strip.contrast, contrast_min));
  float* next = window.data();
  for (int y = 0; y < area.height; ++y) {
    const auto* row = strip.darkness.ptr<float>(area.y + y) + area.x;
    for (int x = 0; x < area.width; ++x) {
      *next++ = std::clamp((row[x] - paper) * scale, lightest, darkest);
    }
  }
  return true;
}

}  // namespace lockbox::encode
