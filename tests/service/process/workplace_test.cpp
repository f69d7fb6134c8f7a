#include "service/process/workplace.h"

#include "support/catch.h"
#include "support/temporary_directory.h"

using lockbox::service::Workplace;
using lockbox::test::TemporaryDirectory;

TEST_CASE("A store that lost its keys is not given new ones", "[workplace]") {
  const TemporaryDirectory folder;
  const auto store = folder.path() / "lockbox.db";
  REQUIRE(Workplace::open(store).has_value());
  REQUIRE(Workplace::open(store).has_value());
  std::filesystem::remove_all(folder.path() / "lockbox.db.keys");

  const auto opened = Workplace::open(store);
  REQUIRE_FALSE(opened.has_value());
  CHECK(opened.error().message.find("lockbox.db.keys is missing") != std::string::npos);
  CHECK_FALSE(std::filesystem::exists(folder.path() / "lockbox.db.keys"));
}
