#include "encode/image/bit_mask.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include <opencv2/core/hal/intrin.hpp>

#include "core/check.h"
#include "encode/image/wide_vectors.h"

namespace lockbox::encode {
namespace {

using Word = BitMask::Word;
constexpr int word_bits = BitMask::word_bits;

/// The high bits of 64 pixels, written out, since a loop would cost as much again.
Word high_bits(const std::uint8_t* pixels) {
  constexpr int lanes = cv::v_uint8x16::nlanes;
  static_assert(4 * lanes == word_bits);
  const auto sixteen = [pixels](int from) {
    const int signs = cv::v_signmask(cv::v_reinterpret_as_s8(cv::v_load(pixels + from)));
    return static_cast<Word>(static_cast<unsigned>(signs));
  };
  return sixteen(0) | sixteen(lanes) << lanes | sixteen(2 * lanes) << 2 * lanes |
         sixteen(3 * lanes) << 3 * lanes;
}

/// The high bit of each pixel turned round where `flip` has ones.
void pack(std::span<const std::uint8_t> pixels, Word flip, std::span<Word> words) {
  const std::size_t whole = pixels.size() / word_bits;
  for (std::size_t i = 0; i < whole; ++i) {
    words[i] = high_bits(pixels.data() + i * word_bits) ^ flip;
  }
  const auto rest = pixels.subspan(whole * word_bits);
  if (rest.empty()) return;
  std::array<std::uint8_t, word_bits> filled{};
  std::memcpy(filled.data(), rest.data(), rest.size());
  words[whole] = (high_bits(filled.data()) ^ flip) & ((Word{1} << rest.size()) - 1);
}

BitMask packed(const cv::Mat& pixels, Word flip) {
  BitMask mask{pixels.rows, pixels.cols};
  for (int y = 0; y < pixels.rows; ++y) {
    pack({pixels.ptr<std::uint8_t>(y), static_cast<std::size_t>(pixels.cols)}, flip, mask.row(y));
  }
  return mask;
}

/// The bits of word `word` that lie in the run.
Word bits_in(const Run& run, int word) {
  const int from = std::max(run.from - word * word_bits, 0);
  const int to = std::min(run.to - word * word_bits, word_bits);
  const Word before_to = to == word_bits ? ~Word{0} : (Word{1} << to) - 1;
  return before_to & ~((Word{1} << from) - 1);
}

LOCKBOX_WIDE_VECTORS
int count_both(const Word* row, const Word* other, std::size_t words) {
  int count = 0;
  for (std::size_t i = 0; i < words; ++i) count += std::popcount(row[i] & other[i]);
  return count;
}

template <class Change>
void change(std::span<Word> row, const Run& run, Change change_bits) {
  if (run.from >= run.to) return;
  for (int word = run.from / word_bits; word * word_bits < run.to; ++word) {
    change_bits(row[static_cast<std::size_t>(word)], bits_in(run, word));
  }
}

}  // namespace

BitMask::BitMask(int rows, int columns)
    : rows_{rows},
      columns_{columns},
      row_words_{words_a_row(columns)},
      words_(static_cast<std::size_t>(rows) * row_words_) {
}

BitMask BitMask::ink_of(const cv::Mat& pixels) {
  return packed(pixels, ~Word{0});
}

BitMask BitMask::of(const cv::Mat& mask) {
  return packed(mask, 0);
}

BitMask BitMask::rows_in(int first, int end) const {
  ENSURE(0 <= first && first <= end && end <= rows_);
  BitMask part{end - first, columns_};
  std::copy_n(words_.data() + start_of(first), part.words_.size(), part.words_.begin());
  return part;
}

void pack_ink(std::span<const std::uint8_t> pixels, std::span<Word> words) {
  ENSURE(words.size() == words_a_row(static_cast<int>(pixels.size())));
  pack(pixels, ~Word{0}, words);
}

void find_runs(std::span<const Word> row, int columns, std::vector<Run>& runs) {
  runs.clear();
  constexpr int none = -1;
  int from = none;
  Word before = 0;  // The last pixel of the word before.
  for (std::size_t i = 0; i < row.size(); ++i) {
    // A bit for each pixel that is unlike the one before it: there a run begins or ends.
    Word edges = row[i] ^ (row[i] << 1U | before);
    before = row[i] >> (word_bits - 1);
    for (; edges != 0; edges &= edges - 1) {
      const int x = static_cast<int>(i) * word_bits + std::countr_zero(edges);
      if (from == none) {
        from = x;
      } else {
        runs.push_back({from, x});
        from = none;
      }
    }
  }
  if (from != none) runs.push_back({from, columns});
}

void mark(std::span<Word> row, const Run& run) {
  change(row, run, [](Word& word, Word bits) { word |= bits; });
}

void clear(std::span<Word> row, const Run& run) {
  change(row, run, [](Word& word, Word bits) { word &= ~bits; });
}

bool has_marked(std::span<const Word> row, const Run& run) {
  if (run.from >= run.to) return false;
  for (int word = run.from / word_bits; word * word_bits < run.to; ++word) {
    if ((row[static_cast<std::size_t>(word)] & bits_in(run, word)) != 0) return true;
  }
  return false;
}

int count_marked(std::span<const Word> row) {
  return count_both(row.data(), row.data(), row.size());
}

int count_marked(std::span<const Word> row, std::span<const Word> other) {
  ENSURE(row.size() == other.size());
  return count_both(row.data(), other.data(), row.size());
}

BitMask fold_rows(const BitMask& mask, Fold fold, int first, int last) {
  ENSURE(first <= 0 && last >= 0);
  BitMask folded{mask.rows(), mask.columns()};
  for (int y = 0; y < mask.rows(); ++y) {
    const auto to = folded.row(y);
    std::ranges::copy(mask.row(y), to.begin());
    const int end = std::min(y + last, mask.rows() - 1);
    for (int other = std::max(y + first, 0); other <= end; ++other) {
      const auto from = mask.row(other);
      for (std::size_t i = 0; i < to.size(); ++i) {
        to[i] = fold == Fold::Any ? to[i] | from[i] : to[i] & from[i];
      }
    }
  }
  return folded;
}

BitMask without(const BitMask& mask, const BitMask& other) {
  ENSURE(mask.rows() == other.rows() && mask.columns() == other.columns());
  BitMask rest{mask.rows(), mask.columns()};
  for (int y = 0; y < mask.rows(); ++y) {
    const auto to = rest.row(y);
    const auto from = mask.row(y);
    const auto taken = other.row(y);
    for (std::size_t i = 0; i < to.size(); ++i) to[i] = from[i] & ~taken[i];
  }
  return rest;
}

BitMask transposed(const BitMask& mask) {
  BitMask columns{mask.columns(), mask.rows()};
  std::vector<Run> runs;
  for (int y = 0; y < mask.rows(); ++y) {
    find_runs(mask.row(y), mask.columns(), runs);
    for (const auto& run : runs) {
      for (int x = run.from; x < run.to; ++x) mark(columns.row(x), {y, y + 1});
    }
  }
  return columns;
}

}  // namespace lockbox::encode
