#pragma once

/// @file
/// Sizes of postal barcodes in inches (USPS-B-3200, 2.3; Domestic Mail Manual 708.4).

namespace lockbox::encode {

inline constexpr double postal_pitch_inch = 1.0 / 22;
inline constexpr double postal_pitch_inch_min = 1.0 / 24;
inline constexpr double postal_pitch_inch_max = 1.0 / 20;
inline constexpr double postal_bar_inch = 0.02;
inline constexpr double mail_full_inch = 0.141;   ///< Intelligent Mail: a full bar,
inline constexpr double mail_third_inch = 0.047;  ///< and each of its three zones.
inline constexpr double mail_full_inch_max = 0.165;
inline constexpr double postnet_tall_inch = 0.125;
inline constexpr double postnet_short_inch = 0.05;

}  // namespace lockbox::encode
