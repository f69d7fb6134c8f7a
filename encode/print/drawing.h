#pragma once

/// @file
/// A page as geometry: one description for the printer's PDF and for a raster that readers read.
/// All lengths are inches; the origin is the top left corner of the page.

#include <string>
#include <vector>

namespace lockbox::encode {

/// A corner of an outline; a radius of 0 is sharp.
struct OutlineCorner {
  double x = 0;
  double y = 0;
  double radius = 0;
};

/// A closed outline whose edges run along the axes.
using Outline = std::vector<OutlineCorner>;

/// Ink inside of outlines that do not cross; one inside another is a hole.
using InkShape = std::vector<Outline>;

/// A place on the page.
struct DrawnPoint {
  double x = 0;
  double y = 0;
};

/// The way of a round pen: straight from point to point, its ends and turns round.
struct PenStroke {
  std::vector<DrawnPoint> points;
  double width = 0.01;
};

enum class TextAlign { Left, Centre, Right };

/// One line of text on its base line.
struct DrawnText {
  std::string text;  ///< UTF-8.
  double x = 0;      ///< Of the left end, the middle or the right end, by `align`.
  double baseline = 0;
  double height = 0.1;  ///< Of capitals.
  bool bold = false;
  TextAlign align = TextAlign::Left;
  double width_max = 8;  ///< Wider text is drawn smaller.
};

struct Drawing {
  double width = 8.5;  ///< Of the paper.
  double height = 11;
  std::vector<InkShape> shapes;
  std::vector<PenStroke> strokes = {};
  std::vector<DrawnText> texts;
};

/// The sides of a rectangle.
struct Sides {
  double left = 0;
  double top = 0;
  double right = 0;
  double bottom = 0;
};

void fill_rectangle(Drawing& drawing, const Sides& sides);
/// Four rules whose outer edges are the sides.
void draw_frame(Drawing& drawing, const Sides& sides, double width);
/// Adds everything of `part`, moved down and to the right.
void add_drawing(Drawing& drawing, const Drawing& part, double right, double down);

}  // namespace lockbox::encode
