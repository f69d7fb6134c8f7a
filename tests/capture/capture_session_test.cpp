#include "capture/capture_session.h"

#include <memory>
#include <set>

#include "capture/document_reader.h"
#include "capture/image_name.h"
#include "capture/memory_store.h"
#include "capture/recording_image_store.h"
#include "capture/scripted_scanner.h"
#include "core/limits.h"
#include "encode/image/image_codec.h"
#include "encode/image/sample_pictures.h"
#include "encode/print/raster.h"
#include "encode/print/slips.h"
#include "support/catch.h"

namespace lockbox::capture {
namespace {

using drivers::FaultCode;
using test::scanned;
using test::ScriptedScanner;

/// Books and pictures that write down every step, with one open batch.
struct Office {
  std::vector<std::string> steps;
  test::MemoryStore store{[this](const std::string& step) { steps.push_back(step); }};
  test::RecordingImageStore images{[this](const std::string& step) { steps.push_back(step); }};
  CaptureTarget target{
      store, images, open(), {"camera"}, std::make_shared<PicturesHere>(), GENERATE(1, 2, 7)};

  [[nodiscard]] deposit::Batch open() {
    deposit::BatchHeader header{.site = "TOWN",
                                .lockbox = "BOX",
                                .business_day = BusinessDay::parse("2026-11-23").value(),
                                .job = "mail",
                                .prepared_by = "",
                                .control = std::nullopt,
                                .source = "folder:1"};
    return store.open_batch(header, {"camera"}).value();
  }
  [[nodiscard]] Result<CaptureReport> capture(drivers::Scanner& scanner) {
    return capture_feed(scanner, target, [this](const CaptureCounts& counts) {
      steps.push_back("acknowledge " + std::to_string(counts.filed));
    });
  }
  [[nodiscard]] Result<CaptureReport> capture(std::vector<drivers::ScanEvent> events) {
    ScriptedScanner scanner{std::move(events)};
    return capture(scanner);
  }
  [[nodiscard]] const std::vector<deposit::Document>& documents() {
    return store.contents(target.batch.id).documents;
  }
};

[[nodiscard]] std::vector<drivers::ScanEvent> documents_to(std::int64_t last) {
  std::vector<drivers::ScanEvent> events;
  for (std::int64_t sequence = 1; sequence <= last; ++sequence) {
    events.emplace_back(scanned(sequence, "front " + std::to_string(sequence)));
  }
  return events;
}

[[nodiscard]] std::vector<std::string> codes_of(const deposit::Document& document) {
  std::vector<std::string> codes;
  for (const auto& fault : document.captured.faults) codes.push_back(fault.code);
  return codes;
}

}  // namespace

TEST_CASE("A document is acknowledged after its pictures and its row are durable",
          "[capture][durability]") {
  Office office;
  auto document = scanned(1, "front 1");
  document.rear = drivers::ScannedImage{"1R", test::to_bytes("rear 1")};
  REQUIRE(office.capture({document, scanned(2, "front 2")}).has_value());
  CHECK(office.steps == std::vector<std::string>{"put BOX/1/1 front", "put BOX/1/1 rear",
                                                 "put BOX/1/2 front", "durable", "file 2",
                                                 "acknowledge 2"});
}

TEST_CASE("Documents are filed in groups, and the last group may be short", "[capture]") {
  Office office;
  const std::int64_t group = limits::capture_group_documents;
  const auto report = office.capture(documents_to(2 * group + 3));
  REQUIRE(report.has_value());
  CHECK(report->counts == CaptureCounts{2 * group + 3, 2 * group + 3, 0, 0});
  std::vector<std::string> commits;
  for (const auto& step : office.steps) {
    if (step.starts_with("file")) commits.push_back(step);
  }
  CHECK(commits == std::vector<std::string>{"file 32", "file 32", "file 3"});
}

TEST_CASE("D15: feeding the same paper again files and stores nothing twice", "[capture]") {
  Office office;
  auto gap = drivers::ScannedDocument{};
  gap.feed_sequence = 3;
  gap.faults.push_back({FaultCode::SequenceGap, "Number 3 is missing."});
  const std::vector<drivers::ScanEvent> feed{scanned(1, "one"), scanned(2, "two"), gap};
  REQUIRE(office.capture(feed).has_value());
  const auto before = office.documents().size();
  office.steps.clear();

  const auto report = office.capture(feed);
  REQUIRE(report.has_value());
  CHECK(report->counts == CaptureCounts{3, 0, 3, 0});
  CHECK(office.steps.empty());
  CHECK(office.documents().size() == before);
}

TEST_CASE("A feed that failed at any commit is completed by feeding it again",
          "[capture][durability]") {
  const std::int64_t total = 2 * limits::capture_group_documents + 5;
  const auto commits_before_failure = GENERATE(0, 1, 2);
  Office office;
  // The store fails when the scanner has fed one more group than was committed before.
  auto events = documents_to(total);
  int commits = 0;
  ScriptedScanner scanner{events};
  if (commits_before_failure == 0) office.store.fail_next();
  const auto failed = capture_feed(scanner, office.target, [&](const CaptureCounts&) {
    if (++commits == commits_before_failure) office.store.fail_next();
  });
  REQUIRE_FALSE(failed.has_value());
  CHECK(failed.error().message == "The disk is full.");
  const auto acknowledged = commits_before_failure * limits::capture_group_documents;
  CHECK(office.documents().size() == static_cast<std::size_t>(acknowledged));

  const auto report = office.capture(events);
  REQUIRE(report.has_value());
  CHECK(report->counts == CaptureCounts{total, total - acknowledged, acknowledged, 0});
  std::set<std::int64_t> sequences;
  for (const auto& document : office.documents()) sequences.insert(document.captured.sequence);
  CHECK(sequences.size() == static_cast<std::size_t>(total));
  CHECK(office.documents().size() == sequences.size());
}

TEST_CASE("Pictures are stored byte for byte, whatever they are", "[capture]") {
  Office office;
  auto document = scanned(7, "Dear Sirs");
  document.faults.push_back({FaultCode::ForeignFile, "7F is no picture."});
  document.codeline = drivers::Codeline{"T021000021T"};
  document.transaction_number = 4;
  const auto report = office.capture({document});
  REQUIRE(report.has_value());
  CHECK(report->counts == CaptureCounts{1, 1, 0, 1});

  REQUIRE(office.documents().size() == 1);
  const auto& filed = office.documents().front();
  CHECK(codes_of(filed) == std::vector<std::string>{"foreign_file"});
  CHECK(filed.captured.head_codeline == "T021000021T");
  CHECK(filed.captured.transaction_number == 4);
  REQUIRE(filed.captured.images.size() == 1);
  const auto& image = filed.captured.images.front();
  CHECK(image.file == "7F");
  CHECK(image.media_type.empty());
  CHECK(office.images.get(image.place, image_name(office.target.batch, 7, Side::Front)).value() ==
        test::to_bytes("Dear Sirs"));
}

TEST_CASE("A sheet that the program printed parts envelopes, unless its paper met a fault",
          "[capture]") {
  const auto slip = encode::to_raster(encode::separator_slip(12).value(), 200);
  const auto file = encode::encode_tiff_g4(slip);
  auto sheet = scanned(2, "");
  sheet.front = drivers::ScannedImage{"2F", file};
  auto doubtful = scanned(3, "");
  doubtful.front = drivers::ScannedImage{"3F", file};
  doubtful.faults.push_back({FaultCode::DoubleFeed, "Two papers."});
  Office office;
  REQUIRE(office.capture({scanned(1, "mail"), sheet, doubtful}).has_value());
  REQUIRE(office.documents().size() == 3);
  CHECK_FALSE(office.documents()[0].captured.is_separator);
  CHECK(office.documents()[1].captured.is_separator);
  CHECK_FALSE(office.documents()[2].captured.is_separator);
  CHECK(office.documents()[1].captured.images.size() == 1);
}

TEST_CASE("A rear that cannot be decoded is a fault of its document", "[capture][fault]") {
  struct Case {
    std::string rear;
    std::vector<drivers::Fault> told;  // By the driver.
    std::vector<std::string> codes;
  };
  const auto given = GENERATE(values<Case>({
      {"a letter", {}, {"foreign_file"}},
      {"a letter", {{FaultCode::ForeignFile, "1R is no picture."}}, {"foreign_file"}},
      {"a letter",
       {{FaultCode::ForeignFile, "1F is no picture."}},
       {"foreign_file", "foreign_file"}},
      {"\xff\xd8\xff\xe0", {}, {"truncated_image"}},
      {"", {}, {"empty_file"}},
  }));
  Office office;
  auto document = scanned(1, "front");
  document.rear = drivers::ScannedImage{"1R", test::to_bytes(given.rear)};
  document.faults = given.told;
  REQUIRE(office.capture({document}).has_value());
  REQUIRE(office.documents().size() == 1);
  const auto& filed = office.documents().front();
  CHECK(codes_of(filed) == given.codes);
  CHECK_THAT(filed.captured.faults.back().message, Catch::Matchers::Contains("1R"));
  CHECK(filed.captured.images.size() == (given.rear.empty() ? 1U : 2U));
}

TEST_CASE("A document that needs a rescan is replaced by its new scan", "[capture]") {
  Office office;
  REQUIRE(office.capture({scanned(1, "torn"), scanned(2, "good")}).has_value());
  office.store.contents(office.target.batch.id).documents[0].state =
      deposit::DocumentState::NeedsRescan;
  const auto report = office.capture({scanned(1, "whole"), scanned(2, "good")});
  REQUIRE(report.has_value());
  CHECK(report->counts == CaptureCounts{2, 1, 1, 0});
  CHECK(office.documents()[0].captured.images[0].place.sha256 == Sha256::of(bytes_of("whole")));
}

TEST_CASE("A picture replaced after its capture is told, changes nothing, and the rest goes on",
          "[capture][fault]") {
  Office office;
  const auto with_rear = [](std::string_view front, std::string_view rear) {
    auto document = scanned(1, front);
    if (!rear.empty()) document.rear = drivers::ScannedImage{"1R", test::to_bytes(rear)};
    return document;
  };
  struct Case {
    std::string front;
    std::string rear;
    std::string told;
  };
  const auto given = GENERATE(values<Case>({
      {"another", "back", "1F is not what was captured as its front"},
      {"one", "another", "1R is not what was captured as its rear"},
      {"one", "", "no picture is not what was captured as its rear"},
  }));
  REQUIRE(office.capture({with_rear("one", "back")}).has_value());
  const auto before = office.documents()[0].captured.images;

  const auto report = office.capture({with_rear(given.front, given.rear), scanned(2, "two")});
  REQUIRE(report.has_value());
  CHECK(report->counts.skipped == 1);
  CHECK(report->counts.filed == 1);
  REQUIRE(report->device_faults.size() == 1);
  CHECK(report->device_faults[0].code == FaultCode::DuplicateName);
  CHECK_THAT(report->device_faults[0].message, Catch::Matchers::Contains(given.told));
  REQUIRE(office.documents().size() == 2);
  const auto& after = office.documents()[0].captured.images;
  REQUIRE(after.size() == before.size());
  for (std::size_t i = 0; i < after.size(); ++i)
    CHECK(after[i].place.sha256 == before[i].place.sha256);
}

TEST_CASE("A page that would fill the memory is a fault of its document, front or rear",
          "[capture][fault]") {
  const auto bomb = encode::test::one_strip_tiff(
      {.width = 60'000, .height = 60'000, .compression = 4, .photometric = 0},
      Bytes(7'500, std::byte{0xFF}));
  Office office;
  auto document = scanned(1, "front");
  document.rear = drivers::ScannedImage{"1R", bomb};
  REQUIRE(office.capture({document, scanned(2, "two")}).has_value());
  REQUIRE(office.documents().size() == 2);
  CHECK(codes_of(office.documents()[0]) == std::vector<std::string>{"oversized_image"});
  CHECK_THAT(office.documents()[0].captured.faults[0].message, Catch::Matchers::StartsWith("1R: "));
  CHECK(codes_of(office.documents()[1]).empty());

  PicturesHere pictures;
  const auto reading = read_document(pictures, {3, {"3F", bomb}}, {}).value();
  REQUIRE(reading.fault.has_value());
  CHECK(reading.fault->code == "oversized_image");
  CHECK_THAT(reading.fault->message, Catch::Matchers::StartsWith("3F: "));
}

TEST_CASE("A scanner that counts other documents than arrived is an error, and they are filed",
          "[capture][fault]") {
  Office office;
  ScriptedScanner scanner{documents_to(2)};
  scanner.miscount_by(1);
  const auto report = office.capture(scanner);
  REQUIRE_FALSE(report.has_value());
  CHECK_THAT(report.error().message, Catch::Matchers::Contains("3 documents, but 2 arrived"));
  CHECK(office.documents().size() == 2);
}

TEST_CASE("C-25: a scanner that breaks loses none of the documents that it gave",
          "[capture][fault]") {
  Office office;
  ScriptedScanner scanner{documents_to(2)};
  scanner.break_with({ErrorCode::Unavailable, "The cable was pulled.", ""});
  const auto report = office.capture(scanner);
  REQUIRE_FALSE(report.has_value());
  CHECK(report.error().message == "The cable was pulled.");
  CHECK(office.documents().size() == 2);
  CHECK(office.steps.back() == "acknowledge 2");
}

TEST_CASE("A scanner that stops on a fault has not ended its batch", "[capture][fault]") {
  Office office;
  ScriptedScanner scanner{{scanned(1, "one"), drivers::DeviceFault{{FaultCode::Jam, "Stuck."}}}};
  scanner.stop_with(drivers::StopReason::Faulted);
  const auto report = office.capture(scanner);
  REQUIRE_FALSE(report.has_value());
  CHECK(report.error().code == ErrorCode::Unavailable);
  CHECK_THAT(report.error().message, Catch::Matchers::EndsWith("Stuck."));
  CHECK(office.documents().size() == 1);
}

TEST_CASE("After a jam the feed is resumed, and the rescan takes the place of the jammed sheet",
          "[capture][fault]") {
  Office office;
  drivers::ScannedDocument jammed;
  jammed.feed_sequence = 2;
  jammed.device_document_id = "2";
  jammed.faults.push_back({FaultCode::Jam, "Sheet 2 is in the track."});
  ScriptedScanner scanner{{scanned(1, "one"), jammed}};
  scanner.stop_with(drivers::StopReason::Faulted);
  REQUIRE_FALSE(office.capture(scanner).has_value());
  REQUIRE(office.documents().size() == 2);
  CHECK(codes_of(office.documents()[1]) == std::vector<std::string>{"jam"});
  CHECK(office.documents()[1].state == deposit::DocumentState::NeedsRescan);

  const auto resumed = office.capture({scanned(2, "two"), scanned(3, "three")});
  REQUIRE(resumed.has_value());
  CHECK(resumed->counts == CaptureCounts{2, 2, 0, 0});
  REQUIRE(office.documents().size() == 3);
  CHECK(codes_of(office.documents()[1]).empty());
  CHECK(office.documents()[1].captured.images[0].place.sha256 == Sha256::of(bytes_of("two")));
}

TEST_CASE("A number that comes twice in one feed is an error", "[capture][fault]") {
  Office office;
  const auto report = office.capture({scanned(2, "two"), scanned(2, "again")});
  REQUIRE_FALSE(report.has_value());
  CHECK(report.error().code == ErrorCode::InvalidInput);
}

TEST_CASE("Faults of the device and what its sensors noticed stand in the report", "[capture]") {
  Office office;
  const auto report = office.capture(
      {drivers::SensorEvent{"ignored_file", "Thumbs.db"}, scanned(1, "one"),
       drivers::DeviceFault{{FaultCode::SequenceGap, "Numbers 2 to 9000 are missing."}}});
  REQUIRE(report.has_value());
  REQUIRE(report->device_faults.size() == 1);
  CHECK(report->device_faults[0].code == FaultCode::SequenceGap);
  REQUIRE(report->sensor_events.size() == 1);
  CHECK(report->sensor_events[0].value == "Thumbs.db");
  CHECK(report->stop_reason == drivers::StopReason::HopperEmpty);
}

}  // namespace lockbox::capture
