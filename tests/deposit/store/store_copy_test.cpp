#include "deposit/store/sqlite/store_copy.h"

#include <fstream>

#include "deposit/store/sqlite_file.h"
#include "deposit/store/store_contract.h"
#include "deposit/store/store_world.h"

using namespace lockbox;
using namespace lockbox::deposit;
using namespace lockbox::deposit::test;

namespace {

using Catch::Matchers::Contains;

Result<std::optional<std::string>> first_fault_of(const std::filesystem::path& copy) {
  const lockbox::test::FixedKeys keys;
  const lockbox::test::FixedClock clock;
  return must(open_sqlite_store({copy, keys, clock, Synchronous::Full}))->first_fault();
}

}  // namespace

TEST_CASE("A copy of the books is sound and says what the books say", "[deposit][copy]") {
  const SqliteFile file;
  const auto store = must(file.open());
  const auto batch = deposited_batch(*store);
  const auto contents = must(store->load_batch(batch.id));
  const auto copy_file = file.path().parent_path() / "copy.db";

  const auto copy = must(copy_sqlite_store(file.path(), copy_file));
  CHECK(copy.batches == 1);
  CHECK(copy.documents == static_cast<std::int64_t>(contents.documents.size()));
  Money deposited;
  for (const auto& deposit : contents.deposits) deposited += deposit.total;
  CHECK(copy.deposited == deposited);
  CHECK(copy.audit_events > 0);
  CHECK(must(first_fault_of(copy_file)) == std::nullopt);
}

TEST_CASE("A copy names how far its rows reach into each segment", "[deposit][copy]") {
  const SqliteFile file;
  const auto batch = deposited_batch(*must(file.open()));
  const auto contents = must(must(file.open())->load_batch(batch.id));
  const auto copy = must(copy_sqlite_store(file.path(), file.path().parent_path() / "copy.db"));
  REQUIRE(copy.segments.size() == 1);
  std::int64_t end = 0;
  for (const auto& document : contents.documents) {
    for (const auto& image : document.captured.images) {
      end = std::max(end, image.place.offset + image.place.length);
      CHECK(image.place.segment == copy.segments[0].segment);
      CHECK(image.place.business_day.to_string() == copy.segments[0].business_day);
    }
  }
  CHECK(copy.segments[0].end == end);
}

TEST_CASE("A copy holds nothing of a change that is not committed yet", "[deposit][copy]") {
  const SqliteFile file;
  const auto store = must(file.open());
  deposited_batch(*store);
  auto writer = file.open_raw();
  writer.exec("BEGIN IMMEDIATE; DELETE FROM deposit_item");
  const auto copy_file = file.path().parent_path() / "copy.db";
  must(copy_sqlite_store(file.path(), copy_file));
  writer.exec("ROLLBACK");
  CHECK(must(first_fault_of(copy_file)) == std::nullopt);
}

TEST_CASE("A copy is one file", "[deposit][copy]") {
  const SqliteFile file;
  deposited_batch(*must(file.open()));
  const auto folder = file.path().parent_path() / "copies";
  std::filesystem::create_directory(folder);
  must(copy_sqlite_store(file.path(), folder / "copy.db"));
  for (const auto& entry : std::filesystem::directory_iterator{folder}) {
    CHECK(entry.path().filename() == "copy.db");
  }
}

TEST_CASE("What is no store of ours is not copied", "[deposit][copy]") {
  const SqliteFile file;
  const auto copy_file = file.path().parent_path() / "copy.db";
  CHECK(copy_sqlite_store(file.path(), copy_file).error().code == ErrorCode::NotFound);
  CHECK_FALSE(std::filesystem::exists(file.path()));

  std::ofstream{file.path()} << "no database, whatever its name says, but long enough for one";
  const auto refused = copy_sqlite_store(file.path(), copy_file);
  CHECK(refused.error().code == ErrorCode::Unavailable);
  CHECK_THAT(refused.error().message, Contains(file.path().string()));
}

TEST_CASE("A copy never replaces a file", "[deposit][copy]") {
  const SqliteFile file;
  deposited_batch(*must(file.open()));
  const auto copy_file = file.path().parent_path() / "copy.db";
  std::ofstream{copy_file} << "yesterday's";
  CHECK(copy_sqlite_store(file.path(), copy_file).error().code == ErrorCode::Conflict);
  CHECK(std::filesystem::file_size(copy_file) == 11);
}
