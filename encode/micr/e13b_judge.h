#pragma once

#include <span>

#include "encode/micr/e13b_templates.h"

namespace lockbox::encode {

/// What the evidence says about one cell.
struct Judgement {
  Place place;            ///< Where the best glyph fits best.
  std::size_t glyph = 0;  ///< Index into `e13b_glyphs`.
  double correlation = 0;
  double margin = 0;    ///< Over the next glyph, each where it fits best.
  double residual = 0;  ///< The worst ink too much or too little, 1 is a whole 2 by 2 modules.

  [[nodiscard]] bool is_accepted() const;
  [[nodiscard]] double confidence() const;
};

/// The stroke weight that fits most cells best.
[[nodiscard]] const TemplateSet& choose_weight(const Strip& strip, std::span<const Place> cells);

/// Compares the cell with every glyph at every small shift.
[[nodiscard]] Judgement judge(const Strip& strip, const Place& cell, const TemplateSet& templates);

}  // namespace lockbox::encode
