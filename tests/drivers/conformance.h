#pragma once

/// @file
/// The rules of drivers/scanner.h as checks that every driver must pass.

#include <functional>
#include <memory>
#include <thread>

#include "drivers/recording_sink.h"
#include "drivers/scanner.h"
#include "support/catch.h"

namespace lockbox::test {

/// A loaded scanner, its hopper holding at least three documents.
using MakeScanner = std::function<std::unique_ptr<drivers::Scanner>()>;

inline void require_sound_feed(const RecordingSink& sink) {
  const auto stops = sink.of_kind<drivers::FeedStopped>();
  REQUIRE(stops.size() == 1);
  REQUIRE(std::holds_alternative<drivers::FeedStopped>(sink.events().back()));

  const auto documents = sink.of_kind<drivers::ScannedDocument>();
  CHECK(stops.front().documents_fed == static_cast<std::int64_t>(documents.size()));
  for (std::size_t i = 1; i < documents.size(); ++i) {
    CHECK(documents[i - 1].feed_sequence < documents[i].feed_sequence);
  }
  for (const auto& document : documents) {
    INFO("document " << document.feed_sequence);
    CHECK_FALSE(document.device_document_id.empty());
    // What cannot be shown must be explained.
    if (!document.front) CHECK_FALSE(document.faults.empty());
    for (const auto* image : {&document.front, &document.rear}) {
      if (*image) CHECK_FALSE((*image)->bytes.empty());
    }
    for (const auto& fault : document.faults) CHECK_FALSE(fault.message.empty());
  }
}

inline drivers::StopReason reason_of(const RecordingSink& sink) {
  return sink.of_kind<drivers::FeedStopped>().front().reason;
}

inline void require_names_itself(const MakeScanner& make) {
  const auto capabilities = make()->capabilities();
  CHECK_FALSE(capabilities.stable_id.empty());
  CHECK_FALSE(capabilities.model.empty());
  CHECK(capabilities.pockets >= 1);
  CHECK(make()->capabilities().stable_id == capabilities.stable_id);
}

inline void require_empties_hopper(const MakeScanner& make) {
  RecordingSink sink;
  REQUIRE(make()->feed(sink).has_value());
  require_sound_feed(sink);
  CHECK(reason_of(sink) == drivers::StopReason::HopperEmpty);
  CHECK(sink.of_kind<drivers::ScannedDocument>().size() >= 3);
}

inline void require_obeys_sink(const MakeScanner& make) {
  for (const std::size_t documents : {1U, 2U}) {
    RecordingSink sink{documents};
    REQUIRE(make()->feed(sink).has_value());
    require_sound_feed(sink);
    CHECK(reason_of(sink) == drivers::StopReason::Cancelled);
    CHECK(sink.of_kind<drivers::ScannedDocument>().size() == documents);
  }
}

/// Calls stop on the scanner while it hands over its first document.
class StoppingSink final : public drivers::ScanSink {
 public:
  explicit StoppingSink(drivers::Scanner& scanner) : scanner_{scanner} {}
  [[nodiscard]] drivers::Flow take(drivers::ScanEvent event) override {
    if (std::holds_alternative<drivers::ScannedDocument>(event)) {
      std::thread{[this] {
        scanner_.stop();
        scanner_.stop();
      }}.join();
    }
    return record_.take(std::move(event));
  }
  [[nodiscard]] const RecordingSink& record() const { return record_; }

 private:
  drivers::Scanner& scanner_;
  RecordingSink record_;
};

inline void require_stops_from_any_thread(const MakeScanner& make) {
  const auto scanner = make();
  StoppingSink sink{*scanner};
  REQUIRE(scanner->feed(sink).has_value());
  require_sound_feed(sink.record());
  CHECK(reason_of(sink.record()) == drivers::StopReason::Cancelled);
  CHECK(sink.record().of_kind<drivers::ScannedDocument>().size() == 1);
}

inline void require_stop_before_feed(const MakeScanner& make) {
  const auto scanner = make();
  scanner->stop();
  scanner->stop();
  RecordingSink stopped;
  REQUIRE(scanner->feed(stopped).has_value());
  require_sound_feed(stopped);
  CHECK(stopped.of_kind<drivers::ScannedDocument>().empty());

  RecordingSink after;
  REQUIRE(scanner->feed(after).has_value());
  require_sound_feed(after);
  CHECK(reason_of(after) == drivers::StopReason::HopperEmpty);
}

/// Every rule, each on scanners of its own.
inline void require_conformance(const MakeScanner& make) {
  SECTION("it names itself") {
    require_names_itself(make);
  }
  SECTION("it feeds until the hopper is empty") {
    require_empties_hopper(make);
  }
  SECTION("it stops when the sink says so") {
    require_obeys_sink(make);
  }
  SECTION("it can be stopped from another thread, twice") {
    require_stops_from_any_thread(make);
  }
  SECTION("a stop ahead of the feed ends that feed alone") {
    require_stop_before_feed(make);
  }
}

}  // namespace lockbox::test
