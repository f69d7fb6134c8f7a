#include "service/cli/bench_match.h"

#include <fmt/format.h>

#include "service/read/percent.h"

namespace lockbox::service {

namespace {

void print_share(std::string_view what, const Share& share) {
  fmt::print("  {:<44} {:>7} of {:>7}  {:6.2f} %  ({:.2f} to {:.2f})\n", what, share.count,
             share.of, percent * share.value(), percent * share.low(), percent * share.high());
}

void print_tally(std::string_view title, const MatchTally& tally) {
  fmt::print("{}\n", title);
  print_share("envelopes placed without a person", tally.envelopes);
  print_share("  of a readable coupon or a payer known before", tally.known);
  for (std::size_t i = 0; i < tally.found.size(); ++i) {
    if (tally.found.at(i) == 0) continue;
    const Share wrong{tally.wrong.at(i), tally.found.at(i)};
    fmt::print("  {:<20} {:>8} accounts, {:>3} wrong (at most {:.0f} in a million)\n",
               deposit::match_rule_names.at(i), wrong.of, wrong.count, 1e6 * wrong.high());
  }
}

}  // namespace

ExitCode run_bench_match(const MatchBenchRequest& request) {
  const auto bench = match_towns(request);
  fmt::print("{} towns, seeds {} to {}, second day of {} envelopes each\n", request.towns,
             request.seed, request.seed + static_cast<std::uint64_t>(request.towns) - 1,
             request.envelopes);
  print_tally("without memory:", bench.without_memory);
  print_tally("with what the first day taught:", bench.with_memory);
  return ExitCode::Done;
}

}  // namespace lockbox::service
