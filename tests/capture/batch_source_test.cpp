#include "capture/batch_source.h"

#include <filesystem>

#include "capture/capture_session.h"
#include "capture/memory_store.h"
#include "drivers/folder/scan_folder_fixture.h"
#include "support/catch.h"
#include "support/memory_image_store.h"

namespace lockbox::capture {
namespace {

using test::ScanFolderFixture;

/// Captures folders into the batches that they identify, as the office would.
struct Office {
  test::MemoryStore store;
  test::MemoryImageStore images;

  [[nodiscard]] deposit::Batch capture(const ScanFolderFixture& folder) {
    const auto scanner = folder.open();
    const deposit::BatchHeader header{
        .site = "TOWN",
        .lockbox = "BOX",
        .business_day = BusinessDay::parse("2026-11-23").value(),
        .job = "mail",
        .prepared_by = "",
        .control = std::nullopt,
        .source = identify_folder(*scanner, store, "TOWN", "BOX").value()};
    const auto batch = store.open_batch(header, {"camera"}).value();
    REQUIRE(capture_feed(*scanner, {store, images, batch, {"camera"}}, {}).has_value());
    return batch;
  }
};

void write_day(const ScanFolderFixture& folder, std::int64_t documents, const std::string& day) {
  for (std::int64_t sequence = 1; sequence <= documents; ++sequence) {
    const auto name = drivers::format_sequence(sequence) + "F.tif";
    folder.write(name, std::string{test::tiff_start} + day + name);
  }
}

}  // namespace

TEST_CASE("A copied folder is the same batch", "[capture][identity]") {
  Office office;
  const ScanFolderFixture folder;
  const ScanFolderFixture copy;
  write_day(folder, 3, "monday");
  write_day(copy, 3, "monday");
  CHECK(folder_source(*folder.open()) == folder_source(*copy.open()));
  const auto batch = office.capture(folder);
  CHECK(office.capture(copy).id == batch.id);
  CHECK(office.images.images() == 3);
}

TEST_CASE("A folder that grew or got its first file late is the same batch",
          "[capture][identity]") {
  Office office;
  const ScanFolderFixture folder;
  write_day(folder, 4, "monday");
  std::filesystem::remove(folder.path() / "000001F.tif");
  const auto batch = office.capture(folder);
  write_day(folder, 9, "monday");
  CHECK(office.capture(folder).id == batch.id);
  CHECK(office.store.contents(batch.id).documents.size() == 9);
}

TEST_CASE("Two days that share a blank first page are two batches", "[capture][identity]") {
  Office office;
  const ScanFolderFixture monday;
  const ScanFolderFixture tuesday;
  write_day(monday, 4, "monday");
  write_day(tuesday, 4, "tuesday");
  for (const auto* folder : {&monday, &tuesday}) {
    folder->write("000001F.tif", std::string{test::tiff_start} + "blank");
  }
  const auto first = office.capture(monday);
  const auto second = office.capture(tuesday);
  CHECK(first.id != second.id);
  CHECK(office.capture(monday).id == first.id);
  CHECK(office.capture(tuesday).id == second.id);
}

TEST_CASE("A folder without any picture is known by the names in it", "[capture][identity]") {
  const ScanFolderFixture folder;
  const ScanFolderFixture other;
  folder.write("000001F.tif", "");
  other.write("000002F.tif", "");
  CHECK(folder_source(*folder.open()) == folder_source(*folder.open()));
  CHECK(folder_source(*folder.open()) != folder_source(*other.open()));
}

}  // namespace lockbox::capture
