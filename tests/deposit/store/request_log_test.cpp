#include "deposit/store/request_log.h"

#include <fstream>
#include <iterator>

#include "deposit/store/sqlite_file.h"
#include "deposit/store/store_world.h"

using namespace lockbox;
using namespace lockbox::deposit;
using namespace lockbox::deposit::test;

namespace {

struct LogWorld {
  SqliteFile file;
  std::unique_ptr<Books> books = must(file.open_books());
  RequestLog& log = books->requests();
  Instant now = file.clock().now();
  Sha256 request = Sha256::of(bytes_of("POST /api/v1/batches/1/deposits {}"));
};

}  // namespace

TEST_CASE("A request that was answered gets the same answer again", "[deposit][store]") {
  LogWorld world;
  CHECK_FALSE(must(world.log.begin("maria", "key", world.request, world.now)).has_value());
  must(world.log.end("maria", "key", 202, R"({"id":1})"));
  const auto kept = must(world.log.begin("maria", "key", Sha256{}, world.now));
  REQUIRE(kept.has_value());
  CHECK(kept->request == world.request);
  CHECK(kept->status == 202);
  CHECK(kept->body == R"({"id":1})");
}

TEST_CASE("A request that began and did not end says so, also after a restart",
          "[deposit][store]") {
  LogWorld world;
  must(world.log.begin("maria", "key", world.request, world.now));
  const auto again = must(world.file.open_books());
  const auto kept = must(again->requests().begin("maria", "key", world.request, world.now));
  REQUIRE(kept.has_value());
  CHECK(kept->status == 0);
  CHECK(kept->body.empty());
}

TEST_CASE("A key is one person's, and an end needs its beginning", "[deposit][store]") {
  LogWorld world;
  must(world.log.begin("maria", "key", world.request, world.now));
  CHECK_FALSE(must(world.log.begin("theo", "key", world.request, world.now)).has_value());
  CHECK(world.log.end("theo", "other", 200, "").error().code == ErrorCode::NotFound);
}

TEST_CASE("Old answers are forgotten", "[deposit][store]") {
  LogWorld world;
  must(world.log.begin("maria", "old", world.request, world.now));
  must(world.log.begin("maria", "new", world.request, world.now + std::chrono::hours{1}));
  must(world.log.forget_before(world.now + std::chrono::hours{1}));
  CHECK_FALSE(must(world.log.begin("maria", "old", world.request, world.now)).has_value());
  CHECK(must(world.log.begin("maria", "new", world.request, world.now)).has_value());
}

TEST_CASE("A kept answer is not in the database in plain text", "[deposit][store]") {
  LogWorld world;
  must(world.log.begin("maria", "key", world.request, world.now));
  must(world.log.end("maria", "key", 200, std::string{customer_number}));
  std::ifstream wal{world.file.path().string() + "-wal", std::ios::binary};
  const std::string stored{std::istreambuf_iterator<char>{wal}, {}};
  CHECK(stored.find("maria") != std::string::npos);
  CHECK(stored.find(customer_number) == std::string::npos);
  CHECK(must(world.books->store().first_fault()) == std::nullopt);
}
