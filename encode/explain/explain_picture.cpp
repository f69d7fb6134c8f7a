#include "encode/explain/explain_picture.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

namespace lockbox::encode {
namespace {

/// So wide must a symbol and the paper beside it be for the words below.
constexpr double pitch_pixels = 56;
constexpr double enlarged_max = 4;
constexpr int side_max = 6'000;  ///< Of the enlarged page, in pixels.
constexpr int face = cv::FONT_HERSHEY_SIMPLEX;
constexpr double symbol_scale = 0.7;
constexpr double word_scale = 0.38;
constexpr int row_pixels = 18;
/// Words stand below the lowest line too, and above the highest.
constexpr int margin_pixels = 5 * row_pixels;
constexpr double percent = 100;

const cv::Scalar read_colour{0, 70, 160};
const cv::Scalar doubt_colour{176, 48, 0};
const cv::Scalar line_colour{90, 90, 90};
const cv::Scalar plate_colour{255, 255, 255};

/// The face has no symbols but those of a keyboard.
std::string letters_of(const std::string& symbol) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 4> names{
      {{"⑆", "T"}, {"⑇", "A"}, {"⑈", "U"}, {"⑉", "D"}}};
  const auto* const name =
      std::ranges::find(names, symbol, [](const auto& pair) { return std::string{pair.first}; });
  return name == names.end() ? symbol : std::string{name->second};
}

/// From the middle of one symbol to the next, the least of all lines; 0 without two symbols.
double least_pitch(const SeenPage& seen) {
  double least = 0;
  for (const auto& line : seen.lines) {
    if (line.symbols.size() < 2) continue;
    const double span = line.symbols.back().box.x - line.symbols.front().box.x;
    const double pitch = std::abs(span) / static_cast<double>(line.symbols.size() - 1);
    if (pitch > 0 && (least == 0 || pitch < least)) least = pitch;
  }
  return least;
}

double enlargement(const GrayImage& image, const SeenPage& seen) {
  const double pitch = least_pitch(seen);
  const int side = std::max(image.pixels.cols, image.pixels.rows);
  const double wanted = pitch > 0 ? pitch_pixels / pitch : 1;
  return std::clamp(wanted, 1.0, std::max(1.0, std::min(enlarged_max, 1.0 * side_max / side)));
}

/// The page in colour, enlarged, with paper above and below it.
class Canvas {
 public:
  Canvas(const GrayImage& image, double scale) : scale_{scale} {
    cv::Mat enlarged;
    cv::resize(image.pixels, enlarged, {}, scale, scale, cv::INTER_CUBIC);
    cv::copyMakeBorder(enlarged, enlarged, margin_pixels, margin_pixels, 0, 0, cv::BORDER_CONSTANT,
                       cv::Scalar::all(255));
    cv::cvtColor(enlarged, rgb_, cv::COLOR_GRAY2RGB);
  }

  [[nodiscard]] cv::Rect place_of(const Box& box) const {
    return {cvRound(box.x * scale_), cvRound(box.y * scale_) + margin_pixels,
            cvRound(box.width * scale_), cvRound(box.height * scale_)};
  }

  void frame(const cv::Rect& area, const cv::Scalar& colour, int around) {
    cv::rectangle(
        rgb_, {area.x - around, area.y - around, area.width + 2 * around, area.height + 2 * around},
        colour, 2);
  }

  /// On a plate of paper; `middle` is that of its lower edge.
  void write(const std::string& words, cv::Point middle, double size, const cv::Scalar& colour) {
    int descent = 0;
    const auto extent = cv::getTextSize(words, face, size, 1, &descent);
    const cv::Point at{
        std::clamp(middle.x - extent.width / 2, 0, std::max(0, rgb_.cols - extent.width)),
        middle.y - descent};
    cv::rectangle(
        rgb_, {at.x - 1, at.y - extent.height - 1, extent.width + 2, extent.height + descent + 2},
        plate_colour, cv::FILLED);
    cv::putText(rgb_, words, at, face, size, colour, 1, cv::LINE_AA);
  }

  [[nodiscard]] cv::Mat picture() && { return std::move(rgb_); }

 private:
  double scale_;
  cv::Mat rgb_;
};

/// In percent, what is measured if anything is, rounded downward; else the reader's own opinion.
std::string sureness(const SymbolRead& symbol) {
  constexpr double steps = 100;  // Two decimals.
  return symbol.error < 1
             ? fmt::format("{:.2f}", std::floor(steps * percent * (1 - symbol.error)) / steps)
             : fmt::format("{:.0f}", percent * symbol.confidence);
}

/// `foot` is the lower edge of the line, so that the words of all symbols are in rows.
void draw_symbol(Canvas& canvas, const SymbolRead& symbol, int foot) {
  const bool is_open = is_doubtful(symbol);
  const auto& colour = is_open ? doubt_colour : read_colour;
  const auto area = canvas.place_of(symbol.box);
  canvas.frame(area, colour, 2);
  if (is_open) canvas.frame(area, colour, 6);
  cv::Point at{area.x + area.width / 2, foot + row_pixels + row_pixels / 2};
  canvas.write(letters_of(symbol.symbol), at, symbol_scale, colour);
  const auto next_row = [&](const std::string& words) {
    at.y += row_pixels;
    canvas.write(words, at, word_scale, colour);
  };
  if (!is_open) {
    next_row(sureness(symbol));
    return;
  }
  if (!symbol.best.empty()) next_row("like " + letters_of(symbol.best));
  if (!symbol.second.empty()) next_row("or " + letters_of(symbol.second));
}

std::string caption_of(const SeenLine& line) {
  if (line.error >= 1) return line.type;
  return fmt::format("{}, wrong at most {:.2g} %", line.type, percent * line.error);
}

void draw_line(Canvas& canvas, const SeenLine& line) {
  constexpr int around = 10;
  const auto area = canvas.place_of(line.box);
  canvas.frame(area, line_colour, around);
  canvas.write(caption_of(line), {area.x + area.width / 2, area.y - around - 2}, word_scale,
               line_colour);
  for (const auto& symbol : line.symbols) {
    draw_symbol(canvas, symbol, area.y + area.height + around);
  }
}

}  // namespace

cv::Mat explain_picture(const GrayImage& image, const SeenPage& seen) {
  Canvas canvas{image, enlargement(image, seen)};
  for (const auto& line : seen.lines) draw_line(canvas, line);
  return std::move(canvas).picture();
}

}  // namespace lockbox::encode
