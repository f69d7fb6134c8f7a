#include "capture/reading_job.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <deque>
#include <exception>
#include <future>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "capture/image_name.h"
#include "capture/picture_decoding.h"
#include "capture/worker_pool.h"
#include "core/limits.h"
#include "drivers/scanner.h"

namespace lockbox::capture {
namespace {

using deposit::DocumentFault;
using deposit::NewDocument;
using deposit::Reading;
using drivers::FaultCode;

[[nodiscard]] bool is_code(const DocumentFault& fault, FaultCode code) {
  return fault.code == name_of(drivers::fault_code_names, code);
}

/// Faults after which a picture may show two papers or half of one, however well it decodes.
[[nodiscard]] bool is_track_fault(const DocumentFault& fault) {
  constexpr std::array codes{FaultCode::DoubleFeed, FaultCode::Jam, FaultCode::CoverOpen,
                             FaultCode::DeviceLost};
  return std::any_of(codes.begin(), codes.end(),
                     [&fault](FaultCode code) { return is_code(fault, code); });
}

[[nodiscard]] const deposit::DocumentImage* scanned_side(const NewDocument& document, Side side) {
  const auto found =
      std::find_if(document.images.rbegin(), document.images.rend(), [side](const auto& image) {
        return image.side == side && image.view == ImageView::AsScanned;
      });
  return found == document.images.rend() ? nullptr : &*found;
}

/// Why there is no front: what capture said of it, front faults first.
[[nodiscard]] DocumentFault missing_front(const NewDocument& document) {
  if (!document.faults.empty() && !is_code(document.faults.front(), FaultCode::MissingRear)) {
    return document.faults.front();
  }
  return document_fault(FaultCode::MissingFront,
                        fmt::format("Document {} has no front.", document.sequence));
}

[[nodiscard]] Reading unread(std::int64_t sequence, DocumentFault fault) {
  Reading reading;
  reading.sequence = sequence;
  reading.fault = std::move(fault);
  return reading;
}

/// The border at which exceptions of the reading libraries end.
[[nodiscard]] Result<Reading> read_guarded(const DocumentReader& reader,
                                           const DocumentPictures& pictures) {
  try {
    return reader(pictures);
  } catch (const std::exception& exception) {
    return unread(
        pictures.sequence,
        document_fault(FaultCode::ForeignFile, fmt::format("{}: the reader gave up: {}.",
                                                           pictures.front.file, exception.what())));
  }
}

[[nodiscard]] std::future<Result<Reading>> ready(Reading reading) {
  std::promise<Result<Reading>> promise;
  promise.set_value(std::move(reading));
  return promise.get_future();
}

/// One run over a batch.  `window_` holds what is being read, in order of sequence.
class ReadingJob {
 public:
  ReadingJob(const ReadingTarget& target, const DocumentReader& reader,
             const ReadingProgress& progress)
      : target_{target}, reader_{reader}, progress_{progress}, pool_{target.threads} {}

  [[nodiscard]] Result<ReadingCounts> run();

 private:
  [[nodiscard]] Result<void> begin(const NewDocument& document);
  [[nodiscard]] Result<std::future<Result<Reading>>> read(const NewDocument& document);
  [[nodiscard]] Result<std::optional<SidePicture>> rear_of(const NewDocument& document);
  [[nodiscard]] Result<void> collect_first();
  [[nodiscard]] Result<void> record_group();
  /// Enough that no thread waits for the next picture to be fetched.
  [[nodiscard]] std::size_t window_max() const {
    return 2 * static_cast<std::size_t>(target_.threads);
  }

  const ReadingTarget& target_;
  const DocumentReader& reader_;
  const ReadingProgress& progress_;
  std::deque<std::future<Result<Reading>>> window_;
  std::vector<Reading> group_;
  ReadingCounts counts_;
  WorkerPool pool_;  ///< Last, so that its threads end before what they use.
};

Result<ReadingCounts> ReadingJob::run() {
  const auto contents = TRY(target_.store.load_batch(target_.batch.id));
  const auto is_due = [](const deposit::Document& document) {
    return !document.reading && !document.captured.is_separator;
  };
  counts_.due = std::count_if(contents.documents.begin(), contents.documents.end(), is_due);
  for (const auto& document : contents.documents) {
    if (is_due(document)) TRY(begin(document.captured));
  }
  while (!window_.empty()) TRY(collect_first());
  TRY(record_group());
  return counts_;
}

Result<void> ReadingJob::begin(const NewDocument& document) {
  if (window_.size() == window_max()) TRY(collect_first());
  window_.push_back(TRY(read(document)));
  return {};
}

Result<std::future<Result<Reading>>> ReadingJob::read(const NewDocument& document) {
  const auto track_fault =
      std::find_if(document.faults.begin(), document.faults.end(), is_track_fault);
  if (track_fault != document.faults.end()) return ready(unread(document.sequence, *track_fault));
  const auto* const front = scanned_side(document, Side::Front);
  if (front == nullptr) return ready(unread(document.sequence, missing_front(document)));

  auto bytes =
      target_.images.get(front->place, image_name(target_.batch, document.sequence, Side::Front));
  if (!bytes && bytes.error().code == ErrorCode::InvalidInput) {
    // Damage at rest is for good: the paper must be scanned again.
    return ready(
        unread(document.sequence, document_fault(FaultCode::UnreadableFile,
                                                 fmt::format("{} is damaged in the image store: {}",
                                                             front->file, bytes.error().message))));
  }
  if (!bytes) return tl::unexpected(std::move(bytes).error());
  DocumentPictures pictures{.sequence = document.sequence,
                            .front = {front->file, std::move(*bytes)},
                            .rear = TRY(rear_of(document))};
  return pool_.submit([&reader = reader_, pictures = std::move(pictures)] {
    return read_guarded(reader, pictures);
  });
}

/// A rear that is damaged at rest keeps nobody from the money.
Result<std::optional<SidePicture>> ReadingJob::rear_of(const NewDocument& document) {
  const auto* const rear = scanned_side(document, Side::Rear);
  if (rear == nullptr) return std::nullopt;
  auto bytes =
      target_.images.get(rear->place, image_name(target_.batch, document.sequence, Side::Rear));
  if (!bytes && bytes.error().code == ErrorCode::InvalidInput) return std::nullopt;
  if (!bytes) return tl::unexpected(std::move(bytes).error());
  return SidePicture{rear->file, std::move(*bytes)};
}

Result<void> ReadingJob::collect_first() {
  group_.push_back(TRY(window_.front().get()));
  window_.pop_front();
  if (group_.size() < static_cast<std::size_t>(limits::capture_group_documents)) return {};
  return record_group();
}

Result<void> ReadingJob::record_group() {
  if (group_.empty()) return {};
  TRY(target_.store.record_readings(target_.batch.id, group_, target_.actor));
  counts_.read += static_cast<std::int64_t>(group_.size());
  counts_.faulted += std::count_if(group_.begin(), group_.end(),
                                   [](const auto& reading) { return reading.fault.has_value(); });
  group_.clear();
  if (progress_) progress_(counts_);
  return {};
}

}  // namespace

Result<ReadingCounts> read_batch(const ReadingTarget& target, const DocumentReader& reader,
                                 const ReadingProgress& progress) {
  return ReadingJob{target, reader, progress}.run();
}

}  // namespace lockbox::capture
