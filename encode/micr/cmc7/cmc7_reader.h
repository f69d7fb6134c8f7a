#pragma once

#include <optional>

#include "encode/image/gray_image.h"
#include "encode/micr/micr_read.h"

namespace lockbox::encode {

/// A CMC-7 line, with boxes on the picture as it lies.
struct Cmc7Read {
  MicrRead micr;
  bool is_upside_down = false;
};

/// Finds and reads the CMC-7 line on a check that lies upright or upside down (skew up to about 5
/// degrees, 200 dots an inch and more; at 200 dots of one bit each a fifth of the symbols is
/// refused).  No line is a normal answer, and so is one of which it cannot be told which way up it
/// stands.  A symbol whose distances leave a doubt, or that is a letter, is '?'.
[[nodiscard]] std::optional<Cmc7Read> read_cmc7(const GrayImage& image);

}  // namespace lockbox::encode
