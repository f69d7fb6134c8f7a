#include "deposit/match/name_address.h"

#include <algorithm>
#include <array>
#include <utility>

#include "deposit/match/likeness.h"

namespace lockbox::deposit {

namespace {

constexpr std::int64_t name_weight = 60;
constexpr std::int64_t address_weight = 30;
constexpr std::int64_t amount_weight = 10;
constexpr std::int64_t whole = 100;

struct Spelling {
  std::string_view word;
  std::string_view normal;
};
/// An empty one is left out: the number behind it says the same.
constexpr std::array spellings{
    Spelling{"STREET", "ST"},      Spelling{"STR", "ST"},       Spelling{"AVENUE", "AVE"},
    Spelling{"AV", "AVE"},         Spelling{"ROAD", "RD"},      Spelling{"DRIVE", "DR"},
    Spelling{"LANE", "LN"},        Spelling{"COURT", "CT"},     Spelling{"CIRCLE", "CIR"},
    Spelling{"BOULEVARD", "BLVD"}, Spelling{"PLACE", "PL"},     Spelling{"TERRACE", "TER"},
    Spelling{"PARKWAY", "PKWY"},   Spelling{"HIGHWAY", "HWY"},  Spelling{"TRAIL", "TRL"},
    Spelling{"SQUARE", "SQ"},      Spelling{"NORTH", "N"},      Spelling{"SOUTH", "S"},
    Spelling{"EAST", "E"},         Spelling{"WEST", "W"},       Spelling{"NORTHEAST", "NE"},
    Spelling{"NORTHWEST", "NW"},   Spelling{"SOUTHEAST", "SE"}, Spelling{"SOUTHWEST", "SW"},
    Spelling{"APARTMENT", ""},     Spelling{"APT", ""},         Spelling{"UNIT", ""},
    Spelling{"SUITE", ""},         Spelling{"STE", ""},         Spelling{"NO", ""}};

bool is_letter(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c & 0x80) != 0;
}

std::string_view normal_word(std::string_view word) {
  const auto found = std::ranges::find(spellings, word, &Spelling::word);
  return found == spellings.end() ? word : found->normal;
}

bool owes(const Account& account, Money paid) {
  if (paid <= Money{}) return false;
  return account.balance_due == paid ||
         std::ranges::find(account.charges, paid, &Charge::amount) != account.charges.end();
}

}  // namespace

std::string normal_address(std::string_view address) {
  std::string normal;
  std::string word;
  const auto end_word = [&] {
    const auto as = normal_word(word);
    if (!as.empty()) normal += (normal.empty() ? "" : " ") + std::string{as};
    word.clear();
  };
  for (const char c : address) {
    const char capital = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    if (is_letter(capital)) {
      word += capital;
    } else if (c != '\'' && c != '.') {
      end_word();
    }
  }
  end_word();
  return normal;
}

AddressParts::AddressParts(std::string_view address) : words_{""} {
  const auto normal = normal_address(address);
  std::string words;
  std::string_view rest{normal};
  while (!rest.empty()) {
    const auto end = std::min(rest.find(' '), rest.size());
    const auto word = rest.substr(0, end);
    if (word.find_first_of("0123456789") != std::string_view::npos) {
      numbers_.emplace_back(word);
    } else {
      words += (words.empty() ? "" : " ") + std::string{word};
    }
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  words_ = NameWords{words};
}

std::int64_t address_likeness(std::string_view one, std::string_view other) {
  return address_likeness(AddressParts{one}, AddressParts{other});
}

std::int64_t address_likeness(const AddressParts& one, const AddressParts& other) {
  // A town or a postal code may be missing at the end of one of them; no number may differ.
  const auto& a = one.numbers();
  const auto& b = other.numbers();
  const auto shared = std::min(a.size(), b.size());
  if (shared == 0 && a.size() != b.size()) return 0;
  for (std::size_t i = 0; i < shared; ++i) {
    if (a[i] != b[i]) return 0;
  }
  return whole_likeness(one.words(), other.words());
}

NameScore score_name(const Party& payer, Money paid, const Account& account) {
  NameScore score;
  score.name = whole_likeness(payer.name, account.name);
  score.owes_exactly = owes(account, paid);
  const std::int64_t amount = score.owes_exactly ? whole : 0;
  if (payer.address.empty() || account.address.empty()) {
    score.total = ((name_weight + address_weight) * score.name + amount_weight * amount) / whole;
    return score;
  }
  score.address = address_likeness(payer.address, account.address);
  score.total =
      (name_weight * score.name + address_weight * score.address + amount_weight * amount) / whole;
  return score;
}

std::vector<NameCandidate> name_candidates(std::span<const Party> parties, Money paid,
                                           const std::vector<Account>& accounts,
                                           std::int64_t show_min) {
  std::vector<NameCandidate> found;
  for (const auto& account : accounts) {
    if (account.status == AccountStatus::Closed) continue;
    NameCandidate best{&account, {}};
    for (const auto& party : parties) {
      const auto score = score_name(party, paid, account);
      if (score.total > best.score.total) best.score = score;
    }
    if (best.score.total >= show_min) found.push_back(best);
  }
  std::ranges::stable_sort(found, [](const NameCandidate& one, const NameCandidate& other) {
    return one.score.total > other.score.total;
  });
  return found;
}

std::string to_text(const NameScore& score) {
  return "like by " + std::to_string(score.total) + " of 100: name " + std::to_string(score.name) +
         ", address " + std::to_string(score.address) +
         (score.owes_exactly ? ", owes exactly this" : ", owes another sum");
}

}  // namespace lockbox::deposit
