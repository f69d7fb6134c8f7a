#include "service/api/request_parts.h"
#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::service;

namespace {

constexpr std::size_t much = 1 << 16;

/// The names of the events that `text` holds.
std::vector<std::string> names_in(const std::string& text) {
  std::vector<std::string> names;
  constexpr std::string_view field = "event: ";
  for (auto at = text.find(field); at != std::string::npos; at = text.find(field, at + 1)) {
    const auto begin = at + field.size();
    names.push_back(text.substr(begin, text.find('\n', begin) - begin));
  }
  return names;
}

}  // namespace

TEST_CASE("A run tells its steps, and at its end whoever shows jobs and batches",
          "[service][api]") {
  http::EventHub hub{16, "test"};
  const auto stream = hub.open({}, std::nullopt);
  work::JobRun run;
  run.id = 3;
  run.batch = BatchId{7};
  api::announce_run(hub, run);
  CHECK(names_in(stream->take(much)) == std::vector<std::string>{"job"});
  run.state = work::JobState::Done;
  api::announce_run(hub, run);
  const auto text = stream->take(much);
  CHECK(names_in(text) == std::vector<std::string>{"job", "scan", "batch"});
  CHECK(text.find("data: {\"id\":7}") != std::string::npos);
  // A run that failed before its batch began has none to tell of.
  run.state = work::JobState::Failed;
  run.batch.reset();
  api::announce_run(hub, run);
  CHECK(names_in(stream->take(much)) == std::vector<std::string>{"job", "scan"});
}
