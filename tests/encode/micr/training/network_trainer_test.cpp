#include "encode/micr/training/network_trainer.h"

#include <algorithm>
#include <cmath>

#include "encode/micr/network_weights.h"
#include "encode/micr/training/adam.h"
#include "encode/micr/training/network_gradient.h"
#include "support/catch.h"

namespace lockbox::encode::training {
namespace {

using namespace network;

double loss_of(const std::vector<float>& weights, const GlyphSample& sample) {
  return -std::log(static_cast<double>(look_at(weights, sample.window).chances[sample.label]));
}

GlyphSample some_sample() {
  Chance chance{21};
  const auto line = place_glyphs(draw_clean_line(chance, 2.6));
  return cut_sample(line.strip, line.places.front(), chance).value();
}

LabelledLine clean_line(Chance& chance) {
  return place_glyphs(draw_clean_line(chance, 2.6));
}

/// What a training says along the way, and where it ends.
struct Course {
  std::vector<TrainingProgress> reports;
  std::vector<float> weights;
};

Course train_on_clean_lines(const TrainingPlan& plan) {
  Course course;
  course.weights = train_network(
      first_weights(plan.seed), plan, clean_line,
      [&course](const TrainingProgress& progress) { course.reports.push_back(progress); });
  return course;
}

TEST_CASE("The gradient is what small changes of the weights do to the loss", "[micr][training]") {
  const auto sample = some_sample();
  auto weights = first_weights(22);
  // Offsets away from zero, so that theirs are tried where sums are not all cut off.
  Chance chance{23};
  for (const auto& [from, to] :
       {std::pair{offsets_1, weights_2}, {offsets_2, weights_3}, {offsets_3, weights_4}}) {
    for (auto i = from; i < to; ++i) weights[i] = static_cast<float>(chance.between(0, 0.2));
  }
  std::vector<float> gradient(weight_count);
  const double loss = loss_of(weights, sample);
  CHECK(add_gradient(weights, sample, gradient) == Approx(loss).epsilon(1e-4));
  const std::array starts{weights_1, offsets_1, weights_2, offsets_2,   weights_3,
                          offsets_3, weights_4, offsets_4, weight_count};
  for (std::size_t layer = 0; layer + 1 < starts.size(); ++layer) {
    // The steepest of each layer: what rounds off is least there.
    const auto from = gradient.begin() + static_cast<std::ptrdiff_t>(starts[layer]);
    const auto to = gradient.begin() + static_cast<std::ptrdiff_t>(starts[layer + 1]);
    const auto steep = [](float one, float other) { return std::abs(one) < std::abs(other); };
    const auto at = static_cast<std::size_t>(std::max_element(from, to, steep) - gradient.begin());
    constexpr float step = 5e-4F;
    auto more = weights;
    auto less = weights;
    more[at] += step;
    less[at] -= step;
    const double ahead = (loss_of(more, sample) - loss) / step;
    const double behind = (loss - loss_of(less, sample)) / step;
    CAPTURE(layer, at, gradient[at], ahead, behind);
    CHECK(std::abs(gradient[at]) > 1e-3F);
    // Where another feature becomes the strongest, the loss has a kink: one side of it agrees.
    const double off = std::min(std::abs(gradient[at] - ahead), std::abs(gradient[at] - behind));
    CHECK(off < 0.02 * std::abs(gradient[at]));
  }
}

TEST_CASE("A gradient is added to what is there", "[micr][training]") {
  const auto sample = some_sample();
  const auto weights = first_weights(24);
  std::vector<float> once(weight_count);
  add_gradient(weights, sample, once);
  std::vector<float> twice(weight_count);
  add_gradient(weights, sample, twice);
  add_gradient(weights, sample, twice);
  for (const auto at : {weights_1, weights_2 + 5, weights_3 + 9, offsets_4}) {
    CHECK(twice[at] == Approx(2 * once[at]));
  }
}

TEST_CASE("Adam moves a weight against its gradient by the rate at first, however steep it is",
          "[micr][training]") {
  Adam adam{2};
  std::vector<float> weights{0, 0};
  adam.step(weights, std::vector<float>{100, -0.01F}, 0.5);
  CHECK(weights[0] == Approx(-0.5));
  CHECK(weights[1] == Approx(0.5));
}

TEST_CASE("Two hundred steps on a few lines lower the loss", "[micr][training]") {
  const TrainingPlan plan{
      .steps = 200, .seed = 25, .threads = 2, .samples_a_step = 16, .lines_at_hand = 4};
  const auto [reports, weights] = train_on_clean_lines(plan);
  REQUIRE(reports.size() == 2);
  CHECK(reports[0].step == 100);
  CHECK(reports[1].step == 200);
  CHECK(reports[1].loss < 0.8 * reports[0].loss);
}

TEST_CASE("The same seed and number of threads train the same weights, another seed others",
          "[micr][training]") {
  const TrainingPlan plan{
      .steps = 5, .seed = 26, .threads = 2, .samples_a_step = 8, .lines_at_hand = 2};
  const auto weights = train_on_clean_lines(plan).weights;
  CHECK(weights != first_weights(plan.seed));
  CHECK(train_on_clean_lines(plan).weights == weights);
  auto other = plan;
  other.seed = 27;
  CHECK(train_on_clean_lines(other).weights != weights);
}

TEST_CASE("The built-in weights name nearly every glyph of clean lines", "[micr][training]") {
  Chance chance{28};
  int right = 0;
  int all = 0;
  for (int i = 0; i < 6; ++i) {
    for (const auto& sample : cut_samples(clean_line(chance), chance)) {
      const auto chances = look_at(network_weights(), sample.window).chances;
      const auto best = std::ranges::max_element(chances) - chances.begin();
      right += static_cast<std::size_t>(best) == sample.label ? 1 : 0;
      ++all;
    }
  }
  CHECK(all >= 6 * 8);
  CHECK(right >= all * 98 / 100);
}

}  // namespace
}  // namespace lockbox::encode::training
