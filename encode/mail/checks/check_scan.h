#pragma once

#include "core/chance.h"
#include "encode/image/gray_image.h"
#include "encode/mail/checks/check_plan.h"

namespace lockbox::encode {

/// The picture that a scanner, or a camera, makes of a page that was drawn at `plan.dpi`: optics
/// and perspective first, then the sensor, then the file.
[[nodiscard]] GrayImage scan_page(const GrayImage& page, const ScanPlan& plan, Chance& chance);

}  // namespace lockbox::encode
