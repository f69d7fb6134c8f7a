#include "encode/print/slip_paper.h"

namespace lockbox::encode {

Drawing blank_slip() {
  Drawing slip;
  slip.width = letter_width;
  slip.height = slip_height;
  return slip;
}

void write(Drawing& slip, const std::string& text, const TextPlace& place) {
  slip.texts.push_back({.text = text,
                        .x = place.x,
                        .baseline = place.baseline,
                        .height = place.height,
                        .width_max = letter_width - slip_margin - place.x});
}

void write_bold(Drawing& slip, const std::string& text, const TextPlace& place) {
  write(slip, text, place);
  slip.texts.back().bold = true;
}

}  // namespace lockbox::encode
