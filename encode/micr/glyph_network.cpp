#include "encode/micr/glyph_network.h"

#include <algorithm>
#include <cmath>

#include "core/check.h"

namespace lockbox::encode::network {
namespace {

/// Adds `input` times a row of weights.
template <int Count>
void add_row(Features<Count>& sums, float input, const float* row) {
  for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += input * row[i];
}

template <int Count>
Features<Count> read_features(const float* from) {
  Features<Count> features;
  std::copy_n(from, features.size(), features.begin());
  return features;
}

template <int Count>
void keep_positive(const Features<Count>& sums, float* out) {
  for (const float sum : sums) *out++ = std::max(sum, 0.0F);
}

void first_layer(const float* weights, const Window& window, Activations& seen) {
  float* next = seen.first.data();
  for (int y = 0; y < rows_1; ++y) {
    for (int x = 0; x < columns_1; ++x, next += features_1) {
      auto sums = read_features<features_1>(weights + offsets_1);
      const float* row = weights + weights_1;
      for (int down = 0; down < patch; ++down) {
        const float* input = window.data() + index_of(y * stride + down, x * stride, width);
        for (int across = 0; across < patch; ++across, row += features_1) {
          add_row<features_1>(sums, input[across], row);
        }
      }
      keep_positive<features_1>(sums, next);
    }
  }
}

void second_layer(const float* weights, Activations& seen) {
  float* next = seen.second.data();
  for (int y = 0; y < rows_2; ++y) {
    for (int x = 0; x < columns_2; ++x, next += features_2) {
      auto sums = read_features<features_2>(weights + offsets_2);
      const float* row = weights + weights_2;
      for (int down = 0; down < kernel; ++down) {
        const float* input = seen.first.data() + index_of(y + down, x, columns_1) * features_1;
        for (int i = 0; i < kernel * features_1; ++i, row += features_2) {
          if (input[i] > 0) add_row<features_2>(sums, input[i], row);
        }
      }
      keep_positive<features_2>(sums, next);
    }
  }
}

void pool(Activations& seen) {
  for (int at = 0; at < pooled; ++at) {
    const float* from = seen.second.data() + pooled_from(at);
    float strongest = 0;
    for (const int step : pooled_steps) strongest = std::max(strongest, from[step]);
    seen.strongest[static_cast<std::size_t>(at)] = strongest;
  }
}

void third_layer(const float* weights, Activations& seen) {
  auto sums = read_features<features_3>(weights + offsets_3);
  const float* row = weights + weights_3;
  for (const float input : seen.strongest) {
    if (input > 0) add_row<features_3>(sums, input, row);
    row += features_3;
  }
  keep_positive<features_3>(sums, seen.third.data());
}

void last_layer(const float* weights, Activations& seen) {
  auto scores = read_features<outputs>(weights + offsets_4);
  const float* row = weights + weights_4;
  for (const float input : seen.third) {
    add_row<outputs>(scores, input, row);
    row += outputs;
  }
  const float highest = *std::max_element(scores.begin(), scores.end());
  float sum = 0;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    seen.chances[i] = std::exp(scores[i] - highest);
    sum += seen.chances[i];
  }
  for (auto& chance : seen.chances) chance /= sum;
}

}  // namespace

Activations look_at(std::span<const float> weights, const Window& window) {
  ENSURE(weights.size() == weight_count);
  Activations seen;  // Every layer writes all of its own; zeros would cost time.
  first_layer(weights.data(), window, seen);
  second_layer(weights.data(), seen);
  pool(seen);
  third_layer(weights.data(), seen);
  last_layer(weights.data(), seen);
  return seen;
}

}  // namespace lockbox::encode::network
