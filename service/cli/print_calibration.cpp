#include "service/cli/print_calibration.h"

#include <fmt/format.h>

#include "service/read/percent.h"

namespace lockbox::service {

void print_reliability(const Reliability& reliability, const ReadingBenchRequest& lines) {
  fmt::print(
      "Claimed and measured error of the glyphs that the network names on {} drawn lines, "
      "seed {}\n",
      lines.images, lines.seed);
  fmt::print("  {:>8} {:>8} {:>8} {:>6}  {:>10} {:>10} {:>12}\n", "from", "up to", "glyphs",
             "wrong", "claimed", "measured", "at most 95 %");
  for (const auto& bin : reliability.bins) {
    fmt::print("  {:>8.0e} {:>8.0e} {:>8} {:>6}  {:>10.2e} {:>10.2e} {:>12.2e}\n", bin.least,
               bin.end, bin.wrong.of, bin.wrong.count, bin.claimed(), bin.wrong.value(),
               bin.wrong.high());
  }
  const auto& missed = reliability.missed;
  fmt::print("  called nothing: {} of {} glyphs, {:.2f} %\n", missed.count, missed.of,
             percent * missed.value());
}

void print_acceptance(std::span<const AcceptanceRow> rows, const ReadingBenchRequest& lines) {
  fmt::print("What the reader accepts of {} drawn lines, by how severe their faults are, seed {}\n",
             lines.images, lines.seed);
  fmt::print("  {:>9} {:>6} {:>7}  {:>7} {:>9} {:>8} {:>6} {:>12}  {:>11}\n", "severity", "lines",
             "whole", "glyphs", "accepted", "refused", "wrong", "at most 95 %", "wrong lines");
  for (const auto& row : rows) {
    fmt::print("  {:.1f} - {:.1f} {:>6} {:>5.1f} %  {:>7} {:>9} {:>8} {:>6} {:>12.2e}  {:>11}\n",
               row.severity_least, row.severity_end, row.lines_wrong.of,
               percent * row.whole.value(), row.accepted.of, row.accepted.count,
               row.accepted.of - row.accepted.count, row.accepted_wrong.count,
               row.accepted_wrong.high(), row.lines_wrong.count);
  }
}

void print_evidence(std::span<const Share> wrong, const ReadingBenchRequest& lines) {
  fmt::print("Errors of the symbols that were accepted on {} drawn lines, by evidence, seed {}\n",
             lines.images, lines.seed);
  fmt::print("  {:>8} {:>8} {:>6} {:>10} {:>12} {:>12}\n", "evidence", "symbols", "wrong",
             "measured", "at most 95 %", "the reader's");
  const auto& table = encode::evidence_table();
  for (std::size_t i = 0; i < wrong.size(); ++i) {
    fmt::print("  {:>8} {:>8} {:>6} {:>10.2e} {:>12.2e} {:>12.2e}\n", table.at(i).evidence_least,
               wrong[i].of, wrong[i].count, wrong[i].value(), wrong[i].high(), table.at(i).error);
  }
}

}  // namespace lockbox::service
