#include "deposit/accounts/directory.h"

#include <algorithm>

#include "core/text.h"
#include "deposit/model/person.h"

namespace lockbox::deposit::accounts {

SoughtWords::SoughtWords(std::string_view words) : folded_{folded_name(words)}, name_{words} {
  for (const char c : words) {
    if (is_digit(c)) digits_.push_back(c);
  }
  const auto is_other = [](char c) { return !is_digit(c) && c != ' ' && c != '-'; };
  is_number_ = !digits_.empty() && std::ranges::none_of(words, is_other);
}

AccountDirectory::AccountDirectory(const std::vector<Account>& accounts) : accounts_{accounts} {
  entries_.reserve(accounts.size());
  for (const auto& account : accounts) {
    entries_.push_back(
        {folded_name(account.number.reveal()), folded_name(account.name), NameWords{account.name}});
  }
}

std::vector<const Account*> AccountDirectory::find(const SoughtWords& words,
                                                   std::size_t at_most) const {
  std::vector<const Account*> found;
  if (words.empty()) return found;
  for (std::size_t i = 0; i < entries_.size() && found.size() < at_most; ++i) {
    const auto& entry = entries_[i];
    const bool is_taken = words.is_number()
                              ? accounts_[i].number.reveal().ends_with(words.digits())
                              : entry.name.find(words.folded()) != std::string::npos ||
                                    entry.number.ends_with(words.folded());
    if (is_taken) found.push_back(&accounts_[i]);
  }
  return found;
}

std::vector<AccountDirectory::LikeNamed> AccountDirectory::like(const SoughtWords& words,
                                                                std::int64_t likeness_min) const {
  std::vector<LikeNamed> found;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    if (accounts_[i].status != AccountStatus::Open) continue;
    const auto likeness = whole_likeness(words.name(), entries_[i].words);
    if (likeness >= likeness_min) found.push_back({&accounts_[i], likeness});
  }
  return found;
}

}  // namespace lockbox::deposit::accounts
