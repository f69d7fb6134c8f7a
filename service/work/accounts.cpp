#include "service/work/accounts.h"

#include <algorithm>
#include <map>

#include "core/seal.h"
#include "core/text.h"
#include "deposit/match/likeness.h"
#include "deposit/match/successor.h"
#include "deposit/model/person.h"
#include "service/config/account_file.h"
#include "service/work/master_accounts.h"

namespace lockbox::service::work {

namespace {

constexpr std::size_t ref_digits = 32;

/// Words as names are compared, or the end of a number.
class AccountFilter {
 public:
  explicit AccountFilter(std::string_view words) : folded_{deposit::folded_name(words)} {
    for (const char c : words) {
      if (is_digit(c)) digits_.push_back(c);
    }
    const auto is_other = [](char c) { return !is_digit(c) && c != ' ' && c != '-'; };
    is_number_ = !digits_.empty() && std::ranges::none_of(words, is_other);
  }

  [[nodiscard]] bool empty() const { return folded_.empty(); }
  [[nodiscard]] bool is_name() const { return !is_number_; }
  [[nodiscard]] bool takes(const deposit::Account& account) const {
    if (is_number_) return account.number.reveal().ends_with(digits_);
    return deposit::folded_name(account.name).find(folded_) != std::string::npos ||
           deposit::folded_name(account.number.reveal()).ends_with(folded_);
  }

 private:
  std::string folded_;
  std::string digits_;
  bool is_number_ = false;
};

/// Documents by key of their envelope, for the batches that payments lie in.
class EnvelopeDocuments {
 public:
  EnvelopeDocuments(deposit::Store& store, const deposit::Site& site)
      : store_{store}, site_{site} {}

  [[nodiscard]] Result<std::vector<DocumentId>> of(const deposit::AccountPayment& payment) {
    auto found = batches_.find(payment.batch);
    if (found == batches_.end()) {
      auto batch = TRY(load_proven(store_, site_.id, payment.batch));
      found = batches_.emplace(payment.batch, std::move(batch)).first;
    }
    const auto& contents = found->second.contents;
    const BatchIndex index{contents};
    std::vector<DocumentId> documents;
    const auto transaction =
        std::ranges::find(contents.transactions, payment.transaction, &deposit::Transaction::key);
    if (transaction == contents.transactions.end()) return documents;
    for (const auto sequence : transaction->documents) {
      if (const auto* document = index.document(sequence)) documents.push_back(document->id);
    }
    return documents;
  }

 private:
  deposit::Store& store_;
  const deposit::Site& site_;
  std::map<BatchId, ProvenBatch> batches_;
};

}  // namespace

std::string account_ref(Keys& keys, const std::string& site, const std::string& lockbox,
                        const AccountNumber& number) {
  const auto text = "account ref/" + site + "/" + lockbox + "/" + number.reveal();
  return keyed_fingerprint(keys.lookup_key(), text).hex().substr(0, ref_digits);
}

namespace {

/// The number that one name of an account means.
Result<std::string> named_account(Keys& keys, const std::string& site, const std::string& lockbox,
                                  const std::vector<deposit::Account>& accounts,
                                  std::string_view name) {
  if (!name.starts_with(ref_mark)) return std::string{name};
  name.remove_prefix(ref_mark.size());
  for (const auto& account : accounts) {
    if (account_ref(keys, site, lockbox, account.number) == name) return account.number.reveal();
  }
  return fail(ErrorCode::InvalidInput, "The account file has no such account any more.", "/value");
}

}  // namespace

Result<std::string> answered_account(Keys& keys, const std::string& site,
                                     const std::string& lockbox,
                                     const std::vector<deposit::Account>& accounts,
                                     const std::string& value) {
  std::string answer;
  std::string_view rest{value};
  while (true) {
    const auto end = rest.find(';');
    const auto part = rest.substr(0, end);
    const auto sign = std::min(part.find('='), part.size());
    answer += TRY(named_account(keys, site, lockbox, accounts, part.substr(0, sign)));
    answer += part.substr(sign);
    if (end == std::string_view::npos) return answer;
    answer += ';';
    rest.remove_prefix(end + 1);
  }
}

namespace {

/// Open accounts whose names are like the words, best first.
Result<std::vector<FoundAccount>> like_named(deposit::Store& store, Keys& keys,
                                             const deposit::Site& site, std::string_view words,
                                             std::size_t at_most) {
  struct Likely {
    std::int64_t likeness = 0;
    FoundAccount found;
  };
  std::vector<Likely> likely;
  for (const auto& lockbox : site.lockboxes) {
    for (auto& account : TRY(store.accounts(site.id, lockbox))) {
      const auto likeness = deposit::whole_likeness(words, account.name);
      const bool is_open = account.status == deposit::AccountStatus::Open;
      if (!is_open || likeness < deposit::MatchRules{}.name_show_min) continue;
      auto ref = account_ref(keys, site.id, lockbox, account.number);
      likely.push_back({likeness, {std::move(ref), lockbox, std::move(account)}});
    }
  }
  std::ranges::stable_sort(likely, std::ranges::greater{}, &Likely::likeness);
  std::vector<FoundAccount> found;
  for (auto& one : likely) {
    if (found.size() == at_most) break;
    found.push_back(std::move(one.found));
  }
  return found;
}

}  // namespace

Result<std::vector<FoundAccount>> find_accounts(deposit::Store& store, Keys& keys,
                                                const deposit::Site& site, std::string_view words,
                                                std::size_t at_most) {
  const AccountFilter filter{words};
  std::vector<FoundAccount> found;
  if (filter.empty()) return found;
  for (const auto& lockbox : site.lockboxes) {
    auto accounts = TRY(store.accounts(site.id, lockbox));
    for (auto& account : accounts) {
      if (found.size() >= at_most) return found;
      if (!filter.takes(account)) continue;
      auto ref = account_ref(keys, site.id, lockbox, account.number);
      found.push_back({std::move(ref), lockbox, std::move(account)});
    }
  }
  if (found.empty() && filter.is_name()) return like_named(store, keys, site, words, at_most);
  return found;
}

Result<FoundAccount> account_by_ref(deposit::Store& store, Keys& keys, const deposit::Site& site,
                                    const std::string& ref) {
  for (const auto& lockbox : site.lockboxes) {
    auto accounts = TRY(store.accounts(site.id, lockbox));
    for (auto& account : accounts) {
      if (account_ref(keys, site.id, lockbox, account.number) != ref) continue;
      return FoundAccount{ref, lockbox, std::move(account)};
    }
  }
  return fail(ErrorCode::NotFound, "There is no such account.");
}

Result<FoundAccount> living_account_by_ref(deposit::Store& store, Keys& keys,
                                           const deposit::Site& site, const std::string& ref) {
  auto found = TRY(account_by_ref(store, keys, site, ref));
  if (!found.account.is_merged) return found;
  const auto known = TRY(known_accounts(store, site.id, found.lockbox));
  const auto* living = deposit::merged_successor(found.account, known.index);
  if (living == nullptr) return found;
  return FoundAccount{account_ref(keys, site.id, found.lockbox, living->number), found.lockbox,
                      *living};
}

Result<PaidAccount> account_with_payments(deposit::Books& books, Keys& keys,
                                          const deposit::Site& site, const std::string& ref) {
  PaidAccount paid{TRY(account_by_ref(books.store(), keys, site, ref)), {}, {}};
  paid.payments = TRY(books.finder().payments(site.id, paid.found.account.number));
  EnvelopeDocuments documents{books.store(), site};
  for (const auto& payment : paid.payments) {
    paid.documents.push_back(TRY(documents.of(payment)));
  }
  return paid;
}

Result<AccountNumber> reveal_account(deposit::Books& books, Keys& keys, const deposit::Site& site,
                                     const Reveal& reveal, const deposit::Actor& person) {
  if (deposit::folded_name(reveal.reason).empty()) {
    return fail(ErrorCode::InvalidInput, "Say why the whole number is wanted.", "/reason");
  }
  auto found = TRY(account_by_ref(books.store(), keys, site, reveal.ref));
  TRY(books.people().note("reveal_account", reveal.ref, reveal.reason, person));
  return std::move(found.account.number);
}

namespace {

Result<bool> is_known(deposit::Store& store, const deposit::Site& site, const std::string& lockbox,
                      const std::vector<deposit::Account>& accounts) {
  const auto known = TRY(known_accounts(store, site.id, lockbox));
  return std::ranges::all_of(accounts, [&](const deposit::Account& account) {
    const auto* same = known.index.find(account.number);
    return same != nullptr && *same == account;
  });
}

}  // namespace

Result<AccountImport> import_account_text(deposit::Books& books, const deposit::Site& site,
                                          const AccountText& text, const deposit::Actor& person) {
  if (std::ranges::find(site.lockboxes, text.lockbox) == site.lockboxes.end()) {
    return fail(ErrorCode::InvalidInput,
                "The site " + site.id + " has no lockbox '" + text.lockbox + "'.", "/lockbox");
  }
  auto file = TRY(parse_account_file(text.csv, "The account file", site));
  AccountImport import{static_cast<std::int64_t>(file.accounts.size()), false,
                       std::move(file.problems), 0};
  if (!import.bad_lines.empty()) return import;
  auto& store = books.store();
  if (text.is_dry_run) {
    import.is_unchanged = TRY(is_known(store, site, text.lockbox, file.accounts));
    return import;
  }
  const bool is_new =
      TRY(store.import_accounts(site.id, text.lockbox, file.sha256, file.accounts, person));
  import.is_unchanged = !is_new;
  import.conflicts = TRY(open_conflicts(books, site.id, text.lockbox));
  return import;
}

Result<KnownAccounts> known_accounts(deposit::Store& store, const std::string& site,
                                     const std::string& lockbox) {
  return KnownAccounts{TRY(store.accounts(site, lockbox))};
}

}  // namespace lockbox::service::work
