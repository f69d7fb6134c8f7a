#include "service/process/intake.h"

#include <algorithm>
#include <thread>

#include "capture/reading_job.h"

namespace lockbox::service {

using deposit::Actor;
using deposit::BatchEvent;
using deposit::BatchState;

namespace {

Result<void> advance(deposit::Store& store, const deposit::Batch& batch, BatchEvent event,
                     const Actor& actor) {
  deposit::WorkChanges changes;
  changes.batch_events.push_back(event);
  return store.commit_work(batch.id, changes, actor);
}

/// One for each core; of more than a few the books cannot keep pace.
int picture_threads() {
  return static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1U, 8U));
}

}  // namespace

std::optional<deposit::Batch> registered_batch(const std::vector<deposit::Batch>& batches,
                                               const deposit::BatchHeader& header) {
  const auto found = std::ranges::find_if(batches, [&](const deposit::Batch& batch) {
    return batch.header.site == header.site && batch.header.lockbox == header.lockbox &&
           batch.header.source == header.source;
  });
  if (found == batches.end()) return std::nullopt;
  return *found;
}

Result<CapturedBatch> capture_folder(drivers::Scanner& scanner, const deposit::BatchHeader& header,
                                     Workplace& workplace, const ProgressSink& progress) {
  auto& store = workplace.store();
  const Actor actor{header.prepared_by.empty() ? "lockbox" : header.prepared_by};
  auto batch = TRY(store.open_batch(header, actor));
  if (batch.state == BatchState::Registered) {
    TRY(advance(store, batch, BatchEvent::BeginCapture, actor));
  }
  auto report = TRY(capture::capture_feed(
      scanner,
      {store, workplace.images(), batch, actor, workplace.picture_service(), picture_threads()},
      [&](const capture::CaptureCounts& counts) {
        progress({"captured", counts.filed, 0});
      }));
  if (batch.state == BatchState::Registered || batch.state == BatchState::Capturing) {
    TRY(advance(store, batch, BatchEvent::CompleteCapture, actor));
  }
  return CapturedBatch{std::move(batch), std::move(report.device_faults)};
}

Result<void> read_documents(const deposit::Batch& batch, const capture::DocumentReader& reader,
                            Workplace& workplace, const ProgressSink& progress) {
  TRY(capture::read_batch({.store = workplace.store(),
                           .images = workplace.images(),
                           .batch = batch,
                           .actor = deposit::Actor{"reader"},
                           .threads = picture_threads()},
                          reader, [&](const capture::ReadingCounts& counts) {
                            progress({"read", counts.read, counts.due});
                          }));
  return {};
}

}  // namespace lockbox::service
