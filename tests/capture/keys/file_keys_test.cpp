#include "capture/keys/file_keys.h"

#include <algorithm>
#include <filesystem>
#include <string>

#include "core/file.h"
#include "support/catch.h"
#include "support/temporary_directory.h"

namespace lockbox::capture {
namespace {

using std::filesystem::path;
using std::filesystem::perms;

const BusinessDay monday = BusinessDay::parse("2026-11-23").value();
const BusinessDay tuesday = BusinessDay::parse("2026-11-24").value();

bool equal(const SecretKey& left, const SecretKey& right) {
  return std::ranges::equal(left.bytes(), right.bytes());
}

perms permissions_of(const path& file) {
  return std::filesystem::status(file).permissions();
}

ErrorCode refusal_of(const path& directory) {
  return FileKeys::open(directory).error().code;
}

/// A key directory in which one day key was made.
class KeyDirectory {
 public:
  KeyDirectory() { REQUIRE(FileKeys::open(path_)->get()->image_key(monday)); }
  [[nodiscard]] const path& directory() const { return path_; }
  [[nodiscard]] path master() const { return path_ / "master.key"; }
  [[nodiscard]] path monday_key() const { return path_ / "2026-11-23.key"; }

 private:
  test::TemporaryDirectory parent_;
  path path_ = parent_.path() / "keys";
};

TEST_CASE("Keys are the same after the key store is opened again", "[capture][keys]") {
  const KeyDirectory made;
  const auto first = FileKeys::open(made.directory()).value();
  const auto second = FileKeys::open(made.directory()).value();
  CHECK(equal(first->image_key(monday).value(), second->image_key(monday).value()));
  CHECK(equal(first->field_key(), second->field_key()));
  CHECK(equal(first->lookup_key(), second->lookup_key()));
}

TEST_CASE("Every use and every day has a key of its own", "[capture][keys]") {
  const KeyDirectory made;
  const auto keys = FileKeys::open(made.directory()).value();
  CHECK_FALSE(equal(keys->field_key(), keys->lookup_key()));
  CHECK_FALSE(equal(keys->image_key(monday).value(), keys->image_key(tuesday).value()));
  const auto master = SecretKey::take(read_file(made.master(), 32).value()).value();
  CHECK_FALSE(equal(master, keys->field_key()));
  CHECK_FALSE(equal(master, keys->lookup_key()));
}

TEST_CASE("Key files and their directory are for one user", "[capture][keys]") {
  const KeyDirectory made;
  const auto read_and_write = perms::owner_read | perms::owner_write;
  CHECK(permissions_of(made.directory()) == perms::owner_all);
  CHECK(permissions_of(made.master()) == read_and_write);
  CHECK(permissions_of(made.monday_key()) == read_and_write);
}

TEST_CASE("A key file or directory that others may read is refused", "[capture][keys]") {
  const KeyDirectory made;
  const auto extra = GENERATE(perms::group_read, perms::others_read, perms::group_write);
  const auto opened = GENERATE(as<std::string>{}, "", "master.key");
  std::filesystem::permissions(made.directory() / opened, extra,
                               std::filesystem::perm_options::add);
  CHECK(refusal_of(made.directory()) == ErrorCode::NotPermitted);
}

TEST_CASE("A day key that others may read is refused", "[capture][keys]") {
  const KeyDirectory made;
  std::filesystem::permissions(made.monday_key(), perms::group_read,
                               std::filesystem::perm_options::add);
  const auto keys = FileKeys::open(made.directory()).value();
  CHECK(keys->image_key(monday).error().code == ErrorCode::NotPermitted);
}

TEST_CASE("A master key of the wrong size is refused", "[capture][keys]") {
  const KeyDirectory made;
  const auto size = GENERATE(0U, 31U, 33U, 5'000U);
  REQUIRE(write_file_durably(made.master(), Bytes(size)));
  CHECK(refusal_of(made.directory()) == ErrorCode::InvalidInput);
}

TEST_CASE("A missing master is never made anew while day keys exist", "[capture][keys]") {
  const KeyDirectory made;
  std::filesystem::remove(made.master());
  CHECK(refusal_of(made.directory()) == ErrorCode::NotFound);
  CHECK_FALSE(std::filesystem::exists(made.master()));
}

TEST_CASE("A day key that images were sealed under is never made anew", "[capture][keys]") {
  const KeyDirectory made;
  std::filesystem::remove(made.monday_key());
  const auto keys = FileKeys::open(made.directory()).value();
  const auto refused = keys->existing_image_key(monday);
  CHECK(refused.error().code == ErrorCode::NotFound);
  CHECK(refused.error().message ==
        made.monday_key().string() +
            " is missing although images of 2026-11-23 exist; restore it from its backup.");
  CHECK_FALSE(std::filesystem::exists(made.monday_key()));
}

TEST_CASE("A day key is refused under another master or another day's name", "[capture][keys]") {
  const KeyDirectory made;
  SECTION("another master") {
    REQUIRE(write_file_durably(made.master(), SecretKey::random().bytes()));
    const auto keys = FileKeys::open(made.directory()).value();
    CHECK(keys->image_key(monday).error().code == ErrorCode::Unavailable);
  }
  SECTION("another day") {
    std::filesystem::copy_file(made.monday_key(), made.directory() / "2026-11-24.key");
    const auto keys = FileKeys::open(made.directory()).value();
    CHECK(keys->image_key(tuesday).error().code == ErrorCode::Unavailable);
  }
}

TEST_CASE("A damaged day key is refused and not replaced", "[capture][keys]") {
  const KeyDirectory made;
  auto sealed = read_file(made.monday_key(), 256).value();
  const auto position = GENERATE(0U, 12U, 59U);
  sealed.at(position) ^= std::byte{1};
  REQUIRE(write_file_durably(made.monday_key(), sealed));
  const auto keys = FileKeys::open(made.directory()).value();
  CHECK(keys->image_key(monday).error().code == ErrorCode::Unavailable);
  CHECK(read_file(made.monday_key(), 256).value() == sealed);
}

}  // namespace
}  // namespace lockbox::capture
