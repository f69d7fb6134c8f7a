#include "encode/micr/training/network_trainer.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <thread>

#include "core/check.h"
#include "encode/micr/training/adam.h"
#include "encode/micr/training/draw_chance.h"
#include "encode/micr/training/network_gradient.h"

namespace lockbox::encode::training {
namespace {

using network::weight_count;

constexpr int steps_a_report = 100;
constexpr int steps_a_line = 6;

/// One thread's lines, and what its samples of one step say.
class Worker {
 public:
  Worker(std::uint64_t seed, const TrainingPlan& plan, const LineSource& source)
      : chance_{seed},
        lines_max_{static_cast<std::size_t>(plan.lines_at_hand)},
        samples_{std::max(1, plan.samples_a_step / plan.threads)},
        source_{source} {}

  /// A quarter of the lines is enough to begin with.
  void prepare() {
    while (lines_.size() < (lines_max_ + 3) / 4) lines_.push_back(source_(chance_));
  }

  void run_step(std::span<const float> weights, int step) {
    if (step % steps_a_line == 0) take_new_line();
    std::ranges::fill(gradient_, 0.0F);
    loss_ = 0;
    counted_ = 0;
    for (int i = 0; i < samples_; ++i) {
      const auto& line = lines_[chance_.below(lines_.size())];
      const auto& place = line.places[chance_.below(line.places.size())];
      const auto sample = cut_sample(line.strip, place, chance_);
      if (!sample) continue;
      loss_ += add_gradient(weights, *sample, gradient_);
      ++counted_;
    }
  }

  [[nodiscard]] std::span<const float> gradient() const { return gradient_; }
  [[nodiscard]] double loss() const { return loss_; }
  [[nodiscard]] int counted() const { return counted_; }

 private:
  void take_new_line() {
    if (lines_.size() < lines_max_) {
      lines_.push_back(source_(chance_));
    } else {
      lines_[chance_.below(lines_max_)] = source_(chance_);
    }
  }

  Chance chance_;
  std::size_t lines_max_;
  int samples_;
  const LineSource& source_;
  std::vector<LabelledLine> lines_;
  std::vector<float> gradient_ = std::vector<float>(weight_count);
  double loss_ = 0;
  int counted_ = 0;
};

/// Does it for all workers at once.
template <class Work>
void in_parallel(std::vector<Worker>& workers, const Work& work) {
  std::vector<std::jthread> threads;
  for (std::size_t i = 1; i < workers.size(); ++i) {
    threads.emplace_back([&work, &worker = workers[i]] { work(worker); });
  }
  work(workers.front());
}

double rate_at(int step, const TrainingPlan& plan) {
  constexpr double rising_steps = 300;
  constexpr double least = 0.005;
  const double done = static_cast<double>(step) / plan.steps;
  const double cosine = 0.5 * (1 + std::cos(done * std::numbers::pi));
  return plan.rate * (cosine + least) * std::min(1.0, (step + 1) / rising_steps);
}

/// The mean over all samples, always added in one order so that it is always the same.
std::vector<float> mean_gradient(const std::vector<Worker>& workers, int counted) {
  std::vector<float> mean(weight_count);
  const float scale = 1 / static_cast<float>(std::max(counted, 1));
  for (const auto& worker : workers) {
    const auto gradient = worker.gradient();
    for (std::size_t i = 0; i < mean.size(); ++i) mean[i] += scale * gradient[i];
  }
  return mean;
}

}  // namespace

LabelledLine draw_labelled_line(Chance& chance) {
  return label_line(draw_line(chance), chance);
}

std::vector<float> first_weights(std::uint64_t seed) {
  using namespace network;
  Chance chance{seed};
  std::vector<float> weights(weight_count);
  const auto fill = [&](std::size_t from, std::size_t to, int inputs_of_one) {
    const double deviation = std::sqrt(2.0 / inputs_of_one);
    for (auto i = from; i < to; ++i) weights[i] = static_cast<float>(deviation * normal(chance));
  };
  fill(weights_1, offsets_1, patch * patch);
  fill(weights_2, offsets_2, kernel * kernel * features_1);
  fill(weights_3, offsets_3, pooled);
  fill(weights_4, offsets_4, features_3);
  return weights;
}

std::vector<float> train_network(std::vector<float> weights, const TrainingPlan& plan,
                                 const LineSource& source, const ProgressReport& report) {
  constexpr std::uint64_t threads_max = 1'000;
  ENSURE(weights.size() == weight_count);
  ENSURE(plan.threads > 0 && static_cast<std::uint64_t>(plan.threads) < threads_max);
  std::vector<Worker> workers;
  workers.reserve(static_cast<std::size_t>(plan.threads));
  for (int i = 0; i < plan.threads; ++i) {
    workers.emplace_back(plan.seed * threads_max + static_cast<std::uint64_t>(i), plan, source);
  }
  in_parallel(workers, [](Worker& worker) { worker.prepare(); });
  Adam adam{weight_count};
  double loss = 0;
  int losses = 0;
  for (int step = 0; step < plan.steps; ++step) {
    in_parallel(workers, [&weights, step](Worker& worker) { worker.run_step(weights, step); });
    int counted = 0;
    for (const auto& worker : workers) {
      counted += worker.counted();
      loss += worker.loss();
    }
    losses += counted;
    adam.step(weights, mean_gradient(workers, counted), rate_at(step, plan));
    const bool is_last = step + 1 == plan.steps;
    if (is_last || (step + 1) % steps_a_report == 0) {
      report({.step = step + 1, .loss = loss / std::max(losses, 1)});
      loss = 0;
      losses = 0;
    }
  }
  return weights;
}

}  // namespace lockbox::encode::training
