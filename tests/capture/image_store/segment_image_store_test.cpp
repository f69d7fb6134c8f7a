#include "capture/image_store/segment_image_store.h"

#include <fcntl.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "capture/image_store/segment_record.h"
#include "capture/keys/file_keys.h"
#include "core/file.h"
#include "core/open_file.h"
#include "support/catch.h"
#include "support/fixed_keys.h"
#include "support/temporary_directory.h"

namespace lockbox::capture {
namespace {

constexpr std::int64_t small_segment_bytes = 64 << 10;

const BusinessDay monday = BusinessDay::parse("2026-11-23").value();
const BusinessDay tuesday = BusinessDay::parse("2026-11-24").value();
const ImageName front{"riverton/0007/0042", Side::Front, ImageView::Archive};

Bytes picture(std::size_t bytes, unsigned seed) {
  std::mt19937 random{seed};
  Bytes image(bytes);
  std::ranges::generate(image, [&] { return static_cast<std::byte>(random()); });
  return image;
}

/// A store of its own directory that can be closed and opened again, as after a crash.
class StoreFixture {
 public:
  SegmentImageStore& store() { return *store_; }
  void reopen() {
    store_.reset();
    store_.emplace(root(), keys_, options_);
  }
  [[nodiscard]] std::filesystem::path root() const { return directory_.path() / "images"; }
  [[nodiscard]] std::filesystem::path file_of(const ImagePlace& place) const {
    return root() / place.business_day.to_string() / place.segment;
  }
  test::FixedKeys& keys() { return keys_; }
  [[nodiscard]] SegmentOptions options() const { return options_; }

 private:
  test::TemporaryDirectory directory_;
  test::FixedKeys keys_;
  SegmentOptions options_{small_segment_bytes, Durability::Skip};
  std::optional<SegmentImageStore> store_{std::in_place, root(), keys_, options_};
};

ImagePlace stored(SegmentImageStore& store, const ImageName& name, const Bytes& image) {
  const auto place = store.put(monday, name, image).value();
  REQUIRE(store.make_durable());
  return place;
}

bool holds(SegmentImageStore& store, const ImagePlace& place, const ImageName& name,
           const Bytes& image) {
  const auto read = store.get(place, name);
  return read.has_value() && *read == image;
}

std::string refusal(SegmentImageStore& store, const ImagePlace& place, const ImageName& name) {
  const auto read = store.get(place, name);
  return read ? "" : read.error().message;
}

TEST_CASE("An image is read back as it was put", "[capture][image_store]") {
  StoreFixture fixture;
  const auto image = picture(GENERATE(0U, 1U, 4'095U, 4'096U, 30'000U), 1);
  const auto place = stored(fixture.store(), front, image);
  CHECK(place.business_day == monday);
  CHECK(place.segment == "000001.seg");
  CHECK(place.length == static_cast<std::int64_t>(image.size() + seal_overhead_bytes));
  CHECK(place.sha256 == Sha256::of(image));
  CHECK(holds(fixture.store(), place, front, image));
}

TEST_CASE("A store with real syncs keeps what it was given", "[capture][image_store]") {
  const test::TemporaryDirectory directory;
  test::FixedKeys keys;
  SegmentImageStore store{directory.path() / "images", keys};
  const auto image = picture(1'000, 1);
  const auto place = stored(store, front, image);
  CHECK(holds(store, place, front, image));
}

TEST_CASE("A store opened again reads the old images and appends new ones",
          "[capture][image_store]") {
  StoreFixture fixture;
  const auto first = picture(5'000, 1);
  const auto second = picture(6'000, 2);
  const auto first_place = stored(fixture.store(), front, first);
  fixture.reopen();
  const auto second_place = stored(fixture.store(), front, second);
  CHECK(second_place.segment == first_place.segment);
  CHECK(second_place.offset > first_place.offset);
  CHECK(holds(fixture.store(), first_place, front, first));
  CHECK(holds(fixture.store(), second_place, front, second));
}

TEST_CASE("Full segments are followed by new ones, each day in its own directory",
          "[capture][image_store]") {
  StoreFixture fixture;
  std::vector<std::pair<ImagePlace, Bytes>> images;
  for (unsigned number = 0; number < 20; ++number) {
    const auto image = picture(20'000, number);
    const auto day = number % 2 == 0 ? monday : tuesday;
    images.emplace_back(fixture.store().put(day, front, image).value(), image);
    if (number % 3 == 0) REQUIRE(fixture.store().make_durable());
  }
  CHECK(images.back().first.business_day == tuesday);
  CHECK(images.back().first.segment == "000004.seg");
  for (const auto& [place, image] : images) CHECK(holds(fixture.store(), place, front, image));
}

TEST_CASE("An image larger than a segment gets one of its own size", "[capture][image_store]") {
  StoreFixture fixture;
  const auto small = picture(1'000, 1);
  const auto large = picture(3 * small_segment_bytes, 2);
  const auto before = stored(fixture.store(), front, small);
  const auto place = fixture.store().put(monday, front, large).value();
  const auto after = stored(fixture.store(), front, small);
  CHECK(std::filesystem::file_size(fixture.file_of(place)) ==
        static_cast<std::uintmax_t>(place.length + record_overhead_bytes));
  CHECK(after.segment == before.segment);
  CHECK(holds(fixture.store(), before, front, small));
  CHECK(holds(fixture.store(), place, front, large));
  CHECK(holds(fixture.store(), after, front, small));
}

TEST_CASE("Two stores at work on one directory never share a segment", "[capture][image_store]") {
  StoreFixture fixture;
  SegmentImageStore other{fixture.root(), fixture.keys(), fixture.options()};
  const auto image = picture(1'000, 1);
  const auto other_image = picture(1'000, 2);
  const auto place = stored(fixture.store(), front, image);
  const auto other_place = stored(other, front, other_image);
  CHECK(place.segment != other_place.segment);
  CHECK(holds(other, place, front, image));
  CHECK(holds(fixture.store(), other_place, front, other_image));
}

TEST_CASE("An image cannot pass for another one", "[capture][image_store]") {
  StoreFixture fixture;
  const auto image = picture(1'000, 1);
  const auto place = stored(fixture.store(), front, image);
  const auto wrong = GENERATE(ImageName{"riverton/0007/0043", Side::Front, ImageView::Archive},
                              ImageName{"riverton/0007/0042", Side::Rear, ImageView::Archive},
                              ImageName{"riverton/0007/0042", Side::Front, ImageView::AsScanned});
  CHECK(refusal(fixture.store(), place, wrong)
            .starts_with("Segment 2026-11-23/000001.seg, offset 0: The seal is broken"));
}

TEST_CASE("A row that names a wrong place is refused", "[capture][image_store]") {
  StoreFixture fixture;
  const auto image = picture(1'000, 1);
  const auto place = stored(fixture.store(), front, image);
  const auto refused = [&](auto change) {
    auto wrong = place;
    change(wrong);
    return !fixture.store().get(wrong, front).has_value();
  };
  CHECK(refused([](ImagePlace& wrong) { wrong.offset = 1; }));
  CHECK(refused([](ImagePlace& wrong) { wrong.offset = -1; }));
  CHECK(refused([](ImagePlace& wrong) { wrong.offset = INT64_MAX; }));
  CHECK(refused([](ImagePlace& wrong) { wrong.length -= 1; }));
  CHECK(refused([](ImagePlace& wrong) { wrong.length = 0; }));
  CHECK(refused([](ImagePlace& wrong) { wrong.length = -1; }));
  CHECK(refused([](ImagePlace& wrong) { wrong.length = INT64_MAX; }));
  CHECK(refused([](ImagePlace& wrong) { wrong.segment = "000002.seg"; }));
  CHECK(refused([](ImagePlace& wrong) { wrong.segment = "../2026-11-23/000001.seg"; }));
  CHECK(refused([](ImagePlace& wrong) { wrong.business_day = tuesday; }));
  CHECK(refused([](ImagePlace& wrong) { wrong.sha256 = Sha256::of({}); }));
}

TEST_CASE("Any damaged byte of a stored image is noticed", "[capture][image_store]") {
  StoreFixture fixture;
  const auto place = stored(fixture.store(), front, picture(40, 1));
  const auto path = fixture.file_of(place);
  const auto sound = read_file(path, small_segment_bytes).value();
  for (std::int64_t i = 0; i < place.length + record_overhead_bytes; ++i) {
    auto damaged = sound;
    damaged.at(static_cast<std::size_t>(i)) ^= std::byte{0x10};
    REQUIRE(write_file_durably(path, damaged));
    CHECK(refusal(fixture.store(), place, front)
              .starts_with("Segment 2026-11-23/000001.seg, offset 0: "));
  }
}

TEST_CASE("A segment does not hold the plain image", "[capture][image_store]") {
  StoreFixture fixture;
  const std::string text = "PAY TO THE ORDER OF RIVERTON WATER";
  const auto view = bytes_of(text);
  const auto place = stored(fixture.store(), front, Bytes{view.begin(), view.end()});
  const auto segment = read_file(fixture.file_of(place), small_segment_bytes).value();
  CHECK(std::ranges::search(segment, view).empty());
  CHECK(std::ranges::search(segment, place.sha256.bytes).empty());
}

/// What a crash can make of the bytes that were not yet durable.
void spoil_tail(const std::filesystem::path& path, std::int64_t durable_bytes,
                std::mt19937& random) {
  auto bytes = read_file(path, small_segment_bytes).value();
  const auto size = bytes.size();
  const auto durable = static_cast<std::size_t>(durable_bytes);
  const auto from = durable + random() % (size - durable);
  const auto to = from + random() % (size - from + 1);
  const auto kind = random() % 3;
  if (kind == 0) bytes.resize(from);
  for (auto i = from; kind != 0 && i < to; ++i) {
    bytes[i] = kind == 1 ? std::byte{0} : static_cast<std::byte>(random());
  }
  // In place, as a crash does it: the file keeps its identity.
  auto file = OpenFile::open(path, O_RDWR | O_TRUNC).value();
  REQUIRE(file.write_at(0, bytes));
}

TEST_CASE("After a crash the durable images are read and new ones appended",
          "[capture][image_store][crash]") {
  const auto seed = GENERATE(range(0U, 60U));
  CAPTURE(seed);
  std::mt19937 random{seed};
  StoreFixture fixture;
  std::vector<std::pair<ImagePlace, Bytes>> durable;
  const auto put = [&] {
    const auto image = picture(random() % 9'000, seed);
    return std::pair{fixture.store().put(monday, front, image).value(), image};
  };
  for (int crash = 0; crash < 4; ++crash) {
    for (auto images = 1 + random() % 3; images > 0; --images) durable.push_back(put());
    REQUIRE(fixture.store().make_durable());
    const auto last = durable.back().first;
    for (auto images = random() % 3; images > 0; --images) put();
    fixture.reopen();
    spoil_tail(fixture.file_of(last), last.offset + last.length + record_overhead_bytes, random);
    for (const auto& [place, image] : durable) REQUIRE(holds(fixture.store(), place, front, image));
  }
  durable.push_back(put());
  for (const auto& [place, image] : durable) REQUIRE(holds(fixture.store(), place, front, image));
}

/// Images sealed under keys in files, as the service has them.
struct KeyedStore {
  test::TemporaryDirectory directory;
  std::filesystem::path key_folder = directory.path() / "keys";
  std::filesystem::path monday_key = key_folder / "2026-11-23.key";
  std::unique_ptr<FileKeys> keys = FileKeys::open(key_folder).value();
  SegmentOptions options{small_segment_bytes, Durability::Skip};
  std::optional<SegmentImageStore> store{std::in_place, directory.path() / "images", *keys,
                                         options};

  /// Forgets every key that was read, as a new process does.
  void reopen() {
    store.reset();
    keys = FileKeys::open(key_folder).value();
    store.emplace(directory.path() / "images", *keys, options);
  }
};

TEST_CASE("A lost or changed day key stops reading and writing that day until it is restored",
          "[capture][image_store][keys]") {
  KeyedStore office;
  const auto image = picture(1'000, 1);
  const auto place = stored(*office.store, front, image);
  const auto backup = read_file(office.monday_key, 256).value();
  const bool is_lost = GENERATE(true, false);
  std::filesystem::remove(office.monday_key);
  if (!is_lost) REQUIRE(write_file_durably(office.monday_key, Bytes(backup.size())));
  office.reopen();

  const auto code = is_lost ? ErrorCode::NotFound : ErrorCode::Unavailable;
  for (const auto& error :
       {office.store->get(place, front).error(), office.store->put(monday, front, image).error()}) {
    CHECK(error.code == code);
    CHECK_THAT(error.message, Catch::Matchers::Contains(office.monday_key.string()));
  }
  CHECK(std::filesystem::exists(office.monday_key) == !is_lost);
  CHECK(office.store->put(tuesday, front, image));

  REQUIRE(write_file_durably(office.monday_key, backup));
  office.reopen();
  CHECK(holds(*office.store, place, front, image));
  CHECK(holds(*office.store, stored(*office.store, front, image), front, image));
}

TEST_CASE("A day that has gone by goes on in its own segment", "[capture][image_store]") {
  StoreFixture fixture;
  const auto image = picture(1'000, 1);
  const auto before = stored(fixture.store(), front, image);
  REQUIRE(fixture.store().put(tuesday, front, image));
  REQUIRE(fixture.store().make_durable());
  fixture.reopen();
  const auto after = stored(fixture.store(), front, image);
  CHECK(after.business_day == monday);
  CHECK(after.segment == before.segment);
  CHECK(after.offset > before.offset);
  CHECK(holds(fixture.store(), before, front, image));
  CHECK(holds(fixture.store(), after, front, image));
}

TEST_CASE("A segment for which there is no space is begun again under its own number",
          "[capture][image_store]") {
  test::TemporaryDirectory directory;
  test::FixedKeys keys;
  const auto image = picture(1'000, 1);
  for (int attempt = 0; attempt < 3; ++attempt) {
    SegmentImageStore store{directory.path(), keys, {INT64_MAX, Durability::Skip}};
    const auto refused = store.put(monday, front, image);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::Unavailable);
    CHECK_THAT(
        refused.error().message,
        Catch::Matchers::StartsWith("Cannot reserve space for " +
                                    (directory.path() / "2026-11-23" / "000001.seg").string()));
  }
  SegmentImageStore store{directory.path(), keys, {small_segment_bytes, Durability::Skip}};
  const auto place = stored(store, front, image);
  CHECK(place.segment == "000001.seg");
  CHECK(holds(store, place, front, image));
}

TEST_CASE("A durable group starts on a page that no earlier group uses", "[capture][image_store]") {
  StoreFixture fixture;
  stored(fixture.store(), front, picture(100, 1));
  const auto second = fixture.store().put(monday, front, picture(100, 2)).value();
  const auto third = stored(fixture.store(), front, picture(100, 3));
  CHECK(second.offset == 4'096);
  CHECK(third.offset == 4'096 + second.length + record_overhead_bytes);
}

TEST_CASE("After a failed write the store takes nothing more but goes on reading",
          "[capture][image_store]") {
  StoreFixture fixture;
  const auto image = picture(1'000, 1);
  const auto place = stored(fixture.store(), front, image);
  // A file where the next day's directory should be made.
  const auto obstacle = fixture.root() / "2026-11-24";
  REQUIRE(write_file_durably(obstacle, {}));
  const auto failed = fixture.store().put(tuesday, front, image);
  REQUIRE_FALSE(failed);
  std::filesystem::remove(obstacle);
  CHECK(fixture.store().put(monday, front, image).error().message == failed.error().message);
  CHECK(fixture.store().make_durable().error().code == ErrorCode::Unavailable);
  CHECK(holds(fixture.store(), place, front, image));
  fixture.reopen();
  CHECK(fixture.store().put(tuesday, front, image));
}

}  // namespace
}  // namespace lockbox::capture
