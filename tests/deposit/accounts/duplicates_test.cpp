#include "deposit/accounts/duplicates.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/chance.h"
#include "deposit/match/likeness.h"
#include "deposit/match/name_address.h"
#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::deposit;
using namespace lockbox::deposit::accounts;

namespace {

using Pair = std::array<std::int64_t, 4>;  ///< Two places in the file, then both likenesses.

std::string house_of(const Account& account) {
  const auto& address = account.address;
  const auto begin = address.find_first_of("0123456789");
  if (begin != std::string::npos) {
    return address.substr(begin, address.find_first_not_of("0123456789", begin) - begin);
  }
  return normal_address(account.name).substr(0, 3);
}

/// The rule as it reads: each account of a house with each behind it.
std::vector<Pair> compare_each_with_each(const std::vector<Account>& accounts,
                                         std::size_t at_most) {
  std::map<std::string, std::vector<std::size_t>> houses;
  for (std::size_t i = 0; i < accounts.size(); ++i) {
    if (accounts[i].status != AccountStatus::Open) continue;
    houses[accounts[i].bill_type + '\n' + house_of(accounts[i])].push_back(i);
  }
  std::vector<Pair> pairs;
  for (const auto& [house, places] : houses) {
    for (std::size_t a = 0; a < places.size(); ++a) {
      for (std::size_t b = a + 1; b < places.size(); ++b) {
        const auto& one = accounts[places[a]];
        const auto& other = accounts[places[b]];
        const auto name = whole_likeness(one.name, other.name);
        const auto address = address_likeness(one.address, other.address);
        if (name < same_name_likeness || address < 80) continue;
        pairs.push_back({static_cast<std::int64_t>(places[a]), static_cast<std::int64_t>(places[b]),
                         name, address});
      }
    }
  }
  std::ranges::stable_sort(pairs,
                           [](const Pair& a, const Pair& b) { return a[2] + a[3] > b[2] + b[3]; });
  if (pairs.size() > at_most) pairs.resize(at_most);
  return pairs;
}

std::vector<Pair> found_in(const std::vector<Account>& accounts, std::size_t at_most) {
  std::vector<Pair> pairs;
  for (const auto& found : likely_duplicates(accounts, at_most)) {
    pairs.push_back(
        {found.one - accounts.data(), found.other - accounts.data(), found.name, found.address});
  }
  return pairs;
}

/// Words of every length around which the rule of slips changes, titles, and initials.
const std::vector<std::string> name_words{"J",
                                          "M",
                                          "LEE",
                                          "LEA",
                                          "SMITH",
                                          "SMYTH",
                                          "MARTIN",
                                          "MARTINS",
                                          "GONZALES",
                                          "GONZALEZ",
                                          "JOHN",
                                          "MR",
                                          "ALVAREZ",
                                          "HERNANDEZ",
                                          "FITZGERALD",
                                          "O'NEIL",
                                          "\xC3\x9Cnal",
                                          "BARTHOLOMEWSON",
                                          "WOLFESCHLEGELST",
                                          "SCHWARZENEGGERMANN",
                                          "VENKATANARASIMHARAO",
                                          "CONSTANTINOPOULOSES"};
const std::vector<std::string> addresses{"12 Oak Street",
                                         "12 OAK ST",
                                         "12 Oack Street",
                                         "12 Elm St",
                                         "12 Oak St Apt 3",
                                         "12 Oak St Apt 4",
                                         "12B Oak Street",
                                         "PO Box 12",
                                         "Oak Street",
                                         "12 Drive",
                                         "12",
                                         ""};

/// With up to three slips, as people and machines make them.
std::string slipped(Chance& chance, std::string word) {
  constexpr std::string_view letters = "AEXZ";
  const auto drawn = chance.below(12);
  for (auto slips = drawn < 3 ? drawn + 1 : 0; slips > 0 && !word.empty(); --slips) {
    const auto at = chance.below(word.size());
    const auto letter = letters[chance.below(letters.size())];
    const auto kind = chance.below(3);
    if (kind == 0) word[at] = letter;
    if (kind == 1) word.insert(at, 1, letter);
    if (kind == 2) word.erase(at, 1);
  }
  return word;
}

/// Of a street where the same few words make all the names.
Account draw_account(Chance& chance, const std::vector<std::string>& words) {
  Account account;
  const auto count = chance.below(4);
  for (std::uint64_t i = 0; i < count; ++i) {
    account.name += slipped(chance, words[chance.below(words.size())]) + (i == 0 ? " " : ", ");
  }
  account.address = addresses[chance.below(2) == 0 ? 0 : chance.below(addresses.size())];
  account.bill_type = chance.below(10) == 0 ? "tax" : "water";
  account.status = chance.below(10) == 0 ? AccountStatus::Closed : AccountStatus::Open;
  return account;
}

std::vector<Account> draw_street(Chance& chance) {
  std::vector<std::string> words;
  while (words.size() < 4) words.push_back(name_words[chance.below(name_words.size())]);
  std::vector<Account> accounts(chance.below(40));
  for (auto& account : accounts) account = draw_account(chance, words);
  return accounts;
}

}  // namespace

TEST_CASE("The likely duplicates are those that comparing each with each finds, in its order",
          "[deposit][accounts]") {
  std::size_t pairs = 0;
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    Chance chance{seed};
    const auto accounts = draw_street(chance);
    const std::size_t at_most = seed % 4 == 0 ? 3 : 1'000;
    const auto wanted = compare_each_with_each(accounts, at_most);
    pairs += wanted.size();
    INFO("seed " << seed);
    CHECK((found_in(accounts, at_most) == wanted));
  }
  CHECK(pairs > 1'000);  // Else little was compared.
}

TEST_CASE("A slip in a long word and an initial keep two accounts together",
          "[deposit][accounts]") {
  const auto account = [](std::string name) {
    Account one;
    one.name = std::move(name);
    one.address = "12 Oak Street";
    one.bill_type = "water";
    return one;
  };
  CHECK(found_in({account("ANN GONZALES"), account("ANN GONZALEZ")}, 9).size() == 1);
  CHECK(found_in({account("XONZALES"), account("GONZALES")}, 9).size() == 1);
  CHECK(found_in({account("J SMITH"), account("JOHN SMITH")}, 9).size() == 1);
  CHECK(found_in({account("J"), account("JOHN")}, 9).size() == 1);
  CHECK(found_in({account("SMITH"), account("SMYTH")}, 9).empty());
}
