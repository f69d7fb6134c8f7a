#pragma once

#include <opencv2/core/mat.hpp>
#include <optional>
#include <vector>

#include "core/chance.h"
#include "encode/micr/e13b_strip.h"
#include "encode/micr/glyph_network.h"
#include "encode/micr/training/line_drawing.h"

namespace lockbox::encode::training {

enum class Turned { No, UpsideDown };

/// What stands at a place of a strip.
struct LabelledPlace {
  cv::Point2d corner;     ///< The right edge and the top, in samples.
  std::size_t label = 0;  ///< Index into `e13b_glyphs`, or `nothing_glyph`.
  Turned turned = Turned::No;
};

/// A drawn line, made straight as a line of a picture is, and what is to be learned from it.
struct LabelledLine {
  Strip strip;
  std::vector<LabelledPlace> places;
};

/// The glyphs alone, in order.
[[nodiscard]] LabelledLine place_glyphs(const DrawnLine& line);

/// Labels each glyph and, as nothing, empty positions, places between glyphs or half a glyph too
/// high or low, and glyphs turned upside down that look like another one or none then.
[[nodiscard]] LabelledLine label_line(const DrawnLine& line, Chance& chance);

/// One window as the network sees it, and what it shall say.
struct GlyphSample {
  network::Window window;
  std::size_t label = 0;
};

/// Cuts the window at the place, but shifted as a search would be wrong about it.  None where it
/// does not fit into the strip.
[[nodiscard]] std::optional<GlyphSample> cut_sample(const Strip& strip, const LabelledPlace& place,
                                                    Chance& chance);

/// All that fit, in the order of the places.
[[nodiscard]] std::vector<GlyphSample> cut_samples(const LabelledLine& line, Chance& chance);

}  // namespace lockbox::encode::training
