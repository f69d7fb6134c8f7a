#pragma once

/// @file
/// BATCH.toml: what the office says of a batch before it is scanned.
///
///     lockbox = "RIVERTON-MAIL"
///     business_day = 2026-11-23
///     job = "mixed"
///     prepared_by = "dana"          # optional
///     declared_documents = 51       # pieces of paper; both or neither: without them the
///     declared_cents = 1366944      # batch is uncontrolled
///     work_units = "12 13"          # optional: numbers of the trays that it came from

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/business_day.h"
#include "core/result.h"
#include "deposit/model/batch.h"

namespace lockbox::service {

struct BatchFile {
  std::string lockbox;
  BusinessDay business_day;
  std::string job;
  std::string prepared_by;                        ///< Empty when nobody said.
  std::optional<deposit::ControlTotals> control;  ///< Absent: the batch is uncontrolled.
  std::vector<std::int64_t> work_units = {};      ///< Numbers of the mail log.
};

/// The batch, or one error that lists every fault, one a line, with file, line, column and key.
[[nodiscard]] Result<BatchFile> parse_batch_file(std::string_view text, const std::string& file);
[[nodiscard]] Result<BatchFile> read_batch_file(const std::filesystem::path& path);

}  // namespace lockbox::service
