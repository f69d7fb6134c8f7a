#pragma once

/// @file
/// Accounts by the name and address of who pays: scored, shown to a person, and taken without one
/// only where the rules say so.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/money.h"
#include "deposit/match/likeness.h"
#include "deposit/model/account.h"

namespace lockbox::deposit {

/// What is known of a payer in words; the address may be empty.
struct Party {
  std::string name;
  std::string address;
};

/// The address in one spelling: capitals, no punctuation, common words of streets and directions
/// by their abbreviations (USPS Publication 28, appendices B and C), a unit without its word.
[[nodiscard]] std::string normal_address(std::string_view address);

/// From 0 to 100: words by their spelling, as names are compared.  A number that differs makes it
/// another house, which is 0; so does an empty address.
[[nodiscard]] std::int64_t address_likeness(std::string_view one, std::string_view other);

/// An address taken apart once, to be compared with many.
class AddressParts {
 public:
  explicit AddressParts(std::string_view address);
  [[nodiscard]] const std::vector<std::string>& numbers() const { return numbers_; }
  [[nodiscard]] const NameWords& words() const { return words_; }

 private:
  std::vector<std::string> numbers_;  ///< Words with a digit, in their order.
  NameWords words_;                   ///< The others.
};
[[nodiscard]] std::int64_t address_likeness(const AddressParts& one, const AddressParts& other);

struct NameScore {
  std::int64_t total = 0;  ///< From 0 to 100: 60 % name, 30 % address, 10 % amount; without an
                           ///< address 90 % name.
  std::int64_t name = 0;
  std::int64_t address = 0;
  bool owes_exactly = false;  ///< Its balance or one of its charges is what was paid.
};
[[nodiscard]] NameScore score_name(const Party& payer, Money paid, const Account& account);

struct NameCandidate {
  const Account* account = nullptr;
  NameScore score;
};
/// Open accounts that are at least `show_min` like one of the parties, best first.
[[nodiscard]] std::vector<NameCandidate> name_candidates(std::span<const Party> parties, Money paid,
                                                         const std::vector<Account>& accounts,
                                                         std::int64_t show_min);

/// "like by 96 of 100: name 100, address 90, owes exactly this".
[[nodiscard]] std::string to_text(const NameScore& score);

}  // namespace lockbox::deposit
