#include "service/cli/bench_year.h"

#include <algorithm>
#include <chrono>
#include <span>

#include <fmt/format.h>

#include "service/bench/probes.h"
#include "service/bench/work_folder.h"
#include "service/bench/year/year_views.h"
#include "service/cli/commands.h"

namespace lockbox::service {

namespace {

using Steady = std::chrono::steady_clock;

constexpr std::size_t days_of_a_month = 21;
constexpr double mebi = 1'048'576;

/// Medians of some days.
void print_month(std::span<const YearDay> days, std::int64_t items_before) {
  std::vector<double> seconds;
  std::vector<double> closes;
  auto items = items_before;
  for (const auto& day : days) {
    seconds.push_back(day.seconds - day.close_seconds);
    closes.push_back(day.close_seconds);
    items += day.items;
  }
  std::ranges::sort(seconds);
  std::ranges::sort(closes);
  const auto bytes = static_cast<double>(days.back().store_bytes);
  fmt::print(
      "  {}  {:>8} items  {:>7.2f} s a day  close {:>6.2f} s  {:>8.1f} MiB  {:>6.0f} bytes/item\n",
      days.back().day.to_string(), items, seconds.at(seconds.size() / 2),
      closes.at(closes.size() / 2), bytes / mebi, bytes / static_cast<double>(items));
}

/// A row a month as the books grow; the items of all.
std::int64_t print_growth(const std::vector<YearDay>& days) {
  fmt::print("The books as they grow, medians of the days up to each:\n");
  std::int64_t items = 0;
  const std::span all{days};
  for (std::size_t begin = 0; begin < days.size(); begin += days_of_a_month) {
    const auto month = all.subspan(begin, std::min(days_of_a_month, days.size() - begin));
    print_month(month, items);
    for (const auto& day : month) items += day.items;
  }
  return items;
}

void print_views(const std::vector<ViewTimes>& views) {
  fmt::print("Answers to what the screens ask, of {} each:\n", views.front().asked);
  for (const auto& view : views) {
    fmt::print("  {:<32} median {:>8.1f} ms  p95 {:>8.1f} ms  up to {:>8} bytes\n", view.name,
               view.median_ms, view.p95_ms, view.bytes);
  }
}

Result<void> verify(YearBooks& books) {
  auto& all = books.workplace().books();
  const auto newest = TRY(all.finder().audit({}, 1));
  const auto begin = Steady::now();
  if (const auto fault = TRY(all.store().first_fault())) {
    return fail(ErrorCode::OutOfBalance, "The books do not verify: " + *fault);
  }
  const auto seconds = std::chrono::duration<double>(Steady::now() - begin).count();
  const auto events = newest.empty() ? 0 : newest.front().seq;
  fmt::print("Verified: {} events and every row in {:.1f} s, {:.0f} events a second\n", events,
             seconds, static_cast<double>(events) / seconds);
  return {};
}

Result<void> bench(const BenchYearArguments& arguments) {
  const SystemClock clock;
  const auto books = TRY(YearBooks::open(arguments.request, clock));
  std::vector<YearDay> days;
  while (static_cast<int>(days.size()) < arguments.request.days) {
    days.push_back(TRY(books->next_day()));
  }
  fmt::print("{} days, seed {}\n", days.size(), arguments.request.seed);
  const auto items = print_growth(days);
  print_views(TRY(time_views(*books, days, arguments.times, clock)));
  TRY(verify(*books));
  const auto probes = TRY(probe_machine(books->config().store_file.parent_path(), {}));
  fmt::print("{} items in {}\n  probe: {:.0f} fdatasync/s (4 KiB), memcpy {:.1f} GB/s\n", items,
             books->config().store_file.string(), probes.fdatasyncs_per_second,
             probes.copied_gb_per_second);
  return {};
}

}  // namespace

ExitCode run_bench_year(const BenchYearArguments& arguments) {
  if (!arguments.request.folder.empty()) return exit_code_of(bench(arguments));
  const auto folder = WorkFolder::make();
  if (!folder) return report_error(folder.error());
  auto here = arguments;
  here.request.folder = folder->path() / "office";
  return exit_code_of(bench(here));
}

}  // namespace lockbox::service
