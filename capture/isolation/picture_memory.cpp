#include "capture/isolation/picture_memory.h"

#include <malloc.h>

namespace lockbox::capture {

void keep_picture_memory() {
  constexpr int page_bytes = 32 << 20;
  constexpr int kept_bytes = 256 << 20;
  ::mallopt(M_MMAP_THRESHOLD, page_bytes);  // NOLINT(concurrency-mt-unsafe)
  ::mallopt(M_TRIM_THRESHOLD, kept_bytes);  // NOLINT(concurrency-mt-unsafe)
}

}  // namespace lockbox::capture
