#pragma once

#include <span>
#include <string_view>

namespace lockbox::deposit {

/// One file of deposit/store/migrations, put into the program when it is built.
struct Migration {
  int version;  ///< The digits that the file name begins with.
  std::string_view name;
  std::string_view sql;  ///< Still with its {{placeholders}}.
};

/// All of them, by version, without a gap from 1.
[[nodiscard]] std::span<const Migration> migrations();

}  // namespace lockbox::deposit
