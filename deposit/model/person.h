#pragma once

#include <string>
#include <string_view>

namespace lockbox::deposit {

/// A name in the one spelling in which two names are compared: without blanks, in small letters
/// (A to Z and the accented letters of Latin-1).  Empty when it names nobody.
[[nodiscard]] std::string folded_name(std::string_view name);

/// Whether two names are one person's, however they are spelled in capitals and blanks.
[[nodiscard]] bool is_same_person(std::string_view one, std::string_view other);

}  // namespace lockbox::deposit
