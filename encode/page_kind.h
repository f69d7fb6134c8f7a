#pragma once

#include "core/state_table.h"

namespace lockbox::encode {

enum class PageKind { Check, Coupon, Correspondence, Unknown };
inline constexpr Names<4> page_kind_names{"check", "coupon", "correspondence", "unknown"};

}  // namespace lockbox::encode
