#include "service/bench/cell_bench.h"

#include "encode/mail/checks/wide_check.h"
#include "service/bench/line_verdict.h"

namespace lockbox::service {

Result<CheckCell> read_cell(encode::Degradation degradation, int level,
                            const ReadingBenchRequest& request) {
  CheckCell cell{.degradation = degradation, .level = level, .whole = {}, .wrong = {}};
  Chance chance{request.seed * 1'000 + static_cast<std::uint64_t>(degradation) * 10 +
                static_cast<std::uint64_t>(level)};
  for (int i = 0; i < request.images; ++i) {
    const auto style =
        static_cast<encode::CheckStyle>(chance.below(encode::check_style_names.size()));
    const auto check = encode::draw_wide_check(style, degradation, level, chance);
    const auto verdict = TRY(judge_reading(check.page, check.micr));
    count(verdict.is_whole, cell.whole);
    count(verdict.is_wrong, cell.wrong);
  }
  return cell;
}

Result<std::vector<CheckCell>> read_cells(const ReadingBenchRequest& request) {
  std::vector<CheckCell> cells;
  for (std::size_t i = 0; i < encode::degradation_names.size(); ++i) {
    for (int level = 1; level <= encode::degradation_levels; ++level) {
      cells.push_back(TRY(read_cell(static_cast<encode::Degradation>(i), level, request)));
    }
  }
  return cells;
}

}  // namespace lockbox::service
