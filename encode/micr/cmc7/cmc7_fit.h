#pragma once

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "encode/micr/cmc7/cmc7_glyphs.h"
#include "encode/micr/cmc7/cmc7_strip.h"

namespace lockbox::encode {

/// The code that explains one symbol's profile best.
struct Cmc7Fit {
  Cmc7Code code = 0;
  double middle = 0;       ///< Sample of the symbol's middle.
  double unexplained = 0;  ///< Share of the profile's variance that the code leaves.
  double second = 0;       ///< The same of the best other code, at most 1.
  double ink = 0;          ///< From the lightest to the darkest of the profile.
};

/// Explains profiles by seven strokes of one width whose distances a code names and whose amounts
/// of ink are free, on paper of any even brightness.  All codes with one to three wide distances
/// are tried, so that a letter is known for none of the symbols read here.
class Cmc7Fitter {
 public:
  /// `spread_mm` is the standard deviation of a stroke's profile: its width and all blur.
  explicit Cmc7Fitter(double spread_mm);

  /// A profile with what every fit on it needs.
  struct Sensed {
    std::vector<double> profile;
    std::vector<double> strokes;  ///< At each sample the product with a stroke whose middle it is.
    std::vector<double> sums;     ///< Of all samples before each,
    std::vector<double> squares;  ///< and of their squares.
  };
  [[nodiscard]] Sensed sense(std::span<const double> profile) const;

  /// The best fit with a middle near that sample; none at the ends of the profile.  Where every
  /// code needs a stroke that has no ink, all is left unexplained.
  [[nodiscard]] std::optional<Cmc7Fit> fit(const Sensed& sensed, double near) const;

 private:
  static constexpr std::size_t unknowns = cmc7_strokes + 1;  ///< The strokes, and the paper.
  using Unknowns = std::array<double, unknowns>;

  struct Model {
    Cmc7Code code = 0;
    std::array<int, cmc7_strokes> places{};     ///< Samples from the middle.
    std::array<Unknowns, unknowns> solution{};  ///< From products with the shapes to amounts.
  };

  [[nodiscard]] Model model_of(Cmc7Code code) const;
  [[nodiscard]] static Cmc7Fit fit_model(const Model& model, const Sensed& sensed, int middle);

  std::vector<double> stroke_;  ///< The profile of one stroke.
  std::vector<Model> models_;
};

}  // namespace lockbox::encode
