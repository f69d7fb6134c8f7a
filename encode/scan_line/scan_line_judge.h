#pragma once

#include <optional>
#include <vector>

#include "encode/scan_line/ocr_templates.h"

namespace lockbox::encode {

/// What the evidence says about one place of a line.
struct ScanLineCell {
  double middle = 0;      ///< On the strip.
  bool is_blank = false;  ///< No ink.
  bool has_mark = false;  ///< Ink as high as a character.
  WindowPlace place{};    ///< Where the best glyph fits best.
  std::size_t glyph = 0;
  std::size_t second = 0;  ///< The next best.
  double correlation = 0;
  /// Over the next glyph, each where it fits best: 1 is the lead that the perfect glyph has, 0 is
  /// none.
  double margin = 0;
  double residual = 0;  ///< The worst ink too much or too little in a stroke-sized square.
  bool is_accepted = false;

  [[nodiscard]] double confidence() const;
};

/// Whether a place holds ink, and whether it is as high as a character rather than dirt.
[[nodiscard]] bool is_blank_at(const ScanLineStrip& strip, double cell);
[[nodiscard]] bool has_mark_at(const ScanLineStrip& strip, double cell);

/// The rendering of a face that fits the inked places best, and how well it does on average on
/// the better two thirds of them.
struct FittingTemplates {
  const OcrTemplates* templates = nullptr;
  double correlation = 0;
};
[[nodiscard]] FittingTemplates choose_templates(const ScanLineStrip& strip, OcrFont font);

/// Compares every place with every glyph, and accepts those that are sure by themselves and fit
/// about as well as the rest of the line: a damaged character that has come to look like another
/// one still fits worse than its neighbours.
[[nodiscard]] std::vector<ScanLineCell> judge_cells(const ScanLineStrip& strip,
                                                    const OcrTemplates& templates);

}  // namespace lockbox::encode
