#pragma once

/// @file
/// The accounts of one lockbox, ready to be looked for by what people know of them.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "deposit/match/likeness.h"
#include "deposit/model/account.h"

namespace lockbox::deposit::accounts {

/// What somebody looks for: digits, which blanks and hyphens may part, are the end of a number;
/// anything else is a part of a name, or the end of a number with letters.
class SoughtWords {
 public:
  explicit SoughtWords(std::string_view words);
  [[nodiscard]] bool empty() const { return folded_.empty(); }
  [[nodiscard]] bool is_number() const { return is_number_; }
  [[nodiscard]] const std::string& digits() const { return digits_; }
  /// As names are compared: without blanks, in small letters.
  [[nodiscard]] const std::string& folded() const { return folded_; }
  [[nodiscard]] const NameWords& name() const { return name_; }

 private:
  std::string folded_;
  std::string digits_;
  NameWords name_;
  bool is_number_ = false;
};

/// Whatever is compared is made ready once, so that a question looks through short texts only.  The
/// accounts outlive it and stay as they are.
class AccountDirectory {
 public:
  explicit AccountDirectory(const std::vector<Account>& accounts);

  /// Those that the words take, in the order of the list, at most `at_most`.
  [[nodiscard]] std::vector<const Account*> find(const SoughtWords& words,
                                                 std::size_t at_most) const;

  struct LikeNamed {
    const Account* account = nullptr;
    std::int64_t likeness = 0;  ///< `whole_likeness` of the words and its name.
  };
  /// Open ones whose names are at least so like the words, in the order of the list.
  [[nodiscard]] std::vector<LikeNamed> like(const SoughtWords& words,
                                            std::int64_t likeness_min) const;

 private:
  struct Entry {
    std::string number;  ///< Folded, as the name is.
    std::string name;
    NameWords words;
  };

  const std::vector<Account>& accounts_;
  std::vector<Entry> entries_;  ///< As `accounts_`.
};

}  // namespace lockbox::deposit::accounts
