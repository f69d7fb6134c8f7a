#include "encode/print/sheet_reader.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "encode/page_reader.h"

namespace lockbox::encode {
namespace {

/// Rows are looked at so far apart, as a share of the width: some pass through the bars, which are
/// a twelfth of the width tall.
constexpr int rows_a_width = 60;
/// A sheet's code changes colour more than a hundred times along a row.
constexpr int changes_min = 100;

using Row = std::vector<std::uint8_t>;  ///< 1 where there is ink.

Row row_of(const GrayImage& image, int y) {
  const std::span row{image.pixels.ptr<std::uint8_t>(y),
                      static_cast<std::size_t>(image.pixels.cols)};
  const auto [least, most] = std::ranges::minmax(row);
  const int middle = (int{least} + int{most}) / 2;
  Row ink(row.size());
  std::ranges::transform(row, ink.begin(), [middle](std::uint8_t level) {
    return static_cast<std::uint8_t>(level <= middle ? 1 : 0);
  });
  return ink;
}

Row row_of(const BitonalPage& page, int y) {
  std::vector<Run> runs;
  find_runs(page.ink.row(y), page.ink.columns(), runs);
  Row ink(static_cast<std::size_t>(page.ink.columns()));
  for (const auto& run : runs) std::fill(ink.begin() + run.from, ink.begin() + run.to, 1);
  return ink;
}

cv::Size size_of(const GrayImage& image) {
  return image.pixels.size();
}

cv::Size size_of(const BitonalPage& page) {
  return {page.ink.columns(), page.ink.rows()};
}

int changes_of(const Row& row) {
  int changes = 0;
  for (std::size_t i = 1; i < row.size(); ++i) changes += row[i] != row[i - 1] ? 1 : 0;
  return changes;
}

/// Where two rows differ, `shift` pixels against each other.
std::ptrdiff_t differences(const Row& one, const Row& other, int shift) {
  const auto from = static_cast<std::ptrdiff_t>(std::max(shift, 0));
  const auto end = static_cast<std::ptrdiff_t>(one.size()) + std::min(shift, 0);
  std::ptrdiff_t count = 0;
  for (auto i = from; i < end; ++i) {
    count += one[static_cast<std::size_t>(i)] != other[static_cast<std::size_t>(i - shift)] ? 1 : 0;
  }
  return count;
}

/// Bars go on from row to row, a little aside where the page lies askew; print does not.
bool are_same_bars(const Row& one, const Row& other) {
  constexpr int shift_max = 4;
  const auto ink = std::count(one.begin(), one.end(), 1);
  for (int shift = -shift_max; shift <= shift_max; ++shift) {
    if (differences(one, other, shift) * 4 < ink) return true;
  }
  return false;
}

template <class Page>
bool has_long_bars(const Page& page) {
  const auto size = size_of(page);
  const int step = std::max(size.width / rows_a_width, 1);
  Row previous;
  for (int y = step; y < size.height; y += step) {
    auto row = row_of(page, y);
    if (changes_of(row) < changes_min) {
      previous.clear();
      continue;
    }
    if (!previous.empty() && are_same_bars(previous, row)) return true;
    previous = std::move(row);
  }
  return false;
}

/// What the page is when its code is all that it bears.
std::optional<SheetCode> code_alone(const GrayImage& image) {
  const auto page = read_page(image, {});
  if (page.micr || page.has_several_lines || page.codes.empty()) return std::nullopt;
  const auto& first = page.codes.front();
  const bool is_one_code = std::ranges::all_of(page.codes, [&first](const BarcodeRead& code) {
    return code.format == first.format && code.text == first.text;
  });
  return is_one_code ? parse_sheet_code(first.format, first.text) : std::nullopt;
}

}  // namespace

std::optional<SheetCode> read_sheet(const GrayImage& image) {
  if (image.pixels.empty() || !has_long_bars(image)) return std::nullopt;
  return code_alone(image);
}

std::optional<SheetCode> read_sheet(const BitonalPage& page) {
  if (!has_long_bars(page)) return std::nullopt;
  return code_alone(gray_of(page));
}

}  // namespace lockbox::encode
