// The tools themselves: on a small sound program they find nothing, and on the same program with a
// planted fault they find it.

#include <SQLiteCpp/SQLiteCpp.h>
#include <signal.h>

#include <algorithm>
#include <fstream>

#include "crash/replay/replay.h"
#include "crash/support/child_process.h"
#include "crash/support/scratch_folder.h"
#include "crash/toy/toy_picture.h"
#include "support/catch.h"

namespace fs = std::filesystem;
using namespace lockbox::crash;

namespace {

constexpr int pictures = 40;

ChildRequest toy(const fs::path& folder, const std::string& fault) {
  return {.command = {CRASH_TOY, folder.string(), std::to_string(pictures), fault},
          .environment = {{"LOCKBOX_RECORD_ROOT", folder.string()}},
          .output = folder.string() + ".out"};
}

ReplayReport replay_toy(const std::string& fault, const CrashCheck& check) {
  const ScratchFolder scratch;
  const auto root = scratch.path() / "toy";
  fs::create_directory(root);
  auto request = toy(root, fault);
  request.environment["LOCKBOX_RECORD_LOG"] = scratch.path() / "log";
  const auto result = run_recorded(request);
  REQUIRE(result.exit_code == 0);
  REQUIRE(result.signal == 0);
  const auto operations = read_operations(scratch.path() / "log");
  REQUIRE(operations.has_value());
  REQUIRE(operations->size() > 3 * pictures);
  REQUIRE(missing_in_log(*operations, root) == std::nullopt);
  return replay(*operations, {.root = root, .seed = 1, .states = 1'000}, check);
}

std::optional<std::string> check_pictures(SQLite::Database& database, const fs::path& segment) {
  std::ifstream in{segment, std::ios::binary};
  SQLite::Statement rows{database, "SELECT sequence, place FROM picture"};
  while (rows.executeStep()) {
    std::string stored(toy_picture_bytes, '\0');
    in.seekg(rows.getColumn(1).getInt64());
    in.read(stored.data(), toy_picture_bytes);
    if (stored != toy_picture(rows.getColumn(0).getInt()))
      return "Row " + rows.getColumn(0).getString() + " has no picture.";
  }
  return std::nullopt;
}

std::optional<std::string> check_toy(const CrashState& state) {
  const auto acknowledged = static_cast<int>(std::ranges::count_if(
      state.acknowledged, [](const auto& text) { return text.ends_with('\n'); }));
  const auto path = state.root / "toy.db";
  if (!fs::exists(path)) {
    return acknowledged == 0 ? std::nullopt : std::optional<std::string>{"The database is lost."};
  }
  SQLite::Database database{path.string(), SQLite::OPEN_READWRITE};
  if (const std::string answer = database.execAndGet("PRAGMA integrity_check").getString();
      answer != "ok") {
    return "The database is corrupt: " + answer;
  }
  if (!database.tableExists("picture")) {
    return acknowledged == 0 ? std::nullopt : std::optional<std::string>{"The table is lost."};
  }
  const int rows = database.execAndGet("SELECT count(*) FROM picture").getInt();
  if (rows < acknowledged)
    return "Of " + std::to_string(acknowledged) + " pictures " + std::to_string(rows) +
           " are left, others are lost.";
  return check_pictures(database, state.root / "toy.seg");
}

}  // namespace

TEST_CASE("A program that keeps its promises keeps them at every power cut", "[crash][toy]") {
  const auto report = replay_toy("", check_toy);
  INFO(report.first_broken);
  CHECK(report.broken == 0);
  CHECK(report.states == 1'000);
}

TEST_CASE("A row written before its picture is synced is found", "[crash][toy]") {
  const auto report = replay_toy("no-image-sync", check_toy);
  CHECK(report.broken > 0);
  CHECK(report.first_broken.find("has no picture") != std::string::npos);
}

TEST_CASE("A commit acknowledged before its log is synced is found", "[crash][toy]") {
  const auto report = replay_toy("normal-synchronous", check_toy);
  CHECK(report.broken > 0);
  CHECK(report.first_broken.find("lost") != std::string::npos);
}

TEST_CASE("A sync that the recorder swallows is found like one that was never asked for",
          "[crash][toy]") {
  const ScratchFolder scratch;
  const auto root = scratch.path() / "toy";
  fs::create_directory(root);
  auto request = toy(root, "");
  request.environment["LOCKBOX_RECORD_LOG"] = scratch.path() / "log";
  request.environment["LOCKBOX_IGNORE_SYNCS"] = ".seg";
  REQUIRE(run_recorded(request).exit_code == 0);
  const auto operations = read_operations(scratch.path() / "log");
  REQUIRE(operations.has_value());
  CHECK(replay(*operations, {.root = root, .seed = 2, .states = 500}, check_toy).broken > 0);
}

TEST_CASE("A program killed at any change goes on where it stopped, if it has a key to know",
          "[crash][toy]") {
  const std::string fault = GENERATE("", "no-unique-key");
  int duplicates = 0;
  for (int change = 1; change < 300; change += 13) {
    const ScratchFolder scratch;
    const auto root = scratch.path() / "toy";
    fs::create_directory(root);
    auto request = toy(root, fault);
    request.environment["LOCKBOX_KILL_AT"] = std::to_string(change);
    REQUIRE(run_recorded(request).signal == SIGKILL);
    REQUIRE(run_child(toy(root, fault)).exit_code == 0);
    SQLite::Database database{(root / "toy.db").string()};
    REQUIRE(database.execAndGet("SELECT count(DISTINCT sequence) FROM picture").getInt() ==
            pictures);
    duplicates += database.execAndGet("SELECT count(*) FROM picture").getInt() - pictures;
  }
  CHECK((duplicates > 0) == (fault == "no-unique-key"));
}
