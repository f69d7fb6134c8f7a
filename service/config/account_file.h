#pragma once

/// @file
/// The account file: the biller's open accounts as CSV, with the columns that SITE.toml names.

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/sha256.h"
#include "deposit/model/account.h"
#include "deposit/model/site.h"
#include "service/config/csv_table.h"

namespace lockbox::service {

struct AccountFile {
  std::vector<deposit::Account> accounts;  ///< Of the good lines; not for use with problems.
  Sha256 sha256;                           ///< Of the file's bytes.
  std::vector<LineProblem> problems;       ///< By line; unless empty, nothing may be imported.
};

/// Reads every line and gathers what is wrong with it.  A line without fund or deposit account
/// takes those of its bill type's coupon.  InvalidInput when the text is no CSV or a column is
/// missing; columns that nobody asked for are left alone.
[[nodiscard]] Result<AccountFile> parse_account_file(std::string_view text, const std::string& file,
                                                     const deposit::Site& site);
[[nodiscard]] Result<AccountFile> read_account_file(const std::filesystem::path& path,
                                                    const deposit::Site& site);

}  // namespace lockbox::service
