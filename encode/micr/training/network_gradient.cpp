#include "encode/micr/training/network_gradient.h"

#include <algorithm>
#include <cmath>

#include "core/check.h"

namespace lockbox::encode::training {
namespace {

using namespace network;

/// Several sums side by side, which a compiler can keep in one vector.
template <int Count>
float product(const float* one, const float* other) {
  constexpr int lanes = 8;
  constexpr int in_lanes = Count / lanes * lanes;
  Features<lanes> sums{};
  for (int i = 0; i < in_lanes; i += lanes) {
    for (int lane = 0; lane < lanes; ++lane) {
      sums[static_cast<std::size_t>(lane)] += one[i + lane] * other[i + lane];
    }
  }
  float sum = 0;
  for (const float part : sums) sum += part;
  for (int i = in_lanes; i < Count; ++i) sum += one[i] * other[i];
  return sum;
}

/// `sums[i] += scale * row[i]`
template <int Count>
void add_scaled(float* sums, float scale, const float* row) {
  for (int i = 0; i < Count; ++i) sums[i] += scale * row[i];
}

/// One pass back through the layers: what the loss gains with each sum of a layer.
class Backward {
 public:
  Backward(std::span<const float> weights, const Activations& seen, std::span<float> gradient)
      : weights_{weights.data()}, seen_{seen}, gradient_{gradient.data()} {}

  void run(const Window& window, std::size_t label) {
    last_layer(label);
    third_layer();
    second_layer();
    first_layer(window);
  }

 private:
  void last_layer(std::size_t label) {
    auto gains = seen_.chances;
    gains[label] -= 1;
    add_scaled<outputs>(gradient_ + offsets_4, 1, gains.data());
    for (std::size_t i = 0; i < third_.size(); ++i) {
      const auto row = weights_4 + i * outputs;
      const float input = seen_.third[i];
      third_[i] = input > 0 ? product<outputs>(weights_ + row, gains.data()) : 0;
      add_scaled<outputs>(gradient_ + row, input, gains.data());
    }
  }

  /// The strongest of four alone takes what its pool gains.
  void third_layer() {
    add_scaled<features_3>(gradient_ + offsets_3, 1, third_.data());
    for (int at = 0; at < pooled; ++at) {
      const float input = seen_.strongest[static_cast<std::size_t>(at)];
      if (input <= 0) continue;
      const auto row = weights_3 + static_cast<std::size_t>(at) * features_3;
      add_scaled<features_3>(gradient_ + row, input, third_.data());
      second_[strongest_of(at)] = product<features_3>(weights_ + row, third_.data());
    }
  }

  /// Which of the second layer became `strongest[at]`.
  [[nodiscard]] std::size_t strongest_of(int at) const {
    const auto from = static_cast<std::size_t>(pooled_from(at));
    auto strongest = from;
    for (const int step : pooled_steps) {
      const auto other = from + static_cast<std::size_t>(step);
      if (seen_.second[other] > seen_.second[strongest]) strongest = other;
    }
    return strongest;
  }

  void second_layer() {
    const float* gains = second_.data();
    for (int y = 0; y < rows_2; ++y) {
      for (int x = 0; x < columns_2; ++x, gains += features_2) {
        if (std::all_of(gains, gains + features_2, [](float gain) { return gain == 0; })) continue;
        add_scaled<features_2>(gradient_ + offsets_2, 1, gains);
        for (int down = 0; down < kernel; ++down) {
          const int at = ((y + down) * columns_1 + x) * features_1;
          second_layer_row(gains, at, weights_2 + static_cast<std::size_t>(down) * kernel_row);
        }
      }
    }
  }

  void second_layer_row(const float* gains, int at, std::size_t row) {
    for (int i = at; i < at + kernel * features_1; ++i, row += features_2) {
      const float input = seen_.first[static_cast<std::size_t>(i)];
      if (input <= 0) continue;
      add_scaled<features_2>(gradient_ + row, input, gains);
      first_[static_cast<std::size_t>(i)] += product<features_2>(weights_ + row, gains);
    }
  }

  void first_layer(const Window& window) {
    const float* gains = first_.data();
    for (int y = 0; y < rows_1; ++y) {
      for (int x = 0; x < columns_1; ++x, gains += features_1) {
        add_scaled<features_1>(gradient_ + offsets_1, 1, gains);
        float* row = gradient_ + weights_1;
        for (int down = 0; down < patch; ++down) {
          const float* input = window.data() + index_of(y * stride + down, x * stride, width);
          for (int across = 0; across < patch; ++across, row += features_1) {
            add_scaled<features_1>(row, input[across], gains);
          }
        }
      }
    }
  }

  static constexpr std::size_t kernel_row = std::size_t{kernel} * features_1 * features_2;

  const float* weights_;
  const Activations& seen_;
  float* gradient_;
  Features<features_3> third_{};
  Features<rows_2 * columns_2 * features_2> second_{};
  Features<rows_1 * columns_1 * features_1> first_{};
};

}  // namespace

float add_gradient(std::span<const float> weights, const GlyphSample& sample,
                   std::span<float> gradient) {
  constexpr float chance_min = 1e-12F;  // A logarithm of zero would be none.
  ENSURE(gradient.size() == weight_count);
  ENSURE(sample.label < outputs);
  const Activations seen = look_at(weights, sample.window);
  Backward{weights, seen, gradient}.run(sample.window, sample.label);
  return -std::log(std::max(seen.chances[sample.label], chance_min));
}

}  // namespace lockbox::encode::training
