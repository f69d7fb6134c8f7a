#include "deposit/doctor/diagnosis.h"

#include <algorithm>
#include <map>

#include "deposit/doctor/reasons.h"
#include "deposit/doctor/suspicions.h"

namespace lockbox::deposit {

namespace {

/// More are not combined: of a large batch the least likely are left out.
constexpr std::size_t parts_max = 20'000;

bool is_likelier(const Diagnosis& one, const Diagnosis& other) {
  if (one.likelihood != other.likelihood) return one.likelihood > other.likelihood;
  return one.suspicions.front().sequence < other.suspicions.front().sequence;
}

bool can_be_both(const Suspicion& one, const Suspicion& other) {
  return one.sequence != other.sequence;
}

/// Parts by what they add to the count.
using PartsByEffect = std::multimap<std::pair<std::int64_t, Money>, const Suspicion*>;

Diagnosis together(const Suspicion& one, const Suspicion& other, const ControlTotals& effect) {
  Diagnosis both{
      CauseKind::TwoCauses, {one, other}, effect, one.likelihood.and_also(other.likelihood)};
  for (auto& part : both.suspicions) part.sentence = reason_of_part(part);
  return both;
}

std::vector<Diagnosis> pairs_of(const BatchLedger& ledger) {
  auto parts = partial_suspicions(ledger);
  std::ranges::stable_sort(parts, std::ranges::greater{}, &Suspicion::likelihood);
  if (parts.size() > parts_max) parts.resize(parts_max);
  const auto missing = ledger.missing();
  PartsByEffect seen;
  std::vector<Diagnosis> pairs;
  for (const auto& part : parts) {
    const auto [first, last] = seen.equal_range(
        {missing.documents - part.effect.documents, missing.amount - part.effect.amount});
    for (auto other = first; other != last; ++other) {
      if (can_be_both(*other->second, part)) {
        pairs.push_back(together(*other->second, part, missing));
      }
    }
    seen.emplace(std::pair{part.effect.documents, part.effect.amount}, &part);
  }
  std::ranges::stable_sort(pairs, is_likelier);
  if (pairs.size() > pairs_max) pairs.resize(pairs_max);
  return pairs;
}

}  // namespace

std::string Diagnosis::sentence() const {
  std::string sentence;
  for (const auto& suspicion : suspicions) {
    if (!sentence.empty()) sentence += " And: ";
    sentence += suspicion.sentence;
  }
  return sentence;
}

std::vector<Diagnosis> diagnose(const BatchLedger& ledger) {
  std::vector<Diagnosis> diagnoses;
  bool is_explained = false;
  for (auto& suspicion : single_suspicions(ledger)) {
    is_explained = is_explained || names_a_place(suspicion);
    const auto kind = suspicion.kind;
    const auto effect = suspicion.effect;
    const auto likelihood = suspicion.likelihood;
    diagnoses.push_back({kind, {std::move(suspicion)}, effect, likelihood});
  }
  if (!is_explained && ledger.missing() != ControlTotals{}) {
    auto pairs = pairs_of(ledger);
    std::ranges::move(pairs, std::back_inserter(diagnoses));
  }
  std::ranges::stable_sort(diagnoses, is_likelier);
  Likelihood total;
  for (const auto& diagnosis : diagnoses) total += diagnosis.likelihood;
  for (auto& diagnosis : diagnoses) diagnosis.share_ppm = diagnosis.likelihood.share_ppm(total);
  return diagnoses;
}

}  // namespace lockbox::deposit
