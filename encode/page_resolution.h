#pragma once

/// @file
/// How many dots of a picture make an inch of the paper, whether or not the file says so.

#include <optional>
#include <span>

#include "core/state_table.h"
#include "encode/image/gray_image.h"
#include "encode/page_reader.h"

namespace lockbox::encode {

/// By what a resolution is known.
enum class ResolutionSource {
  Tag,        ///< The file says so, and nothing on the page speaks against it.
  MicrLine,   ///< Estimated: symbols of E-13B are an eighth of an inch apart.
  PaperSize,  ///< Estimated: one resolution of scanners makes the picture a check by its size.
};
inline constexpr Names<3> resolution_source_names{"tag", "micr_line", "paper_size"};

struct PageResolution {
  double dpi_x = 0;
  double dpi_y = 0;
  ResolutionSource source = ResolutionSource::Tag;
  friend bool operator==(const PageResolution&, const PageResolution&) = default;
};

/// The resolution of a scan on which `page` was read.  A line of E-13B whose symbols are as high as
/// they are far apart overrules a tag that makes them an eighth larger or smaller; so does the size
/// of the paper where a tag of 72 or 96 dots, which programs write that know of none, makes it none
/// of the sizes that checks have.  Nothing when nothing tells.
[[nodiscard]] std::optional<PageResolution> find_resolution(const GrayImage& scan,
                                                            const PageRead& page);

/// From the right edge of one symbol of a line to that of the next, in pixels; right as the line
/// reads.  0 for too few symbols to measure by.
[[nodiscard]] double pitch_px(std::span<const SymbolRead> symbols);

}  // namespace lockbox::encode
