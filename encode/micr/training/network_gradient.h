#pragma once

#include <span>

#include "encode/micr/training/glyph_samples.h"

namespace lockbox::encode::training {

/// Adds to `gradient` how the loss of that sample grows with each of the weights, and returns the
/// loss: minus the natural logarithm of the chance that the network gives the label.
float add_gradient(std::span<const float> weights, const GlyphSample& sample,
                   std::span<float> gradient);

}  // namespace lockbox::encode::training
