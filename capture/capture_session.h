#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "capture/pictures.h"
#include "core/image_store.h"
#include "core/result.h"
#include "deposit/model/batch.h"
#include "deposit/store/store.h"
#include "drivers/scanner.h"

namespace lockbox::capture {

/// Where captured documents go.
struct CaptureTarget {
  deposit::Store& store;
  ImageStore& images;
  deposit::Batch batch;  ///< Open in the store.
  deposit::Actor actor;
  /// Who sees whether rears can be decoded.
  std::shared_ptr<Pictures> pictures = std::make_shared<PicturesHere>();
  int threads = 1;  ///< So many documents are looked at at once.
};

struct CaptureCounts {
  std::int64_t fed = 0;      ///< Documents that the scanner handed over.
  std::int64_t filed = 0;    ///< Of these, filed by this feed, in commits that have returned.
  std::int64_t skipped = 0;  ///< Of these, held by the batch already.
  std::int64_t faulted = 0;  ///< Of those handed to the books, with a fault of their own.
  friend bool operator==(const CaptureCounts&, const CaptureCounts&) = default;
};

struct CaptureReport {
  CaptureCounts counts;
  drivers::StopReason stop_reason = drivers::StopReason::HopperEmpty;  ///< Never Faulted.
  std::vector<drivers::Fault> device_faults;  ///< Also of documents changed since their capture.
  std::vector<drivers::SensorEvent> sensor_events;
};

/// The acknowledgement: what it counts is on disk, pictures and rows, whatever happens next.
using CaptureProgress = std::function<void(const CaptureCounts&)>;

/// Runs the scanner into the batch, in groups of limits::capture_group_documents: the pictures of
/// a group are stored, made durable, then the group is filed in one commit, then `progress` is
/// called.
///
/// Pictures are stored byte for byte, whatever they are: paper is never lost because a file is
/// bad. The front is judged by the reading job; the rear, which nobody else looks at, is decoded
/// here and, when it cannot be, the document carries the fault.  A document that the batch holds
/// already is skipped, so that a feed can be repeated after any crash, unless it needs a rescan and
/// this is one; a picture other than the captured one is then a fault in the report.
///
/// Fails when pictures or rows cannot be stored, when the scanner stops on a fault, and when it
/// counts other documents than arrived; what was acknowledged stands.
[[nodiscard]] Result<CaptureReport> capture_feed(drivers::Scanner& scanner,
                                                 const CaptureTarget& target,
                                                 const CaptureProgress& progress);

}  // namespace lockbox::capture
