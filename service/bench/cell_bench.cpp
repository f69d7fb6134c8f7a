#include "service/bench/cell_bench.h"

#include <algorithm>
#include <array>

#include "encode/mail/checks/wide_check.h"
#include "encode/mail/checks/wide_coupon.h"
#include "encode/page_reader.h"
#include "service/bench/line_verdict.h"

namespace lockbox::service {

namespace {

PageCell begin_cell(encode::Degradation degradation, int level) {
  return {.degradation = degradation, .level = level, .whole = {}, .wrong = {}};
}

/// Every cell has mail of its own.
Chance chance_of(const PageCell& cell, const ReadingBenchRequest& request) {
  return Chance{request.seed * 1'000 + static_cast<std::uint64_t>(cell.degradation) * 10 +
                static_cast<std::uint64_t>(cell.level)};
}

using ReadCell = Result<PageCell>(encode::Degradation, int, const ReadingBenchRequest&);

Result<std::vector<PageCell>> read_all(ReadCell* read, const ReadingBenchRequest& request,
                                       bool (*is_wanted)(encode::Degradation)) {
  std::vector<PageCell> cells;
  for (std::size_t i = 0; i < encode::degradation_names.size(); ++i) {
    const auto degradation = static_cast<encode::Degradation>(i);
    if (!is_wanted(degradation)) continue;
    for (int level = 1; level <= encode::degradation_levels; ++level) {
      cells.push_back(TRY(read(degradation, level, request)));
    }
  }
  return cells;
}

}  // namespace

Result<PageCell> read_cell(encode::Degradation degradation, int level,
                           const ReadingBenchRequest& request) {
  auto cell = begin_cell(degradation, level);
  auto chance = chance_of(cell, request);
  for (int i = 0; i < request.images; ++i) {
    const auto style = static_cast<encode::CheckStyle>(chance.below(encode::e13b_check_styles));
    const auto check = encode::draw_wide_check(style, degradation, level, chance);
    const auto verdict = TRY(judge_reading(check.page, check.micr));
    count(verdict.is_whole, cell.whole);
    count(verdict.is_wrong, cell.wrong);
  }
  return cell;
}

Result<std::vector<PageCell>> read_cells(const ReadingBenchRequest& request) {
  return read_all(read_cell, request, [](encode::Degradation) { return true; });
}

Result<PageCell> read_coupon_cell(encode::Degradation degradation, int level,
                                  const ReadingBenchRequest& request) {
  auto cell = begin_cell(degradation, level);
  auto chance = chance_of(cell, request);
  for (int i = 0; i < request.images; ++i) {
    const auto format = encode::barcode_formats.at(
        static_cast<std::size_t>(chance.below(encode::barcode_formats.size())));
    const auto coupon = TRY(encode::draw_wide_coupon(format, degradation, level, chance));
    const auto codes = encode::read_page(coupon.page, {}).codes;
    const auto is_right = [&coupon, format](const encode::BarcodeRead& code) {
      return code.format == format && code.text == coupon.code;
    };
    count(std::ranges::any_of(codes, is_right), cell.whole);
    count(!std::ranges::all_of(codes, is_right), cell.wrong);
  }
  return cell;
}

Result<std::vector<PageCell>> read_coupon_cells(const ReadingBenchRequest& request) {
  return read_all(read_coupon_cell, request, encode::befalls_pages);
}

}  // namespace lockbox::service
