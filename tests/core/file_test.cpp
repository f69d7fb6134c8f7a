#include "core/file.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <string>

#include "core/open_file.h"
#include "support/catch.h"
#include "support/temporary_directory.h"

namespace lockbox {
namespace {

constexpr std::int64_t bytes_max = 1 << 20;

std::string text_in(const std::filesystem::path& path) {
  return read_text_file(path, bytes_max).value();
}

std::ptrdiff_t entries_in(const std::filesystem::path& directory) {
  return std::distance(std::filesystem::directory_iterator{directory}, {});
}

TEST_CASE("A durable write makes a file and replaces one", "[core][file]") {
  const test::TemporaryDirectory directory;
  const auto path = directory.path() / "ticket.txt";
  REQUIRE(write_file_durably(path, bytes_of("old and longer")));
  CHECK(text_in(path) == "old and longer");
  REQUIRE(write_file_durably(path, bytes_of("new")));
  CHECK(text_in(path) == "new");
  CHECK(entries_in(directory.path()) == 1);
}

TEST_CASE("A durable write that fails leaves what was there and no other file", "[core][file]") {
  const test::TemporaryDirectory directory;
  const auto path = directory.path() / "occupied";
  REQUIRE(make_directory_durably(path / "kept"));
  CHECK(write_file_durably(path, bytes_of("new")).error().code == ErrorCode::Unavailable);
  CHECK(std::filesystem::is_directory(path / "kept"));
  CHECK(entries_in(directory.path()) == 1);
}

TEST_CASE("What a crashed write left beside a file does not hinder the next", "[core][file]") {
  const test::TemporaryDirectory directory;
  const auto path = directory.path() / "ticket.txt";
  REQUIRE(write_file_durably(path, bytes_of("old")));
  REQUIRE(write_file_durably(directory.path() / ".ticket.txt.AbCdEf", bytes_of("half of n")));
  CHECK(text_in(path) == "old");
  REQUIRE(write_file_durably(path, bytes_of("new")));
  CHECK(text_in(path) == "new");
}

TEST_CASE("Files and directories are made for this user only", "[core][file]") {
  const test::TemporaryDirectory directory;
  REQUIRE(make_directory_durably(directory.path() / "a" / "b"));
  REQUIRE(write_file_durably(directory.path() / "a" / "b" / "file", {}));
  using std::filesystem::perms;
  using std::filesystem::status;
  const auto others = perms::group_all | perms::others_all;
  CHECK((status(directory.path() / "a").permissions() & others) == perms::none);
  CHECK((status(directory.path() / "a" / "b").permissions() & others) == perms::none);
  CHECK((status(directory.path() / "a" / "b" / "file").permissions() & others) == perms::none);
}

TEST_CASE("Exclusive creation never touches a file that exists", "[core][file]") {
  const test::TemporaryDirectory directory;
  const auto path = directory.path() / "master.key";
  REQUIRE(create_file_durably(path, bytes_of("first")));
  CHECK(create_file_durably(path, bytes_of("second")).error().code == ErrorCode::Conflict);
  CHECK(text_in(path) == "first");
  CHECK(entries_in(directory.path()) == 1);
}

TEST_CASE("Making a directory that exists changes nothing", "[core][file]") {
  const test::TemporaryDirectory directory;
  REQUIRE(make_directory_durably(directory.path() / "a" / "b"));
  REQUIRE(make_directory_durably(directory.path() / "a" / "b"));
  CHECK(std::filesystem::is_directory(directory.path() / "a" / "b"));
}

TEST_CASE("A directory cannot be made where a file is", "[core][file]") {
  const test::TemporaryDirectory directory;
  REQUIRE(write_file_durably(directory.path() / "file", {}));
  CHECK_FALSE(make_directory_durably(directory.path() / "file"));
  CHECK_FALSE(make_directory_durably(directory.path() / "file" / "below"));
}

TEST_CASE("A file that is missing, no file or too long is refused by name", "[core][file]") {
  const test::TemporaryDirectory directory;
  const auto path = directory.path() / "accounts.csv";
  CHECK(read_file(path, bytes_max).error().code == ErrorCode::NotFound);
  CHECK(read_file(directory.path(), bytes_max).error().code == ErrorCode::InvalidInput);
  REQUIRE(::mkfifo((directory.path() / "pipe").c_str(), 0600) == 0);
  CHECK(read_file(directory.path() / "pipe", bytes_max).error().code == ErrorCode::InvalidInput);
  REQUIRE(write_file_durably(path, bytes_of("12345")));
  CHECK(read_file(path, 5).value().size() == 5);
  const auto too_long = read_file(path, 4);
  CHECK(too_long.error().code == ErrorCode::InvalidInput);
  CHECK(too_long.error().message == path.string() + " has 5 bytes; the limit is 4.");
}

TEST_CASE("A text file that is not UTF-8 is refused with its line", "[core][file]") {
  const test::TemporaryDirectory directory;
  const auto path = directory.path() / "accounts.csv";
  REQUIRE(write_file_durably(path, bytes_of("name\nJos\xC3\xA9\nJos\xE9\n")));
  const auto read = read_text_file(path, bytes_max);
  CHECK(read.error().code == ErrorCode::InvalidInput);
  CHECK(read.error().message == path.string() + ", line 3: the text is not UTF-8.");
}

TEST_CASE("A failed write is reported, not swallowed", "[core][file]") {
  auto full = OpenFile::open("/dev/full", O_WRONLY);
  REQUIRE(full);
  const auto written = full->write_at(0, bytes_of("x"));
  CHECK(written.error().code == ErrorCode::Unavailable);
  CHECK(written.error().message == "Cannot write /dev/full: No space left on device.");
}

TEST_CASE("A locked file is refused to others until it is closed", "[core][file]") {
  const test::TemporaryDirectory directory;
  const auto path = directory.path() / "file";
  auto other = OpenFile::open(path, O_RDWR | O_CREAT).value();
  {
    auto holder = OpenFile::open(path, O_RDWR).value();
    CHECK(holder.try_lock().value());
    CHECK_FALSE(other.try_lock().value());
  }
  CHECK(other.try_lock().value());
}

}  // namespace
}  // namespace lockbox
