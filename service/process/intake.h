#pragma once

/// @file
/// The part of a job that needs no answers: a folder becomes a batch, captured and read.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "capture/capture_session.h"
#include "capture/document_reader.h"
#include "deposit/model/batch.h"
#include "deposit/model/site.h"
#include "service/process/workplace.h"

namespace lockbox::service {

/// One step done, for people who wait.  Said only after what it says is durable.
struct Progress {
  std::string stage;  ///< "captured", "read", ...
  std::int64_t done = 0;
  std::int64_t total = 0;  ///< 0 when unknown.
};
using ProgressSink = std::function<void(const Progress&)>;

/// A batch after its folder was fed.
struct CapturedBatch {
  deposit::Batch batch;
  std::vector<drivers::Fault> device_faults;
};

/// Opens the batch that `header` names by its source, or finds it, and captures what is new.
[[nodiscard]] Result<CapturedBatch> capture_folder(drivers::Scanner& scanner,
                                                   const deposit::BatchHeader& header,
                                                   Workplace& workplace,
                                                   const ProgressSink& progress);

/// Reads with one thread for each core what has no reading yet.
[[nodiscard]] Result<void> read_documents(const deposit::Batch& batch,
                                          const capture::DocumentReader& reader,
                                          Workplace& workplace, const ProgressSink& progress);

/// The batch that has this site, lockbox and source, or nothing.
[[nodiscard]] std::optional<deposit::Batch> registered_batch(
    const std::vector<deposit::Batch>& batches, const deposit::BatchHeader& header);

}  // namespace lockbox::service
