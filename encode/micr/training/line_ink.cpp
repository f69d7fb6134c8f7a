#include "encode/micr/training/line_ink.h"

#include <algorithm>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>
#include <string>
#include <string_view>

#include "encode/micr/e13b_network.h"
#include "encode/micr/training/draw_chance.h"

namespace lockbox::encode::training {
namespace {

constexpr double samples = drawing_samples;
constexpr double pitch = e13b_pitch_modules * samples;
constexpr int positions_min = 8;
constexpr int positions_max = 30;
constexpr int empty_ends = 2;  ///< Positions that stay empty beyond either end.
constexpr std::size_t digit_count = 10;

/// The right edge and the top of one position, in samples.
struct Corner {
  double right = 0;
  double top = 0;
};

/// Seven of ten glyphs are digits, as on checks.
std::size_t draw_glyph(Chance& chance) {
  constexpr double digit_share = 0.7;
  if (happens(chance, digit_share)) return chance.below(digit_count);
  return digit_count + chance.below(e13b_glyph_count - digit_count);
}

void ink_glyph(cv::Mat& ink, const Corner& at, std::size_t index, const Typesetting& set) {
  const auto& glyph = e13b_glyphs()[index];
  const double across = samples * set.width;
  const double down = samples * set.height;
  const double left = at.right - glyph.width * across;
  for (const auto& bar : glyph.bars) {
    InkBar inked{.left = left + bar.left * across,
                 .top = at.top + bar.top * down,
                 .right = left + bar.right * across,
                 .bottom = at.top + bar.bottom * down};
    const bool is_side_of_zero = index == 0 && bar.right - bar.left < 1;
    if (is_side_of_zero) {
      const double spare = (1 - set.thin_zero) * (inked.right - inked.left) / 2;
      inked.left += spare;
      inked.right -= spare;
    }
    cover_with_ink(ink, inked);
  }
}

/// A character of another type face, about as large as a glyph.
void ink_other(cv::Mat& ink, const Corner& at, const Typesetting& set, int face, Chance& chance) {
  constexpr std::string_view characters = "0123456789ABCDEFGHKLMNPRSTXYZ/<>:-#";
  constexpr double digit_share = 0.7;
  constexpr double face_height = 21;  ///< Of a capital letter at scale 1, in pixels.
  const auto among = happens(chance, digit_share) ? digit_count : characters.size();
  const std::string text{characters[chance.below(among)]};
  const double tall = e13b_height_modules * samples * set.height;
  const double scale = tall / face_height * chance.between(0.9, 1.1);
  const int thickness = std::max(1, static_cast<int>(chance.between(0.6, 1.6) * samples));
  int below = 0;
  const auto size = cv::getTextSize(text, face, scale, thickness, &below);
  const cv::Point origin{static_cast<int>(at.right - size.width + thickness / 2.0),
                         static_cast<int>(at.top + tall)};
  cv::putText(ink, text, origin, face, scale, cv::Scalar{1}, thickness, cv::LINE_AA);
}

}  // namespace

Typesetting draw_typesetting(Chance& chance) {
  Typesetting set;
  set.jitter_across = happens(chance, 0.3) ? chance.between(0, 0.45) : chance.between(0, 0.12);
  set.jitter_down = happens(chance, 0.2) ? chance.between(0, 0.3) : 0.05;
  if (happens(chance, 0.2)) set.drift = 0.03 * normal(chance);
  set.width = 1 + 0.02 * normal(chance);
  if (happens(chance, 0.25)) {
    set.height = chance.between(0.9, 1.1);
    set.width *= set.height * chance.between(0.96, 1.04);
  }
  if (happens(chance, 0.25)) set.thin_zero = chance.between(0.45, 0.95);
  set.corner = chance.between(0.15, 0.5) * samples;
  set.gap_share = happens(chance, 0.7) ? chance.between(0, 0.2) : 0;
  set.is_other_face = happens(chance, 0.06);
  return set;
}

LineInk set_line(const Typesetting& set, Chance& chance) {
  constexpr int faces = 8;  ///< Of OpenCV's own type.
  const int positions = whole(chance, positions_min, positions_max);
  const int all = positions + 2 * empty_ends;
  const double tall = e13b_height_modules * samples;
  LineInk line;
  line.ink = cv::Mat(static_cast<int>(tall) + 2 * drawing_margin_modules * drawing_samples,
                     static_cast<int>((all + 1) * pitch), CV_32FC1, cv::Scalar{0});
  const double top = drawing_margin_modules * samples + tall * (1 - set.height) / 2;
  const int face = whole(chance, 0, faces - 1);
  for (int i = 0; i < all; ++i) {
    const Corner at{.right = (i + 1.5) * pitch + samples * (set.jitter_across * normal(chance) +
                                                            (i - all / 2.0) * set.drift),
                    .top = top + samples * set.jitter_down * normal(chance)};
    const cv::Point2d edge{at.right, at.top + tall * set.height / 2};
    const bool is_inside = i >= empty_ends && i < empty_ends + positions;
    if (!is_inside || happens(chance, set.gap_share)) {
      line.gaps.push_back({nothing_glyph, edge});
      continue;
    }
    const auto glyph = draw_glyph(chance);
    if (set.is_other_face) {
      ink_other(line.ink, at, set, face, chance);
    } else {
      ink_glyph(line.ink, at, glyph, set);
    }
    line.glyphs.push_back({set.is_other_face ? nothing_glyph : glyph, edge});
  }
  if (set.corner > 0) cv::GaussianBlur(line.ink, line.ink, {}, set.corner);
  return line;
}

}  // namespace lockbox::encode::training
