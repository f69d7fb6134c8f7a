#pragma once

/// @file
/// libtiff on a block of memory, without its complaints on stderr.

#include <cstddef>
#include <memory>
#include <string>

#include <tiffio.h>

#include "core/bytes.h"

namespace lockbox::encode {

/// A file in memory.  Reading uses `view` alone, writing `written` alone.
struct TiffMemory {
  ByteView view;
  Bytes written;
  std::size_t position = 0;
  bool was_read_beyond_end = false;  ///< A part that the file refers to is cut off.
  std::string first_complaint;       ///< Of libtiff: an error or a warning, whichever came first.
};

struct TiffCloser {
  void operator()(TIFF* tiff) const { TIFFClose(tiff); }
};
using TiffHandle = std::unique_ptr<TIFF, TiffCloser>;

/// Null when libtiff refuses the header.  `memory` outlives the handle.
[[nodiscard]] TiffHandle open_tiff_to_read(TiffMemory& memory);
[[nodiscard]] TiffHandle open_tiff_to_write(TiffMemory& memory);

}  // namespace lockbox::encode
