#pragma once

#include <opencv2/core/mat.hpp>

#include "encode/coupon/box_frame.h"
#include "encode/coupon/check_box.h"

namespace lockbox::encode {

/// Ink of a page, 255 where there is some: what nobody doubts, and what may be a pencil's.  The
/// same where the picture has one bit.
struct MarkMasks {
  cv::Mat ink;
  cv::Mat faint;
};

struct BoxMark {
  MarkState state = MarkState::Doubtful;
  double ink_share = 0;  ///< Of the paper inside of the frame, without specks.
};

/// Whether there is a mark in the frame.  A mark is a stroke that goes through a good part of the
/// box, or more ink than one; specks are nothing.  Everything in between, faint marks, a stroke
/// that comes from afar and leaves to the other side, and one that only touches the frame, are in
/// doubt.
[[nodiscard]] BoxMark judge_mark(const MarkMasks& masks, const BoxFrame& frame, double px_per_mm);

}  // namespace lockbox::encode
