#pragma once

/// @file
/// [corrections] of SITE.toml: what a site allows after the deposit.  Every key may be missing.
///
///     [corrections]
///     max_presentments = 2        # of a check to its bank, the first one counted
///     one_person_max = "25.00"    # an adjustment above this is approved by another person
///     write_off_max = "5.00"      # a larger difference is not written off
///     charge_back_one_person_max = "1000.00"  # a larger item is charged back by two people

#include <filesystem>

#include "core/result.h"
#include "deposit/ledger/adjustment.h"
#include "service/config/table_reader.h"

namespace lockbox::service {

/// The table of a site file that is being read.
deposit::ledger::CorrectionPolicy read_corrections(TableReader& file);

/// That of a whole site file, whose other keys `read_site` has looked at.
[[nodiscard]] Result<deposit::ledger::CorrectionPolicy> read_correction_policy(
    const std::filesystem::path& site_file);

}  // namespace lockbox::service
