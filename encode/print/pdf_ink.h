#pragma once

/// @file
/// The outlines and strokes of a drawing on a page of the PDF library.

#include <hpdf.h>

#include "encode/print/drawing.h"

namespace lockbox::encode {

inline constexpr double pdf_points_an_inch = 72;

/// Fills the shapes and draws the strokes; the drawing's upper left corner is the page's, which is
/// `page_height` inches high.  Its texts are left to those who have fonts.  Line width, caps and
/// joins are afterwards what they were.
void print_ink(HPDF_Page page, const Drawing& drawing, double page_height);

}  // namespace lockbox::encode
