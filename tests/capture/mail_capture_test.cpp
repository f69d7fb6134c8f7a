#include <filesystem>
#include <memory>

#include "capture/batch_source.h"
#include "capture/capture_session.h"
#include "capture/image_store/segment_image_store.h"
#include "capture/reading_job.h"
#include "deposit/store/sqlite/sqlite_store.h"
#include "drivers/folder/folder_scanner.h"
#include "support/catch.h"
#include "support/fixed_clock.h"
#include "support/fixed_keys.h"
#include "support/shared_data.h"
#include "support/temporary_directory.h"

namespace lockbox::capture {
namespace {

/// The scan folder of a drawn day of mail, or nothing where the data is not installed.
[[nodiscard]] std::optional<std::filesystem::path> mail_folder(const std::string& day) {
  auto folder = test::shared_data() / "mail" / day / "scan";
  if (std::filesystem::is_directory(folder)) return folder;
  return std::nullopt;
}

/// The real books and the real image store in a directory of their own.
struct Office {
  test::TemporaryDirectory directory;
  test::FixedKeys keys;
  test::FixedClock clock;
  SegmentImageStore images{directory.path() / "images", keys, {.durability = Durability::Skip}};
  std::unique_ptr<deposit::Store> store =
      deposit::open_sqlite_store({.path = directory.path() / "books.sqlite",
                                  .keys = keys,
                                  .clock = clock,
                                  .synchronous = deposit::Synchronous::Normal})
          .value();

  [[nodiscard]] deposit::Batch open_batch(const drivers::FolderScanner& scanner) const {
    return store
        ->open_batch({.site = "TOWN",
                      .lockbox = "BOX",
                      .business_day = BusinessDay::parse("2026-11-23").value(),
                      .job = "mail",
                      .prepared_by = "dana",
                      .control = std::nullopt,
                      .source = identify_folder(scanner, *store, "TOWN", "BOX").value()},
                     {"dana"})
        .value();
  }
};

}  // namespace

TEST_CASE("A day of mail is captured whole, read, and neither happens twice",
          "[capture][reading][mail]") {
  const std::string day = GENERATE("clean", "mixed");
  const auto folder = mail_folder(day);
  if (!folder) {
    WARN("Skipped: no drawn mail; set LOCKBOX_SHARED to the directory that holds data/mail.");
    return;
  }
  Office office;
  const auto scanner = drivers::FolderScanner::open(*folder).value();
  const auto batch = office.open_batch(*scanner);
  const CaptureTarget target{*office.store, office.images, batch, {"camera"}};

  const auto first = capture_feed(*scanner, target, {});
  REQUIRE(first.has_value());
  CHECK(first->counts.fed == first->counts.filed);
  const auto names = scanner->picture_names();
  std::size_t pictures = 0;
  const auto captured = office.store->load_batch(batch.id).value();
  for (const auto& document : captured.documents) pictures += document.captured.images.size();
  CHECK(pictures == names.size());

  const auto again = drivers::FolderScanner::open(*folder).value();
  CHECK(office.open_batch(*again).id == batch.id);
  const auto second = capture_feed(*again, target, {});
  REQUIRE(second.has_value());
  CHECK(second->counts.skipped == first->counts.fed);

  const ReadingTarget reading{*office.store, office.images, batch, {"reader"}, 2};
  PicturesHere here;
  const DocumentReader reader = [&here](const DocumentPictures& document) {
    return read_document(here, document, {});
  };
  const auto read = read_batch(reading, reader, {});
  REQUIRE(read.has_value());
  CHECK(*read == ReadingCounts{first->counts.fed, first->counts.fed, 0});
  CHECK(read_batch(reading, reader, {}).value() == ReadingCounts{});
  CHECK(office.store->first_fault().value() == std::nullopt);
}

}  // namespace lockbox::capture
