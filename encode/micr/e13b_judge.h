#pragma once

#include <span>
#include <vector>

#include "encode/micr/e13b_templates.h"

namespace lockbox::encode {

/// What the evidence says about one cell.
struct Judgement {
  Place place;            ///< Where the best glyph fits best.
  std::size_t glyph = 0;  ///< Index into `e13b_glyphs`.
  double correlation = 0;
  /// Over the next glyph, each where it fits best: 1 is the lead that the perfect glyph has, 0 is
  /// none.
  double margin = 0;
  double residual = 0;       ///< The worst ink too much or too little, 1 is a whole 2 by 2 modules.
  bool is_accepted = false;  ///< Set by `accept`.

  [[nodiscard]] double confidence() const;
};

/// The rendering that fits the cells best.
[[nodiscard]] const TemplateSet& choose_rendering(const Strip& strip, std::span<const Place> cells);

/// Compares the cell with every glyph at every small shift.
[[nodiscard]] Judgement judge(const Strip& strip, const Place& cell, const TemplateSet& templates);

/// Accepts the cells that are sure by themselves and fit about as well as the rest of the line: a
/// damaged glyph that has come to look like another one still fits worse than its neighbours.
void accept(std::vector<Judgement>& cells);

}  // namespace lockbox::encode
