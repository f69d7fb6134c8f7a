#pragma once

/// @file
/// The files that tell the receivables host what happened to accounts beside the payments.

#include <filesystem>
#include <vector>

#include "core/bytes.h"
#include "deposit/model/site.h"
#include "deposit/store/books.h"

namespace lockbox::service::close {

/// Writes a file for each lockbox with entries of the day that touch accounts and stand in no file
/// yet, and names it in the books.  All of the day's files then, by lockbox and number.
[[nodiscard]] Result<std::vector<deposit::AdjustmentFileRecord>> make_adjustment_files(
    deposit::Books& books, const deposit::Site& site, const BusinessDay& day,
    const std::filesystem::path& folder, const deposit::Actor& actor);

/// The bytes of one.  NotFound for any other name; Conflict when it is not in the folder as the
/// books name it.
[[nodiscard]] Result<Bytes> adjustment_file_bytes(
    const std::vector<deposit::AdjustmentFileRecord>& files, const std::filesystem::path& folder,
    const std::string& name);

}  // namespace lockbox::service::close
