#pragma once

#include "core/chance.h"
#include "encode/image/gray_image.h"
#include "encode/mail/checks/check_plan.h"

namespace lockbox::encode {

/// Gives a blank check its paper and the print that lies behind everything.
void print_background(GrayImage& check, const BackgroundPlan& plan, Chance& chance);

}  // namespace lockbox::encode
