#pragma once

/// @file
/// What the quality of its pictures means for a document.

#include <optional>
#include <string>
#include <vector>

#include "capture/document_reader.h"
#include "deposit/model/document.h"
#include "encode/image/quality/image_quality.h"
#include "encode/image/quality/quality_limits.h"
#include "encode/page_kind.h"

namespace lockbox::capture {

/// The figures of both sides; of the rear, when there is one that decodes.
struct MeasuredSides {
  encode::ImageQuality front;
  std::optional<encode::ImageQuality> rear;
};

/// Holds the figures against the limits.  A letter has figures and no conditions: the limits are
/// those of payments.
[[nodiscard]] std::vector<deposit::SideQuality> picture_quality(
    MeasuredSides sides, encode::PageKind kind, const encode::QualityLimits& limits);

/// The fault that sends a check back to the scanner, when a side has a condition that refuses.
[[nodiscard]] std::optional<deposit::DocumentFault> quality_refusal(
    const DocumentPictures& pictures, const std::vector<deposit::SideQuality>& quality,
    const encode::QualityLimits& limits);

/// Whether pictures of checks with this condition are refused.
[[nodiscard]] bool is_refusing(const deposit::QualityFault& fault,
                               const encode::QualityLimits& limits);

/// For people: "too dark: ink 43.1 % of the page, at most 35 %".
[[nodiscard]] std::string quality_sentence(const deposit::QualityFault& fault);

}  // namespace lockbox::capture
