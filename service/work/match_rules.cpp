#include "service/work/match_rules.h"

#include <algorithm>
#include <map>

#include "deposit/match/rule_check.h"
#include "deposit/work/derive.h"
#include "service/process/knowledge.h"
#include "service/work/accounts.h"
#include "service/work/batch_view.h"

namespace lockbox::service::work {

namespace {

constexpr std::int64_t envelopes_max = 1000;
constexpr std::size_t differences_max = 20;

using Given = std::map<std::string, Money>;

Given given_by(const std::vector<deposit::Application>& applied) {
  Given given;
  for (const auto& one : applied) given[one.account.reveal()] += one.amount;
  return given;
}

std::string masked(const Given& given) {
  std::string text;
  for (const auto& [number, amount] : given) {
    if (!text.empty()) text += ", ";
    text += AccountNumber{number}.masked() + " " + amount.to_string();
  }
  return text.empty() ? "suspense" : text;
}

/// An envelope whose money is where it belongs as far as anybody knows.
bool is_settled(const deposit::Transaction& transaction) {
  return deposit::is_frozen(transaction) && transaction.suspense.is_zero() &&
         !transaction.applied.empty();
}

/// The envelopes as they stand, free to be matched anew: nobody's word on accounts, nothing booked.
deposit::BatchContents unmatched(const deposit::BatchContents& contents) {
  auto fresh = contents;
  fresh.transactions.clear();
  fresh.entries.clear();
  std::erase_if(fresh.tasks, [](const deposit::Task& task) {
    return task.field == deposit::TaskField::Account;
  });
  return fresh;
}

/// People said where envelopes begin, and so did the order; each stays as it is.
void keep_envelopes(std::vector<deposit::DocumentFacts>& documents,
                    const std::vector<deposit::Transaction>& transactions) {
  std::map<std::int64_t, std::int64_t> owners;
  for (const auto& transaction : transactions) {
    for (const auto sequence : transaction.documents) owners[sequence] = transaction.key;
  }
  for (auto& facts : documents) {
    facts.boundary.reset();
    facts.frozen_transaction.reset();
    facts.scanner_transaction = owners.contains(facts.sequence) ? owners[facts.sequence] : 0;
  }
}

class Trial {
 public:
  Trial(deposit::Books& books, const deposit::Site& site, const deposit::AccountIndex& accounts)
      : books_{books}, site_{site}, accounts_{accounts} {}

  /// The newest envelopes of the batch, as many as are still wanted.
  Result<void> add(BatchId batch, const deposit::MatchRules& rules) {
    const auto contents = TRY(books_.store().load_batch(batch));
    if (contents.counter) return {};  // Nothing of the counter was matched by rules.
    std::vector<const deposit::Transaction*> settled;
    for (const auto& transaction : contents.transactions) {
      if (is_settled(transaction)) settled.push_back(&transaction);
    }
    std::ranges::reverse(settled);
    const auto wanted = static_cast<std::size_t>(envelopes_max - trial_.envelopes);
    if (settled.size() > wanted) settled.resize(wanted);
    if (settled.empty()) return {};
    trial_.envelopes += static_cast<std::int64_t>(settled.size());
    const auto fresh = unmatched(contents);
    auto documents =
        deposit::gather_facts(fresh, deposit::answers_of(fresh.tasks), deposit::PriorChecks{});
    keep_envelopes(documents, contents.transactions);
    const auto in_force = TRY(books_.store().match_rules(batch));
    TRY(count(contents, settled, {fresh, documents, in_force}, trial_.now, nullptr));
    return count(contents, settled, {fresh, documents, rules}, trial_.wanted, &trial_.differences);
  }

  [[nodiscard]] bool is_full() const { return trial_.envelopes >= envelopes_max; }
  [[nodiscard]] RulesTrial done() && { return std::move(trial_); }

 private:
  struct Try {
    const deposit::BatchContents& contents;
    const std::vector<deposit::DocumentFacts>& documents;
    const deposit::MatchRules& rules;
  };

  Result<void> count(const deposit::BatchContents& contents,
                     const std::vector<const deposit::Transaction*>& settled, const Try& attempt,
                     TrialCount& counts, std::vector<TrialDifference>* differences) {
    const auto knowledge =
        TRY(knowledge_of({books_.store(), contents.batch.id, deposit::PayersAsOf::ThisBatch},
                         accounts_, attempt.documents, attempt.rules));
    const auto work = deposit::derive_work({site_, accounts_, attempt.contents, attempt.documents,
                                            deposit::Release::NotYet, knowledge});
    std::map<std::int64_t, const deposit::Transaction*> found;
    for (const auto& transaction : work.transactions) found[transaction.key] = &transaction;
    const BatchIndex index{contents};
    for (const auto* stored : settled) {
      const auto derived = found.find(stored->key);
      if (derived == found.end() || derived->second->matches.empty() ||
          !derived->second->suspense.is_zero()) {
        ++counts.asked;
        continue;
      }
      for (const auto& match : derived->second->matches) {
        ++counts.by_rule.at(static_cast<std::size_t>(match.rule));
      }
      const auto would = given_by(derived->second->applied);
      const auto is = given_by(stored->applied);
      if (would == is) {
        ++counts.placed;
        continue;
      }
      ++counts.differently;
      if (differences == nullptr || differences->size() == differences_max) continue;
      differences->push_back({contents.batch.id, stored->key, index.document(stored->key)->id,
                              "Would go to " + masked(would) + "; it is at " + masked(is) + "."});
    }
    return {};
  }

  deposit::Books& books_;
  const deposit::Site& site_;
  const deposit::AccountIndex& accounts_;
  RulesTrial trial_;
};

Result<void> check_lockbox(const deposit::Site& site, const std::string& lockbox) {
  if (std::ranges::find(site.lockboxes, lockbox) != site.lockboxes.end()) return {};
  return fail(ErrorCode::NotFound, "The site has no lockbox of this name.");
}

}  // namespace

Result<RulesView> view_rules(deposit::Books& books, const deposit::Site& site,
                             const std::string& lockbox) {
  TRY(check_lockbox(site, lockbox));
  RulesView view;
  view.versions = TRY(books.matching().versions(site.id, lockbox));
  if (view.versions.empty()) return view;
  view.version = view.versions.front().version;
  view.rules = view.versions.front().rules;
  return view;
}

Result<RulesTrial> try_rules(deposit::Books& books, const deposit::Site& site,
                             const std::string& lockbox, const deposit::MatchRules& rules) {
  TRY(check_lockbox(site, lockbox));
  TRY(deposit::check_match_rules(rules));
  const auto accounts = TRY(known_accounts(books.store(), site.id, lockbox));
  Trial trial{books, site, accounts.index};
  for (const auto& batch : TRY(batches_of(books.store(), site.id, std::nullopt))) {
    if (batch.header.lockbox != lockbox) continue;
    TRY(trial.add(batch.id, rules));
    if (trial.is_full()) break;
  }
  return std::move(trial).done();
}

}  // namespace lockbox::service::work
