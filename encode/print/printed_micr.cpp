#include "encode/print/printed_micr.h"

#include "encode/micr/e13b_layout.h"
#include "encode/print/bar_outline.h"

namespace lockbox::encode {

Result<void> add_micr_line(Drawing& drawing, std::string_view raw, double right, double bottom) {
  constexpr double corner_radius_modules = 0.5;
  const auto placed = TRY(lay_out_micr_line(raw));
  const double top = bottom - micr_strip_middle_inch - e13b_height_modules / 2 * e13b_module_inch;
  for (const auto& [glyph, position] : placed) {
    const double left = right - right_edge_inch(position) - glyph->width * e13b_module_inch;
    auto shape = outline_of(glyph->bars, corner_radius_modules);
    for (auto& outline : shape) {
      for (auto& corner : outline) {
        corner = {left + corner.x * e13b_module_inch, top + corner.y * e13b_module_inch,
                  corner.radius * e13b_module_inch};
      }
    }
    drawing.shapes.push_back(std::move(shape));
  }
  return {};
}

}  // namespace lockbox::encode
