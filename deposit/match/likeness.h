#pragma once

/// @file
/// How alike two numbers or two names are: what a misread, a slip of the finger or another spelling
/// leaves alike.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lockbox::deposit {

/// One digit off, or two neighbours swapped.
[[nodiscard]] bool is_one_slip_off(std::string_view one, std::string_view other);

/// The least number of bytes that are changed, added or taken away to make one of the other
/// (Levenshtein).
[[nodiscard]] std::size_t edit_distance(std::string_view one, std::string_view other);

/// A name taken apart once, to be compared with many: its words in capitals, without those that
/// count for nothing.  Bytes beyond ASCII are letters.
class NameWords {
 public:
  explicit NameWords(std::string_view name);
  [[nodiscard]] const std::vector<std::string>& words() const { return words_; }
  [[nodiscard]] bool empty() const { return words_.empty(); }

 private:
  std::vector<std::string> words_;
};

/// From 0 to 100: the words of the shorter name that the other one has too, each by the share of
/// its letters that stay when it is spelled like its best partner (1 - edits / length,
/// Levenshtein). Order of words, capitals, punctuation and the words MR, MRS, MS, AND, OR, THE
/// count for nothing; a single letter stands for a word that begins with it.
[[nodiscard]] std::int64_t name_likeness(std::string_view one, std::string_view other);

/// As `name_likeness`, but what of the longer name has no partner counts against it by half, so
/// that SMITH is not JOHN SMITH.
[[nodiscard]] std::int64_t whole_likeness(std::string_view one, std::string_view other);
[[nodiscard]] std::int64_t whole_likeness(const NameWords& one, const NameWords& other);

/// From here on two names are taken for one holder's.
inline constexpr std::int64_t same_name_likeness = 85;

}  // namespace lockbox::deposit
