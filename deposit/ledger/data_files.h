#pragma once

#include <string_view>

namespace lockbox::deposit::ledger {

/// The files of deposit/ledger/data, as they were when the program was built.
[[nodiscard]] std::string_view florida_csv();
[[nodiscard]] std::string_view return_reasons_csv();

}  // namespace lockbox::deposit::ledger
