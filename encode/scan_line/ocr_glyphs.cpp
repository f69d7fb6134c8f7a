#include "encode/scan_line/ocr_glyphs.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>

#include <opencv2/core.hpp>

#include "core/check.h"

namespace lockbox::encode {
namespace {

constexpr std::array<OcrGlyph, 17> ocr_a{{
    {"0", "M -67 0 L 67 0 L 67 229 L -67 229 L -67 0"},
    {"1", "M -67 0 L 0 0 L 0 229 M -67 229 L 67 229 L 67 143"},
    {"2", "M -67 0 L 67 0 L 67 114 L -67 114 L -67 229 L 67 229"},
    {"3", "M -67 0 L 67 0 L 67 229 L -67 229 M -33 114 L 67 114"},
    {"4", "M -59 0 L -59 143 L 58 143 M 42 29 L 42 229"},
    {"5", "M 67 0 L -33 0 L -33 114 L 67 114 L 67 229 L -33 229 L -67 215"},
    {"6", "M -50 0 L -67 0 L -67 229 L 67 229 L 67 143 L -67 143"},
    {"7", "M -67 14 L -67 0 L 67 0 L 67 85 L 0 145 L 0 229"},
    {"8", "M -33 114 L -33 0 L 33 0 L 33 114 M -67 114 L 67 114 L 67 229 L -67 229 L -67 114"},
    {"9", "M 67 86 L -67 86 L -67 0 L 67 0 L 67 229 L 51 229"},
    {"<", "M 67 29 L -67 114 L 67 200"},
    {">", "M -67 29 L 67 114 L -67 200"},
    {"+", "M -67 114 L 67 114 M 0 48 L 0 183"},
    {"-", "M -67 107 L 67 107 M -67 121 L 67 121"},
    {"\u2440", "M 67 86 L 67 0 L 0 0 L 0 229 L -67 229 L -67 143"},
    {"\u2441", "M 67 0 L 67 229 M 67 114 L -67 114 L -67 229"},
    {"\u2442", "M -67 0 L -67 114 L 67 114 L 67 0 M 0 114 L 0 229"},
}};

constexpr std::array<OcrGlyph, 14> ocr_b{{
    {"0",
     "M 0 0 C -60 0 -70 63 -70 133 C -70 185 -60 241 0 241 C 60 241 70 185 70 133 C 70 63 60 0 0 "
     "0"},
    {"1", "M -59 55 L 4 1 L 16 1 L 16 240"},
    {"2",
     "M -64 18 C -46 6 -25 0 0 0 C 35 0 62 22 62 57 C 62 89 31 110 0 132 C -27 150 -60 171 -60 222 "
     "L -60 236 L 64 236"},
    {"3",
     "M -69 5 L 59 5 L 59 18 L -22 102 C 28 102 68 128 68 170 C 68 217 33 241 -16 241 C -34 241 "
     "-52 237 -70 230"},
    {"4", "M 6 1 L -70 164 L -70 179 L 71 179 M 35 120 L 35 240"},
    {"5", "M 55 5 L -49 5 L -54 92 L -30 91 C 21 91 57 117 57 164 C 57 219 -8 241 -61 241"},
    {"6",
     "M 27 1 C -11 41 -70 103 -70 172 C -70 215 -36 241 0 241 C 38 241 71 214 71 174 C 71 129 42 "
     "100 0 100 C -39 100 -70 128 -70 174"},
    {"7", "M -70 5 L 71 5 C 71 24 64 37 52 53 C 35 77 17 94 0 124 C -20 159 -26 200 -26 240"},
    {"8",
     "M 0 105 C 31 92 59 73 59 43 C 59 12 28 0 0 0 C -26 0 -58 12 -58 43 C -58 73 -30 92 0 105 C "
     "36 124 71 149 71 184 C 71 219 38 241 0 241 C -39 241 -70 219 -70 184 C -70 149 -35 124 0 "
     "105"},
    {"9",
     "M -26 240 C 12 207 71 138 71 73 C 71 29 42 0 0 0 C -36 0 -70 27 -70 73 C -70 113 -39 141 0 "
     "141 C 28 141 56 135 66 103"},
    {"<", "M 71 27 L -70 120 L 71 214"},
    {">", "M -70 27 L 71 120 L -70 214"},
    {"+", "M -70 120 L 71 120 M 0 40 L 0 201"},
    {"-", "M -70 115 L 71 115 M -70 125 L 71 125"},
}};

constexpr int pieces_of_curve = 8;

/// The next number of a path; blanks part the words of one.
double take_number(std::string_view& path) {
  path.remove_prefix(path.find_first_not_of(' '));
  int value = 0;
  const auto [end, fault] = std::from_chars(path.data(), path.data() + path.size(), value);
  ENSURE(fault == std::errc{});
  path.remove_prefix(static_cast<std::size_t>(end - path.data()));
  return value;
}

cv::Point2d take_point(std::string_view& path) {
  const double x = take_number(path);
  return {x, take_number(path)};
}

void add_curve(const cv::Point2d& from, std::string_view& path, std::vector<Stroke>& strokes) {
  const auto leaving = take_point(path);
  const auto arriving = take_point(path);
  const auto to = take_point(path);
  auto last = from;
  for (int i = 1; i <= pieces_of_curve; ++i) {
    const double t = static_cast<double>(i) / pieces_of_curve;
    const double s = 1 - t;
    const auto next = from * (s * s * s) + leaving * (3 * s * s * t) + arriving * (3 * s * t * t) +
                      to * (t * t * t);
    strokes.push_back({last, next});
    last = next;
  }
}

double distance(const cv::Point2d& point, const Stroke& stroke) {
  const auto along = stroke.to - stroke.from;
  const double length = along.dot(along);
  const double t =
      length > 0 ? std::clamp((point - stroke.from).dot(along) / length, 0.0, 1.0) : 0.0;
  return cv::norm(point - stroke.from - along * t);
}

}  // namespace

const OcrFace& ocr_face(OcrFont font) {
  static const OcrFace a{.font = OcrFont::A, .digit_height = 229, .glyphs = ocr_a};
  static const OcrFace b{.font = OcrFont::B, .digit_height = 241, .glyphs = ocr_b};
  return font == OcrFont::A ? a : b;
}

const OcrGlyph* glyph_at_start(const OcrFace& face, std::string_view text) {
  const auto found = std::ranges::find_if(
      face.glyphs, [text](const OcrGlyph& glyph) { return text.starts_with(glyph.symbol); });
  return found == face.glyphs.end() ? nullptr : &*found;
}

bool has_all_of(const OcrFace& face, std::string_view text) {
  while (!text.empty()) {
    const auto* glyph = glyph_at_start(face, text);
    if (glyph == nullptr) return false;
    text.remove_prefix(glyph->symbol.size());
  }
  return true;
}

Result<std::vector<const OcrGlyph*>> glyphs_of(const OcrFace& face, std::string_view text) {
  std::vector<const OcrGlyph*> places;
  while (!text.empty()) {
    if (text.front() == ' ') {
      places.push_back(nullptr);
      text.remove_prefix(1);
      continue;
    }
    const auto* glyph = glyph_at_start(face, text);
    if (glyph == nullptr) {
      return fail(ErrorCode::InvalidInput, "Character " + std::to_string(places.size() + 1) +
                                               " of the scan line is not in its type face.");
    }
    places.push_back(glyph);
    text.remove_prefix(glyph->symbol.size());
  }
  return places;
}

std::vector<Stroke> strokes_of(const OcrGlyph& glyph) {
  std::vector<Stroke> strokes;
  auto path = glyph.path;
  cv::Point2d at;
  while (!path.empty()) {
    path.remove_prefix(path.find_first_not_of(' '));
    const char command = path.front();
    path.remove_prefix(1);
    if (command == 'C') {
      add_curve(at, path, strokes);
      at = strokes.back().to;
      continue;
    }
    ENSURE(command == 'M' || command == 'L');
    const auto to = take_point(path);
    if (command == 'L') strokes.push_back({at, to});
    at = to;
  }
  return strokes;
}

void cover_with_strokes(cv::Mat& ink, std::span<const Stroke> strokes, const GlyphPlace& place) {
  const double reach = place.width / 2 + 1;
  for (const auto& stroke : strokes) {
    const Stroke drawn{place.origin + stroke.from * place.scale,
                       place.origin + stroke.to * place.scale};
    const auto [left, right] = std::minmax(drawn.from.x, drawn.to.x);
    const auto [top, bottom] = std::minmax(drawn.from.y, drawn.to.y);
    const int first_y = std::max(0, static_cast<int>(top - reach));
    const int last_y = std::min(ink.rows - 1, static_cast<int>(bottom + reach));
    const int first_x = std::max(0, static_cast<int>(left - reach));
    const int last_x = std::min(ink.cols - 1, static_cast<int>(right + reach));
    for (int y = first_y; y <= last_y; ++y) {
      auto* row = ink.ptr<float>(y);
      for (int x = first_x; x <= last_x; ++x) {
        const double beyond = distance({x + 0.5, y + 0.5}, drawn) - place.width / 2;
        row[x] = std::max(row[x], static_cast<float>(std::clamp(0.5 - beyond, 0.0, 1.0)));
      }
    }
  }
}

}  // namespace lockbox::encode
