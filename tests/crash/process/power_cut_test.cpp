// The power goes at thousands of points of a real run.

#include <charconv>

#include "crash/process/mail_scenario.h"
#include "crash/replay/replay.h"
#include "support/catch.h"

namespace fs = std::filesystem;
using namespace lockbox::crash;

namespace {

constexpr int documents = 66;  // Two whole groups of capture and a part of one.
constexpr int states = 5'000;  // Of each of two seeds, which can run side by side.
constexpr int states_with_fault = 500;

/// The number in "captured 32"; 0 for every other text.
std::int64_t captured(const std::string& text) {
  constexpr std::string_view word{"captured "};
  std::int64_t number = 0;
  if (text.starts_with(word)) std::from_chars(text.data() + word.size(), &text.back(), number);
  return number;
}

std::optional<std::string> check_promises(const CrashState& state, const std::string& summary) {
  std::int64_t promised = 0;
  bool finished = false;
  for (const auto& text : state.acknowledged) {
    promised = std::max(promised, captured(text));
    finished = finished || text.starts_with("summary written");
  }
  const auto out = state.root / "out";
  const auto proof = prove_books(out);
  if (proof.fault) return proof.fault;
  if (proof.documents < promised) {
    return std::to_string(promised) + " documents were acknowledged and " +
           std::to_string(proof.documents) + " are left, others are lost.";
  }
  const auto written = text_of(out / "summary.json");
  if (finished ? written != summary : !written.empty() && written != summary)
    return "The summary is lost, or not whole.";
  return std::nullopt;
}

ReplayReport cut_power(const std::string& fault, std::uint64_t seed, int count) {
  const MailScenario scenario{documents};
  const auto recording = scenario.record(fault);
  INFO(recording.summary);
  REQUIRE(!recording.operations.empty());
  return replay(recording.operations, {.root = recording.root, .seed = seed, .states = count},
                [&](const CrashState& state) { return check_promises(state, recording.summary); });
}

}  // namespace

TEST_CASE("A power cut anywhere in a run loses nothing acknowledged (seed 1)", "[crash][process]") {
  const auto report = cut_power("", 1, states);
  INFO(report.first_broken);
  CHECK(report.broken == 0);
  CHECK(report.states == states);
}

TEST_CASE("A power cut anywhere in a run loses nothing acknowledged (seed 2)", "[crash][process]") {
  const auto report = cut_power("", 2, states);
  INFO(report.first_broken);
  CHECK(report.broken == 0);
  CHECK(report.states == states);
}

TEST_CASE("Rows filed before their pictures are durable are found", "[crash][process][planted]") {
  const auto report = cut_power("no-image-sync", 3, states_with_fault);
  INFO(report.first_broken);
  CHECK(report.broken > 0);
  CHECK(report.first_broken.find(".seg") != std::string::npos);
}

TEST_CASE("Commits acknowledged before they are durable are found", "[crash][process][planted]") {
  const auto report = cut_power("normal-synchronous", 4, states_with_fault);
  INFO(report.first_broken);
  CHECK(report.broken > 0);
  CHECK(report.first_broken.find("lost") != std::string::npos);
}
