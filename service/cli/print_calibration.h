#pragma once

#include <span>

#include "service/bench/calibration.h"

namespace lockbox::service {

void print_reliability(const Reliability& reliability, const ReadingBenchRequest& lines);
void print_acceptance(std::span<const AcceptanceRow> rows, const ReadingBenchRequest& lines);
/// One share of wrong symbols for each row of encode::evidence_table.
void print_evidence(std::span<const Share> wrong, const ReadingBenchRequest& lines);

}  // namespace lockbox::service
