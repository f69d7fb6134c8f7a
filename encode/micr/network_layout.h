#pragma once

/// @file
/// The shape of the network that looks at one E-13B glyph, shared by reading and training.

#include <cstddef>

#include "encode/micr/e13b_strip.h"

namespace lockbox::encode::network {

/// How many there are of things in rows of rows.
constexpr std::size_t product(int one, int other, int third = 1) {
  return static_cast<std::size_t>(one) * static_cast<std::size_t>(other) *
         static_cast<std::size_t>(third);
}

/// Where the value of a row and column stands in an array with so many columns.
constexpr std::ptrdiff_t index_of(int row, int column, int columns) {
  return static_cast<std::ptrdiff_t>(row) * columns + column;
}

/// The widest glyph with two modules around it.
inline constexpr int margin = 2 * samples_per_module;
inline constexpr int width =
    static_cast<int>(e13b_widest_modules) * samples_per_module + 2 * margin;
inline constexpr int height = glyph_samples + 2 * margin;
inline constexpr std::size_t inputs = product(width, height);

/// First layer: patches of two by two modules, one a module, each with so many features.
inline constexpr int patch = 2 * samples_per_module;
inline constexpr int stride = samples_per_module;
inline constexpr int columns_1 = (width - patch) / stride + 1;
inline constexpr int rows_1 = (height - patch) / stride + 1;
inline constexpr int features_1 = 16;
/// Second layer: three by three of the first.
inline constexpr int kernel = 3;
inline constexpr int columns_2 = columns_1 - kernel + 1;
inline constexpr int rows_2 = rows_1 - kernel + 1;
inline constexpr int features_2 = 24;
/// The strongest of two by two.
inline constexpr int columns_pooled = columns_2 / 2;
inline constexpr int rows_pooled = rows_2 / 2;
inline constexpr int pooled = columns_pooled * rows_pooled * features_2;
/// Third layer, then one output a glyph and one for none.
inline constexpr int features_3 = 64;
inline constexpr int outputs = static_cast<int>(e13b_glyph_count) + 1;

/// Where each layer's weights, inputs by outputs, and its offsets begin in the row of all weights.
inline constexpr std::size_t weights_1 = 0;
inline constexpr std::size_t offsets_1 = weights_1 + product(patch, patch, features_1);
inline constexpr std::size_t weights_2 = offsets_1 + features_1;
inline constexpr std::size_t offsets_2 =
    weights_2 + product(kernel, kernel, features_1) * features_2;
inline constexpr std::size_t weights_3 = offsets_2 + features_2;
inline constexpr std::size_t offsets_3 = weights_3 + product(pooled, features_3);
inline constexpr std::size_t weights_4 = offsets_3 + features_3;
inline constexpr std::size_t offsets_4 = weights_4 + product(features_3, outputs);
inline constexpr std::size_t weight_count = offsets_4 + outputs;

}  // namespace lockbox::encode::network
