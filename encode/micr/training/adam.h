#pragma once

#include <span>
#include <vector>

namespace lockbox::encode::training {

/// Adam (Kingma and Ba, 2015) with the authors' constants, and weights that decay on their own
/// (Loshchilov and Hutter, 2019).
class Adam {
 public:
  explicit Adam(std::size_t weights) : first_(weights), second_(weights) {}

  /// Moves the weights against the gradient, by about `rate` each.
  void step(std::span<float> weights, std::span<const float> gradient, double rate);

 private:
  int steps_ = 0;
  std::vector<double> first_;   ///< Running mean of the gradient.
  std::vector<double> second_;  ///< Of its square.
};

}  // namespace lockbox::encode::training
