// The smallest program with the promises of a lockbox: pictures in a segment file, a row for each
// in SQLite, and a line on stdout when a picture is safe.  It shows that the recorder and the
// replayer find what they are for, for it can be told to break each promise.
//   crash_toy FOLDER COUNT [no-image-sync | normal-synchronous | no-unique-key]

#include <SQLiteCpp/SQLiteCpp.h>
#include <fcntl.h>
#include <unistd.h>

#include <filesystem>
#include <iostream>
#include <string>

#include "core/check.h"
#include "crash/toy/toy_picture.h"

namespace {

namespace fs = std::filesystem;
using lockbox::crash::toy_picture;
using lockbox::crash::toy_picture_bytes;

class Toy {
 public:
  Toy(const fs::path& folder, const std::string& fault)
      : fault_{fault},
        database_{(folder / "toy.db").string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE} {
    database_.exec("PRAGMA journal_mode=WAL");
    database_.exec(fault == "normal-synchronous" ? "PRAGMA synchronous=NORMAL"
                                                 : "PRAGMA synchronous=FULL");
    database_.exec("PRAGMA wal_autocheckpoint=15");
    database_.exec(std::string{"CREATE TABLE IF NOT EXISTS picture (sequence INTEGER "} +
                   (fault == "no-unique-key" ? "" : "UNIQUE ") + "NOT NULL, place INTEGER)");
    segment_ = ::open((folder / "toy.seg").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    ENSURE(segment_ >= 0);
    ENSURE(::posix_fallocate(segment_, 0, 1 << 18) == 0);
    ENSURE(::fsync(segment_) == 0);
    const int directory = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    ENSURE(directory >= 0 && ::fsync(directory) == 0);
    ::close(directory);
  }
  Toy(const Toy&) = delete;
  Toy& operator=(const Toy&) = delete;
  ~Toy() { ::close(segment_); }

  void capture(int sequence) {
    const auto place = sequence * toy_picture_bytes;
    const auto picture = toy_picture(sequence);
    ENSURE(::pwrite(segment_, picture.data(), picture.size(), place) == toy_picture_bytes);
    if (fault_ != "no-image-sync") ENSURE(::fdatasync(segment_) == 0);
    SQLite::Statement insert{database_, "INSERT OR IGNORE INTO picture VALUES (?, ?)"};
    insert.bind(1, sequence);
    insert.bind(2, place);
    insert.exec();
    std::cout << "captured " << sequence << '\n' << std::flush;
  }

 private:
  std::string fault_;
  SQLite::Database database_;
  int segment_ = -1;
};

}  // namespace

int main(int argc, char** argv) {
  ENSURE(argc >= 3);
  Toy toy{argv[1], argc > 3 ? argv[3] : ""};
  const int count = std::stoi(argv[2]);
  for (int sequence = 1; sequence <= count; ++sequence) toy.capture(sequence);
}
