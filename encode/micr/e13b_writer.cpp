#include "encode/micr/e13b_writer.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "encode/micr/e13b_glyphs.h"

namespace lockbox::encode {
namespace {

constexpr std::size_t positions_max = 65;
constexpr int transit_closes_at = 33;  ///< Position of the transit field's right symbol.
constexpr int on_us_ends_at = 14;      ///< Where a line without a transit field ends.
constexpr int amount_ends_at = 1;
constexpr double first_position_inch = 5.0 / 16;  ///< Right edge of position 1 from the check's.
constexpr double band_middle_inch = 0.3125;       ///< Of the 0.25 inch strip, from the bottom edge.
constexpr std::string_view transit = "\u2446";
constexpr std::string_view amount = "\u2447";

using Cells = std::vector<const E13bGlyph*>;  ///< A null cell is an empty position.

Result<Cells> cells_of(std::string_view raw) {
  Cells cells;
  while (!raw.empty()) {
    if (raw.front() == ' ') {
      cells.push_back(nullptr);
      raw.remove_prefix(1);
      continue;
    }
    const auto& glyphs = e13b_glyphs();
    const auto found = std::ranges::find_if(
        glyphs, [raw](const E13bGlyph& glyph) { return raw.starts_with(glyph.symbol); });
    if (found == glyphs.end()) {
      return fail(ErrorCode::InvalidInput, "Position " + std::to_string(cells.size() + 1) +
                                               " of the MICR line is not E-13B.");
    }
    cells.push_back(&*found);
    raw.remove_prefix(found->symbol.size());
  }
  if (cells.size() > positions_max) {
    return fail(ErrorCode::InvalidInput, "A MICR line has at most 65 positions.");
  }
  return cells;
}

bool is_symbol(const E13bGlyph* cell, std::string_view symbol) {
  return cell != nullptr && cell->symbol == symbol;
}

/// The glyph and the position, counted from the right, of every symbol.
struct Placed {
  const E13bGlyph* glyph;
  int position;
};

/// The amount field has a place of its own; the rest hangs on the transit field, so that a short
/// account does not move what stands left of it.
std::vector<Placed> place(const Cells& cells) {
  const auto size = static_cast<int>(cells.size());
  const auto is_transit = [](const auto* cell) { return is_symbol(cell, transit); };
  const auto is_amount = [](const auto* cell) { return is_symbol(cell, amount); };
  const auto amount_at = static_cast<int>(std::ranges::find_if(cells, is_amount) - cells.begin());
  int rest_end = amount_at;
  while (rest_end > 0 && cells[static_cast<std::size_t>(rest_end) - 1] == nullptr) --rest_end;

  int anchor = rest_end - 1;
  int anchor_position = on_us_ends_at;
  if (std::ranges::count_if(cells, is_transit) == 2) {
    const auto closing = std::find_if(cells.rbegin(), cells.rend(), is_transit);
    anchor = size - 1 - static_cast<int>(closing - cells.rbegin());
    anchor_position = transit_closes_at;
  }
  std::vector<Placed> placed;
  for (int i = 0; i < size; ++i) {
    const auto* glyph = cells[static_cast<std::size_t>(i)];
    if (glyph == nullptr) continue;
    const int position =
        i < amount_at ? anchor_position + anchor - i : amount_ends_at + size - 1 - i;
    placed.push_back({glyph, position});
  }
  return placed;
}

/// Paints the gathered ink over the paper: half covered is ink where the picture has one bit.
void paint(GrayImage& check, const cv::Mat& ink) {
  for (int y = 0; y < ink.rows; ++y) {
    const auto* share = ink.ptr<float>(y);
    auto* pixel = check.pixels.ptr<std::uint8_t>(y);
    for (int x = 0; x < ink.cols; ++x) {
      if (check.bitonal) {
        if (share[x] >= 0.5F) pixel[x] = 0;
      } else {
        pixel[x] = cv::saturate_cast<std::uint8_t>(static_cast<float>(pixel[x]) * (1 - share[x]));
      }
    }
  }
}

}  // namespace

Result<void> draw_micr_line(GrayImage& check, std::string_view raw) {
  if (check.dpi_x <= 0 || check.dpi_y <= 0) {
    return fail(ErrorCode::InvalidInput,
                "A MICR line can only be drawn on a picture whose resolution is known.");
  }
  const auto placed = place(TRY(cells_of(raw)));
  const double module_x = e13b_module_inch * check.dpi_x;
  const double module_y = e13b_module_inch * check.dpi_y;
  const double top =
      check.pixels.rows - band_middle_inch * check.dpi_y - e13b_height_modules / 2 * module_y;
  cv::Mat ink(check.pixels.size(), CV_32FC1, cv::Scalar(0));
  int previous = static_cast<int>(positions_max) + 1;
  for (const auto& [glyph, position] : placed) {
    const double right =
        check.pixels.cols - check.dpi_x * (first_position_inch + (position - 1) * e13b_pitch_inch);
    const double left = right - glyph->width * module_x;
    if (position >= previous || position < amount_ends_at || left < 0 || top < 0) {
      return fail(ErrorCode::InvalidInput,
                  "The MICR line's fields overlap or do not fit the picture.");
    }
    previous = position;
    for (const auto& bar : glyph->bars) {
      cover_with_ink(ink, {.left = left + bar.left * module_x,
                           .top = top + bar.top * module_y,
                           .right = left + bar.right * module_x,
                           .bottom = top + bar.bottom * module_y});
    }
  }
  paint(check, ink);
  return {};
}

}  // namespace lockbox::encode
