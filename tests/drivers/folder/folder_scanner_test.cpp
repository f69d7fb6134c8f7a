#include "drivers/folder/folder_scanner.h"

#include <sys/stat.h>

#include <algorithm>

#include "core/limits.h"
#include "drivers/conformance.h"
#include "drivers/folder/scan_folder_fixture.h"
#include "drivers/recording_sink.h"
#include "support/catch.h"
#include "support/ordinary_user.h"

namespace lockbox::drivers {
namespace {

using test::RecordingSink;
using test::ScanFolderFixture;

[[nodiscard]] RecordingSink feed_all(FolderScanner& scanner) {
  RecordingSink sink;
  REQUIRE(scanner.feed(sink).has_value());
  test::require_sound_feed(sink);
  return sink;
}

/// The documents of a folder, after checking the rules that hold for every feed.
[[nodiscard]] std::vector<ScannedDocument> documents_of(const ScanFolderFixture& folder) {
  return feed_all(*folder.open()).of_kind<ScannedDocument>();
}

/// What one document shows: the sides that were taken, then its faults.
[[nodiscard]] std::string seen_of(const ScannedDocument& document) {
  std::string seen;
  const auto add = [&seen](std::string_view word) {
    seen += (seen.empty() ? "" : " ") + std::string{word};
  };
  if (document.front) add("front");
  if (document.rear) add("rear");
  for (const auto& fault : document.faults) add(name_of(fault_code_names, fault.code));
  return seen;
}

}  // namespace

TEST_CASE("The folder driver keeps the rules of every scanner", "[drivers][folder]") {
  const ScanFolderFixture folder;
  for (const std::int64_t sequence : {1, 2, 5}) folder.write_document(sequence);
  folder.write("000006F.jpg", test::jpeg_start);
  folder.write("000007R.png", "");
  folder.write("notes.txt", "mind the staples");
  test::require_conformance([&] { return folder.open(); });
}

TEST_CASE("A file name says which side of which document it is", "[drivers][folder]") {
  struct Case {
    std::string_view name;
    std::optional<std::int64_t> sequence;
    Side side = Side::Front;
  };
  const auto given = GENERATE(values<Case>({
      {"000001F.tif", 1, Side::Front},
      {"000042r.TIFF", 42, Side::Rear},
      {"999999R.Jpg", 999'999, Side::Rear},
      {"000007f.jpeg", 7, Side::Front},
      {"000008F.PNG", 8, Side::Front},
      {"00001F.tif", std::nullopt},
      {"0000001F.tif", std::nullopt},
      {"-00001F.tif", std::nullopt},
      {"000001X.tif", std::nullopt},
      {"000001F.pdf", std::nullopt},
      {"000001F.tif.part", std::nullopt},
      {"000001F", std::nullopt},
      {"000001", std::nullopt},
      {".000001F.tif", std::nullopt},
      {"000001F.", std::nullopt},
      {"000001Ftif", std::nullopt},
      {"Thumbs.db", std::nullopt},
      {"", std::nullopt},
  }));
  INFO(given.name);
  const auto parsed = parse_picture_name(given.name);
  REQUIRE(parsed.has_value() == given.sequence.has_value());
  if (parsed) {
    CHECK(parsed->sequence == *given.sequence);
    CHECK(parsed->side == given.side);
  }
}

TEST_CASE("Documents come in the order of their numbers with their own bytes",
          "[drivers][folder]") {
  const ScanFolderFixture folder;
  for (const std::int64_t sequence : {10, 9, 11}) folder.write_document(sequence);
  const auto documents = documents_of(folder);
  REQUIRE(documents.size() == 3);
  for (std::size_t i = 0; i < documents.size(); ++i) {
    const auto number = format_sequence(static_cast<std::int64_t>(i) + 9);
    CHECK(documents[i].device_document_id == number);
    CHECK(documents[i].faults.empty());
    CHECK(documents[i].front->file == number + "F.tif");
    const auto expected = std::string{test::tiff_start} + number + "R.tif";
    CHECK(std::ranges::equal(documents[i].rear->bytes, bytes_of(expected)));
  }
}

TEST_CASE("Each fault of a folder is named on its document and the rest goes on",
          "[drivers][folder][fault]") {
  struct Case {
    std::string_view what;
    void (*spoil)(const ScanFolderFixture&);  // Adds document 2 in its spoiled form.
    std::string_view seen;
    std::string_view named;  // Stands in the first fault's message.
  };
  const auto given = GENERATE(values<Case>({
      {"no rear", [](auto& folder) { folder.write_picture("000002F.tif"); }, "front missing_rear",
       "000002"},
      {"no front", [](auto& folder) { folder.write_picture("000002R.tif"); }, "rear missing_front",
       "000002"},
      {"no file at all", [](auto&) {}, "sequence_gap", "000002"},
      {"two fronts",
       [](auto& folder) {
         folder.write_document(2);
         folder.write("000002F.jpg", test::jpeg_start);
       },
       "rear duplicate_name", "000002F.jpg, 000002F.tif"},
      {"names that differ in case alone",
       [](auto& folder) {
         folder.write_document(2);
         folder.write_picture("000002r.TIF");
       },
       "front duplicate_name", "000002R.tif, 000002r.TIF"},
      {"an empty front",
       [](auto& folder) {
         folder.write_document(2);
         folder.write("000002F.tif", "");
       },
       "rear empty_file", "000002F.tif"},
      {"a text with a picture's name",
       [](auto& folder) {
         folder.write_document(2);
         folder.write("000002F.tif", "Dear Sirs, please find enclosed");
       },
       "front rear foreign_file", "000002F.tif"},
      {"both sides spoiled",
       [](auto& folder) {
         folder.write("000002F.tif", "");
         folder.write("000002R.tif", "%PDF-1.7");
       },
       "rear empty_file foreign_file", "000002F.tif"},
      {"a front beyond the limit",
       [](auto& folder) {
         folder.write_document(2);
         std::filesystem::resize_file(folder.path() / "000002F.tif",
                                      limits::image_file_bytes_max + 1);
       },
       "rear oversized_image", "000002F.tif"},
      {"a folder with a picture's name",
       [](auto& folder) {
         folder.write_picture("000002R.tif");
         std::filesystem::create_directory(folder.path() / "000002F.tif");
       },
       "rear unreadable_file", "000002F.tif"},
      {"a link to a good picture",
       [](auto& folder) {
         folder.write_picture("000002R.tif");
         std::filesystem::create_symlink("000001F.tif", folder.path() / "000002F.tif");
       },
       "rear unreadable_file", "symbolic link"},
      {"a link to nowhere",
       [](auto& folder) {
         folder.write_picture("000002R.tif");
         std::filesystem::create_symlink("nowhere.tif", folder.path() / "000002F.tif");
       },
       "rear unreadable_file", "symbolic link"},
      {"a front in a format that is none of ours",
       [](auto& folder) {
         folder.write_picture("000002R.tif");
         folder.write("000002F.pdf", "%PDF-1.7");
       },
       "rear foreign_file", "000002F.pdf"},
      {"a front that is still being copied",
       [](auto& folder) {
         folder.write_picture("000002R.tif");
         folder.write_picture("000002F.tif.part");
       },
       "rear foreign_file", "000002F.tif.part"},
      {"a rear whose extension cannot be printed",
       [](auto& folder) {
         folder.write_picture("000002F.tif");
         folder.write_picture("000002R.t\xffif");
       },
       "front foreign_file", "000002R.t\\xffif"},
      {"a TIFF and a JPEG of one rear",
       [](auto& folder) {
         folder.write_document(2);
         folder.write("000002R.JPG", test::jpeg_start);
       },
       "front duplicate_name", "000002R.JPG, 000002R.tif"},
      {"a pipe",
       [](auto& folder) {
         folder.write_picture("000002R.tif");
         REQUIRE(::mkfifo((folder.path() / "000002F.tif").c_str(), 0600) == 0);
       },
       "rear unreadable_file", "000002F.tif"},
  }));
  INFO(given.what);
  const ScanFolderFixture folder;
  folder.write_document(1);
  given.spoil(folder);
  folder.write_document(3);

  const auto documents = documents_of(folder);
  REQUIRE(documents.size() == 3);
  CHECK(seen_of(documents[0]) == "front rear");
  CHECK(seen_of(documents[1]) == given.seen);
  CHECK(seen_of(documents[2]) == "front rear");
  CHECK_THAT(documents[1].faults.front().message,
             Catch::Matchers::Contains(std::string{given.named}));
}

TEST_CASE("A file that this user may not read is unreadable and the rest goes on",
          "[drivers][folder][fault]") {
  const ScanFolderFixture folder;
  for (const std::int64_t sequence : {1, 2}) folder.write_document(sequence);
  using std::filesystem::perms;
  std::filesystem::permissions(folder.path(), perms::all);
  for (const auto* name : {"000001R.tif", "000002F.tif", "000002R.tif"}) {
    std::filesystem::permissions(folder.path() / name, perms::all);
  }
  std::filesystem::permissions(folder.path() / "000001F.tif", perms::none);
  const auto scanner = folder.open();
  RecordingSink sink;
  {
    const test::OrdinaryUser user;
    REQUIRE(scanner->feed(sink).has_value());
  }
  const auto documents = sink.of_kind<ScannedDocument>();
  REQUIRE(documents.size() == 2);
  CHECK(seen_of(documents[0]) == "rear unreadable_file");
  CHECK_THAT(documents[0].faults.front().message,
             Catch::Matchers::Contains("000001F.tif: Permission denied"));
  CHECK(seen_of(documents[1]) == "front rear");
}

TEST_CASE("A file that vanishes after the listing is unreadable, not forgotten",
          "[drivers][folder][fault]") {
  const ScanFolderFixture folder;
  for (const std::int64_t sequence : {1, 2}) folder.write_document(sequence);
  const auto scanner = folder.open();
  std::filesystem::remove(folder.path() / "000001F.tif");
  const auto documents = feed_all(*scanner).of_kind<ScannedDocument>();
  REQUIRE(documents.size() == 2);
  CHECK(seen_of(documents[0]) == "rear unreadable_file");
  CHECK(seen_of(documents[1]) == "front rear");
}

TEST_CASE("A folder that vanishes stops the feed as a lost device", "[drivers][folder][fault]") {
  const ScanFolderFixture folder;
  folder.write_document(1);
  const auto scanner = folder.open();
  std::filesystem::remove_all(folder.path());
  const auto sink = feed_all(*scanner);
  CHECK(sink.of_kind<ScannedDocument>().empty());
  REQUIRE(sink.of_kind<DeviceFault>().size() == 1);
  CHECK(sink.of_kind<DeviceFault>().front().fault.code == FaultCode::DeviceLost);
  CHECK(test::reason_of(sink) == StopReason::Faulted);
}

TEST_CASE("A short gap is a document for each number, a long one a fault of the device",
          "[drivers][folder][fault]") {
  const auto missing = GENERATE(values<std::int64_t>(
      {limits::sequence_gap_documents_max, limits::sequence_gap_documents_max + 1}));
  const ScanFolderFixture folder;
  folder.write_document(1);
  folder.write_document(2 + missing);
  const auto sink = feed_all(*folder.open());
  const auto documents = sink.of_kind<ScannedDocument>();
  const auto faults = sink.of_kind<DeviceFault>();
  if (missing <= limits::sequence_gap_documents_max) {
    CHECK(static_cast<std::int64_t>(documents.size()) == 2 + missing);
    CHECK(faults.empty());
  } else {
    CHECK(documents.size() == 2);
    REQUIRE(faults.size() == 1);
    CHECK(faults.front().fault.code == FaultCode::SequenceGap);
    CHECK_THAT(faults.front().fault.message, Catch::Matchers::Contains("000002 to 001002"));
  }
}

TEST_CASE("Files that are no pictures are counted by name and fed to nobody", "[drivers][folder]") {
  const ScanFolderFixture folder;
  folder.write_document(1);
  for (const auto* name : {"Thumbs.db", "batch.toml", ".hidden", "tab\there"}) {
    folder.write(name, "text");
  }
  const auto sink = feed_all(*folder.open());
  CHECK(sink.of_kind<ScannedDocument>().size() == 1);
  std::vector<std::string> names;
  for (const auto& event : sink.of_kind<SensorEvent>()) {
    CHECK(event.sensor == "ignored_file");
    names.push_back(event.value);
  }
  CHECK(names == std::vector<std::string>{".hidden", "Thumbs.db", "batch.toml", "tab\\x09here"});
}

TEST_CASE("A picture without a document's number is a fault of the device", "[drivers][folder]") {
  const ScanFolderFixture folder;
  folder.write_document(1);
  const std::vector<std::string> names{"0001000F.tif", "12F.tif", "IMG_2044.JPG",
                                       "copy of 000001F.tif"};
  for (const auto& name : names) folder.write_picture(name);
  const auto sink = feed_all(*folder.open());
  CHECK(sink.of_kind<ScannedDocument>().size() == 1);
  CHECK(sink.of_kind<SensorEvent>().empty());
  const auto faults = sink.of_kind<DeviceFault>();
  REQUIRE(faults.size() == names.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    CHECK(faults[i].fault.code == FaultCode::ForeignFile);
    CHECK_THAT(faults[i].fault.message, Catch::Matchers::StartsWith(names[i] + " "));
  }
}

TEST_CASE("A file beside a picture of the same name is left alone", "[drivers][folder]") {
  const ScanFolderFixture folder;
  folder.write_document(1);
  folder.write("000001F.xml", "<index/>");
  const auto sink = feed_all(*folder.open());
  const auto documents = sink.of_kind<ScannedDocument>();
  REQUIRE(documents.size() == 1);
  CHECK(seen_of(documents[0]) == "front rear");
  REQUIRE(sink.of_kind<SensorEvent>().size() == 1);
  CHECK(sink.of_kind<SensorEvent>().front().value == "000001F.xml");
}

TEST_CASE("A document is fed by its number even if it has no picture at all", "[drivers][folder]") {
  const ScanFolderFixture folder;
  folder.write_document(1);
  folder.write("000002F.pdf", "%PDF-1.7");
  const auto documents = documents_of(folder);
  REQUIRE(documents.size() == 2);
  CHECK(seen_of(documents[1]) == "foreign_file missing_rear");
}

TEST_CASE("A folder that cannot be fed is refused with its reason", "[drivers][folder]") {
  const ScanFolderFixture folder;
  folder.write("notes.txt", "no picture");
  std::filesystem::create_directory(folder.path() / "empty");
  struct Case {
    std::string name;
    ErrorCode code;
    std::string reason;
  };
  const auto given = GENERATE(values<Case>({
      {"absent", ErrorCode::NotFound, "does not exist"},
      {"notes.txt", ErrorCode::InvalidInput, "not a folder"},
      {"empty", ErrorCode::InvalidInput, "holds no picture"},
      {".", ErrorCode::InvalidInput, "holds no picture"},
  }));
  const auto scanner = FolderScanner::open(folder.path() / given.name);
  REQUIRE_FALSE(scanner.has_value());
  CHECK(scanner.error().code == given.code);
  CHECK_THAT(scanner.error().message, Catch::Matchers::Contains(given.reason));
}

TEST_CASE("Numbers that stand for more documents than a batch may hold are refused",
          "[drivers][folder]") {
  const ScanFolderFixture folder;
  const auto step = limits::sequence_gap_documents_max + 1;
  for (std::int64_t sequence = 1; sequence < 110 * step; sequence += step) {
    folder.write_picture(format_sequence(sequence) + "F.tif");
  }
  const auto scanner = FolderScanner::open(folder.path());
  REQUIRE_FALSE(scanner.has_value());
  CHECK_THAT(scanner.error().message, Catch::Matchers::Contains("more than 100000 documents"));
}

TEST_CASE("The first fronts are the first pictures, by contents", "[drivers][folder]") {
  const ScanFolderFixture folder;
  folder.write("000001F.tif", "");
  folder.write("000002F.tif", "a text");
  folder.write_picture("000003R.tif");
  for (const std::int64_t sequence : {4, 5, 6}) folder.write_document(sequence);
  const auto fronts = folder.open()->first_fronts(2);
  REQUIRE(fronts.size() == 2);
  CHECK(fronts[0].sequence == 4);
  CHECK(fronts[0].sha256 == Sha256::of(bytes_of(std::string{test::tiff_start} + "000004F.tif")));
  CHECK(fronts[1].sequence == 5);
  CHECK(folder.open()->first_fronts(9).size() == 3);
}

}  // namespace lockbox::drivers
