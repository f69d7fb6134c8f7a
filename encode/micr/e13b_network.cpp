#include "encode/micr/e13b_network.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "encode/micr/network_layout.h"
#include "encode/micr/network_weights.h"
#include "encode/micr/network_window.h"

namespace lockbox::encode {
namespace {

using namespace network;

template <int Count>
using Features = std::array<float, static_cast<std::size_t>(Count)>;
using Window = std::array<float, inputs>;

/// Adds `input` times a row of weights.
template <int Count>
void add_row(Features<Count>& sums, float input, const float* row) {
  for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += input * row[i];
}

template <int Count>
Features<Count> offsets_at(std::size_t at) {
  Features<Count> offsets;
  std::copy_n(network_weights().begin() + static_cast<std::ptrdiff_t>(at), offsets.size(),
              offsets.begin());
  return offsets;
}

const float* weights_at(std::size_t at) {
  return network_weights().data() + at;
}

template <int Count>
void keep_positive(Features<Count>& sums, float* out) {
  for (const float sum : sums) *out++ = std::max(sum, 0.0F);
}

using First = Features<rows_1 * columns_1 * features_1>;
using Second = Features<rows_2 * columns_2 * features_2>;
using Pooled = Features<pooled>;

void first_layer(const Window& window, First& out) {
  float* next = out.data();
  for (int y = 0; y < rows_1; ++y) {
    for (int x = 0; x < columns_1; ++x, next += features_1) {
      auto sums = offsets_at<features_1>(offsets_1);
      const float* row = weights_at(weights_1);
      for (int down = 0; down < patch; ++down) {
        const float* input = window.data() + (y * stride + down) * width + x * stride;
        for (int across = 0; across < patch; ++across, row += features_1) {
          add_row<features_1>(sums, input[across], row);
        }
      }
      keep_positive<features_1>(sums, next);
    }
  }
}

void second_layer(const First& in, Second& out) {
  float* next = out.data();
  for (int y = 0; y < rows_2; ++y) {
    for (int x = 0; x < columns_2; ++x, next += features_2) {
      auto sums = offsets_at<features_2>(offsets_2);
      const float* row = weights_at(weights_2);
      for (int down = 0; down < kernel; ++down) {
        const float* input = in.data() + ((y + down) * columns_1 + x) * features_1;
        for (int i = 0; i < kernel * features_1; ++i, row += features_2) {
          if (input[i] > 0) add_row<features_2>(sums, input[i], row);
        }
      }
      keep_positive<features_2>(sums, next);
    }
  }
}

void pool(const Second& in, Pooled& out) {
  float* next = out.data();
  for (int y = 0; y < rows_pooled; ++y) {
    for (int x = 0; x < columns_pooled; ++x) {
      const float* upper = in.data() + (2 * y * columns_2 + 2 * x) * features_2;
      const float* lower = upper + columns_2 * features_2;
      for (int i = 0; i < features_2; ++i) {
        *next++ = std::max(std::max(upper[i], upper[i + features_2]),
                           std::max(lower[i], lower[i + features_2]));
      }
    }
  }
}

GlyphChances last_layers(const Pooled& in) {
  auto sums = offsets_at<features_3>(offsets_3);
  for (int i = 0; i < pooled; ++i) {
    const float input = in[static_cast<std::size_t>(i)];
    if (input > 0) add_row<features_3>(sums, input, weights_at(weights_3) + i * features_3);
  }
  auto scores = offsets_at<outputs>(offsets_4);
  for (int i = 0; i < features_3; ++i) {
    const float input = std::max(sums[static_cast<std::size_t>(i)], 0.0F);
    add_row<outputs>(scores, input, weights_at(weights_4) + i * outputs);
  }
  const float highest = *std::max_element(scores.begin(), scores.end());
  GlyphChances chances{};
  float sum = 0;
  for (std::size_t i = 0; i < chances.size(); ++i) {
    chances[i] = std::exp(scores[i] - highest);
    sum += chances[i];
  }
  for (auto& chance : chances) chance /= sum;
  return chances;
}

}  // namespace

GlyphChances glyph_chances(const Strip& strip, const Place& place) {
  Window window;
  if (!cut_window(strip, place, window)) {
    GlyphChances even;
    even.fill(1.0F / outputs);
    return even;
  }
  First first;
  Second second;
  Pooled strongest;
  first_layer(window, first);
  second_layer(first, second);
  pool(second, strongest);
  return last_layers(strongest);
}

}  // namespace lockbox::encode
