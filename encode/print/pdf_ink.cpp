#include "encode/print/pdf_ink.h"

#include <cmath>

namespace lockbox::encode {
namespace {

/// How far the handles of a Bezier curve lie along the edges for a quarter of a circle.
constexpr double quarter_circle = 0.5523;

HPDF_REAL points(double inches) {
  return static_cast<HPDF_REAL>(inches * pdf_points_an_inch);
}

/// A place in points; the library counts from the lower left corner.
struct Place {
  HPDF_REAL x = 0;
  HPDF_REAL y = 0;
};

class InkPrinter {
 public:
  InkPrinter(HPDF_Page page, double height) : page_{page}, height_{height} {}

  void print(const InkShape& shape) {
    for (const auto& outline : shape) trace(outline);
    HPDF_Page_Fill(page_);
  }

  void print(const PenStroke& stroke) {
    if (stroke.points.empty()) return;
    HPDF_Page_SetLineWidth(page_, points(stroke.width));
    const auto begin = at(stroke.points.front().x, stroke.points.front().y);
    HPDF_Page_MoveTo(page_, begin.x, begin.y);
    for (const auto& point : stroke.points) {
      const auto next = at(point.x, point.y);
      HPDF_Page_LineTo(page_, next.x, next.y);
    }
    HPDF_Page_Stroke(page_);
  }

 private:
  [[nodiscard]] Place at(double x, double y) const { return {points(x), points(height_ - y)}; }

  /// The place on the edge from a corner to its neighbour, so far from the corner.
  [[nodiscard]] Place along(const OutlineCorner& from, const OutlineCorner& to, double way) const {
    const double length = std::hypot(to.x - from.x, to.y - from.y);
    const double share = length > 0 ? way / length : 0;
    return at(from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share);
  }

  void trace(const Outline& outline) {
    const auto size = outline.size();
    for (std::size_t i = 0; i < size; ++i) {
      const auto& before = outline[(i + size - 1) % size];
      const auto& corner = outline[i];
      const auto& after = outline[(i + 1) % size];
      const auto begin = along(corner, before, corner.radius);
      if (i == 0) HPDF_Page_MoveTo(page_, begin.x, begin.y);
      if (i != 0) HPDF_Page_LineTo(page_, begin.x, begin.y);
      if (corner.radius <= 0) continue;
      const double handle = corner.radius * (1 - quarter_circle);
      const auto first = along(corner, before, handle);
      const auto second = along(corner, after, handle);
      const auto end = along(corner, after, corner.radius);
      HPDF_Page_CurveTo(page_, first.x, first.y, second.x, second.y, end.x, end.y);
    }
    if (size > 0) HPDF_Page_ClosePath(page_);
  }

  HPDF_Page page_;
  double height_;
};

}  // namespace

void print_ink(HPDF_Page page, const Drawing& drawing, double page_height) {
  InkPrinter printer{page, page_height};
  for (const auto& shape : drawing.shapes) printer.print(shape);
  if (drawing.strokes.empty()) return;
  HPDF_Page_GSave(page);
  HPDF_Page_SetLineCap(page, HPDF_ROUND_END);
  HPDF_Page_SetLineJoin(page, HPDF_ROUND_JOIN);
  for (const auto& stroke : drawing.strokes) printer.print(stroke);
  HPDF_Page_GRestore(page);
}

}  // namespace lockbox::encode
