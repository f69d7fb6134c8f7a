#include "encode/print/drawing.h"

namespace lockbox::encode {

void fill_rectangle(Drawing& drawing, const Sides& sides) {
  drawing.shapes.push_back({{{sides.left, sides.top, 0},
                             {sides.right, sides.top, 0},
                             {sides.right, sides.bottom, 0},
                             {sides.left, sides.bottom, 0}}});
}

void draw_frame(Drawing& drawing, const Sides& sides, double width) {
  const auto& [left, top, right, bottom] = sides;
  fill_rectangle(drawing, {left, top, right, top + width});
  fill_rectangle(drawing, {left, bottom - width, right, bottom});
  fill_rectangle(drawing, {left, top + width, left + width, bottom - width});
  fill_rectangle(drawing, {right - width, top + width, right, bottom - width});
}

void add_drawing(Drawing& drawing, const Drawing& part, double right, double down) {
  for (auto shape : part.shapes) {
    for (auto& outline : shape) {
      for (auto& corner : outline) {
        corner.x += right;
        corner.y += down;
      }
    }
    drawing.shapes.push_back(std::move(shape));
  }
  for (auto stroke : part.strokes) {
    for (auto& point : stroke.points) {
      point.x += right;
      point.y += down;
    }
    drawing.strokes.push_back(std::move(stroke));
  }
  for (auto text : part.texts) {
    text.x += right;
    text.baseline += down;
    drawing.texts.push_back(std::move(text));
  }
}

}  // namespace lockbox::encode
