#include "encode/coupon/barcode_locator.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

#include <opencv2/core/hal/intrin.hpp>
#include <opencv2/imgproc.hpp>

#include "encode/image/packed_ink.h"

namespace lockbox::encode {
namespace {

constexpr int cell_px = 8;                  ///< 0.04 in at 200 dpi: a few bars of a usual code.
constexpr double energy_min = 60;           ///< Mean squared gradient; below it is paper.
constexpr double coherence_min = 0.6;       ///< Text stays below one half, clean bars are near one.
constexpr double bars_energy_share = 0.06;  ///< Of the densest cell's energy; specks stay below.
constexpr std::size_t bars_cells_min = 12;
constexpr double bars_length_min = 60;
constexpr double bars_aspect_min = 0.6;  ///< Length to height; a rule is all height.
constexpr double bars_height_min = 12;
constexpr std::size_t matrix_cells_min = 25;
constexpr double matrix_side_min = 40;
constexpr double matrix_aspect_max = 1.4;
constexpr double matrix_fill_min = 0.6;  ///< Share of its square that a QR's dense cells cover.
constexpr double matrix_energy_share = 0.35;  ///< Of the densest cell's energy.
constexpr double rows_height_min = 40;
constexpr double rows_mixed_share = 0.2;  ///< Of their cells that show edges both ways.
constexpr double rows_aspect_max = 10;   ///< Length to height of rows of bars; a line of text more.
constexpr double page_bars_max = 6'000;  ///< Pixels of the page: 15 in at 400 dpi.
constexpr double page_matrix_max = 1'000;  ///< The same for a side of a matrix: 2.5 in.
constexpr std::size_t candidates_max = 8;
constexpr int working_side_max = 2400;  ///< Larger pages are searched at half size.

/// Sums of products of the gradient in each cell.
struct Tensor {
  cv::Mat xx, yy, xy;  ///< CV_32F, one value a cell, means per pixel.
};

/// The gradients of eight pixels of `row` from column `x` on.
struct Gradients {
  cv::v_int16x8 across;
  cv::v_int16x8 down;
};

Gradients gradients_at(const cv::Mat& gray, int row, int x) {
  const auto eight = [x](const std::uint8_t* line, int beside) {
    return cv::v_reinterpret_as_s16(cv::v_load_expand(line + x + beside));
  };
  const auto* here = gray.ptr<std::uint8_t>(row);
  return {.across = eight(here, 1) - eight(here, -1),
          .down = eight(gray.ptr<std::uint8_t>(row + 1), 0) -
                  eight(gray.ptr<std::uint8_t>(row - 1), 0)};
}

/// Rows of pixels are visited in steps of two, which halves the work.
constexpr int rows_apart = 2;

/// One row of cells.
void add_cell_row(const cv::Mat& gray, int cell_row, Tensor& tensor) {
  static_assert(cell_px == cv::v_int16x8::nlanes);
  constexpr auto visited = static_cast<float>(cell_px) * cell_px / rows_apart;
  for (int cell = 0; cell < tensor.xx.cols; ++cell) {
    auto xx = cv::v_setzero_s32();
    auto yy = cv::v_setzero_s32();
    auto xy = cv::v_setzero_s32();
    for (int i = 1; i < cell_px; i += rows_apart) {
      const auto [across, down] = gradients_at(gray, cell_row * cell_px + i, cell * cell_px + 1);
      xx += cv::v_dotprod(across, across);
      yy += cv::v_dotprod(down, down);
      xy += cv::v_dotprod(across, down);
    }
    const auto mean = [](const cv::v_int32x4& sums) {
      return static_cast<float>(cv::v_reduce_sum(sums)) / visited;
    };
    tensor.xx.at<float>(cell_row, cell) = mean(xx);
    tensor.yy.at<float>(cell_row, cell) = mean(yy);
    tensor.xy.at<float>(cell_row, cell) = mean(xy);
  }
}

cv::Size cells_on(cv::Size page) {
  return {(page.width - 2) / cell_px, (page.height - 2) / cell_px};
}

Tensor smoothed_tensor(const cv::Mat& gray) {
  const auto cells = cells_on(gray.size());
  Tensor tensor{cv::Mat::zeros(cells, CV_32F), cv::Mat::zeros(cells, CV_32F),
                cv::Mat::zeros(cells, CV_32F)};
  for (int row = 0; row < cells.height; ++row) add_cell_row(gray, row, tensor);
  for (auto* mat : {&tensor.xx, &tensor.yy, &tensor.xy}) cv::blur(*mat, *mat, {3, 3});
  return tensor;
}

/// The bits of a word that are set in each of its bytes.
std::uint64_t counted_by_bytes(std::uint64_t word) {
  constexpr std::uint64_t ones = 0x5555555555555555;
  constexpr std::uint64_t twos = 0x3333333333333333;
  constexpr std::uint64_t fours = 0x0F0F0F0F0F0F0F0F;
  word -= word >> 1U & ones;
  word = (word & twos) + (word >> 2U & twos);
  return (word + (word >> 4U)) & fours;
}

/// The gradients of eight cells beside each other, counted: a byte of each number is a cell.
struct CountedGradients {
  std::uint64_t across = 0;    ///< Pixels whose neighbours at the sides differ,
  std::uint64_t down = 0;      ///< or those above and below;
  std::uint64_t both = 0;      ///< where both is so,
  std::uint64_t opposite = 0;  ///< and the two have not one sign.

  void add(std::uint64_t left, std::uint64_t right, std::uint64_t above, std::uint64_t below) {
    const auto is_across = left ^ right;
    const auto is_down = above ^ below;
    if ((is_across | is_down) == 0) return;
    const auto is_both = is_across & is_down;
    across += counted_by_bytes(is_across);
    down += counted_by_bytes(is_down);
    both += counted_by_bytes(is_both);
    opposite += counted_by_bytes(is_both & (left ^ above));
  }
};

/// Word `i` of a row moved by so many pixels to the left.
std::uint64_t moved(std::span<const BitMask::Word> row, std::size_t i, unsigned by) {
  const auto next = i + 1 < row.size() ? row[i + 1] << (BitMask::word_bits - by) : 0;
  return row[i] >> by | next;
}

/// What of a cell is counted on a bitonal page; a mean square is 255 squared times its share.
struct CountedTensor {
  cv::Mat xx, yy, xy;  ///< CV_16S, pixels in a cell.
};

/// 64 pixels in one step.
void add_cell_row(const BitMask& ink, int cell_row, CountedTensor& tensor) {
  constexpr int cells_a_word = BitMask::word_bits / cell_px;
  constexpr int byte_bits = 8;
  const auto words = ink.row(0).size();
  for (std::size_t i = 0; i < words; ++i) {
    CountedGradients counted;
    for (int row = cell_row * cell_px + 1; row < (cell_row + 1) * cell_px; row += rows_apart) {
      // The first pixel of the first cell is in column 1.
      counted.add(ink.row(row)[i], moved(ink.row(row), i, 2), moved(ink.row(row - 1), i, 1),
                  moved(ink.row(row + 1), i, 1));
    }
    if ((counted.across | counted.down) == 0) continue;
    const int first = static_cast<int>(i) * cells_a_word;
    const int cells = std::min(cells_a_word, tensor.xx.cols - first);
    for (int cell = 0; cell < cells; ++cell) {
      const auto count = [cell](std::uint64_t counts) {
        return static_cast<int>(counts >> (cell * byte_bits) & 0xFFU);
      };
      const auto set = [&](cv::Mat& mat, int value) {
        mat.at<std::int16_t>(cell_row, first + cell) = static_cast<std::int16_t>(value);
      };
      set(tensor.xx, count(counted.across));
      set(tensor.yy, count(counted.down));
      set(tensor.xy, count(counted.both) - 2 * count(counted.opposite));
    }
  }
}

/// The mean over three by three cells of what was counted, mirrored at the edges.
cv::Mat smoothed_means(const cv::Mat& counts) {
  constexpr double each = 255.0 * 255.0 * rows_apart / (cell_px * cell_px);
  constexpr double share = 1.0 / 9;
  cv::Mat sums;
  cv::boxFilter(counts, sums, CV_16S, {3, 3}, {-1, -1}, false);
  cv::Mat means{sums.size(), CV_32F};
  for (int y = 0; y < sums.rows; ++y) {
    const auto* row = sums.ptr<std::int16_t>(y);
    auto* mean = means.ptr<float>(y);
    for (int x = 0; x < sums.cols; ++x) mean[x] = static_cast<float>(row[x] * each * share);
  }
  return means;
}

Tensor smoothed_tensor(const BitMask& ink) {
  const auto cells = cells_on({ink.columns(), ink.rows()});
  CountedTensor counted{cv::Mat::zeros(cells, CV_16S), cv::Mat::zeros(cells, CV_16S),
                        cv::Mat::zeros(cells, CV_16S)};
  for (int row = 0; row < cells.height; ++row) add_cell_row(ink, row, counted);
  return {smoothed_means(counted.xx), smoothed_means(counted.yy), smoothed_means(counted.xy)};
}

/// CV_8U masks, 255 where a cell belongs to the kind.
struct Cells {
  cv::Mat upright;  ///< Strokes run down the page.
  cv::Mat lying;    ///< Strokes run across the page.
  cv::Mat matrix;   ///< Edges are dense and run both ways.
  cv::Mat dense;    ///< Edges are as dense, whichever way they run.
};

Cells classify_cells(const Tensor& tensor) {
  const auto size = tensor.xx.size();
  Cells cells{cv::Mat::zeros(size, CV_8U), cv::Mat::zeros(size, CV_8U), cv::Mat::zeros(size, CV_8U),
              cv::Mat::zeros(size, CV_8U)};
  double energy_max = 0;
  cv::minMaxLoc(tensor.xx + tensor.yy, nullptr, &energy_max);
  const double bars_min = std::max(energy_min, bars_energy_share * energy_max);
  const double matrix_min = std::max(energy_min, matrix_energy_share * energy_max);
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      const double xx = tensor.xx.at<float>(y, x);
      const double yy = tensor.yy.at<float>(y, x);
      const double energy = xx + yy;
      if (energy < std::min(bars_min, matrix_min)) continue;
      if (energy >= matrix_min) cells.dense.at<std::uint8_t>(y, x) = 255;
      const double lengthwise = xx - yy;
      const double aslant = 2.0 * tensor.xy.at<float>(y, x);
      const bool one_way = lengthwise * lengthwise + aslant * aslant >=
                           coherence_min * coherence_min * energy * energy;
      if (one_way && energy >= bars_min) {
        (xx > yy ? cells.upright : cells.lying).at<std::uint8_t>(y, x) = 255;
      } else if (!one_way && energy >= matrix_min) {
        cells.matrix.at<std::uint8_t>(y, x) = 255;
      }
    }
  }
  return cells;
}

/// The cells of each connected component.
std::vector<std::vector<cv::Point>> components(const cv::Mat& mask) {
  cv::Mat labels;
  const int count = cv::connectedComponents(mask, labels, 8, CV_32S);
  std::vector<std::vector<cv::Point>> cells(static_cast<std::size_t>(count));
  for (int y = 0; y < labels.rows; ++y) {
    if (cv::countNonZero(mask.row(y)) == 0) continue;
    for (int x = 0; x < labels.cols; ++x) {
      const int label = labels.at<int>(y, x);
      if (label > 0) cells[static_cast<std::size_t>(label)].emplace_back(x, y);
    }
  }
  return cells;
}

struct Span {
  double from = 0;
  double to = 0;
};

/// The stretch from the first to the last place that holds a third as many cells as the fullest:
/// what merely touches a code, a streak or a rule, is thin and falls away.
Span full_span(const std::vector<double>& places) {
  const auto least = std::min_element(places.begin(), places.end());
  const auto most = std::max_element(places.begin(), places.end());
  std::vector<int> counts(static_cast<std::size_t>((*most - *least) / cell_px) + 1);
  const auto bin = [&](double place) {
    return static_cast<std::size_t>((place - *least) / cell_px);
  };
  for (const double place : places) ++counts[bin(place)];
  const int enough = (*std::max_element(counts.begin(), counts.end()) + 2) / 3;
  const auto is_full = [enough](int count) { return count >= enough; };
  const auto first = std::find_if(counts.begin(), counts.end(), is_full) - counts.begin();
  const auto last = std::find_if(counts.rbegin(), counts.rend(), is_full) - counts.rbegin();
  return {*least + static_cast<double>(first) * cell_px - cell_px / 2.0,
          *most - static_cast<double>(last) * cell_px + cell_px / 2.0};
}

/// The rectangle around the bulk of the cells, turned to `angle`.
BarcodeRegion turned_rectangle(const std::vector<cv::Point>& cells, double angle) {
  const double cosine = std::cos(angle), sine = std::sin(angle);
  std::vector<cv::Point2d> places;
  std::vector<double> along;
  for (const auto& cell : cells) {
    const double x = (cell.x + 0.5) * cell_px + 1, y = (cell.y + 0.5) * cell_px + 1;
    places.emplace_back(x * cosine + y * sine, y * cosine - x * sine);
    along.push_back(places.back().y);
  }
  const auto v = full_span(along);
  std::vector<double> across;
  for (const auto& place : places) {
    if (place.y >= v.from && place.y <= v.to) across.push_back(place.x);
  }
  const auto u = full_span(across);
  const cv::Point2d middle{(u.from + u.to) / 2, (v.from + v.to) / 2};
  return {RegionKind::Bars,
          {middle.x * cosine - middle.y * sine, middle.x * sine + middle.y * cosine},
          angle,
          u.to - u.from,
          v.to - v.from};
}

/// The gradients of these cells together.
struct GradientSum {
  double lengthwise = 0;  ///< Squares along the rows of the page less those along its columns.
  double aslant = 0;      ///< Twice the products of both.
  double energy = 0;

  /// Radians, of the direction across the strokes.
  [[nodiscard]] double direction() const { return std::atan2(aslant, lengthwise) / 2; }
  [[nodiscard]] double coherence() const { return std::hypot(lengthwise, aslant) / energy; }
};

GradientSum gradients_of(const Tensor& tensor, const std::vector<cv::Point>& cells) {
  double xx = 0, yy = 0, xy = 0;
  for (const auto& cell : cells) {
    xx += tensor.xx.at<float>(cell);
    yy += tensor.yy.at<float>(cell);
    xy += tensor.xy.at<float>(cell);
  }
  return {.lengthwise = xx - yy, .aslant = 2 * xy, .energy = xx + yy};
}

/// Bars tell where rows run; edges both ways do not, and there the outline does.
double direction_of_rows(const Tensor& tensor, const std::vector<cv::Point>& cells) {
  constexpr double coherence_of_bars = 0.2;
  const auto sum = gradients_of(tensor, cells);
  if (sum.coherence() >= coherence_of_bars) return sum.direction();
  const auto outline = cv::minAreaRect(cells);
  const double degrees =
      outline.size.width >= outline.size.height ? outline.angle : outline.angle - 90;
  return degrees * CV_PI / 180;
}

/// Readers enlarge a region fourfold, so what they are given is bounded.
bool is_too_large(const BarcodeRegion& region) {
  constexpr double rows_pixels_max = 250'000;  // Larger are paragraphs and patterns.
  if (region.kind == RegionKind::Rows && region.length * region.height > rows_pixels_max) {
    return true;
  }
  const double limit = region.kind == RegionKind::Bars ? page_bars_max : page_matrix_max;
  return std::max(region.length, region.height) > limit;
}

void scale(BarcodeRegion& region, double factor) {
  region.center *= factor;
  region.length *= factor;
  region.height *= factor;
}

void append_bars(const Tensor& tensor, const cv::Mat& mask, std::vector<BarcodeRegion>& regions) {
  for (const auto& component : components(mask)) {
    if (component.size() < bars_cells_min) continue;
    const auto region = turned_rectangle(component, gradients_of(tensor, component).direction());
    if (region.length >= std::max(bars_length_min, bars_aspect_min * region.height) &&
        region.height >= bars_height_min) {
      regions.push_back(region);
    }
  }
}

void append_matrices(const cv::Mat& mask, std::vector<BarcodeRegion>& regions) {
  for (const auto& component : components(mask)) {
    if (component.size() < matrix_cells_min) continue;
    auto region = turned_rectangle(component, 0);
    region.kind = RegionKind::Matrix;
    const double longer = std::max(region.length, region.height);
    const double shorter = std::min(region.length, region.height);
    const double area = static_cast<double>(component.size()) * cell_px * cell_px;
    if (shorter >= matrix_side_min && longer <= shorter * matrix_aspect_max &&
        area >= matrix_fill_min * longer * shorter) {
      regions.push_back(region);
    }
  }
}

/// Bars of rows that differ from one another look like a matrix here and like bars there; what is
/// bars alone is a code of one row.
void append_rows(const Tensor& tensor, const Cells& cells, std::vector<BarcodeRegion>& regions) {
  for (const auto& component : components(cells.dense)) {
    if (component.size() < matrix_cells_min) continue;
    const auto mixed = std::ranges::count_if(component, [&cells](const cv::Point& cell) {
      return cells.matrix.at<std::uint8_t>(cell) != 0;
    });
    const auto size = static_cast<double>(component.size());
    if (static_cast<double>(mixed) < rows_mixed_share * size) continue;
    auto region = turned_rectangle(component, direction_of_rows(tensor, component));
    region.kind = RegionKind::Rows;
    if (region.height >= rows_height_min && region.length > region.height * matrix_aspect_max &&
        region.length <= region.height * rows_aspect_max &&
        size * cell_px * cell_px >= matrix_fill_min * region.length * region.height) {
      regions.push_back(region);
    }
  }
}

}  // namespace

std::vector<BarcodeRegion> locate_barcodes(const GrayImage& page) {
  const cv::Mat& gray = page.pixels;
  std::vector<BarcodeRegion> regions;
  if (std::min(gray.rows, gray.cols) < 4 * cell_px) return regions;
  cv::Mat working = gray;
  double factor = 1;
  if (std::max(gray.rows, gray.cols) > working_side_max) {
    cv::resize(gray, working, {}, 0.5, 0.5, cv::INTER_AREA);
    factor = 2;
  }
  // Halving makes a bitonal picture gray.
  const bool is_bitonal = page.bitonal && factor == 1;
  const auto tensor = is_bitonal ? smoothed_tensor(*ink_of(page)) : smoothed_tensor(working);
  const auto cells = classify_cells(tensor);
  append_bars(tensor, cells.upright, regions);
  append_bars(tensor, cells.lying, regions);
  append_matrices(cells.matrix, regions);
  append_rows(tensor, cells, regions);
  for (auto& region : regions) scale(region, factor);
  std::erase_if(regions, is_too_large);
  std::sort(regions.begin(), regions.end(), [](const auto& left, const auto& right) {
    return left.length * left.height > right.length * right.height;
  });
  if (regions.size() > candidates_max) regions.resize(candidates_max);
  return regions;
}

}  // namespace lockbox::encode
