#pragma once

#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

#include "drivers/scanner.h"

namespace lockbox::test {

/// Keeps every event, and says stop when it holds the given number of documents.
class RecordingSink final : public drivers::ScanSink {
 public:
  RecordingSink() = default;
  explicit RecordingSink(std::size_t documents_max) : documents_max_{documents_max} {}

  [[nodiscard]] drivers::Flow take(drivers::ScanEvent event) override {
    events_.push_back(std::move(event));
    return of_kind<drivers::ScannedDocument>().size() < documents_max_ ? drivers::Flow::Continue
                                                                       : drivers::Flow::Stop;
  }

  [[nodiscard]] const std::vector<drivers::ScanEvent>& events() const { return events_; }

  template <class Event>
  [[nodiscard]] std::vector<Event> of_kind() const {
    std::vector<Event> found;
    for (const auto& event : events_) {
      if (const auto* match = std::get_if<Event>(&event)) found.push_back(*match);
    }
    return found;
  }

 private:
  std::vector<drivers::ScanEvent> events_;
  std::size_t documents_max_ = std::numeric_limits<std::size_t>::max();
};

}  // namespace lockbox::test
