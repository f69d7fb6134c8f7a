#include "deposit/match/likeness.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace lockbox::deposit {

namespace {

constexpr std::array<std::string_view, 8> empty_words{"AND", "DR", "MR", "MRS",
                                                      "MS",  "OF", "OR", "THE"};

std::int64_t word_likeness(std::string_view one, std::string_view other) {
  if (one.size() == 1 || other.size() == 1) return one.front() == other.front() ? 100 : 0;
  if (one == other) return 100;
  const auto length = std::max(one.size(), other.size());
  return static_cast<std::int64_t>(100 * (length - edit_distance(one, other)) / length);
}

/// What of two names is alike, in letters.
struct Compared {
  std::int64_t alike = 0;    ///< Hundredths of letters of the shorter name.
  std::int64_t letters = 0;  ///< Of the shorter name.
  std::int64_t left = 0;     ///< Of the words of the longer one that found no partner.
};

Compared compare_names(const NameWords& one, const NameWords& other) {
  const bool has_fewer = one.words().size() <= other.words().size();
  const auto& fewer = has_fewer ? one.words() : other.words();
  const auto& more = has_fewer ? other.words() : one.words();
  std::vector<char> is_taken(more.size(), 0);
  Compared compared;
  for (const auto& word : fewer) {
    std::size_t best = 0;
    std::int64_t likeness = -1;
    for (std::size_t i = 0; i < more.size(); ++i) {
      if (is_taken[i] != 0) continue;
      const auto found = word_likeness(word, more[i]);
      if (found > likeness) {
        likeness = found;
        best = i;
      }
    }
    const auto weight = static_cast<std::int64_t>(word.size());
    compared.alike += likeness * weight;
    compared.letters += weight;
    is_taken[best] = 1;
  }
  for (std::size_t i = 0; i < more.size(); ++i) {
    if (is_taken[i] == 0) compared.left += static_cast<std::int64_t>(more[i].size());
  }
  return compared;
}

}  // namespace

NameWords::NameWords(std::string_view name) {
  std::string word;
  const auto end_word = [&] {
    if (!word.empty() && std::ranges::find(empty_words, word) == empty_words.end()) {
      words_.push_back(word);
    }
    word.clear();
  };
  for (const char c : name) {
    const bool is_small = c >= 'a' && c <= 'z';
    const bool is_letter =
        is_small || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c & 0x80) != 0;
    if (is_letter) {
      word += is_small ? static_cast<char>(c - 'a' + 'A') : c;
    } else if (c != '\'' && c != '.') {  // O'NEIL is ONEIL, J.R. is JR.
      end_word();
    }
  }
  end_word();
}

std::size_t edit_distance(std::string_view one, std::string_view other) {
  std::vector<std::size_t> row(other.size() + 1);
  for (std::size_t j = 0; j < row.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= one.size(); ++i) {
    auto diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= other.size(); ++j) {
      const auto changed = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({changed, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row.back();
}

bool is_one_slip_off(std::string_view one, std::string_view other) {
  if (one.size() != other.size() || one == other) return false;
  const auto [a, b] = std::ranges::mismatch(one, other);
  const auto rest_a = std::string_view{a, one.end()};
  const auto rest_b = std::string_view{b, other.end()};
  if (rest_a.substr(1) == rest_b.substr(1)) return true;
  return rest_a.size() >= 2 && rest_a[0] == rest_b[1] && rest_a[1] == rest_b[0] &&
         rest_a.substr(2) == rest_b.substr(2);
}

std::int64_t name_likeness(std::string_view one, std::string_view other) {
  const auto compared = compare_names(NameWords{one}, NameWords{other});
  return compared.letters == 0 ? 0 : compared.alike / compared.letters;
}

std::int64_t whole_likeness(std::string_view one, std::string_view other) {
  return whole_likeness(NameWords{one}, NameWords{other});
}

std::int64_t whole_likeness(const NameWords& one, const NameWords& other) {
  const auto compared = compare_names(one, other);
  return compared.letters == 0 ? 0 : 2 * compared.alike / (2 * compared.letters + compared.left);
}

}  // namespace lockbox::deposit
