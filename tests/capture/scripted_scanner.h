#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/bytes.h"
#include "drivers/scanner.h"

namespace lockbox::test {

/// A scanner that plays a list of events and then says that it stopped.
class ScriptedScanner final : public drivers::Scanner {
 public:
  explicit ScriptedScanner(std::vector<drivers::ScanEvent> events) : events_{std::move(events)} {}

  /// Makes it claim this many documents more than it fed.
  void miscount_by(std::int64_t documents) { miscount_ = documents; }
  void stop_with(drivers::StopReason reason) { reason_ = reason; }
  /// Makes it end with this error and without the last event.
  void break_with(Error error) { failure_ = std::move(error); }

  [[nodiscard]] drivers::Capabilities capabilities() const override { return {}; }
  [[nodiscard]] Result<void> feed(drivers::ScanSink& sink) override {
    drivers::FeedStopped stopped{reason_, miscount_};
    for (const auto& event : events_) {
      if (std::holds_alternative<drivers::ScannedDocument>(event)) ++stopped.documents_fed;
      if (sink.take(event) == drivers::Flow::Stop) {
        stopped.reason = drivers::StopReason::Cancelled;
        break;
      }
    }
    if (failure_) return tl::unexpected(*failure_);
    static_cast<void>(sink.take(stopped));
    return {};
  }
  void stop() noexcept override {}

 private:
  std::vector<drivers::ScanEvent> events_;
  drivers::StopReason reason_ = drivers::StopReason::HopperEmpty;
  std::int64_t miscount_ = 0;
  std::optional<Error> failure_;
};

[[nodiscard]] inline Bytes to_bytes(std::string_view text) {
  const auto view = bytes_of(text);
  return {view.begin(), view.end()};
}

/// A document with a front of its own and no rear.
[[nodiscard]] inline drivers::ScannedDocument scanned(std::int64_t sequence,
                                                      std::string_view front) {
  drivers::ScannedDocument document;
  document.feed_sequence = sequence;
  document.device_document_id = std::to_string(sequence);
  document.front = drivers::ScannedImage{std::to_string(sequence) + "F", to_bytes(front)};
  return document;
}

}  // namespace lockbox::test
