#pragma once

/// @file
/// What a picture of a check can suffer from: the conditions that the image view analysis record
/// of ANSI X9.100-187 (type 54) and the image quality metrics of the Financial Services Technology
/// Consortium know, and the measures that tell them.

#include <cstddef>

#include "core/state_table.h"

namespace lockbox::encode {

enum class QualityCondition {
  Undersize,
  FoldedOrTornCorners,
  FoldedOrTornEdges,
  FramingError,  ///< The scanner's background along a whole side, or a side cut away.
  ExcessiveSkew,
  Oversize,
  Piggyback,  ///< Two papers in one picture.
  TooLight,
  TooDark,
  HorizontalStreaks,
  BelowMinimumSize,  ///< Of the compressed picture; so is the next.
  AboveMaximumSize,
  SpotNoise,
  FrontRearMismatch,  ///< Of the dimensions.
  CarbonStrip,        ///< A dark band of carbon or banding on the rear.
  OutOfFocus,
  Blank,
};
inline constexpr std::size_t quality_condition_count = 17;
inline constexpr Names<quality_condition_count> quality_condition_names{"undersize",
                                                                        "folded_or_torn_corners",
                                                                        "folded_or_torn_edges",
                                                                        "framing_error",
                                                                        "excessive_skew",
                                                                        "oversize",
                                                                        "piggyback",
                                                                        "too_light",
                                                                        "too_dark",
                                                                        "horizontal_streaks",
                                                                        "below_minimum_size",
                                                                        "above_maximum_size",
                                                                        "spot_noise",
                                                                        "front_rear_mismatch",
                                                                        "carbon_strip",
                                                                        "out_of_focus",
                                                                        "blank"};

/// What is measured, its unit last.
enum class QualityMeasure {
  WidthInches,
  HeightInches,
  CornerInches,            ///< The longest leg of a corner that is not paper.
  EdgeInches,              ///< How deep the deepest notch of a side is.
  FramingInches,           ///< How wide the background along a whole side is.
  SkewDegrees,             ///< Without its sign.
  StepInches,              ///< How long the outline runs level behind a step, as of a second paper.
  SecondEdgePercent,       ///< How much of the height a line along it takes, as of a second paper.
  InkPercent,              ///< How much of the page is ink.
  ContrastGray,            ///< From paper down to ink, of 255; gray pictures only.
  PaperGray,               ///< The paper's gray, of 255; gray pictures only.
  Streaks,                 ///< Lines along the track from side to side.
  ArchiveBytes,            ///< Of the file that a cash letter carries of a check.
  StrokePercent,           ///< How much of the strokes that file keeps; of gray pictures only.
  SpotsPerSquareInch,      ///< Specks with nothing around them.
  WidthDifferenceInches,   ///< Between front and rear.
  HeightDifferenceInches,  ///< Between front and rear.
  StripInches,             ///< How wide a dark band along the track is.
  BlurInches,              ///< How wide the sharpest edges are; gray pictures only.
};
inline constexpr std::size_t quality_measure_count = 19;
inline constexpr Names<quality_measure_count> quality_measure_names{"width_inches",
                                                                    "height_inches",
                                                                    "corner_inches",
                                                                    "edge_inches",
                                                                    "framing_inches",
                                                                    "skew_degrees",
                                                                    "step_inches",
                                                                    "second_edge_percent",
                                                                    "ink_percent",
                                                                    "contrast_gray",
                                                                    "paper_gray",
                                                                    "streaks",
                                                                    "archive_bytes",
                                                                    "stroke_percent",
                                                                    "spots_per_square_inch",
                                                                    "width_difference_inches",
                                                                    "height_difference_inches",
                                                                    "strip_inches",
                                                                    "blur_inches"};

}  // namespace lockbox::encode
