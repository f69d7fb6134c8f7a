#include "service/process/workplace.h"

#include <array>
#include <string>
#include <thread>

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

TEST_CASE("Each thread opens its own workplace on the same files", "[workplace]") {
  const TemporaryDirectory folder;
  const auto store = folder.path() / "lockbox.db";
  const auto first = Workplace::open(store).value();
  const auto day = lockbox::BusinessDay::parse("2026-11-23").value();
  std::array<std::string, 4> faults;
  std::array<std::optional<lockbox::ImagePlace>, 4> places;
  std::array<std::thread, 4> threads;
  for (std::size_t i = 0; i < threads.size(); ++i) {
    threads.at(i) = std::thread{[&, i] {
      const auto name = "user" + std::to_string(i);
      const auto workplace = Workplace::open(store);
      if (!workplace) return void(faults.at(i) = workplace.error().message);
      const auto added = (*workplace)->books().people().add_user(name, name, {"keyer"}, {"root"});
      if (!added) return void(faults.at(i) = added.error().message);
      auto place = (*workplace)
                       ->images()
                       .put(day, {name, lockbox::Side::Front, lockbox::ImageView::AsScanned},
                            lockbox::bytes_of(name));
      const auto durable = (*workplace)->images().make_durable();
      if (!place || !durable) return void(faults.at(i) = "The picture was not kept.");
      places.at(i) = *place;
    }};
  }
  for (auto& thread : threads) thread.join();
  for (const auto& fault : faults) CHECK(fault.empty());
  CHECK(first->books().people().users().value().size() == threads.size());
  for (std::size_t i = 0; i < threads.size(); ++i) {
    const auto name = "user" + std::to_string(i);
    REQUIRE(places.at(i).has_value());
    CHECK(first->images()
              .get(*places.at(i), {name, lockbox::Side::Front, lockbox::ImageView::AsScanned})
              .has_value());
  }
  CHECK(first->store().first_fault().value() == std::nullopt);
}
