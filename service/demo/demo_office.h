#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string_view>

#include "core/clock.h"
#include "core/result.h"
#include "service/serve/serve_config.h"

namespace lockbox::service {

struct DemoPerson {
  std::string_view name;
  std::string_view full_name;
  std::string_view role;
};
inline constexpr std::array demo_people{
    DemoPerson{"maria", "Maria Alvarez", "mailroom"}, DemoPerson{"nora", "Nora Quinn", "mailroom"},
    DemoPerson{"theo", "Theo Grant", "treasury"},     DemoPerson{"sam", "Sam Okafor", "supervisor"},
    DemoPerson{"sue", "Sue Berg", "supervisor"},      DemoPerson{"alan", "Alan Reed", "auditor"},
    DemoPerson{"ada", "Ada Winter", "administrator"},
};
/// Of all of them: the demonstration listens on this machine only.
inline constexpr std::string_view demo_password = "riverton demo mail";

struct DemoRequest {
  std::filesystem::path folder;
  std::int64_t port = 8080;  ///< 0 lets the system choose.
  bool reset = false;  ///< Begin anew; only a folder that a demonstration made is ever removed.
};

/// Makes the office of the demonstration unless it is there already: a closed day, and a day half
/// done with every kind of task, a batch out of balance by two swapped digits, a duplicate, a
/// deposit that waits for its approval, and a tray that waits at the scanner.  Conflict for a
/// folder that is there and no demonstration made.
[[nodiscard]] Result<ServeConfig> prepare_demo(const DemoRequest& request, const Clock& clock);

}  // namespace lockbox::service
