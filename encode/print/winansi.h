#pragma once

#include <string>
#include <string_view>

namespace lockbox::encode {

/// UTF-8 as the WinAnsi bytes of a PDF's built-in fonts.  What those cannot show, control
/// characters and broken UTF-8 become '?', so that no input can leave its place on the page.
[[nodiscard]] std::string to_winansi(std::string_view utf8);

}  // namespace lockbox::encode
