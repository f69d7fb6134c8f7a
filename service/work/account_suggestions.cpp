#include <algorithm>
#include <string_view>

#include "deposit/match/likeness.h"
#include "deposit/match/payer.h"
#include "deposit/match/successor.h"
#include "service/work/task_view.h"

namespace lockbox::service::work {

namespace {

/// A person picks among a few or keys the number.
constexpr std::size_t suggestions_max = 5;
/// Shorter beginnings and ends are shared by too many numbers.
constexpr std::size_t shared_digits_min = 6;

/// Why the account may be the one that was read; empty when it may not.
std::string likeness(const std::string& number, const std::string& read) {
  if (number == read) return "The number that was read.";
  if (deposit::is_one_slip_off(number, read)) return "One slip away from the number that was read.";
  if (read.size() < shared_digits_min || number.size() < shared_digits_min) return "";
  const auto count = std::min({read.size(), number.size(), shared_digits_min});
  if (number.starts_with(read) || read.starts_with(number)) return "Begins as what was read.";
  if (number.ends_with(read) || read.ends_with(number)) return "Ends as what was read.";
  if (number.ends_with(std::string_view{read}.substr(read.size() - count))) {
    return "Its last " + std::to_string(count) + " digits are those that were read.";
  }
  return "";
}

/// Numbers that the reader saw on the coupons of the envelope, whether or not they prove anything.
std::vector<std::string> numbers_read(const ProvenBatch& batch,
                                      const deposit::Transaction& transaction) {
  std::vector<std::string> numbers;
  for (const auto& facts : batch.facts) {
    const auto& documents = transaction.documents;
    if (std::ranges::find(documents, facts.sequence) == documents.end()) continue;
    if (facts.coupon && !facts.coupon->code.account.empty()) {
      numbers.push_back(facts.coupon->code.account.reveal());
    }
  }
  return numbers;
}

/// The open account that a coupon names, or nullptr.
const deposit::Account* account_of(const deposit::DocumentFacts& coupon,
                                   const deposit::AccountIndex& accounts) {
  const deposit::Account* account = nullptr;
  if (coupon.keyed_account) {
    account = accounts.find(*coupon.keyed_account);
  } else if (coupon.coupon && coupon.coupon->code.check_digit_verified) {
    account = accounts.find(coupon.coupon->code.account);
  }
  if (account != nullptr && account->is_merged) {
    account = deposit::merged_successor(*account, accounts);
  }
  const bool is_open = account != nullptr && account->status != deposit::AccountStatus::Closed;
  return is_open ? account : nullptr;
}

}  // namespace

std::optional<Division> division_of(const ProvenBatch& batch, const deposit::AccountIndex& accounts,
                                    const deposit::Task& task) {
  const BatchIndex index{batch.contents};
  const auto* transaction = index.transaction(task.sequence);
  if (transaction == nullptr) return std::nullopt;
  Division division;
  int coupons = 0;
  for (const auto& facts : batch.facts) {
    const auto& documents = transaction->documents;
    if (std::ranges::find(documents, facts.sequence) == documents.end()) continue;
    if (facts.sequence == task.sequence) {
      if (!facts.is_tender() || !facts.has_certain_amount()) return std::nullopt;
      division.amount = *facts.amount;
    }
    if (!facts.is_coupon()) continue;
    ++coupons;
    const auto* account = account_of(facts, accounts);
    if (account == nullptr) continue;
    const bool is_known = std::ranges::any_of(division.lines, [&](const Division::Line& line) {
      return line.account.value == account->number.reveal();
    });
    if (is_known) continue;
    auto expected =
        facts.coupon ? facts.coupon->code.expected_amounts : std::vector{account->balance_due};
    division.lines.push_back({suggestion_of(*account, ""), std::move(expected)});
  }
  if (coupons < 2) return std::nullopt;
  return division;
}

Suggestion suggestion_of(const deposit::Account& account, std::string reason) {
  return {account.number.reveal(), account.name + ", " + account.address, std::move(reason)};
}

Result<std::vector<Suggestion>> suggest_paid_before(deposit::Store& store, const ProvenBatch& batch,
                                                    const KnownAccounts& accounts,
                                                    const deposit::Task& task) {
  std::vector<Suggestion> suggestions;
  const BatchIndex index{batch.contents};
  const auto* transaction = index.transaction(task.sequence);
  if (transaction == nullptr) return suggestions;
  const auto id = batch.contents.batch.id;
  const auto rules = TRY(store.match_rules(id));
  for (const auto& facts : batch.facts) {
    const auto& documents = transaction->documents;
    if (!facts.is_tender() || !facts.micr.is_complete() || !facts.has_sure_line() ||
        std::ranges::find(documents, facts.sequence) == documents.end()) {
      continue;
    }
    const auto history = TRY(store.payer_history(id, facts.micr, deposit::PayersAsOf::Now));
    const auto payer = deposit::recall(history, rules, accounts.index);
    if (payer.is_consolidator) continue;
    for (const auto* link : payer.believed(rules)) {
      const auto* account = accounts.index.find(link->account);
      if (account == nullptr || account->status == deposit::AccountStatus::Closed) continue;
      if (suggestions.size() == suggestions_max) return suggestions;
      suggestions.push_back(suggestion_of(*account, "This bank account paid it before, last " +
                                                        link->last_amount.to_string() + " on " +
                                                        link->last_day.to_string() + "."));
    }
  }
  return suggestions;
}

std::vector<Suggestion> suggest_accounts(const ProvenBatch& batch,
                                         const std::vector<deposit::Account>& accounts,
                                         const deposit::Task& task) {
  std::vector<Suggestion> suggestions;
  const BatchIndex index{batch.contents};
  const auto* transaction = index.transaction(task.sequence);
  if (transaction == nullptr) return suggestions;
  const auto read = numbers_read(batch, *transaction);
  for (const auto& account : accounts) {
    if (account.status == deposit::AccountStatus::Closed) continue;
    for (const auto& number : read) {
      auto reason = likeness(account.number.reveal(), number);
      if (reason.empty()) continue;
      suggestions.push_back(suggestion_of(account, std::move(reason)));
      break;
    }
  }
  if (read.empty() && !transaction->tender.is_zero()) {
    for (const auto& account : accounts) {
      if (account.status == deposit::AccountStatus::Closed) continue;
      if (account.balance_due != transaction->tender) continue;
      suggestions.push_back(suggestion_of(account, "Owes exactly what this envelope pays."));
    }
  }
  if (suggestions.size() > suggestions_max) suggestions.resize(suggestions_max);
  return suggestions;
}

}  // namespace lockbox::service::work
