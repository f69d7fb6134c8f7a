#include "encode/scan_line/ocr_templates.h"

#include <algorithm>
#include <cmath>

#include <opencv2/core/hal/intrin.hpp>
#include <opencv2/imgproc.hpp>

#include "core/check.h"

namespace lockbox::encode {
namespace {

constexpr std::size_t vector_size = 4;
constexpr int likeness_shift_max = 2;
/// A window whose samples vary less than this, as a share of ink against paper, is paper.
constexpr float spread_min = 0.1F;

constexpr std::size_t vectors_max = 5;
using Totals = std::array<float, vectors_max * vector_size>;

/// Products of the window with every lane of the samples, and the sum of its squares.
template <std::size_t vectors>
float add_up(const cv::Mat& darkness, const WindowPlace& place, const float* lane, Totals& totals) {
  std::array<cv::v_float32x4, vectors> sums;
  sums.fill(cv::v_setzero_f32());
  float squares = 0;
  for (int y = 0; y < window_rows_high; ++y) {
    const auto* row = darkness.ptr<float>(place.y + y) + place.x;
    for (int x = 0; x < window_columns; ++x, lane += vectors * vector_size) {
      const auto sample = cv::v_setall_f32(row[x]);
      for (std::size_t i = 0; i < vectors; ++i) {
        sums[i] = cv::v_muladd(sample, cv::v_load(lane + vector_size * i), sums[i]);
      }
      squares += row[x] * row[x];
    }
  }
  for (std::size_t i = 0; i < vectors; ++i) cv::v_store(totals.data() + vector_size * i, sums[i]);
  return squares;
}

/// Draws a glyph in the middle of a window with the scale that makes a digit `height` high.
cv::Mat draw(const OcrGlyph& glyph, const OcrRendering& rendering, double height) {
  const auto& face = ocr_face(rendering.font);
  const double scale = height / (face.digit_height + rendering.stroke_width);
  cv::Mat ink(window_rows_high, window_columns, CV_32F, cv::Scalar(0));
  const cv::Point2d origin{window_columns / 2.0,
                           window_rows_high / 2.0 - scale * face.digit_height / 2};
  cover_with_strokes(ink, strokes_of(glyph),
                     {.origin = origin, .scale = scale, .width = scale * rendering.stroke_width});
  cv::GaussianBlur(ink, ink, {0, 0}, rendering.blur, rendering.blur, cv::BORDER_CONSTANT);
  return ink;
}

/// How high the digits must be drawn so that they measure `digit_samples` as those on a strip do:
/// blur pulls in the ends of round strokes.
double drawn_height(const OcrRendering& rendering) {
  std::vector<cv::Mat> digits;
  std::vector<double> cells;
  digits.reserve(ocr_digit_count);
  cells.reserve(ocr_digit_count);
  for (std::size_t i = 0; i < ocr_digit_count; ++i) {
    digits.push_back(draw(ocr_face(rendering.font).glyphs[i], rendering, digit_samples));
    cells.push_back(window_columns * (static_cast<double>(i) + 0.5));
  }
  cv::Mat row;
  cv::hconcat(digits, row);
  const auto extent = ink_extent(row, cells);
  return digit_samples * digit_samples / (extent.end - extent.begin);
}

}  // namespace

WindowPlace window_at_cell(double cell) {
  return {static_cast<int>(std::lround(cell - window_columns / 2.0)),
          strip_rows_beside - window_rows_beside};
}

bool window_fits(const ScanLineStrip& strip, const WindowPlace& place) {
  const cv::Rect window{place, cv::Size{window_columns, window_rows_high}};
  return (window & cv::Rect{{}, strip.darkness.size()}) == window;
}

OcrTemplates::OcrTemplates(const OcrRendering& rendering) : face_{&ocr_face(rendering.font)} {
  const auto count = face_->glyphs.size();
  lanes_ = (count + vector_size) / vector_size * vector_size;
  ENSURE(lanes_ == vectors_max * vector_size || lanes_ == (vectors_max - 1) * vector_size);
  samples_.assign(lanes_ * window_area, 0);
  const double height = drawn_height(rendering);
  for (std::size_t glyph = 0; glyph < count; ++glyph) {
    pictures_.push_back(draw(face_->glyphs[glyph], rendering, height));
    cv::Mat flat = pictures_.back().reshape(1, 1) - cv::mean(pictures_.back());
    flat /= cv::norm(flat);
    for (int i = 0; i < window_area; ++i) {
      samples_[static_cast<std::size_t>(i) * lanes_ + glyph] = flat.at<float>(i);
    }
  }
  for (std::size_t i = 0; i < window_area; ++i) samples_[i * lanes_ + count] = 1;
  find_likenesses();
}

void OcrTemplates::find_likenesses() {
  const auto count = face_->glyphs.size();
  likeness_.assign(count * count, 0);
  constexpr int shift = likeness_shift_max;
  for (std::size_t glyph = 0; glyph < count; ++glyph) {
    cv::Mat padded;
    cv::copyMakeBorder(pictures_[glyph], padded, shift, shift, shift, shift, cv::BORDER_REPLICATE);
    for (int down = 0; down <= 2 * shift; ++down) {
      for (int across = 0; across <= 2 * shift; ++across) {
        const auto scores = correlate(padded, {across, down});
        for (std::size_t other = 0; other < count; ++other) {
          auto& likeness = likeness_[glyph * count + other];
          likeness = std::max(likeness, scores[other]);
        }
      }
    }
  }
}

std::vector<float> OcrTemplates::correlate(const cv::Mat& darkness,
                                           const WindowPlace& place) const {
  Totals totals{};
  const float squares = lanes_ == vectors_max * vector_size
                            ? add_up<vectors_max>(darkness, place, samples_.data(), totals)
                            : add_up<vectors_max - 1>(darkness, place, samples_.data(), totals);
  const auto count = face_->glyphs.size();
  const float mean = totals[count] / window_area;
  const float deviation = std::sqrt(std::max(0.0F, squares / window_area - mean * mean));
  std::vector<float> result(count, 0);
  if (deviation <= spread_min) return result;
  const float norm = deviation * std::sqrt(static_cast<float>(window_area));
  for (std::size_t i = 0; i < count; ++i) result[i] = totals[i] / norm;
  return result;
}

std::span<const OcrTemplates> ocr_templates(OcrFont font) {
  constexpr double sharp = 1;
  constexpr double blurred = 2.2;
  constexpr double thin = 0.6 * ocr_stroke_width;
  constexpr double fat = 1.5 * ocr_stroke_width;
  constexpr double fattest = 2.1 * ocr_stroke_width;
  const auto all = [](OcrFont face) {
    return std::array{OcrTemplates{{face, ocr_stroke_width, sharp}},
                      OcrTemplates{{face, thin, sharp}},
                      OcrTemplates{{face, fat, sharp}},
                      OcrTemplates{{face, fattest, sharp}},
                      OcrTemplates{{face, ocr_stroke_width, blurred}},
                      OcrTemplates{{face, fat, blurred}},
                      OcrTemplates{{face, fattest, blurred}}};
  };
  static const auto a = all(OcrFont::A);
  static const auto b = all(OcrFont::B);
  return font == OcrFont::A ? std::span<const OcrTemplates>{a} : std::span<const OcrTemplates>{b};
}

}  // namespace lockbox::encode
