#include "capture/reading_job.h"

#include <algorithm>
#include <atomic>
#include <future>
#include <stdexcept>

#include "capture/capture_session.h"
#include "capture/memory_store.h"
#include "capture/scripted_scanner.h"
#include "core/limits.h"
#include "support/catch.h"
#include "support/memory_image_store.h"

namespace lockbox::capture {
namespace {

using drivers::FaultCode;
using test::scanned;

/// A batch captured from the given events, ready to be read.
struct Office {
  std::vector<std::string> steps;
  test::MemoryStore store{[this](const std::string& step) { steps.push_back(step); }};
  test::MemoryImageStore images;
  deposit::Batch batch = store
                             .open_batch({.site = "TOWN",
                                          .lockbox = "BOX",
                                          .business_day = BusinessDay::parse("2026-11-23").value(),
                                          .job = "mail",
                                          .prepared_by = "",
                                          .control = std::nullopt,
                                          .source = "folder:1"},
                                         {"camera"})
                             .value();

  explicit Office(std::vector<drivers::ScanEvent> events) {
    test::ScriptedScanner scanner{std::move(events)};
    REQUIRE(capture_feed(scanner, {store, images, batch, {"camera"}}, {}).has_value());
    steps.clear();
  }
  [[nodiscard]] Result<ReadingCounts> read(const DocumentReader& reader, int threads = 2) {
    return read_batch({store, images, batch, {"reader"}, threads}, reader,
                      [this](const ReadingCounts& counts) {
                        steps.push_back("acknowledge " + std::to_string(counts.read));
                      });
  }
  [[nodiscard]] const deposit::Document& document(std::int64_t sequence) {
    const auto& all = store.contents(batch.id).documents;
    return *std::ranges::find_if(
        all, [&](const auto& document) { return document.captured.sequence == sequence; });
  }
};

/// Counts the pictures that were fetched.
class CountingImageStore final : public ImageStore {
 public:
  explicit CountingImageStore(ImageStore& images) : images_{images} {}

  [[nodiscard]] Result<ImagePlace> put(BusinessDay day, const ImageName& name,
                                       ByteView image) override {
    return images_.put(day, name, image);
  }
  [[nodiscard]] Result<void> make_durable() override { return images_.make_durable(); }
  [[nodiscard]] Result<Bytes> get(const ImagePlace& place, const ImageName& name) override {
    ++fetched_;
    return images_.get(place, name);
  }
  [[nodiscard]] std::int64_t fetched() const { return fetched_; }

 private:
  ImageStore& images_;
  std::atomic<std::int64_t> fetched_ = 0;
};

[[nodiscard]] std::vector<drivers::ScanEvent> documents_to(std::int64_t last) {
  std::vector<drivers::ScanEvent> events;
  for (std::int64_t sequence = 1; sequence <= last; ++sequence) {
    events.emplace_back(scanned(sequence, "front " + std::to_string(sequence)));
  }
  return events;
}

/// Takes every front for a letter and keeps its text where a test can see it.
[[nodiscard]] deposit::Reading read_as_letter(const DocumentPictures& pictures) {
  deposit::Reading reading;
  reading.sequence = pictures.sequence;
  reading.kind = encode::PageKind::Correspondence;
  reading.coupon = deposit::CouponFact{};
  for (const auto byte : pictures.front.bytes) reading.coupon->text += static_cast<char>(byte);
  return reading;
}

}  // namespace

TEST_CASE("Every document is read once, from its own front, and filed in order", "[reading]") {
  const auto threads = GENERATE(1, 2, 7);
  const std::int64_t total = limits::capture_group_documents + 9;
  Office office{documents_to(total)};
  const auto counts = office.read(read_as_letter, threads);
  REQUIRE(counts.has_value());
  CHECK(*counts == ReadingCounts{total, total, 0});
  for (std::int64_t sequence = 1; sequence <= total; ++sequence) {
    REQUIRE(office.document(sequence).reading.has_value());
    CHECK(office.document(sequence).reading->coupon->text == "front " + std::to_string(sequence));
  }
  CHECK(office.steps ==
        std::vector<std::string>{"read 32", "acknowledge 32", "read 9", "acknowledge 41"});
}

TEST_CASE("Only what has no reading is read, and separators never are", "[reading]") {
  auto separator = scanned(3, "patch code");
  separator.is_separator = true;
  Office office{{scanned(1, "one"), scanned(2, "two"), separator}};
  office.store.contents(office.batch.id).documents[0].reading = deposit::Reading{};
  std::atomic<int> asked = 0;
  const auto counts = office.read([&asked](const DocumentPictures& pictures) {
    ++asked;
    return read_as_letter(pictures);
  });
  REQUIRE(counts.has_value());
  CHECK(*counts == ReadingCounts{1, 1, 0});
  CHECK(asked == 1);
  CHECK_FALSE(office.document(3).reading.has_value());
  CHECK(*office.read(read_as_letter) == ReadingCounts{0, 0, 0});
}

TEST_CASE("A document that cannot be read gets its fault and the rest goes on",
          "[reading][fault]") {
  struct Case {
    std::string what;
    std::vector<drivers::Fault> faults;
    bool has_front;
    std::string code;
  };
  const auto given = GENERATE(values<Case>({
      {"a gap", {{FaultCode::SequenceGap, "Number 2 is missing."}}, false, "sequence_gap"},
      {"two fronts", {{FaultCode::DuplicateName, "Two claim it."}}, false, "duplicate_name"},
      {"no front and no word of it", {}, false, "missing_front"},
      {"only a word about the rear",
       {{FaultCode::MissingRear, "No rear."}},
       false,
       "missing_front"},
      {"two papers at once",
       {{FaultCode::MissingRear, "No rear."}, {FaultCode::DoubleFeed, "Too thick."}},
       true,
       "double_feed"},
      {"a jam", {{FaultCode::Jam, "Stuck."}}, true, "jam"},
  }));
  INFO(given.what);
  auto spoiled = scanned(2, "two");
  spoiled.faults = given.faults;
  if (!given.has_front) spoiled.front.reset();
  Office office{{scanned(1, "one"), spoiled, scanned(3, "three")}};
  const auto counts = office.read(read_as_letter);
  REQUIRE(counts.has_value());
  CHECK(*counts == ReadingCounts{3, 3, 1});
  const auto& reading = office.document(2).reading;
  REQUIRE(reading.has_value());
  CHECK(reading->kind == encode::PageKind::Unknown);
  REQUIRE(reading->fault.has_value());
  CHECK(reading->fault->code == given.code);
  CHECK(office.document(2).state == deposit::DocumentState::NeedsRescan);
  CHECK_FALSE(office.document(3).reading->fault.has_value());
}

TEST_CASE("A missing or unreadable rear leaves the front's reading alone", "[reading]") {
  auto document = scanned(1, "one");
  document.rear = drivers::ScannedImage{"1R", test::to_bytes("\xff\xd8\xff\xe0")};
  Office office{{document}};
  REQUIRE(office.document(1).captured.faults.size() == 1);
  REQUIRE(office.read(read_as_letter).has_value());
  CHECK_FALSE(office.document(1).reading->fault.has_value());
  CHECK(office.document(1).reading->kind == encode::PageKind::Correspondence);
}

TEST_CASE("What a library throws becomes a fault of that document", "[reading][fault]") {
  Office office{documents_to(3)};
  const auto counts = office.read([](const DocumentPictures& pictures) {
    if (pictures.sequence == 2) throw std::runtime_error{"matrix is singular"};
    return read_as_letter(pictures);
  });
  REQUIRE(counts.has_value());
  CHECK(counts->faulted == 1);
  const auto& fault = office.document(2).reading->fault;
  REQUIRE(fault.has_value());
  CHECK(fault->message == "2F: the reader gave up: matrix is singular.");
}

TEST_CASE("A picture damaged at rest is a fault, a store that is away an error",
          "[reading][fault]") {
  const auto is_damage = GENERATE(true, false);
  Office office{documents_to(2)};
  auto& place = office.store.contents(office.batch.id).documents[0].captured.images[0].place;
  // The store in memory refuses another document's picture as it would a broken seal.
  place.offset = is_damage ? 1 : 99;
  const auto counts = office.read(read_as_letter);
  REQUIRE(counts.has_value() == is_damage);
  if (is_damage) {
    CHECK(*counts == ReadingCounts{2, 2, 1});
    CHECK(office.document(1).reading->fault->code == "unreadable_file");
  } else {
    CHECK(counts.error().code == ErrorCode::NotFound);
    CHECK_FALSE(office.document(1).reading.has_value());
  }
}

TEST_CASE("Reading that failed at a commit goes on from the last one", "[reading][durability]") {
  const std::int64_t total = 2 * limits::capture_group_documents;
  Office office{documents_to(total)};
  const auto failed =
      read_batch({office.store, office.images, office.batch, {"reader"}, 2}, read_as_letter,
                 [&office](const ReadingCounts&) { office.store.fail_next(); });
  REQUIRE_FALSE(failed.has_value());
  CHECK(*office.read(read_as_letter) == ReadingCounts{total - limits::capture_group_documents,
                                                      total - limits::capture_group_documents, 0});
}

TEST_CASE("Few pictures are in memory at once, however many are due", "[reading]") {
  constexpr int threads = 2;
  constexpr std::int64_t window = 2 * threads;
  Office office{documents_to(60)};
  CountingImageStore images{office.images};
  std::promise<void> window_is_full;
  std::int64_t fetched_while_slow = 0;
  const auto counts = read_batch({office.store, images, office.batch, {"reader"}, threads},
                                 [&](const DocumentPictures& pictures) {
                                   if (pictures.sequence == window) window_is_full.set_value();
                                   if (pictures.sequence == 1) {
                                     window_is_full.get_future().wait();
                                     fetched_while_slow = images.fetched();
                                   }
                                   return read_as_letter(pictures);
                                 },
                                 {});
  REQUIRE(counts.has_value());
  CHECK(fetched_while_slow == window);
  CHECK(images.fetched() == 60);
}

TEST_CASE("A front that is no picture is read as unknown with the codec's fault",
          "[reading][fault]") {
  struct Case {
    std::string bytes;
    std::string code;
  };
  const auto given = GENERATE(values<Case>({{"", "empty_file"},
                                            {"Dear Sirs", "foreign_file"},
                                            {"\xff\xd8\xff\xe0", "truncated_image"}}));
  PicturesHere pictures;
  const auto reading =
      read_document(pictures, {7, {"000007F.tif", test::to_bytes(given.bytes)}}, {}).value();
  CHECK(reading.sequence == 7);
  CHECK(reading.kind == encode::PageKind::Unknown);
  REQUIRE(reading.fault.has_value());
  CHECK(reading.fault->code == given.code);
  CHECK_THAT(reading.fault->message, Catch::Matchers::StartsWith("000007F.tif: "));
}

}  // namespace lockbox::capture
