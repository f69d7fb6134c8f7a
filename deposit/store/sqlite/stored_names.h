#pragma once

#include "core/image_store.h"
#include "core/state_table.h"

namespace lockbox::deposit {

/// How the books spell core's enumerations.
inline constexpr Names<2> side_names{"front", "rear"};
inline constexpr Names<3> image_view_names{"as_scanned", "archive", "snippet"};

}  // namespace lockbox::deposit
