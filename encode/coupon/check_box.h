#pragma once

/// @file
/// What was seen in a box that a payer may mark.

#include <string>
#include <string_view>

#include "core/state_table.h"
#include "encode/image/box.h"

namespace lockbox::encode {

enum class MarkState { Empty, Marked, Doubtful };
inline constexpr Names<3> mark_state_names{"empty", "marked", "doubtful"};

/// One check box of a page.
struct CheckBoxRead {
  std::string name;  ///< As the definition names it.
  MarkState state = MarkState::Doubtful;
  double ink_share = 0;  ///< 0..1 of the paper inside of the frame; 0 where no frame was found.
  Box box;               ///< The frame, or the zone where none was found.
  friend bool operator==(const CheckBoxRead&, const CheckBoxRead&) = default;
};

/// The name as people write it: "address change".
[[nodiscard]] std::string words_of(std::string_view check_box_name);

}  // namespace lockbox::encode
