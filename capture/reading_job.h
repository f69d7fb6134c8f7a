#pragma once

#include <cstdint>
#include <functional>

#include "capture/document_reader.h"
#include "core/image_store.h"
#include "core/result.h"
#include "deposit/model/batch.h"
#include "deposit/store/store.h"

namespace lockbox::capture {

/// Whose documents are read, and by how many threads.
struct ReadingTarget {
  deposit::Store& store;
  ImageStore& images;
  deposit::Batch batch;
  deposit::Actor actor;
  int threads = 1;
};

struct ReadingCounts {
  std::int64_t due = 0;      ///< Documents without a reading when the job began.
  std::int64_t read = 0;     ///< Of these, with a reading in the books now.
  std::int64_t faulted = 0;  ///< Of these, to be scanned again.
  friend bool operator==(const ReadingCounts&, const ReadingCounts&) = default;
};

/// Called after every commit; what it counts is durable.
using ReadingProgress = std::function<void(const ReadingCounts&)>;

/// Reads every document of the batch that has no reading yet, separators excepted, and files the
/// readings in order of sequence, limits::capture_group_documents to a commit.  Pictures are
/// fetched on this thread and read by the pool; few are in memory at once.
///
/// A document without a front, one whose paper met a fault in the track, one whose stored picture
/// is damaged, and one on which a library throws get a reading of kind Unknown with the fault; the
/// rest goes on.  Fails when the books, the image store or the reader as a whole do; running it
/// again goes on from the last commit.
[[nodiscard]] Result<ReadingCounts> read_batch(const ReadingTarget& target,
                                               const DocumentReader& reader,
                                               const ReadingProgress& progress);

}  // namespace lockbox::capture
