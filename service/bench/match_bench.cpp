#include "service/bench/match_bench.h"

#include <algorithm>
#include <map>
#include <string>

#include "deposit/work/derive.h"
#include "service/bench/match_town.h"

namespace lockbox::service {

namespace {

using Histories = std::map<std::string, deposit::PayerHistory>;

std::string key_of(const encode::MicrLine& line) {
  return std::string{line.routing->digits()} + "/" + line.account.reveal();
}

/// The day's work, and the facts that it was made of.
struct WorkedDay {
  std::vector<deposit::DocumentFacts> documents;
  deposit::BatchWork work;
};

deposit::Site town_site() {
  deposit::Site site;
  site.id = "TOWN";
  site.suspense_fund = "999";
  site.suspense_deposit_account = "OPERATING";
  return site;
}

WorkedDay work_day(const deposit::BatchContents& contents, const deposit::AccountIndex& accounts,
                   const deposit::Answers& answers, const Histories& known) {
  static const auto site = town_site();
  WorkedDay day{deposit::gather_facts(contents, answers, {}), {}};
  deposit::MatchKnowledge knowledge;
  for (const auto* check : deposit::wanted_payers(day.documents, accounts, knowledge.rules)) {
    const auto history = known.find(key_of(check->micr));
    if (history == known.end()) continue;
    knowledge.payers.emplace(check->sequence,
                             deposit::recall(history->second, knowledge.rules, accounts));
  }
  day.work = deposit::derive_work(
      {site, accounts, contents, day.documents, deposit::Release::WhenBalanced, knowledge});
  return day;
}

/// What an approved day teaches.
Histories lessons_of(const WorkedDay& day) {
  Histories known;
  for (const auto& transaction : day.work.transactions) {
    if (!deposit::is_lesson(transaction)) continue;
    deposit::PayerPayment payment{1, *BusinessDay::parse("2026-11-23"), {}};
    for (const auto& applied : transaction.applied) {
      payment.shares.push_back({applied.account, applied.amount});
    }
    std::ranges::sort(payment.shares, {}, &deposit::Share::account);
    for (const auto& facts : day.documents) {
      const auto& own = transaction.documents;
      if (!facts.is_tender() || std::ranges::find(own, facts.sequence) == own.end()) continue;
      auto& payments = known[key_of(facts.micr)].payments;
      payments.insert(payments.begin(), payment);
    }
  }
  return known;
}

bool is_true(const deposit::Transaction& transaction, const TownEnvelope& envelope) {
  std::vector<deposit::Share> given;
  for (const auto& applied : transaction.applied) {
    given.push_back({applied.account, applied.amount});
  }
  std::ranges::sort(given, {}, &deposit::Share::account);
  return given == envelope.truth;
}

void tally_matches(const deposit::Transaction& transaction, const TownEnvelope& envelope,
                   MatchTally& tally) {
  for (const auto& match : transaction.matches) {
    const auto rule = static_cast<std::size_t>(match.rule);
    ++tally.found.at(rule);
    const bool is_right = std::ranges::find(envelope.truth, match.account,
                                            &deposit::Share::account) != envelope.truth.end();
    if (!is_right) ++tally.wrong.at(rule);
  }
}

void tally_day(const WorkedDay& day, const EnvelopesByKey& envelopes, const Histories& taught,
               MatchTally& tally) {
  for (const auto& transaction : day.work.transactions) {
    const auto& envelope = *envelopes.at(transaction.key);
    tally_matches(transaction, envelope, tally);
    const bool is_placed =
        deposit::is_released(transaction.state) && is_true(transaction, envelope);
    count(is_placed, tally.envelopes);
    const bool has_coupon =
        envelope.coupon == TownCoupon::Read || envelope.coupon == TownCoupon::Stale;
    const bool is_known =
        has_coupon || taught.contains(envelope.payer.routing + "/" + envelope.payer.account);
    if (is_known) count(is_placed, tally.known);
  }
}

void match_town(Town town, int envelopes, MatchBench& bench) {
  const auto first_mail = town.mail(envelopes);
  const auto first_batch = batch_of(town, first_mail, BatchId{1});
  const deposit::AccountIndex first_accounts{town.accounts()};
  const auto first_keys = envelopes_by_key(first_mail);
  const auto asked = work_day(first_batch, first_accounts, {}, {});
  const auto worked =
      work_day(first_batch, first_accounts, answered_by_people(asked.work.tasks, first_keys), {});
  const auto taught = lessons_of(worked);

  town.bill();
  const auto mail = town.mail(envelopes);
  const auto batch = batch_of(town, mail, BatchId{2});
  const deposit::AccountIndex accounts{town.accounts()};
  const auto keys = envelopes_by_key(mail);
  tally_day(work_day(batch, accounts, {}, {}), keys, taught, bench.without_memory);
  tally_day(work_day(batch, accounts, {}, taught), keys, taught, bench.with_memory);
}

}  // namespace

MatchBench match_towns(const MatchBenchRequest& request) {
  MatchBench bench;
  for (int town = 0; town < request.towns; ++town) {
    match_town(Town{request.seed + static_cast<std::uint64_t>(town)}, request.envelopes, bench);
  }
  return bench;
}

}  // namespace lockbox::service
