#pragma once

/// @file
/// What reading and writing of coupon codes share: the rules that a definition itself must keep.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "encode/coupon/coupon_definition.h"

namespace lockbox::encode {

/// InvalidInput that names the bill type and the rule; `reason` never holds digits of the code.
[[nodiscard]] tl::unexpected<Error> refuse(const CouponDefinition& definition,
                                           std::string_view reason);
/// The same, naming also the field by its place, from 0.
[[nodiscard]] tl::unexpected<Error> refuse(const CouponDefinition& definition, std::size_t field,
                                           std::string_view reason);

[[nodiscard]] bool is_amount(CouponFieldKind kind);

/// The places of the amount fields in the order of `expected_amounts`: amount due first.
[[nodiscard]] std::vector<std::size_t> amount_fields(const CouponDefinition& definition);

/// The definition with the pattern and the rules of its scan line, which it must have, in the place
/// of the barcode's: what serves codes serves lines.
[[nodiscard]] CouponDefinition code_of_line(const CouponDefinition& definition);

/// A definition comes from a file that people edit, so it is judged like any other input.
[[nodiscard]] Result<void> check_definition(const CouponDefinition& definition);

/// The digits of a text, in their order.
[[nodiscard]] std::string digits_of(std::string_view text);

}  // namespace lockbox::encode
