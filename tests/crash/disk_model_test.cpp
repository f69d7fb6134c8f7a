#include "crash/replay/disk_model.h"

#include <fstream>
#include <set>
#include <sstream>

#include "crash/support/scratch_folder.h"
#include "support/catch.h"

namespace fs = std::filesystem;
using namespace lockbox;
using namespace lockbox::crash;

namespace {

constexpr int cuts = 200;

Bytes bytes(const std::string& text) {
  const auto view = bytes_of(text);
  return {view.begin(), view.end()};
}

Operation create(const std::string& path, std::uint64_t inode) {
  return {.kind = OperationKind::CreateFile, .path = path, .inode = inode, .offset = 0, .data = {}};
}
Operation write(std::uint64_t inode, std::int64_t offset, const std::string& text) {
  return {.kind = OperationKind::Write,
          .path = {},
          .inode = inode,
          .offset = offset,
          .data = bytes(text)};
}
Operation truncate(std::uint64_t inode, std::int64_t size) {
  return {.kind = OperationKind::Truncate, .path = {}, .inode = inode, .offset = size, .data = {}};
}
Operation sync(std::uint64_t inode) {
  return {.kind = OperationKind::SyncFile, .path = {}, .inode = inode, .offset = 0, .data = {}};
}
Operation named(OperationKind kind, const std::string& path, const std::string& other = "") {
  return {.kind = kind, .path = path, .inode = 0, .offset = 0, .data = bytes(other)};
}

/// All that the file can hold after a power cut; "(none)" where it is not there.
std::set<std::string> outcomes(const std::vector<Operation>& operations, const std::string& name) {
  DiskModel disk{"/root"};
  for (const auto& operation : operations) disk.apply(operation);
  Random random{7};
  std::set<std::string> seen;
  for (int cut = 0; cut < cuts; ++cut) {
    const ScratchFolder folder;
    disk.write_crash_state(folder.path(), Survival::Chance, random);
    std::ifstream in{folder.path() / name, std::ios::binary};
    std::ostringstream text;
    if (in) text << in.rdbuf();
    seen.insert(in ? text.str() : "(none)");
  }
  return seen;
}

const auto durable_name = named(OperationKind::SyncDirectory, "/root");

}  // namespace

TEST_CASE("Bytes and name that were synced survive every power cut", "[crash][disk]") {
  CHECK(outcomes({create("/root/a", 1), write(1, 0, "old"), sync(1), durable_name}, "a") ==
        std::set<std::string>{"old"});
}

TEST_CASE("A synced file whose directory was not synced may have no name", "[crash][disk]") {
  CHECK(outcomes({create("/root/a", 1), write(1, 0, "old"), sync(1)}, "a") ==
        std::set<std::string>{"(none)", "old"});
}

TEST_CASE("A write after the last sync is kept, lost or torn between sectors", "[crash][disk]") {
  const std::string old(1024, 'o');
  const auto seen = outcomes({create("/root/a", 1), write(1, 0, old), sync(1), durable_name,
                              write(1, 256, std::string(512, 'n'))},
                             "a");
  const auto with = [&](std::size_t from, std::size_t to) {
    auto content = old;
    return content.replace(from, to - from, to - from, 'n');
  };
  CHECK(seen == std::set<std::string>{old, with(256, 768), with(256, 512), with(512, 768)});
}

TEST_CASE("An unsynced truncation may be undone while a later write is kept", "[crash][disk]") {
  CHECK(outcomes({create("/root/a", 1), write(1, 0, "abcd"), sync(1), durable_name, truncate(1, 0),
                  write(1, 0, "X")},
                 "a") == std::set<std::string>{"abcd", "", "X", "Xbcd"});
}

TEST_CASE("A rename over a file shows the old or the new one, never neither", "[crash][disk]") {
  const std::vector<Operation> operations{create("/root/a", 1),
                                          write(1, 0, "old"),
                                          sync(1),
                                          durable_name,
                                          create("/root/t", 2),
                                          write(2, 0, "new"),
                                          sync(2),
                                          named(OperationKind::Rename, "/root/t", "/root/a")};
  CHECK(outcomes(operations, "a") == std::set<std::string>{"old", "new"});
  CHECK(outcomes(operations, "t") == std::set<std::string>{"(none)", "new"});
}

TEST_CASE("A rename without a sync of the new file may show it empty", "[crash][disk]") {
  const auto seen = outcomes({create("/root/t", 2), write(2, 0, "new"),
                              named(OperationKind::Rename, "/root/t", "/root/a"), durable_name},
                             "a");
  CHECK(seen.contains(""));
  CHECK(seen.contains("new"));
}

TEST_CASE("A removed name may come back until its directory is synced", "[crash][disk]") {
  const std::vector<Operation> removed{create("/root/a", 1), write(1, 0, "old"), sync(1),
                                       durable_name, named(OperationKind::Remove, "/root/a")};
  CHECK(outcomes(removed, "a") == std::set<std::string>{"(none)", "old"});
  auto synced = removed;
  synced.push_back(durable_name);
  CHECK(outcomes(synced, "a") == std::set<std::string>{"(none)"});
}

TEST_CASE("A file lies in no directory whose own name was lost", "[crash][disk]") {
  CHECK(outcomes({named(OperationKind::MakeDirectory, "/root/d"), create("/root/d/a", 1),
                  write(1, 0, "old"), sync(1), named(OperationKind::SyncDirectory, "/root/d")},
                 "d/a") == std::set<std::string>{"(none)", "old"});
}
