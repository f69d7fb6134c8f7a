#include "deposit/doctor/suspicions.h"

#include <algorithm>
#include <cstdlib>

#include "deposit/doctor/amount_odds.h"
#include "deposit/doctor/keying_slip.h"
#include "deposit/doctor/priors.h"
#include "deposit/doctor/reasons.h"

namespace lockbox::deposit {

namespace {

CauseKind cause_of(SlipKind slip) {
  switch (slip) {
    case SlipKind::SwappedDigits:
      return CauseKind::SwappedDigits;
    case SlipKind::Slide:
      return CauseKind::Slide;
    case SlipKind::WrongDigit:
      return CauseKind::WrongDigit;
    case SlipKind::DigitLeftOut:
      return CauseKind::DigitLeftOut;
    case SlipKind::DigitTooMany:
      return CauseKind::DigitTooMany;
  }
  return CauseKind::WrongDigit;
}

bool holds(const std::vector<Money>& amounts, Money amount) {
  return std::ranges::find(amounts, amount) != amounts.end();
}

/// How an amount came to be wrong, and how many of a thousand million wrong entries come so.
struct LineError {
  CauseKind kind = CauseKind::WrongDigit;
  std::int64_t per_billion = 0;
};

/// The likeliest of the ways; nothing when there is none.
std::optional<LineError> error_between(const TenderLine& line, Money meant) {
  std::optional<LineError> likeliest;
  const auto consider = [&](CauseKind kind, std::int64_t per_billion) {
    if (!likeliest || per_billion > likeliest->per_billion)
      likeliest = LineError{kind, per_billion};
  };
  if (const auto slip = slip_between(meant, line.amount)) {
    consider(cause_of(slip->kind), slip->per_billion);
  }
  if (!holds(line.expected, meant)) return likeliest;
  constexpr std::int64_t thousand = 1'000;
  // Whatever else is keyed hits just this amount about once in so many times a tenth of its cents.
  constexpr std::int64_t spread = 10;
  if (holds(line.expected, line.amount)) {
    consider(CauseKind::OtherExpected, priors::other_expected_ppm * thousand);
  } else {
    consider(CauseKind::AnotherAmount,
             std::max<std::int64_t>(
                 1, priors::another_amount_ppm * thousand * spread / line.amount.cents()));
  }
  return likeliest;
}

/// The one amount that would make the batch balance, for each line of which it can be said how it
/// came to be another.
void suspect_amounts(const BatchLedger& ledger, std::vector<Suspicion>& suspicions) {
  const auto missing = ledger.missing();
  if (missing.documents != 0 || missing.amount.is_zero()) return;
  for (const auto& line : ledger.tender) {
    const auto meant = line.amount + missing.amount;
    if (meant == Money{} - line.amount) {
      suspicions.push_back({CauseKind::WrongSide,
                            line.sequence,
                            {},
                            line.amount,
                            meant,
                            missing,
                            Likelihood::of_ppm(priors::wrong_side_ppm),
                            reason_of_wrong_side()});
    }
    if (meant <= Money{} || meant > item_max) continue;
    const auto error = error_between(line, meant);
    if (!error) continue;
    suspicions.push_back({error->kind,
                          line.sequence,
                          {},
                          line.amount,
                          meant,
                          missing,
                          likelihood_of(line, meant, error->per_billion),
                          reason_of_amount(error->kind, line, meant)});
  }
}

void suspect_declared(const BatchLedger& ledger, std::vector<Suspicion>& suspicions) {
  const auto missing = ledger.missing();
  if (missing.amount.is_zero() && missing.documents != 0) {
    suspicions.push_back({CauseKind::DeclaredCount,
                          {},
                          {},
                          {},
                          {},
                          missing,
                          Likelihood::of_ppm(priors::miscounted_ppm),
                          reason_of_declared_count(ledger)});
    return;
  }
  if (missing.documents != 0 || missing.amount.is_zero()) return;
  const auto counted = ledger.counted.amount;
  const auto declared = ledger.declared.amount;
  if (counted <= Money{} || declared <= Money{}) return;
  const auto slip = slip_between(counted, declared);
  if (!slip) return;
  suspicions.push_back(
      {CauseKind::DeclaredAmount,
       {},
       {},
       declared,
       counted,
       missing,
       Likelihood::of_ppm(priors::keyed_wrong_ppm).times(slip->per_billion, billion),
       reason_of_declared_amount(cause_of(slip->kind))});
}

/// How often a paper is lost in this way, and a check over just this amount lay there.
Likelihood lost(std::int64_t lost_ppm, Money amount, const std::vector<Money>& expected) {
  return Likelihood::of_ppm(lost_ppm).times(payments_per_billion(amount, expected), billion);
}

std::int64_t lost_ppm_of(const Shortfall& shortfall) {
  return shortfall.has_tender ? priors::second_check_lost_ppm : priors::check_lost_ppm;
}

Suspicion missing_item(CauseKind kind, std::optional<std::int64_t> sequence,
                       const ControlTotals& missing, Likelihood likelihood, std::string reason) {
  const auto amount = missing.amount.is_zero() ? std::nullopt : std::optional{missing.amount};
  return {kind, sequence, {}, {}, amount, missing, likelihood, std::move(reason)};
}

/// A paper that is there and counts for nothing may be the money that lacks.
void suspect_unread(const BatchLedger& ledger, std::vector<Suspicion>& suspicions) {
  const auto missing = ledger.missing();
  if (missing.documents != 0 || missing.amount <= Money{} || missing.amount > item_max) return;
  for (const auto sequence : ledger.unread) {
    suspicions.push_back(missing_item(CauseKind::MissingItem, sequence, missing,
                                      lost(priors::unread_is_check_ppm, missing.amount, {}),
                                      reason_of_unread()));
  }
}

void suspect_lost_check(const BatchLedger& ledger, std::vector<Suspicion>& suspicions) {
  const auto missing = ledger.missing();
  for (const auto& shortfall : ledger.shortfalls) {
    suspicions.push_back(
        missing_item(CauseKind::MissingItem, shortfall.sequence, missing,
                     lost(lost_ppm_of(shortfall), missing.amount, shortfall.missing),
                     reason_of_shortfall(shortfall, missing.amount)));
  }
}

void suspect_lost_papers(const BatchLedger& ledger, std::vector<Suspicion>& suspicions) {
  const auto missing = ledger.missing();
  if (missing.documents < 1 || missing.amount < Money{}) return;
  const auto is_one = missing.documents == 1;
  const auto is_money = !missing.amount.is_zero();
  const auto likelihood = [&](std::int64_t often) {
    return is_money ? lost(often, missing.amount, {}) : Likelihood::of_ppm(often);
  };
  if (is_one && is_money) suspect_lost_check(ledger, suspicions);
  if (static_cast<std::int64_t>(ledger.gaps.size()) >= missing.documents) {
    for (const auto sequence : ledger.gaps) {
      suspicions.push_back(missing_item(CauseKind::MissingItem, sequence, missing,
                                        likelihood(priors::gap_was_check_ppm), reason_of_gap()));
    }
  }
  for (const auto sequence : ledger.doubles) {
    if (!is_one) break;
    suspicions.push_back(missing_item(CauseKind::DoubleFeed, sequence, missing,
                                      likelihood(priors::two_papers_ppm), reason_of_double()));
  }
  suspicions.push_back(missing_item(CauseKind::MissingItem, {}, missing,
                                    likelihood(priors::lost_without_trace_ppm),
                                    reason_of_lost(missing)));
}

/// What says that a line is there twice.
struct Twin {
  std::optional<std::int64_t> sequence;  ///< Of the first of the two.
  std::int64_t gain = 1;                 ///< So many times likelier by it.
};

Twin twin_of(const std::vector<TenderLine>& tender, std::size_t at) {
  constexpr std::size_t near = 3;
  const auto& line = tender[at];
  if (line.same_check_as) return {line.same_check_as, priors::same_check_gain};
  for (std::size_t back = 1; back <= at; ++back) {
    const auto& before = tender[at - back];
    if (before.amount != line.amount) continue;
    return {before.sequence,
            back <= near ? priors::same_amount_near_gain : priors::same_amount_gain};
  }
  return {};
}

void suspect_twice(const BatchLedger& ledger, std::vector<Suspicion>& suspicions) {
  const auto missing = ledger.missing();
  if (missing.documents >= 0 || missing.amount >= Money{}) return;
  for (std::size_t i = 0; i < ledger.tender.size(); ++i) {
    const auto& line = ledger.tender[i];
    const bool is_envelope = missing.documents == -line.envelope_papers;
    if (line.amount != Money{} - missing.amount) continue;
    if (missing.documents != -1 && !is_envelope) continue;
    const auto twin = twin_of(ledger.tender, i);
    suspicions.push_back({CauseKind::CountedTwice,
                          line.sequence,
                          {},
                          line.amount,
                          {},
                          missing,
                          Likelihood::of_ppm(priors::counted_twice_ppm).times(twin.gain, 1),
                          reason_of_twice(line, twin.sequence)});
  }
}

bool is_opposite(const ControlTotals& one, const std::optional<ControlTotals>& other) {
  return other && one.documents == -other->documents && one.amount == Money{} - other->amount;
}

/// What lacks here lies there: the very paper, where there is one, else only the batch is known.
void suspect_other_batch(const BatchLedger& ledger, const OtherBatch& other,
                         std::vector<Suspicion>& suspicions) {
  const auto missing = ledger.missing();
  const bool opposite = is_opposite(missing, other.missing);
  const auto likelihood = Likelihood::of_ppm(priors::wrong_batch_ppm)
                              .times(opposite ? priors::opposite_difference_gain : 1, 1);
  const auto reason = reason_of_other_batch(other, opposite);
  const auto before = suspicions.size();
  if (missing.documents == 1 && missing.amount > Money{}) {
    for (const auto& there : other.tender) {
      if (there.amount != missing.amount) continue;
      suspicions.push_back({CauseKind::WrongBatch,
                            there.sequence,
                            other.batch,
                            {},
                            there.amount,
                            missing,
                            likelihood,
                            reason});
    }
  }
  if (missing.documents == -1 && missing.amount < Money{} && opposite) {
    for (const auto& line : ledger.tender) {
      if (line.amount != Money{} - missing.amount) continue;
      suspicions.push_back(
          {CauseKind::WrongBatch, line.sequence, {}, line.amount, {}, missing, likelihood, reason});
    }
  }
  if (suspicions.size() > before || !opposite) return;
  suspicions.push_back(
      {CauseKind::WrongBatch, {}, other.batch, {}, {}, missing, likelihood, reason});
}

/// What is suspected of one line alone, whatever the batch lacks.
void add_corrections(const TenderLine& line, std::vector<Suspicion>& suspicions) {
  auto amounts = amounts_behind(line.amount);
  for (const auto expected : line.expected) {
    if (expected != line.amount && !holds(amounts, expected)) amounts.push_back(expected);
  }
  for (const auto meant : amounts) {
    const auto error = error_between(line, meant);
    if (!error) continue;
    const ControlTotals effect{0, meant - line.amount};
    suspicions.push_back({error->kind,
                          line.sequence,
                          {},
                          line.amount,
                          meant,
                          effect,
                          likelihood_of(line, meant, error->per_billion),
                          {}});
  }
  suspicions.push_back({CauseKind::CountedTwice,
                        line.sequence,
                        {},
                        line.amount,
                        {},
                        {-1, Money{} - line.amount},
                        Likelihood::of_ppm(priors::counted_twice_ppm),
                        {}});
}

}  // namespace

std::vector<Suspicion> single_suspicions(const BatchLedger& ledger) {
  std::vector<Suspicion> suspicions;
  if (ledger.missing() == ControlTotals{}) return suspicions;
  suspect_amounts(ledger, suspicions);
  suspect_unread(ledger, suspicions);
  suspect_lost_papers(ledger, suspicions);
  suspect_twice(ledger, suspicions);
  for (const auto& other : ledger.others) suspect_other_batch(ledger, other, suspicions);
  suspect_declared(ledger, suspicions);
  return suspicions;
}

std::vector<Suspicion> partial_suspicions(const BatchLedger& ledger) {
  std::vector<Suspicion> suspicions;
  for (const auto& line : ledger.tender) add_corrections(line, suspicions);
  for (const auto& shortfall : ledger.shortfalls) {
    for (const auto amount : shortfall.missing) {
      suspicions.push_back({CauseKind::MissingItem,
                            shortfall.sequence,
                            {},
                            {},
                            amount,
                            {1, amount},
                            lost(lost_ppm_of(shortfall), amount, shortfall.missing),
                            {}});
    }
  }
  for (const std::int64_t papers : {ledger.missing().documents - 1, ledger.missing().documents,
                                    ledger.missing().documents + 1}) {
    if (papers == 0) continue;
    suspicions.push_back({CauseKind::DeclaredCount,
                          {},
                          {},
                          {},
                          {},
                          {papers, Money{}},
                          Likelihood::of_ppm(priors::miscounted_ppm),
                          {}});
  }
  return suspicions;
}

bool names_a_place(const Suspicion& suspicion) {
  return suspicion.sequence || suspicion.batch || suspicion.kind == CauseKind::DeclaredAmount ||
         suspicion.kind == CauseKind::DeclaredCount;
}

}  // namespace lockbox::deposit
