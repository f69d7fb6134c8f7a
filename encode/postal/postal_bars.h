#pragma once

/// @file
/// The four bars of postal barcodes, and the digits that rows of them spell.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/state_table.h"

namespace lockbox::encode {

/// A bar covers the tracker zone in the middle and may go on up, down or both ways.
enum class PostalBar { Tracker, Descender, Ascender, Full };

/// Apart from the formats of coupons: no coupon is ever known by a postal barcode.
enum class PostalFormat { IntelligentMail, Postnet };
inline constexpr Names<2> postal_format_names{"intelligent_mail", "postnet"};

using PostalBars = std::vector<PostalBar>;

inline constexpr std::size_t intelligent_mail_bars = 65;

/// The bars of an Intelligent Mail barcode (USPS-B-3200): 20 digits of the tracking code, whose
/// second is 0 to 4, and 0, 5, 9 or 11 of the routing code.  InvalidInput for anything else.
[[nodiscard]] Result<PostalBars> encode_intelligent_mail(std::string_view digits);

/// The digits of 65 bars, the right way up; none unless every character is one of the code, every
/// codeword is in its range and the check sequence of 11 bits holds.
[[nodiscard]] std::optional<std::string> decode_intelligent_mail(std::span<const PostalBar> bars);

/// The bars of POSTNET (USPS Domestic Mail Manual 708.4): a ZIP code of 5, 9 or 11 digits with its
/// check digit between two frame bars.  Tall bars are full, short ones descenders: both stand on
/// one line.  InvalidInput for anything else.
[[nodiscard]] Result<PostalBars> encode_postnet(std::string_view digits);

/// The ZIP code of a row of full bars and descenders; none unless frame bars, the two tall bars of
/// each digit and the check digit are right.
[[nodiscard]] std::optional<std::string> decode_postnet(std::span<const PostalBar> bars);

/// The row as it is when turned by half.
[[nodiscard]] PostalBars turned_round(std::span<const PostalBar> bars);

}  // namespace lockbox::encode
