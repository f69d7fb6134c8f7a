#pragma once

#include <span>

namespace lockbox::encode {

struct PitchFit {
  double pitch = 0;  ///< 0 where nothing fits.
  double share = 0;  ///< Of the steps that are whole multiples of it; less where scales differ.
};

/// The pitch at which most steps between neighbours among right edges, left to right, are whole
/// multiples; `height` is that of the marks.
[[nodiscard]] PitchFit fit_pitch(std::span<const double> rights, double height);

}  // namespace lockbox::encode
