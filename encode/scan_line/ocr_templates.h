#pragma once

#include <array>
#include <span>
#include <vector>

#include <opencv2/core/mat.hpp>

#include "encode/scan_line/ocr_glyphs.h"
#include "encode/scan_line/scan_line_strip.h"

namespace lockbox::encode {

/// What is compared with a template: a character of a thick print and some paper all around.
inline constexpr int window_columns = 22;
inline constexpr int window_rows_beside = 3;
inline constexpr int window_rows_high = digit_samples + 2 * window_rows_beside;
inline constexpr int window_area = window_columns * window_rows_high;

/// The top left of a window on a strip.
using WindowPlace = cv::Point;

/// The window of the character whose middle is `cell`, before anything is known of its shifts.
[[nodiscard]] WindowPlace window_at_cell(double cell);

/// Whether the window lies on the strip.
[[nodiscard]] bool window_fits(const ScanLineStrip& strip, const WindowPlace& place);

/// How a printer and a scanner change the characters of the standard.
struct OcrRendering {
  OcrFont font = OcrFont::A;
  double stroke_width = ocr_stroke_width;  ///< In units of the tables.
  double blur = 0;                         ///< The standard deviation of the smear, in samples.
};

/// The characters of one face in one rendering, as high as those on a strip.
class OcrTemplates {
 public:
  explicit OcrTemplates(const OcrRendering& rendering);

  [[nodiscard]] const OcrFace& face() const { return *face_; }

  /// One correlation, -1..1, for each glyph of the face; zeros where there is hardly any ink.
  [[nodiscard]] std::vector<float> correlate(const cv::Mat& darkness,
                                             const WindowPlace& place) const;
  /// How well a perfect `glyph` correlates with `other` at the best small shift.
  [[nodiscard]] float likeness(std::size_t glyph, std::size_t other) const {
    return likeness_[glyph * face_->glyphs.size() + other];
  }
  /// The glyph with ink 1 and paper 0, as large as a window.
  [[nodiscard]] const cv::Mat& picture(std::size_t glyph) const { return pictures_[glyph]; }

 private:
  void find_likenesses();

  const OcrFace* face_;
  std::vector<cv::Mat> pictures_;
  /// A sample of every glyph side by side, so that one pass over a window serves all of them, then
  /// a one that sums the window up; rounded up to whole vectors.
  std::size_t lanes_ = 0;
  std::vector<float> samples_;  ///< Each glyph has mean 0 and norm 1.
  std::vector<float> likeness_;
};

/// Renderings of a face from thin to fat, sharp and blurred; a usual print is the first.
[[nodiscard]] std::span<const OcrTemplates> ocr_templates(OcrFont font);

}  // namespace lockbox::encode
