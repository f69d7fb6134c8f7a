// Checks that are known again by their pictures.

#include <fmt/format.h>

#include <array>
#include <ctime>
#include <string>

#include "core/chance.h"
#include "deposit/store/sqlite_file.h"
#include "deposit/store/store_world.h"
#include "support/catch.h"
#include "support/some_ink.h"

using namespace lockbox;
using namespace lockbox::deposit;
using namespace lockbox::deposit::test;
using lockbox::test::some_ink;

namespace {

/// A check whose line is damaged: no field of it was read.
Reading nameless(std::int64_t sequence, std::uint64_t paper) {
  auto reading = check_reading(sequence, "1");
  reading.micr.reset();
  reading.ink = some_ink(paper);
  return reading;
}

Reading named(std::int64_t sequence, const std::string& serial, std::uint64_t paper) {
  auto reading = check_reading(sequence, serial);
  reading.micr->line =
      encode::parse_micr_line("⑆021000021⑆ " + std::string{payer_number} + "⑈" + serial).value();
  reading.ink = some_ink(paper);
  return reading;
}

class PictureWorld {
 public:
  /// Files a batch of three papers and records what was read of two of them.
  BatchId take(const std::string& source, const Reading& second, const Reading& third,
               const std::string& day = "2026-11-23") {
    auto of_batch = header(source);
    of_batch.business_day = must(BusinessDay::parse(day));
    of_batch.control.reset();
    const auto batch = must(store().open_batch(of_batch, Actor{"Ana"}));
    const std::array documents{document(2, source + " 2"), document(3, source + " 3")};
    must(store().file_documents(batch.id, documents, Actor{"reader"}));
    must(store().record_readings(batch.id, std::array{second, third}, Actor{"reader"}));
    return batch.id;
  }
  /// What the check at that sequence is held against.
  std::optional<AlikeCapture> alike(BatchId batch, std::int64_t sequence) {
    for (const auto& each : must(store().load_batch(batch)).documents) {
      if (each.captured.sequence == sequence) return each.reading.value().alike;
    }
    return std::nullopt;
  }
  Store& store() { return books_->store(); }
  SqliteFile& file() { return file_; }

 private:
  SqliteFile file_;
  std::unique_ptr<Books> books_ = must(file_.open_books());
};

}  // namespace

TEST_CASE("A9.7: a check whose line was damaged is found alike with its first capture of the batch",
          "[deposit][store][alike]") {
  PictureWorld world;
  const auto first = world.take("feed-1", named(2, "1041", 1), nameless(3, 1));
  CHECK_FALSE(world.alike(first, 2).has_value());
  const auto found = world.alike(first, 3);
  REQUIRE(found.has_value());
  CHECK(*found == AlikeCapture{std::string{lockbox_name}, first, 2,
                               must(BusinessDay::parse("2026-11-23")), 100});
  const auto second = world.take("feed-2", nameless(2, 1), named(3, "77", 2), "2026-11-24");
  CHECK_FALSE(world.alike(second, 2).has_value());
}

TEST_CASE("The first capture may be the one whose line was damaged, even in the same batch",
          "[deposit][store][alike]") {
  PictureWorld world;
  const auto batch = world.take("feed-1", nameless(2, 1), named(3, "1041", 1));
  REQUIRE(world.alike(batch, 3).has_value());
  CHECK(world.alike(batch, 3)->sequence == 2);
}

TEST_CASE("Two checks whose lines were read surely are two, however alike they look",
          "[deposit][store][alike]") {
  PictureWorld world;
  const auto batch = world.take("feed-1", named(2, "1041", 1), named(3, "1042", 1));
  CHECK_FALSE(world.alike(batch, 3).has_value());
}

TEST_CASE("A check that is the same by its line is found alike whatever its amount",
          "[deposit][store][alike]") {
  PictureWorld world;
  const auto batch = world.take("feed-1", named(2, "1041", 1), named(3, "1041", 1));
  CHECK(world.alike(batch, 3).has_value());
}

TEST_CASE("What was captured more than sixty days before is not looked at",
          "[deposit][store][alike]") {
  PictureWorld world;
  world.take("feed-1", named(2, "1041", 1), named(3, "77", 2), "2026-09-24");
  const auto in_time = world.take("feed-2", named(2, "1041", 1), nameless(3, 3), "2026-11-23");
  CHECK(world.alike(in_time, 2).has_value());
  PictureWorld other;
  other.take("feed-1", named(2, "1041", 1), named(3, "77", 2), "2026-09-23");
  const auto after = other.take("feed-2", named(2, "1041", 1), nameless(3, 3), "2026-11-23");
  CHECK_FALSE(other.alike(after, 2).has_value());
}

TEST_CASE("What went back or was a duplicate itself is held against nothing; the next is",
          "[deposit][store][alike]") {
  PictureWorld world;
  const auto first = world.take("feed-1", named(2, "1041", 1), named(3, "77", 2));
  world.take("feed-2", named(2, "1041", 1), nameless(3, 5));
  const auto last = world.take("feed-3", named(2, "1041", 1), nameless(3, 6));
  CHECK(world.alike(last, 2)->batch == first);
  const auto end_first = [&](const std::string& state) {
    world.file().open_raw().exec("UPDATE item SET state = '" + state +
                                 "' WHERE batch_id = " + std::to_string(first.value()));
    return world.alike(last, 2);
  };
  CHECK(end_first("duplicate_confirmed")->batch != first);
  CHECK(end_first("returned")->batch != first);
  CHECK(end_first("captured")->batch == first);
}

TEST_CASE("Nobody's hand is kept in the open: the map of the ink is sealed",
          "[deposit][store][alike]") {
  PictureWorld world;
  world.take("feed-1", named(2, "1041", 1), named(3, "77", 2));
  const auto plain = encode::to_bytes(some_ink(1));
  auto raw = world.file().open_raw();
  SQLite::Statement rows{raw, "SELECT ink_sealed FROM check_picture"};
  int count = 0;
  while (rows.executeStep()) {
    const auto text = rows.getColumn(0).getString();
    const std::string_view start{static_cast<const char*>(static_cast<const void*>(plain.data())),
                                 16};
    CHECK(text.find(start) == std::string::npos);
    ++count;
  }
  CHECK(count == 2);
}
