#include "deposit/accounts/duplicates.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "deposit/match/likeness.h"
#include "deposit/match/name_address.h"

namespace lockbox::deposit::accounts {

namespace {

/// One holder's address is spelled twice with fewer slips than this leaves alike.
constexpr std::int64_t same_address_likeness = 80;

// Words count as one from a likeness of 85 on, which is 1 - edits / length: up to six letters
// allow no slip, seven to thirteen allow one, and only longer ones more.
static_assert(same_name_likeness == 85, "The marks of words follow from this.");
constexpr std::size_t exact_letters_max = 6;
/// One slip in a word of seven letters or more leaves so many at its beginning or at its end.
constexpr std::size_t kept_letters = 3;
/// The shorter of two alike words of which the longer allows two slips or more.
constexpr std::size_t long_letters_min = 12;

std::string first_number(const std::string& address) {
  const auto begin = address.find_first_of("0123456789");
  if (begin == std::string::npos) return "";
  return address.substr(begin, address.find_first_not_of("0123456789", begin) - begin);
}

/// Accounts that are worth comparing have the same one: their house number, or without one the
/// beginning of their names.
std::string bucket_of(const Account& account) {
  constexpr std::size_t beginning = 3;
  const auto number = first_number(account.address);
  const auto place = number.empty() ? normal_address(account.name).substr(0, beginning) : number;
  return account.bill_type + '\n' + place;
}

/// An account with what is compared of it.
struct Candidate {
  const Account* account = nullptr;
  NameWords name;
  AddressParts address;
};

/// What two words of names have in common when they are alike enough to make the names alike; a
/// letter stands for each word that begins with it, so both sides have marks for that.
void add_marks(std::string_view word, std::vector<std::string>& marks) {
  const auto mark = [&](char kind, std::string_view text) {
    marks.push_back(kind + std::string{text});
  };
  if (word.size() <= exact_letters_max) mark('=', word);
  if (word.size() >= exact_letters_max) {
    mark('<', word.substr(0, kept_letters));
    mark('>', word.substr(word.size() - kept_letters));
  }
  if (word.size() >= long_letters_min) mark('+', "");
}

using Places = std::vector<std::size_t>;  ///< Of candidates in their bucket.

/// Which candidates of one bucket have a word like one of a name.
class WordIndex {
 public:
  explicit WordIndex(const std::vector<Candidate>& candidates) {
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      for (const auto& word : candidates[i].name.words()) add(word, i);
    }
  }

  /// Of those behind `place`, in their order, each once.
  void gather(const NameWords& name, std::size_t place, Places& found) const {
    found.clear();
    std::vector<std::string> marks;
    for (const auto& word : name.words()) {
      add_marks(word, marks);
      take(word.size() == 1 ? begins_ : letters_, word.substr(0, 1), place, found);
    }
    for (const auto& mark : marks) take(marked_, mark, place, found);
    std::ranges::sort(found);
    found.erase(std::unique(found.begin(), found.end()), found.end());
  }

 private:
  using Lists = std::unordered_map<std::string, Places>;

  void add(const std::string& word, std::size_t place) {
    std::vector<std::string> marks;
    add_marks(word, marks);
    for (const auto& mark : marks) marked_[mark].push_back(place);
    begins_[word.substr(0, 1)].push_back(place);
    if (word.size() == 1) letters_[word].push_back(place);
  }

  static void take(const Lists& lists, const std::string& key, std::size_t behind, Places& found) {
    const auto list = lists.find(key);
    if (list == lists.end()) return;
    const auto& places = list->second;
    found.insert(found.end(), std::ranges::upper_bound(places, behind), places.end());
  }

  Lists marked_;
  Lists begins_;   ///< Words by their first letter.
  Lists letters_;  ///< Words of one letter.
};

void compare(const std::vector<Candidate>& candidates, std::vector<LikelyDuplicate>& found) {
  const WordIndex index{candidates};
  Places near;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const auto& one = candidates[i];
    index.gather(one.name, i, near);
    for (const auto j : near) {
      const auto& other = candidates[j];
      const auto name = whole_likeness(one.name, other.name);
      if (name < same_name_likeness) continue;
      const auto address = address_likeness(one.address, other.address);
      if (address < same_address_likeness) continue;
      found.push_back({one.account, other.account, name, address});
    }
  }
}

/// Nothing for an account that is like no other, because it has no name or no street.
std::optional<Candidate> candidate_of(const Account& account) {
  Candidate candidate{&account, NameWords{account.name}, AddressParts{account.address}};
  if (candidate.name.empty() || candidate.address.words().empty()) return std::nullopt;
  return candidate;
}

}  // namespace

std::vector<LikelyDuplicate> likely_duplicates(const std::vector<Account>& accounts,
                                               std::size_t at_most) {
  std::map<std::string, std::vector<const Account*>> buckets;
  for (const auto& account : accounts) {
    const bool may_be_like = account.status == AccountStatus::Open && !account.address.empty();
    if (may_be_like) buckets[bucket_of(account)].push_back(&account);
  }
  std::vector<LikelyDuplicate> found;
  for (const auto& [key, bucket] : buckets) {
    if (bucket.size() < 2) continue;
    std::vector<Candidate> candidates;
    candidates.reserve(bucket.size());
    for (const auto* account : bucket) {
      if (auto candidate = candidate_of(*account)) candidates.push_back(*std::move(candidate));
    }
    compare(candidates, found);
  }
  std::ranges::stable_sort(found, [](const LikelyDuplicate& a, const LikelyDuplicate& b) {
    return a.name + a.address > b.name + b.address;
  });
  if (found.size() > at_most) found.resize(at_most);
  return found;
}

}  // namespace lockbox::deposit::accounts
