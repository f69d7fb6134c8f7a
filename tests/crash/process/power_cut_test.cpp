// The power goes at thousands of points of a real run.

#include <algorithm>
#include <cstdlib>

#include "crash/process/mail_scenario.h"
#include "crash/replay/replay.h"
#include "support/catch.h"

namespace fs = std::filesystem;
using namespace lockbox::crash;

namespace {

constexpr int documents = 66;           // Two whole groups of capture and a part of one.
constexpr int states_of_a_run = 1'000;  // Of each of two seeds, which can run side by side.
constexpr int states_with_fault = 500;
constexpr int states_without_sync = 200;
constexpr int documents_of_short_run = 34;
constexpr int states_after_kill = 24;

using Recording = MailScenario::Recording;

/// How many states of each seed to look at: as many as LOCKBOX_POWER_CUTS says.
int states_wanted() {
  const char* wanted = std::getenv("LOCKBOX_POWER_CUTS");  // NOLINT(concurrency-mt-unsafe)
  return wanted == nullptr ? states_of_a_run : std::max(states_of_a_run, std::atoi(wanted));
}

std::optional<std::string> check_promises(const CrashState& state, const Recording& recording) {
  const auto out = state.root / "out";
  const auto proof = prove_books(out);
  if (proof.fault) return proof.fault;
  const auto promised = promised_by(state.acknowledged, recording.counts);
  if (auto loss = missing(promised, proof.counts)) return loss;
  const auto written = text_of(out / "summary.json");
  const bool may_be_absent = !promises_summary(state.acknowledged);
  if (written != recording.summary && !(may_be_absent && written.empty()))
    return "The summary is lost, or not whole.";
  return std::nullopt;
}

/// The words by which the program acknowledges are known, or nothing
/// acknowledged could be missed.
void require_words_are_known(const Recording& recording) {
  std::vector<std::string> said;
  for (const auto& operation : recording.operations)
    if (operation.kind == OperationKind::Acknowledge) said.push_back(operation.text());
  REQUIRE(promised_by(said, recording.counts) == recording.counts);
  REQUIRE(promises_summary(said));
  REQUIRE(recording.counts.deposits > 0);
}

ReplayReport cut_power(const MailScenario& scenario, const MailScenario::RecordRequest& request,
                       std::uint64_t seed, int count) {
  const auto recording = scenario.record(request);
  INFO(recording.fault.value_or(""));
  REQUIRE_FALSE(recording.fault);
  REQUIRE(recording.counts.documents == scenario.documents());
  if (request.kill_at == 0) require_words_are_known(recording);
  return replay(
      recording.operations,
      {.root = recording.root, .seed = seed, .states = count, .from = recording.resumed_at},
      [&](const CrashState& state) { return check_promises(state, recording); });
}

/// The numbers of the changes before which a name is still to be made durable:
/// a program killed there leaves behind what only looks safe.
std::vector<std::uint64_t> changes_before_directory_syncs(const Recording& recording) {
  std::vector<std::uint64_t> changes;
  for (std::size_t i = 0; i < recording.operations.size(); ++i)
    if (recording.operations[i].kind == OperationKind::SyncDirectory) changes.push_back(i + 1);
  return changes;
}

}  // namespace

TEST_CASE("A power cut anywhere in a run loses nothing acknowledged (seed 1)", "[crash][process]") {
  const auto report = cut_power(MailScenario{documents}, {}, 1, states_wanted());
  INFO(report.first_broken);
  CHECK(report.broken == 0);
  CHECK(report.states == states_wanted());
}

TEST_CASE("A power cut anywhere in a run loses nothing acknowledged (seed 2)", "[crash][process]") {
  const auto report = cut_power(MailScenario{documents}, {}, 2, states_wanted());
  INFO(report.first_broken);
  CHECK(report.broken == 0);
  CHECK(report.states == states_wanted());
}

TEST_CASE(
    "A run that goes on where a killed one stopped trusts nothing that "
    "was not synced",
    "[crash][process]") {
  const MailScenario scenario{documents_of_short_run};
  const auto undisturbed = scenario.record({});
  REQUIRE_FALSE(undisturbed.fault);
  for (const auto change : changes_before_directory_syncs(undisturbed)) {
    const auto report = cut_power(scenario, {.kill_at = change}, change, states_after_kill);
    INFO("killed before change " << change << ": " << report.first_broken);
    CHECK(report.broken == 0);
  }
}

TEST_CASE("Rows filed before their pictures are durable are found", "[crash][process][planted]") {
  const auto report =
      cut_power(MailScenario{documents}, {.fault = "no-image-sync"}, 3, states_with_fault);
  INFO(report.first_broken);
  CHECK(report.broken > 0);
  CHECK(report.first_broken.find(".seg") != std::string::npos);
}

TEST_CASE("Commits acknowledged before they are durable are found", "[crash][process][planted]") {
  const auto report =
      cut_power(MailScenario{documents}, {.fault = "normal-synchronous"}, 4, states_with_fault);
  INFO(report.first_broken);
  CHECK(report.broken > 0);
  CHECK(report.first_broken.find("were acknowledged") != std::string::npos);
}

TEST_CASE("Each sync that the program asks for is missed when it is left out",
          "[crash][process][planted]") {
  struct Case {
    std::string ignored;  // Suffix of the names.
    std::string reason;
  };
  const auto given = GENERATE(values<Case>({
      {".seg", ".seg, offset"},       // Pictures.
      {"-wal", "were acknowledged"},  // Commits.
      {".key.000000", "is not a master key"},
      {".csv.000000", "is not the one that was written"},
      {".pdf.000000", "is not the one that was written"},
      {"summary.json.000000", "The summary is lost"},     // Files under their first names.
      {"/out", ""},                                       // The names of all files of a store.
      {".db.images", ".seg: No such file or directory"},  // The name of a day's folder.
      {"2026-11-23", ".seg: No such file or directory"},  // The name of a segment.
      {".db.keys", "unsealed"},                           // The name of a key.
  }));
  INFO(given.ignored);
  const auto report = cut_power(MailScenario{documents_of_short_run},
                                {.ignored_syncs = given.ignored}, 5, states_without_sync);
  INFO(report.first_broken);
  CHECK(report.broken > 0);
  CHECK(report.first_broken.find(given.reason) != std::string::npos);
}
