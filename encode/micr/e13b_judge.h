#pragma once

#include <span>
#include <vector>

#include "encode/micr/e13b_network.h"
#include "encode/micr/e13b_templates.h"

namespace lockbox::encode {

/// What the evidence says about one cell.
struct Judgement {
  Place place;             ///< Where the best glyph fits best.
  std::size_t glyph = 0;   ///< Index into `e13b_glyphs`.
  std::size_t second = 0;  ///< The glyph that comes next by its shape; `glyph` where none does.
  double correlation = 0;
  /// Over the next glyph, each where it fits best: 1 is the lead that the perfect glyph has, 0 is
  /// none.
  double margin = 0;
  double residual = 0;       ///< The worst ink too much or too little, 1 is a whole 2 by 2 modules.
  GlyphChances chances{};    ///< What the network says of the same place, also of other glyphs.
  bool is_accepted = false;  ///< Set by `accept`.

  /// How likely the glyph is what is printed, in the opinion of the witnesses.
  [[nodiscard]] double confidence() const;
  /// Whether it fits so well, so far ahead of every other glyph, that no second witness is asked.
  [[nodiscard]] bool is_clear() const;
};

/// The rendering that fits the cells best.
[[nodiscard]] const TemplateSet& choose_rendering(const Strip& strip, std::span<const Place> cells);

/// Compares the cell with every glyph at every small shift; the network is still to be asked.
[[nodiscard]] Judgement judge_shape(const Strip& strip, const Place& cell,
                                    const TemplateSet& templates);

/// Sets `chances`, once, by the network where the shape leaves a doubt.
void ask_network(const Strip& strip, Judgement& cell);

/// Accepts the cells that are beyond doubt.  Shapes and network are two witnesses that never vote:
/// where they name different glyphs nothing is accepted.  Where they agree, the shapes are enough
/// if the cell fits about as well as the rest of its line, since a damaged glyph that has come to
/// look like another one still fits worse than its neighbours; else the network must be sure, which
/// it can be through ink that covers part of a glyph.
void accept(std::vector<Judgement>& cells);

}  // namespace lockbox::encode
