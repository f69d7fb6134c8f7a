// The disk refuses, or another process is at work: the program says so, and nothing is lost.

#include <algorithm>
#include <random>
#include <sstream>
#include <thread>

#include "crash/process/mail_scenario.h"
#include "support/catch.h"

namespace fs = std::filesystem;
using namespace lockbox::crash;

namespace {

constexpr int documents = 34;
constexpr int failures = 30;  // Of each kind of disk.

std::vector<std::string> lines_of(const fs::path& output) {
  std::vector<std::string> lines;
  std::istringstream text{text_of(output)};
  for (std::string line; std::getline(text, line);) lines.push_back(line + "\n");
  return lines;
}

struct Undisturbed {
  MailScenario scenario{documents};
  MailScenario::Recording run = scenario.record({});
};

/// What is wrong after a run that ended as it did: with what it acknowledged, and with the next
/// run.
std::optional<std::string> wrong_after(const ChildRequest& request, const fs::path& out,
                                       const Undisturbed& expected) {
  const auto said = lines_of(request.output);
  const auto kept = prove_books(out);
  if (kept.fault) return kept.fault;
  if (auto loss = missing(promised_by(said, expected.run.counts), kept.counts)) return loss;
  if (run_child(request).exit_code != 0) return "The next run failed: " + text_of(request.output);
  const auto proof = prove_books(out);
  if (proof.fault) return proof.fault;
  if (proof.counts != expected.run.counts) return "The books hold more or less than they should.";
  if (text_of(out / "summary.json") != expected.run.summary)
    return "The summary differs from that of an undisturbed run.";
  return std::nullopt;
}

struct DiskFault {
  std::string how;  ///< As LOCKBOX_FAIL_AS.
  std::uint64_t change = 0;
  std::string named = {};  ///< What the error must name below the root; empty: any path there.
};

/// What is wrong with how a program ended on a failing disk, or nothing.
std::optional<std::string> wrong_end(const ChildResult& result, const std::string& named,
                                     const fs::path& output) {
  const auto said = lines_of(output);
  const auto last = said.empty() ? std::string{} : said.back();
  if (result.signal != 0) return "The program broke down: " + last;
  if (result.exit_code == 0) return "The program did not notice.";
  if (last.find(named) == std::string::npos) return "The error does not name its file: " + last;
  return std::nullopt;
}

/// Lets the disk fail; returns what is wrong then, or nothing.
std::optional<std::string> fail_and_run_again(const Undisturbed& expected, const DiskFault& fault) {
  const ScratchFolder scratch;
  const auto root = scratch.path() / "root";
  fs::create_directory(root);
  const auto request = expected.scenario.request(root / "out");
  auto failing = request;
  failing.environment["LOCKBOX_FAIL_AT"] = std::to_string(fault.change);
  failing.environment["LOCKBOX_FAIL_AS"] = fault.how;
  const auto result = run_recorded(failing);
  if (auto wrong = wrong_end(result, root.string() + fault.named, request.output)) return wrong;
  return wrong_after(request, root / "out", expected);
}

/// Every sync of the run but those of SQLite: it tries a failed checkpoint again, and does not look
/// at the answer when it syncs a directory behind its own file.
std::vector<DiskFault> failing_syncs(const MailScenario::Recording& run) {
  std::vector<DiskFault> faults;
  bool is_sqlite = false;
  for (std::size_t i = 0; i < run.operations.size(); ++i) {
    const auto& operation = run.operations[i];
    const bool is_directory = operation.kind == OperationKind::SyncDirectory;
    const auto file = fs::path{operation.path}.filename().string();
    if (!is_directory) is_sqlite = file == "lockbox.db" || file.starts_with("lockbox.db-");
    if (is_sqlite || (!is_directory && operation.kind != OperationKind::SyncFile)) continue;
    faults.push_back({"sync", i + 1, operation.path.substr(run.root.string().size())});
  }
  return faults;
}

void require_survival(const Undisturbed& expected, const DiskFault& fault) {
  INFO(fault.how << " from change " << fault.change << " of " << expected.run.operations.size()
                 << " " << fault.named);
  const auto wrong = fail_and_run_again(expected, fault);
  INFO(wrong.value_or(""));
  CHECK_FALSE(wrong);
}

}  // namespace

TEST_CASE("A disk that is full or read-only is named, and the next run completes the day",
          "[crash][process][fault]") {
  const std::string how = GENERATE("full", "read-only");
  const Undisturbed expected;
  REQUIRE_FALSE(expected.run.fault);
  // Behind the last file that is made nothing needs space.
  const auto last_file =
      std::ranges::find(expected.run.operations.rbegin(), expected.run.operations.rend(),
                        OperationKind::CreateFile, &Operation::kind);
  const auto changes = static_cast<std::uint64_t>(expected.run.operations.rend() - last_file);
  std::mt19937_64 random{6};
  require_survival(expected, {how, 1});  // A folder in which nothing can be made.
  for (int i = 1; i < failures; ++i) require_survival(expected, {how, 1 + random() % changes});
}

TEST_CASE("A sync that fails stops the program, which names what it was",
          "[crash][process][fault]") {
  const Undisturbed expected;
  REQUIRE_FALSE(expected.run.fault);
  const auto faults = failing_syncs(expected.run);
  REQUIRE(faults.size() >= 20);
  for (const auto& fault : faults) require_survival(expected, fault);
}

TEST_CASE("Two runs at once on one store count nothing twice", "[crash][process][fault]") {
  const Undisturbed expected;
  REQUIRE_FALSE(expected.run.fault);
  for (int round = 0; round < 5; ++round) {
    const ScratchFolder scratch;
    const auto root = scratch.path() / "root";
    fs::create_directory(root);
    const auto first = expected.scenario.request(root / "out");
    auto second = first;
    second.output = root.string() + ".said-too";
    std::thread other{[&] { static_cast<void>(run_child(second)); }};
    static_cast<void>(run_child(first));
    other.join();
    INFO(text_of(first.output) << "---" << text_of(second.output));
    const auto wrong = wrong_after(first, root / "out", expected);
    INFO(wrong.value_or(""));
    CHECK_FALSE(wrong);
  }
}
