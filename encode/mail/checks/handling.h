#pragma once

#include "core/chance.h"
#include "encode/image/gray_image.h"
#include "encode/mail/checks/check_plan.h"

namespace lockbox::encode {

/// Signs the check and stamps it.
void sign_and_stamp(GrayImage& check, const HandlingPlan& plan, Chance& chance);

/// Folds the page: a shade on one side of each crease, worn ink on it, paper beyond it moved.
void fold(GrayImage& page, const HandlingPlan& plan, Chance& chance);

}  // namespace lockbox::encode
