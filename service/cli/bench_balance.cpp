#include "service/cli/bench_balance.h"

#include <fmt/format.h>

namespace lockbox::service {

namespace {

void print_cells(const char* what, const std::vector<BalanceCell>& cells) {
  constexpr double percent = 100;
  fmt::print("{}\n  {:<26} {:>5} {:>6} {:>5} {:>14} {:>6} {:>8} {:>5}\n", what, "mistake", "once",
             "first", "in 3", "95 % between", "judge", "listed", "list");
  for (const auto& cell : cells) {
    fmt::print("  {:<26} {:>5} {:>6.1f} {:>5.1f} {:>6.1f} - {:>5.1f} {:>6.1f} {:>8.1f} {:>5.0f}\n",
               name_of(planted_error_names, cell.plan.error), cell.plan.keyed_once,
               percent * cell.first.value(), percent * cell.in_three.value(),
               percent * cell.in_three.low(), percent * cell.in_three.high(),
               percent * cell.judge_in_three, percent * cell.listed.value(), cell.list_median);
  }
}

}  // namespace

ExitCode run_bench_balance(const BalanceBenchRequest& request) {
  fmt::print(
      "Batches of 150 items with one mistake, {} of each, seed {}, in percent: where the balance\n"
      "doctor lists the culprit.  \"once\": items that one person keyed and nothing confirms;\n"
      "\"judge\": in 3 of one who knows every chance by which batches are drawn; \"list\": "
      "median.\n",
      request.batches, request.seed);
  print_cells("nine of ten items with a coupon", measure_balances(Coupons::Most, request));
  print_cells("no coupons", measure_balances(Coupons::None, request));
  return ExitCode::Done;
}

}  // namespace lockbox::service
