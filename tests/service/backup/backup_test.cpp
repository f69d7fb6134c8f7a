#include "service/backup/backup.h"

#include <atomic>
#include <fstream>
#include <thread>

#include "service/backup/restore.h"
#include "service/bench/generated_mail.h"
#include "service/verify/verify.h"
#include "support/catch.h"
#include "support/fixed_clock.h"
#include "support/temporary_directory.h"

namespace lockbox::service {
namespace {

using Catch::Matchers::Contains;

template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error{result.error().message};
  return std::move(*result);
}

/// A store in which one day of drawn mail has been processed.
class WorkedStore {
 public:
  WorkedStore() {
    const auto outcome = process(path("mail"), 1);
    deposited_ = outcome.totals.deposited;
    received_ = outcome.totals.received;
  }

  /// Processes mail that is drawn from the seed; the first day's files go beside the store.
  ProcessOutcome process(const std::filesystem::path& folder, std::uint64_t seed) {
    auto request = must(generate_mail(folder, documents, seed));
    request.out_folder = path(seed == 1 ? "out" : "out-" + std::to_string(seed));
    const auto workplace = must(Workplace::open(store_file(), options()));
    return must(process_mail(request, *workplace, [](const Progress&) {}));
  }

  [[nodiscard]] std::filesystem::path path(const std::string& name) const {
    return folder_.path() / name;
  }
  [[nodiscard]] std::filesystem::path store_file() const { return path("out") / "lockbox.db"; }
  [[nodiscard]] std::filesystem::path keys() const { return key_folder_of(store_file()); }
  [[nodiscard]] Money deposited() const { return deposited_; }
  [[nodiscard]] Money received() const { return received_; }

  [[nodiscard]] Result<BackupReport> back_up(const std::string& into,
                                             KeyCopy keys_copy = KeyCopy::Apart) const {
    return make_backup({.store_file = store_file(),
                        .image_folder = image_folder_of(store_file()),
                        .key_folder = keys(),
                        .files_folder = path("out"),
                        .into = path(into),
                        .keys = keys_copy},
                       clock_);
  }
  [[nodiscard]] Result<RestoreReport> prove(const std::string& backup) const {
    return verify_backup({.backup = path(backup), .key_folder = {}}, path("scratch"));
  }

  static constexpr int documents = 12;

 private:
  /// Small, so that a day fills several segments.
  static WorkplaceOptions options() {
    WorkplaceOptions options;
    options.segments.segment_bytes = 1 << 16;
    return options;
  }

  test::TemporaryDirectory folder_;
  test::FixedClock clock_;
  Money deposited_;
  Money received_;
};

void damage_byte(const std::filesystem::path& file, std::int64_t at) {
  std::fstream stream{file, std::ios::in | std::ios::out | std::ios::binary};
  stream.seekg(at);
  const char byte = static_cast<char>(stream.get());
  stream.seekp(at);
  stream.put(static_cast<char>(byte ^ 1));
}

std::vector<std::string> names_in(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::recursive_directory_iterator{folder}) {
    names.push_back(entry.path().lexically_relative(folder).string());
  }
  return names;
}

TEST_CASE("A backup that is restored has the totals that were backed up", "[backup]") {
  const WorkedStore store;
  const auto backup = must(store.back_up("backup"));
  CHECK(backup.manifest.batches == 1);
  CHECK(backup.manifest.documents == WorkedStore::documents);
  CHECK(backup.manifest.deposited == store.deposited());

  const auto report = must(
      restore_backup({.backup = store.path("backup"), .key_folder = {}}, store.path("restored")));
  CHECK(report.received == store.received());
  CHECK(report.deposited == store.deposited());
  CHECK(report.images == 2 * WorkedStore::documents);
  CHECK(report.output_files > 0);

  const auto workplace = must(Workplace::open(store.path("restored") / store_name));
  const auto verified = must(verify_store(*workplace, store.path("restored")));
  CHECK(verified.fault.value_or("") == "");
  CHECK(verified.files_elsewhere == 0);
}

TEST_CASE("A restored store takes the next day's mail", "[backup]") {
  const WorkedStore store;
  must(store.back_up("backup"));
  must(restore_backup({.backup = store.path("backup"), .key_folder = {}}, store.path("restored")));
  auto request = must(generate_mail(store.path("mail-2"), WorkedStore::documents, 2));
  request.out_folder = store.path("out-2");
  const auto workplace = must(Workplace::open(store.path("restored") / store_name));
  must(process_mail(request, *workplace, [](const Progress&) {}));
  const auto verified = must(verify_store(*workplace, store.path("no-files")));
  CHECK(verified.fault.value_or("") == "");
  CHECK(verified.batches == 2);
}

TEST_CASE("Backups that are made while others write are each sound", "[backup]") {
  WorkedStore store;
  std::atomic<bool> is_writing = true;
  std::string failure;
  std::thread writer{[&] {
    try {
      for (std::uint64_t seed = 2; seed < 5; ++seed) {
        store.process(store.path("mail-" + std::to_string(seed)), seed);
      }
    } catch (const std::exception& error) {
      failure = error.what();
    }
    is_writing = false;
  }};
  constexpr int backups_max = 8;
  int backups = 0;
  std::string wrong;
  while (is_writing && backups < backups_max && wrong.empty()) {
    const auto name = "backup-" + std::to_string(++backups);
    const auto made = store.back_up(name);
    const auto proved = made ? store.prove(name) : tl::unexpected(made.error());
    if (!proved) wrong = proved.error().message;
  }
  writer.join();
  CHECK(failure == "");
  CHECK(wrong == "");
  CHECK(backups > 0);
  const auto all = must(store.back_up("backup"));
  CHECK(all.manifest.batches == 4);
  CHECK(store.prove("backup"));
}

TEST_CASE("A backup holds no key unless it is asked for, and says so", "[backup]") {
  const WorkedStore store;
  const auto apart = must(store.back_up("apart"));
  REQUIRE(apart.warnings.size() == 1);
  CHECK_THAT(apart.warnings[0], Contains("The keys in " + store.keys().string() + " are not in"));
  for (const auto& name : names_in(store.path("apart"))) CHECK_THAT(name, !Contains(".key"));

  const auto included = must(store.back_up("included", KeyCopy::Included));
  REQUIRE(included.warnings.size() == 1);
  CHECK_THAT(included.warnings[0], Contains("whoever has it can read everything"));
  std::filesystem::rename(store.keys(), store.path("keys-elsewhere"));
  CHECK(store.prove("included"));

  const auto refused = store.prove("apart");
  CHECK(refused.error().code == ErrorCode::NotFound);
  CHECK_THAT(refused.error().message, Contains("master.key: the keys are not in the backup"));
  CHECK(verify_backup({.backup = store.path("apart"), .key_folder = store.path("keys-elsewhere")},
                      store.path("scratch")));
}

TEST_CASE("Keys of another store restore nothing", "[backup]") {
  const WorkedStore store;
  const WorkedStore other;
  must(store.back_up("backup"));
  const auto restored = restore_backup({.backup = store.path("backup"), .key_folder = other.keys()},
                                       store.path("restored"));
  REQUIRE_FALSE(restored);
  CHECK_THAT(restored.error().message, Contains("is not sound: "));
  CHECK_FALSE(std::filesystem::exists(store.path("restored")));
}

TEST_CASE("Damage to any file of a backup is named and leaves nothing restored", "[backup]") {
  const WorkedStore store;
  const auto backup = must(store.back_up("backup", KeyCopy::Included));
  for (const auto& file : backup.manifest.files) {
    CAPTURE(file.name);
    const auto path = store.path("backup") / file.name;
    damage_byte(path, file.bytes / 2);
    const auto changed = store.prove("backup");
    damage_byte(path, file.bytes / 2);
    REQUIRE_FALSE(changed);
    CHECK_THAT(changed.error().message,
               Contains(path.string() + ": the file is not the one that was backed up."));

    std::filesystem::rename(path, store.path("aside"));
    const auto missing = store.prove("backup");
    REQUIRE_FALSE(missing);
    CHECK_THAT(missing.error().message, Contains(path.string() + ": the file is missing."));

    std::filesystem::copy_file(store.path("aside"), path);
    std::filesystem::resize_file(path, static_cast<std::uintmax_t>(file.bytes - 1));
    const auto shorter =
        restore_backup({.backup = store.path("backup"), .key_folder = {}}, store.path("restored"));
    REQUIRE_FALSE(shorter);
    CHECK_THAT(shorter.error().message, Contains(path.string() + ": the file has "));
    std::filesystem::rename(store.path("aside"), path);
  }
  CHECK_FALSE(std::filesystem::exists(store.path("restored")));
  CHECK(names_in(store.path("scratch")).empty());
  CHECK(store.prove("backup"));
}

TEST_CASE("Totals that the books do not add up to are told", "[backup]") {
  const WorkedStore store;
  auto manifest = must(store.back_up("backup")).manifest;
  manifest.deposited += Money::from_cents(1);
  const auto list = store.path("backup") / manifest_name;
  std::ofstream{list} << render_manifest(manifest);
  const auto refused = store.prove("backup");
  REQUIRE_FALSE(refused);
  CHECK_THAT(refused.error().message, Contains(" in deposits; "));
}

TEST_CASE("A folder without its list is no backup", "[backup]") {
  const WorkedStore store;
  must(store.back_up("backup"));
  std::filesystem::remove(store.path("backup") / manifest_name);
  const auto refused = store.prove("backup");
  CHECK(refused.error().code == ErrorCode::NotFound);
  CHECK_THAT(refused.error().message, Contains("manifest.json: the list of the backup is missing"));
}

TEST_CASE("Neither a backup nor a restore goes over anything", "[backup]") {
  const WorkedStore store;
  must(store.back_up("backup"));
  const auto again = store.back_up("backup");
  CHECK(again.error().code == ErrorCode::Conflict);
  CHECK_THAT(again.error().message, Contains("is there already and is not an empty folder"));

  const auto live = store.store_file().parent_path();
  const auto before = names_in(live);
  const auto restored = restore_backup({.backup = store.path("backup"), .key_folder = {}}, live);
  CHECK(restored.error().code == ErrorCode::Conflict);
  CHECK(names_in(live) == before);

  std::filesystem::create_directory(store.path("empty"));
  CHECK(restore_backup({.backup = store.path("backup"), .key_folder = {}}, store.path("empty")));
}

TEST_CASE("An image that is gone from a store fails its backup by name", "[backup]") {
  const WorkedStore store;
  const auto images = image_folder_of(store.store_file());
  for (const auto& day : std::filesystem::directory_iterator{images}) {
    std::filesystem::remove(day.path() / "000001.seg");
  }
  const auto backup = store.back_up("backup");
  REQUIRE_FALSE(backup);
  CHECK_THAT(backup.error().message, Contains("000001.seg"));
  CHECK_FALSE(std::filesystem::exists(store.path("backup")));
}

TEST_CASE("An output file that was changed is left out of a backup, with a word", "[backup]") {
  const WorkedStore store;
  std::filesystem::path ticket;
  for (const auto& entry : std::filesystem::directory_iterator{store.path("out")}) {
    if (entry.path().filename().string().starts_with("ticket-")) ticket = entry.path();
  }
  std::ofstream{ticket, std::ios::app} << "changed";
  const auto backup = must(store.back_up("backup"));
  REQUIRE(backup.warnings.size() == 2);
  CHECK_THAT(backup.warnings[0], Contains(ticket.string() + " is not the file that was written"));
  CHECK(store.prove("backup"));
}

}  // namespace
}  // namespace lockbox::service
