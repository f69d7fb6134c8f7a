#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <opencv2/core/mat.hpp>

namespace lockbox::encode {

/// Marked pixels of one row, from `from` to before `to`.
struct Run {
  int from = 0;
  int to = 0;
  friend bool operator==(const Run&, const Run&) = default;
};

/// How many words a row of so many pixels takes.
[[nodiscard]] constexpr std::size_t words_a_row(int columns) {
  constexpr std::size_t word_bits = 64;
  return (static_cast<std::size_t>(columns) + word_bits - 1) / word_bits;
}

/// A picture of marked pixels, one bit each: 64 pixels are looked at in one step, and empty paper
/// costs next to nothing.  Pixel x of a row is bit x % 64 of word x / 64; bits beyond the last
/// column are never set.
class BitMask {
 public:
  using Word = std::uint64_t;
  static constexpr int word_bits = 64;

  BitMask(int rows, int columns);

  /// The ink of a bitonal picture (CV_8UC1): what is darker than 128.
  [[nodiscard]] static BitMask ink_of(const cv::Mat& pixels);
  /// A mask (CV_8UC1) of 255 and 0.
  [[nodiscard]] static BitMask of(const cv::Mat& mask);

  /// Rows `first` to before `end`.
  [[nodiscard]] BitMask rows_in(int first, int end) const;

  [[nodiscard]] int rows() const { return rows_; }
  [[nodiscard]] int columns() const { return columns_; }
  [[nodiscard]] std::span<Word> row(int y) { return {words_.data() + start_of(y), row_words_}; }
  [[nodiscard]] std::span<const Word> row(int y) const {
    return {words_.data() + start_of(y), row_words_};
  }
  [[nodiscard]] bool is_marked(int x, int y) const {
    return (row(y)[static_cast<std::size_t>(x / word_bits)] >> (x % word_bits) & 1U) != 0;
  }

 private:
  [[nodiscard]] std::size_t start_of(int y) const {
    return static_cast<std::size_t>(y) * row_words_;
  }

  int rows_;
  int columns_;
  std::size_t row_words_;
  std::vector<Word> words_;
};

/// Packs the ink of one row of a bitonal picture, as `BitMask::ink_of` does; every word is written.
void pack_ink(std::span<const std::uint8_t> pixels, std::span<BitMask::Word> words);

/// Puts the runs of a row with so many columns, left to right, in place of what `runs` held.
void find_runs(std::span<const BitMask::Word> row, int columns, std::vector<Run>& runs);

/// Marks, or clears, every pixel of the run.
void mark(std::span<BitMask::Word> row, const Run& run);
void clear(std::span<BitMask::Word> row, const Run& run);

[[nodiscard]] bool has_marked(std::span<const BitMask::Word> row, const Run& run);

/// How many pixels of a row are marked; of two rows, in both.
[[nodiscard]] int count_marked(std::span<const BitMask::Word> row);
[[nodiscard]] int count_marked(std::span<const BitMask::Word> row,
                               std::span<const BitMask::Word> other);

/// What of rows `y + first` to `y + last` makes a pixel of row `y` a marked one.
enum class Fold { Any, All };
/// Each row folded from those around it; rows that the mask does not have are left out.
[[nodiscard]] BitMask fold_rows(const BitMask& mask, Fold fold, int first, int last);

/// What `mask` marks and `other`, which is as large, does not.
[[nodiscard]] BitMask without(const BitMask& mask, const BitMask& other);

/// Columns for rows.
[[nodiscard]] BitMask transposed(const BitMask& mask);

}  // namespace lockbox::encode
