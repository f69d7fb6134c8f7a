#pragma once

#include <span>
#include <vector>

#include "deposit/accounts/change.h"

namespace lockbox::deposit::accounts {

/// What an import does with an account that was changed here.
struct MergedImport {
  Account account;  ///< The file's, but for the fields that are kept.
  /// Kept fields of which the file says something else, with the file's value.
  std::vector<FieldValue> conflicts;
  std::vector<Field> agreed;  ///< The file says what was changed here: they are its own again.
  /// The file says what was changed here, but not of the field that they go together with: kept.
  std::vector<Field> held;
};
/// `kept` are the fields that people changed here.  The file never overwrites one silently.
[[nodiscard]] MergedImport merge_import(const Account& stored, const Account& file,
                                        std::span<const Field> kept);

}  // namespace lockbox::deposit::accounts
