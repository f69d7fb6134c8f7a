#pragma once

/// @file
/// How one drawn check is printed, written on and scanned: only numbers, so that what a kind of
/// degradation means at a level can be read in one place.

#include "core/chance.h"
#include "core/state_table.h"

namespace lockbox::encode {

/// Whose check it is, by size, layout and fields of the MICR line.
enum class CheckStyle {
  UsPersonal,  ///< 6 x 2.75 inches, ABA routing number, serial in the on-us field.
  UsBusiness,  ///< 8.5 x 3.5 inches, serial in the auxiliary on-us field.
  Canadian,    ///< 7 x 3 inches; serial, branch-dash-institution, account.
  IndianCts,   ///< 8 x 3.67 inches, serial, city-bank-branch code, account, transaction code.
  UsVoucher,   ///< A business check on the letter page that tells what is paid.
  French,      ///< 175 x 80 mm, CMC-7: check number, interbank zone, internal zone.
  Brazilian,   ///< The same size, CMC-7: bank, branch, region, number, account, check digits.
};
inline constexpr Names<7> check_style_names{"us_personal", "us_business", "canadian", "indian_cts",
                                            "us_voucher",  "french",      "brazilian"};
inline constexpr std::size_t e13b_check_styles = 5;  ///< The first; those after them are CMC-7.

/// What has happened to it.
enum class Degradation {
  Clean,
  Dpi,         ///< Scanned at another resolution than the usual 200 to 300 dots an inch.
  Bitonal,     ///< One bit a pixel, by a threshold that is more and more off.
  Skew,        ///< Turned: 2, 6, 15 degrees at most.
  Blur,        ///< Out of focus.
  Contrast,    ///< Pale ink on dark paper.
  Dropout,     ///< Voids in the ink of the line.
  Streaks,     ///< Dust on the sensor.
  Spread,      ///< Ink beyond the edges of the symbols.
  Thin,        ///< Ink short of the edges.
  Jpeg,        ///< Compression.
  Stamp,       ///< A rubber stamp near the line, at the end across it.
  Signature,   ///< A signature that hangs into the line.
  Background,  ///< Guilloche, pantograph or picture behind the line.
  Photo,       ///< By a hand-held camera: perspective, uneven light, no resolution in the file.
  UpsideDown,
  Noise,   ///< Of the sensor.
  Fold,    ///< Creases with shade, lost ink and paper that has moved.
  Jitter,  ///< Symbols off their pitch and baseline.
  Mixed,   ///< Two or three of the others.
};
inline constexpr Names<20> degradation_names{
    "clean",   "dpi",         "bitonal", "skew", "blur",   "contrast",  "dropout",
    "streaks", "spread",      "thin",    "jpeg", "stamp",  "signature", "background",
    "photo",   "upside_down", "noise",   "fold", "jitter", "mixed"};

/// Levels 1 and 2 are legible to a person and within or near what ANSI X9.100-160-1 allows; level 3
/// is beyond it.
inline constexpr int degradation_levels = 3;

/// How a printer laid down a MICR line; lengths in inches of the paper.
struct MicrPrint {
  double corner_radius = 0.005;  ///< Of the symbols' outer corners.
  double growth = 0;             ///< By which every edge lies outside of its place.
  double irregularity = 0;       ///< How far edges wander from that.
  double pitch_error = 0;        ///< Of each symbol by itself, at most.
  double baseline_error = 0;     ///< Of each symbol by itself, at most.
  double shift_x = 0;            ///< Of the whole line.
  double shift_y = 0;
  double zero_stroke = 0.9;  ///< Of the upright strokes of a zero, in modules.
  int voids = 0;
  double void_radius = 0;
  int spots = 0;
  double spot_radius = 0;
  double fading = 0;      ///< Share of the ink that is missing in patches.
  double ink_level = 25;  ///< Gray of full ink, 0 to 255.
};

enum class BackgroundKind { Plain, Gradient, Guilloche, Pantograph, Waves, Picture };

/// The print behind everything.
struct BackgroundPlan {
  BackgroundKind kind = BackgroundKind::Plain;
  double strength = 0;          ///< Share of the light that its darkest places swallow.
  double paper_level = 245;     ///< Gray of the paper.
  bool spares_the_line = true;  ///< Fades out in the clear band, as the standard asks.
};

/// What people did with it.
struct HandlingPlan {
  double raised_by = 0;          ///< Inches by which signature and stamps lie higher.
  double signature_level = 60;   ///< Gray of the pen.
  double signature_drop = 0;     ///< Inches by which the signature hangs into the clear band.
  double signature_width = 1.6;  ///< Inches.
  int stamps = 0;
  double stamp_level = 120;   ///< Gray of the stamp's ink.
  double stamp_height = 0.8;  ///< Middle of the stamp above the bottom edge, inches.
  int folds = 0;
  double fold_shade = 0;  ///< Share of the light lost on the dark side of a crease.
  double fold_shift = 0;  ///< Inches by which the paper beyond a crease has moved.
};

/// What the camera or the scanner made of it.
struct ScanPlan {
  double dpi = 200;
  bool tells_dpi = true;
  double degrees = 0;     ///< Counter-clockwise.
  double blur = 0.0025;   ///< Standard deviation of the optics, inches.
  double noise = 1.5;     ///< Standard deviation, gray levels.
  double specks = 0;      ///< Share of pixels that are black or white by chance.
  double darkest = 0;     ///< Gray into which black turns.
  double lightest = 255;  ///< Gray into which white turns.
  int streaks = 0;
  double distance = 0;   ///< Of the camera, in widths of the page; 0 is a scanner.
  double yaw = 0;        ///< Degrees by which the camera stands beside the page,
  double tilt = 0;       ///< and above or below it.
  double shade = 0;      ///< Share of the light lost in the darkest corner of a photo.
  int jpeg_quality = 0;  ///< 0: not compressed.
  double threshold = 0;  ///< Gray below which a bitonal scanner sees ink; 0: gray scan.
};

struct CheckPlan {
  MicrPrint line;
  BackgroundPlan background;
  HandlingPlan handling;
  ScanPlan scan;
};

/// A plan for that degradation, `level` of 1 to `degradation_levels`.  What it does not degrade is
/// drawn within the tolerances of ANSI X9.100-160-1.
[[nodiscard]] CheckPlan plan_check(Degradation degradation, int level, Chance& chance);

}  // namespace lockbox::encode
