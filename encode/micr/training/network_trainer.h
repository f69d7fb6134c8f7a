#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "encode/micr/training/glyph_samples.h"

namespace lockbox::encode::training {

/// The same plan gives the same weights on the same machine.
struct TrainingPlan {
  int steps = 0;
  std::uint64_t seed = 1;
  int threads = 1;
  int samples_a_step = 256;
  int lines_at_hand = 400;  ///< That samples are taken from, for each thread.
  double rate = 1.5e-3;     ///< The greatest of a step.
};

struct TrainingProgress {
  int step = 0;     ///< How many are done.
  double loss = 0;  ///< Mean over the samples since the last report.
};

using LineSource = std::function<LabelledLine(Chance& chance)>;
using ProgressReport = std::function<void(const TrainingProgress& progress)>;

/// A line with all that printing and scanning do to it.
[[nodiscard]] LabelledLine draw_labelled_line(Chance& chance);

/// Weights to begin with, after He, Zhang, Ren and Sun (2015).
[[nodiscard]] std::vector<float> first_weights(std::uint64_t seed);

/// Goes that many steps of Adam (Kingma and Ba, 2015), with weights that decay on their own
/// (Loshchilov and Hutter, 2019), at a rate that rises at first and falls as a cosine to nearly
/// nothing.  Reports every hundred steps and after the last.
[[nodiscard]] std::vector<float> train_network(std::vector<float> weights, const TrainingPlan& plan,
                                               const LineSource& source,
                                               const ProgressReport& report);

}  // namespace lockbox::encode::training
