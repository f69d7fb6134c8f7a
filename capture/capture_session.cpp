#include "capture/capture_session.h"

#include <fmt/core.h>

#include <algorithm>
#include <deque>
#include <future>
#include <memory>
#include <optional>
#include <unordered_map>
#include <utility>
#include <variant>

#include "capture/first_look.h"
#include "capture/image_name.h"
#include "capture/worker_pool.h"
#include "core/limits.h"
#include "core/sha256.h"
#include "encode/image/image_codec.h"

namespace lockbox::capture {
namespace {

/// What tells one scan of a piece of paper from another; a side without a picture has no hash.
struct ScanHashes {
  std::optional<Sha256> front;  ///< Decides in the books.
  std::optional<Sha256> rear;
  friend bool operator==(const ScanHashes&, const ScanHashes&) = default;
};

[[nodiscard]] ScanHashes hashes_of(const deposit::NewDocument& document) {
  ScanHashes hashes;
  for (const auto& image : document.images) {
    if (image.view != ImageView::AsScanned) continue;
    (image.side == Side::Front ? hashes.front : hashes.rear) = image.place.sha256;
  }
  return hashes;
}

[[nodiscard]] ScanHashes hashes_of(const drivers::ScannedDocument& document) {
  ScanHashes hashes;
  if (document.front) hashes.front = Sha256::of(document.front->bytes);
  if (document.rear) hashes.rear = Sha256::of(document.rear->bytes);
  return hashes;
}

/// A document as the books have it.
struct HeldDocument {
  ScanHashes hashes;
  bool needs_rescan = false;
};

/// Whether the books take this scan in place of the one that they hold.
[[nodiscard]] bool is_replaced_by(const HeldDocument& held, const ScanHashes& scan) {
  return held.needs_rescan && held.hashes.front != scan.front;
}

/// Two pictures claim one document, one of them since an earlier feed.
[[nodiscard]] drivers::Fault changed_since_capture(const drivers::ScannedDocument& document,
                                                   bool front_differs) {
  const auto& image = front_differs ? document.front : document.rear;
  return {drivers::FaultCode::DuplicateName,
          fmt::format("Document {}: {} is not what was captured as its {}; the captured picture "
                      "stands.",
                      document.feed_sequence, image ? image->file : "no picture",
                      front_differs ? "front" : "rear")};
}

/// A driver that hands over a picture without bytes has handed over a fault.
void drop_empty_images(drivers::ScannedDocument& document) {
  for (auto* image : {&document.front, &document.rear}) {
    if (!*image || !(*image)->bytes.empty()) continue;
    document.faults.push_back(
        {drivers::FaultCode::EmptyFile, fmt::format("{} is empty.", (*image)->file)});
    image->reset();
  }
}

/// One run of a scanner.  After the first failure it takes nothing more and says stop.
class CaptureSession final : public drivers::ScanSink {
 public:
  CaptureSession(const CaptureTarget& target, const CaptureProgress& progress)
      : target_{target}, progress_{progress}, pool_{target.threads} {}

  [[nodiscard]] Result<CaptureReport> run(drivers::Scanner& scanner);
  [[nodiscard]] drivers::Flow take(drivers::ScanEvent event) override;

 private:
  [[nodiscard]] Result<void> learn_what_is_held();
  [[nodiscard]] Result<void> accept(drivers::ScannedDocument document);
  [[nodiscard]] Result<void> accept(drivers::DeviceFault fault);
  [[nodiscard]] Result<void> accept(drivers::SensorEvent event);
  [[nodiscard]] Result<void> accept(drivers::FeedStopped stopped);
  [[nodiscard]] bool is_held(const drivers::ScannedDocument& document);
  [[nodiscard]] Result<void> store_first();
  [[nodiscard]] Result<void> file_rest();
  [[nodiscard]] Result<void> file_full_group();
  [[nodiscard]] Result<deposit::NewDocument> store_pictures(
      const drivers::ScannedDocument& document, FirstLook look);
  [[nodiscard]] Result<void> file_group();
  [[nodiscard]] Result<void> check_end() const;

  /// A document whose pictures are being looked at.
  struct Awaited {
    std::shared_ptr<const drivers::ScannedDocument> document;
    std::future<Result<FirstLook>> look;
  };
  /// Enough that no thread waits for the scanner.
  [[nodiscard]] std::size_t window_max() const {
    return 2 * static_cast<std::size_t>(target_.threads);
  }

  const CaptureTarget& target_;
  const CaptureProgress& progress_;
  std::unordered_map<std::int64_t, HeldDocument> held_;
  std::deque<Awaited> window_;               ///< In the order of the feed.
  std::vector<deposit::NewDocument> group_;  ///< Pictures stored, rows not yet filed.
  std::optional<std::int64_t> last_sequence_;
  std::optional<drivers::FeedStopped> stopped_;
  std::optional<Error> failure_;
  CaptureReport report_;
  WorkerPool pool_;  ///< Last, so that its threads end before what they use.
};

Result<CaptureReport> CaptureSession::run(drivers::Scanner& scanner) {
  TRY(learn_what_is_held());
  const auto fed = scanner.feed(*this);
  if (failure_) return tl::unexpected(*failure_);
  // What arrived before a scanner failed is filed all the same: its paper has left the hopper.
  TRY(file_rest());
  if (!fed) return tl::unexpected(fed.error());
  TRY(check_end());
  report_.stop_reason = stopped_->reason;
  return std::move(report_);
}

drivers::Flow CaptureSession::take(drivers::ScanEvent event) {
  if (failure_) return drivers::Flow::Stop;
  auto accepted =
      std::visit([this](auto& kind) -> Result<void> { return accept(std::move(kind)); }, event);
  if (accepted) return drivers::Flow::Continue;
  failure_ = std::move(accepted).error();
  return drivers::Flow::Stop;
}

Result<void> CaptureSession::learn_what_is_held() {
  const auto contents = TRY(target_.store.load_batch(target_.batch.id));
  for (const auto& document : contents.documents) {
    held_.emplace(document.captured.sequence,
                  HeldDocument{hashes_of(document.captured),
                               document.state == deposit::DocumentState::NeedsRescan});
  }
  return {};
}

Result<void> CaptureSession::accept(drivers::ScannedDocument document) {
  if (last_sequence_ && document.feed_sequence <= *last_sequence_) {
    return fail(ErrorCode::InvalidInput,
                fmt::format("The scanner gave document {} after document {}; numbers must rise.",
                            document.feed_sequence, *last_sequence_));
  }
  last_sequence_ = document.feed_sequence;
  if (++report_.counts.fed > limits::documents_per_batch_max) {
    return fail(ErrorCode::InvalidInput, fmt::format("The feed holds more than {} documents.",
                                                     limits::documents_per_batch_max));
  }
  drop_empty_images(document);
  if (is_held(document)) {
    ++report_.counts.skipped;
    return {};
  }
  if (window_.size() == window_max()) {
    TRY(store_first());
    TRY(file_full_group());
  }
  const auto kept = std::make_shared<const drivers::ScannedDocument>(std::move(document));
  window_.push_back({kept, pool_.submit([kept, pictures = target_.pictures] {
                       return look_at(*kept, *pictures);
                     })});
  return {};
}

/// Files what is being looked at, up to the first document that cannot be stored.
Result<void> CaptureSession::file_rest() {
  Result<void> stored;
  while (stored && !window_.empty()) {
    stored = store_first();
    if (stored) TRY(file_full_group());
  }
  TRY(file_group());
  return stored;
}

/// Stores the document that was fed first of those being looked at.
Result<void> CaptureSession::store_first() {
  auto [document, look] = std::move(window_.front());
  window_.pop_front();
  auto seen = TRY(look.get());
  group_.push_back(TRY(store_pictures(*document, std::move(seen))));
  return {};
}

Result<void> CaptureSession::file_full_group() {
  if (group_.size() < static_cast<std::size_t>(limits::capture_group_documents)) return {};
  return file_group();
}

/// Whether the books keep what they have of this document.  A picture that was changed behind their
/// back is told, for a person to look at, and stops nothing else.
bool CaptureSession::is_held(const drivers::ScannedDocument& document) {
  const auto held = held_.find(document.feed_sequence);
  if (held == held_.end()) return false;
  const auto scan = hashes_of(document);
  if (is_replaced_by(held->second, scan)) return false;
  if (scan != held->second.hashes) {
    const bool front_differs = scan.front != held->second.hashes.front;
    report_.device_faults.push_back(changed_since_capture(document, front_differs));
  }
  return true;
}

Result<void> CaptureSession::accept(drivers::DeviceFault fault) {
  report_.device_faults.push_back(std::move(fault.fault));
  return {};
}

Result<void> CaptureSession::accept(drivers::SensorEvent event) {
  report_.sensor_events.push_back(std::move(event));
  return {};
}

Result<void> CaptureSession::accept(drivers::FeedStopped stopped) {
  stopped_ = stopped;
  return {};
}

Result<deposit::NewDocument> CaptureSession::store_pictures(
    const drivers::ScannedDocument& document, FirstLook look) {
  deposit::NewDocument row;
  row.sequence = document.feed_sequence;
  row.device_document_id = document.device_document_id;
  row.transaction_number = document.transaction_number;
  row.is_separator = document.is_separator || look.is_sheet;
  if (document.codeline) row.head_codeline = document.codeline->raw;
  row.faults = std::move(look.faults);
  for (const auto side : {Side::Front, Side::Rear}) {
    const auto& image = side == Side::Front ? document.front : document.rear;
    if (!image) continue;
    auto place =
        TRY(target_.images.put(target_.batch.header.business_day,
                               image_name(target_.batch, row.sequence, side), image->bytes));
    row.images.push_back({side, ImageView::AsScanned, image->file,
                          encode::media_type_of(image->bytes), std::move(place)});
  }
  return row;
}

Result<void> CaptureSession::file_group() {
  if (group_.empty()) return {};
  TRY(target_.images.make_durable());
  const std::int64_t filed =
      TRY(target_.store.file_documents(target_.batch.id, group_, target_.actor));
  auto& counts = report_.counts;
  counts.filed += filed;
  counts.skipped += static_cast<std::int64_t>(group_.size()) - filed;
  counts.faulted += std::count_if(group_.begin(), group_.end(),
                                  [](const auto& document) { return !document.faults.empty(); });
  group_.clear();
  if (progress_) progress_(counts);
  return {};
}

Result<void> CaptureSession::check_end() const {
  if (!stopped_) {
    return fail(ErrorCode::Unavailable, "The scanner ended without saying how many it fed.");
  }
  if (stopped_->documents_fed != report_.counts.fed) {
    return fail(ErrorCode::Unavailable,
                fmt::format("The scanner counts {} documents, but {} arrived; check the track and "
                            "feed again.",
                            stopped_->documents_fed, report_.counts.fed));
  }
  if (stopped_->reason == drivers::StopReason::Faulted) {
    // Paper is left in the hopper; a caller that took this for the end would close a part batch.
    return fail(
        ErrorCode::Unavailable,
        fmt::format(
            "The scanner stopped on a fault after {} documents; clear it and feed again. {}",
            report_.counts.fed,
            report_.device_faults.empty() ? "" : report_.device_faults.back().message));
  }
  return {};
}

}  // namespace

Result<CaptureReport> capture_feed(drivers::Scanner& scanner, const CaptureTarget& target,
                                   const CaptureProgress& progress) {
  return CaptureSession{target, progress}.run(scanner);
}

}  // namespace lockbox::capture
