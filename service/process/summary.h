#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "deposit/planning/planner.h"
#include "deposit/store/store.h"
#include "service/process/outputs.h"
#include "service/process/settle.h"

namespace lockbox::service {

/// A line of the keyed file that changed nothing.
struct RefusedLine {
  std::size_t line = 0;
  std::string sequence;  ///< As the file has it.
  std::string field;     ///< As the file has it.
  std::string value;     ///< Empty when the line is malformed.
  std::string reason;
};

/// Everything that summary.json says, as values.
struct SummaryInputs {
  const deposit::BatchContents& contents;
  const deposit::ControlProof& control;
  const std::vector<RefusedLine>& refused;
  const std::vector<deposit::Unplaceable>& unplaceable;
  const FilesByTicket& files;
  bool waits_for_release = false;  ///< It balances, and a person has to let its money go.
};

/// The day's money of one batch: received = deposited + held + returned, unexplained zero.
struct SummaryTotals {
  Money received;
  Money deposited;
  Money held;
  Money returned;
  Money suspense;
  Money unexplained;
  std::int64_t unkeyed = 0;
  std::int64_t open_tasks = 0;
};

[[nodiscard]] SummaryTotals total_up(const deposit::BatchContents& contents);

/// The text of summary.json, checked against `summary_schema` before it is returned.
[[nodiscard]] Result<std::string> render_summary(const SummaryInputs& inputs);

/// The JSON Schema (draft 7) of summary.json; its enumerations are those of the state tables.
[[nodiscard]] std::string summary_schema();

/// Nothing, or the first way in which the text breaks the schema.
[[nodiscard]] Result<void> check_against_schema(std::string_view json, std::string_view schema);

}  // namespace lockbox::service
