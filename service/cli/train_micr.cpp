#include "service/cli/train_micr.h"

#include <fmt/format.h>

#include <cstdio>

#include "encode/micr/training/network_trainer.h"
#include "encode/micr/training/weights_file.h"
#include "service/cli/commands.h"
#include "service/cli/print_calibration.h"

namespace lockbox::service {

namespace {

namespace training = encode::training;

void print_progress(const training::TrainingProgress& progress) {
  fmt::print("step {:>7}  loss {:.4f}\n", progress.step, progress.loss);
  std::fflush(stdout);
}

Result<void> train(const TrainMicrArguments& arguments) {
  constexpr double rate_to_learn = 1.5e-3;
  constexpr double rate_to_refine = 4e-4;  // Keeps what the weights already know.
  constexpr int held_out_lines = 2'000;
  const bool is_new = arguments.from_file.empty();
  auto weights = is_new ? training::first_weights(arguments.seed)
                        : TRY(training::read_weights(arguments.from_file));
  const training::TrainingPlan plan{.steps = arguments.steps,
                                    .seed = arguments.seed,
                                    .threads = arguments.threads,
                                    .rate = is_new ? rate_to_learn : rate_to_refine};
  weights = training::train_network(std::move(weights), plan, training::draw_labelled_line,
                                    print_progress);
  TRY(training::write_weights(arguments.out_file, weights));
  // What was written is what will be used, rounded as it is.
  const auto written = TRY(training::read_weights(arguments.out_file));
  const ReadingBenchRequest lines{.images = held_out_lines, .seed = arguments.seed};
  print_reliability(measure_reliability(written, lines), lines);
  return {};
}

}  // namespace

ExitCode run_train_micr(const TrainMicrArguments& arguments) {
  const auto done = train(arguments);
  return done ? ExitCode::Done : report_error(done.error());
}

}  // namespace lockbox::service
