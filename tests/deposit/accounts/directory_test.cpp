#include "deposit/accounts/directory.h"

#include <string>
#include <utility>
#include <vector>

#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::deposit;
using namespace lockbox::deposit::accounts;

namespace {

Account account(std::string number, std::string name) {
  Account one;
  one.number = AccountNumber{std::move(number)};
  one.name = std::move(name);
  return one;
}

struct Street {
  std::vector<Account> accounts{account("5119374766", "Maria L\xC3\xB3pez"),
                                account("1234567897", "LOPEZ, Peter"),
                                account("W-88-A", "Anna 4766 Trust")};
  AccountDirectory directory{accounts};

  [[nodiscard]] std::vector<std::string> find(std::string_view words,
                                              std::size_t at_most = 9) const {
    std::vector<std::string> numbers;
    for (const auto* found : directory.find(SoughtWords{words}, at_most)) {
      numbers.push_back(found->number.reveal());
    }
    return numbers;
  }
};

using Numbers = std::vector<std::string>;

}  // namespace

TEST_CASE("Digits find the numbers that end with them, however they are parted",
          "[deposit][accounts]") {
  const Street street;
  CHECK(street.find("4766") == Numbers{"5119374766"});
  CHECK(street.find("37-47 66") == Numbers{"5119374766"});
  CHECK(street.find("5119374766") == Numbers{"5119374766"});
  CHECK(street.find("511937").empty());
}

TEST_CASE(
    "Words find names in which they stand in any capitals, and the ends of numbers with letters",
    "[deposit][accounts]") {
  const Street street;
  CHECK(street.find("l\xC3\x93PEZ") == Numbers{"5119374766"});
  CHECK(street.find("lopez, p") == Numbers{"1234567897"});
  CHECK(street.find("88-a") == Numbers{"W-88-A"});
  CHECK(street.find("a") == Numbers{"5119374766", "W-88-A"});
  CHECK(street.find("a", 1) == Numbers{"5119374766"});
  CHECK(street.find("a", 0).empty());
  CHECK(street.find(" ").empty());
}

TEST_CASE("Only open accounts are offered for a name that is like theirs", "[deposit][accounts]") {
  Street street;
  const SoughtWords sought{"PETER LOPES"};
  const auto like = street.directory.like(sought, 80);
  REQUIRE(like.size() == 1);
  CHECK(like[0].account == &street.accounts[1]);
  CHECK(like[0].likeness == whole_likeness("PETER LOPES", "LOPEZ, Peter"));
  street.accounts[1].status = AccountStatus::Closed;
  CHECK(AccountDirectory{street.accounts}.like(sought, 80).empty());
}
