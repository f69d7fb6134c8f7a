#include "service/cli/bench_read.h"

#include <fmt/format.h>

#include "capture/isolation/picture_memory.h"
#include "encode/micr/network_weights.h"
#include "service/bench/cell_bench.h"
#include "service/bench/reader_race.h"
#include "service/bench/strip_bench.h"
#include "service/cli/commands.h"
#include "service/cli/print_calibration.h"
#include "service/read/percent.h"

namespace lockbox::service {

namespace {

void print_times(const std::vector<ReadingTime>& times, const ReadingBenchRequest& request) {
  fmt::print("Reading in CPU time of one thread, {} pages of each kind at 200 dpi, seed {}\n",
             request.images, request.seed);
  for (const auto& time : times) {
    fmt::print(
        "  {:<16} median {:>7.2f} ms  p95 {:>7.2f} ms  aim {:>4.1f} ms: {}  "
        "(probe: decode {:.2f} ms)\n",
        time.page, time.median, time.p95, time.aim, time.median <= time.aim ? "met" : "missed",
        time.decode);
  }
}

void add(Share& sum, const Share& share) {
  sum.count += share.count;
  sum.of += share.of;
}

void print_sum(const char* what, const Share& sum) {
  fmt::print("{}: {} of {}, {:.2f} %, between {:.2f} and {:.2f} % with 95 % confidence\n", what,
             sum.count, sum.of, percent * sum.value(), percent * sum.low(), percent * sum.high());
}

void print_ladder(const std::vector<LadderCell>& cells, const ReadingBenchRequest& request) {
  fmt::print("MICR lines read whole, in percent, by damage and step; {} checks a cell, seed {}\n",
             request.images, request.seed);
  Share whole;
  Share wrong;
  for (const auto& cell : cells) {
    if (cell.step == 1) fmt::print("  {:<11}", name_of(encode::damage_names, cell.damage));
    fmt::print("{:>5.0f}", percent * cell.whole.value());
    if (cell.step == encode::damage_steps) fmt::print("\n");
    add(whole, cell.whole);
    add(wrong, cell.wrong);
  }
  print_sum("read whole", whole);
  print_sum("accepted and wrong", wrong);
}

void print_cells(const char* what, const std::vector<PageCell>& cells,
                 const ReadingBenchRequest& request) {
  fmt::print(
      "{}: read whole in percent, wrong ones in brackets, at levels 1 to {}; {} a cell, seed {}\n",
      what, encode::degradation_levels, request.images, request.seed);
  Share whole;
  Share wrong;
  for (const auto& cell : cells) {
    if (cell.level == 1) {
      fmt::print("  {:<11}", name_of(encode::degradation_names, cell.degradation));
    }
    fmt::print("{:>6.0f} ({})", percent * cell.whole.value(), cell.wrong.count);
    if (cell.level == encode::degradation_levels) fmt::print("\n");
    add(whole, cell.whole);
    add(wrong, cell.wrong);
  }
  print_sum("read whole", whole);
  print_sum("accepted and wrong", wrong);
}

void print_strips(const StripReport& report, const ReadingBenchRequest& request) {
  fmt::print("Strips cut out around MICR lines, {} of four symbols or more, seed {}\n",
             request.images, request.seed);
  constexpr double quarter = 1.0 / strip_quarters;
  double from = 0;
  for (const auto& cell : report.by_severity) {
    fmt::print("severity {:.2f} to {:.2f}\n", from, from + quarter);
    print_sum("  read whole", cell.whole);
    print_sum("  accepted and wrong", cell.wrong);
    from += quarter;
  }
  print_sum("read of other type faces", report.invented);
}

void print_race(const ReaderRace& race, const ReadingBenchRequest& request) {
  fmt::print("{} strips of MICR lines from TIFF to text, CPU time of one thread, seed {}\n",
             race.strips, request.seed);
  fmt::print("  this reader {:>8.2f} ms a strip\n", race.ours);
  fmt::print("  tesseract   {:>8.2f} ms a strip, English model, {:.1f} times as long\n",
             race.theirs, race.theirs / race.ours);
  print_sum("read whole by this reader", race.whole);
}

ExitCode run_cells(const char* what, const Result<std::vector<PageCell>>& cells,
                   const ReadingBenchRequest& request) {
  if (!cells) return report_error(cells.error());
  print_cells(what, *cells, request);
  return ExitCode::Done;
}

}  // namespace

ExitCode run_bench_read(const BenchReadArguments& arguments) {
  const auto& request = arguments.request;
  // As in the processes that read for the service.
  capture::keep_picture_memory();
  if (arguments.is_calibration) {
    print_reliability(measure_reliability(encode::network_weights(), request), request);
    const auto acceptance = measure_acceptance(request);
    print_acceptance(acceptance.by_severity, request);
    print_evidence(acceptance.wrong_by_evidence, request);
    return ExitCode::Done;
  }
  if (arguments.is_race) {
    const auto race = race_tesseract(request);
    if (!race) return report_error(race.error());
    print_race(*race, request);
    return ExitCode::Done;
  }
  if (arguments.is_ladder) {
    const auto cells = climb_ladder(request);
    if (!cells) return report_error(cells.error());
    print_ladder(*cells, request);
    return ExitCode::Done;
  }
  if (arguments.are_strips) {
    print_strips(read_strips(request), request);
    return ExitCode::Done;
  }
  if (arguments.are_cells) {
    return run_cells("MICR lines of widely drawn checks", read_cells(request), request);
  }
  if (arguments.are_coupon_cells) {
    return run_cells("Barcodes of widely drawn coupons", read_coupon_cells(request), request);
  }
  const auto times = time_reading(request);
  if (!times) return report_error(times.error());
  print_times(*times, request);
  return ExitCode::Done;
}

}  // namespace lockbox::service
