// The program is killed before any one of its changes to the disk, and run again.

#include <signal.h>

#include <algorithm>
#include <random>

#include "crash/process/mail_scenario.h"
#include "support/catch.h"

namespace fs = std::filesystem;
using namespace lockbox::crash;

namespace {

constexpr int documents = 34;  // A whole group of capture and a part of one.
constexpr int kills = 100;     // Of each of two seeds, which can run side by side.
constexpr int kills_with_fault = 12;

/// Kills a run before its change number `change`, runs it again to the end and returns what is
/// wrong then, or nothing.
std::optional<std::string> kill_and_run_again(const MailScenario& scenario,
                                              const std::string& fault, std::uint64_t change,
                                              const std::string& summary) {
  const ScratchFolder scratch;
  const auto root = scratch.path() / "root";
  fs::create_directory(root);
  const auto again = scenario.request(root / "out", fault);
  auto killed = again;
  killed.environment["LOCKBOX_KILL_AT"] = std::to_string(change);
  if (run_recorded(killed).signal != SIGKILL) return "The program was not killed.";
  if (run_child(again).exit_code != 0) return "The next run failed: " + text_of(again.output);

  const auto proof = prove_books(root / "out");
  if (proof.fault) return proof.fault;
  if (proof.counts.documents != scenario.documents())
    return "There are " + std::to_string(proof.counts.documents) + " documents.";
  if (text_of(root / "out" / "summary.json") != summary)
    return "The summary differs from that of an undisturbed run.";
  return std::nullopt;
}

/// What was wrong after each kill that something was wrong after.
using Broken = std::vector<std::string>;

Broken kill_runs(const std::string& fault, std::uint64_t seed, int count) {
  const MailScenario scenario{documents};
  const auto undisturbed = scenario.record({.fault = fault});
  INFO(undisturbed.fault.value_or(""));
  REQUIRE_FALSE(undisturbed.fault);
  std::mt19937_64 random{seed};
  Broken broken;
  for (int kill = 0; kill < count; ++kill) {
    const auto change = 1 + random() % undisturbed.operations.size();
    if (const auto fault_found = kill_and_run_again(scenario, fault, change, undisturbed.summary))
      broken.push_back("Killed before change " + std::to_string(change) + " of " +
                       std::to_string(undisturbed.operations.size()) + ": " + *fault_found);
  }
  return broken;
}

}  // namespace

TEST_CASE("A killed run is taken up again and ends as if undisturbed (seed 1)",
          "[crash][process]") {
  CHECK(kill_runs("", 1, kills) == Broken{});
}

TEST_CASE("A killed run is taken up again and ends as if undisturbed (seed 2)",
          "[crash][process]") {
  CHECK(kill_runs("", 2, kills) == Broken{});
}

TEST_CASE("Mail that a second run cannot know again is found twice", "[crash][process][planted]") {
  const auto broken = kill_runs("no-batch-key", 3, kills_with_fault);
  // A kill before the first document leaves a batch without paper: nothing is found twice then, but
  // the numbers of the next one differ.
  const bool twice = std::ranges::any_of(broken, [](const std::string& fault) {
    return fault.find("documents") != std::string::npos;
  });
  CAPTURE(broken);
  CHECK(twice);
}
