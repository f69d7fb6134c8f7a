#include "deposit/doctor/ledger_of_batch.h"

#include <algorithm>
#include <set>

#include "deposit/doctor/likelihood.h"
#include "deposit/match/matching.h"
#include "deposit/work/control.h"
#include "deposit/work/grouping.h"

namespace lockbox::deposit {

namespace {

/// More ways to add up expected amounts say nothing about any of them.
constexpr std::size_t sums_max = 64;

AmountOrigin origin_of(const DocumentFacts& facts) {
  if (facts.amount_source == AmountSource::MicrLine) return AmountOrigin::Read;
  return facts.was_verified ? AmountOrigin::KeyedTwice : AmountOrigin::KeyedOnce;
}

/// Whether a document's amount counts (`prove_control`).
bool has_counted_amount(const Document& document, const DocumentFacts& facts) {
  return is_counted(document, facts) && facts.has_certain_amount();
}

bool looks_like_two(const Document& document) {
  for (const auto& fault : document.faults()) {
    if (fault.code == "double_feed") return true;
  }
  if (!document.reading) return false;
  return std::ranges::any_of(document.reading->quality, [](const SideQuality& side) {
    return std::ranges::find(side.faults, "piggyback", &QualityFault::condition) !=
           side.faults.end();
  });
}

/// What an envelope may be paid as it is asked: one expected amount of each coupon, added up.
/// Empty when a coupon asks for nothing that is known.
std::vector<Money> sums_of(const std::vector<Match>& matches) {
  std::set<Money> sums{Money{}};
  for (const auto& match : matches) {
    std::set<Money> longer;
    for (const auto sum : sums) {
      for (const auto expected : match.expected) {
        if (expected > Money{}) longer.insert(sum + expected);
      }
    }
    if (longer.empty() || longer.size() > sums_max) return {};
    sums = std::move(longer);
  }
  sums.erase(Money{});
  return {sums.begin(), sums.end()};
}

/// What is left of each sum after `paid`, where something is.
std::vector<Money> left_of(const std::vector<Money>& sums, Money paid) {
  std::vector<Money> left;
  for (const auto sum : sums) {
    if (sum > paid) left.push_back(sum - paid);
  }
  return left;
}

std::vector<Match> matches_of(const Group& group, const AccountIndex& accounts) {
  auto matches = match_coupons(group, {accounts, no_knowledge()});
  const auto is_keyed = [](const DocumentFacts* facts) { return facts->keyed_account.has_value(); };
  const auto keyed = std::ranges::find_if(group.documents, is_keyed);
  if (matches.empty() && keyed != group.documents.end()) {
    matches.push_back(match_check_only(**keyed, {accounts, no_knowledge()}));
  }
  return matches;
}

/// Fills in what is known of the lines of one envelope, and what it lacks.
void take_envelope(const Group& group, const AccountIndex& accounts, BatchLedger& ledger) {
  const auto matches = matches_of(group, accounts);
  const auto sums = sums_of(matches);
  const auto is_here = [&](const TenderLine& line) {
    return std::ranges::find(group.documents, line.sequence, &DocumentFacts::sequence) !=
           group.documents.end();
  };
  Money paid;
  bool has_tender = false;
  for (const auto& line : ledger.tender) {
    if (!is_here(line)) continue;
    has_tender = true;
    paid += line.amount;
  }
  for (auto& line : ledger.tender) {
    if (!is_here(line)) continue;
    line.envelope = group.key();
    line.envelope_papers = static_cast<std::int64_t>(group.documents.size());
    line.expected = left_of(sums, paid - line.amount);
  }
  const auto is_coupon = [](const DocumentFacts* facts) { return facts->is_coupon(); };
  const auto coupon = std::ranges::find_if(group.documents, is_coupon);
  if (coupon == group.documents.end()) return;
  auto missing = left_of(sums, paid);
  const bool is_paid = has_tender && std::ranges::find(sums, paid) != sums.end();
  if (is_paid || (has_tender && missing.empty())) return;
  ledger.shortfalls.push_back({(*coupon)->sequence, has_tender, std::move(missing)});
}

std::int64_t in_millionths(auto share) {
  return static_cast<std::int64_t>(share * static_cast<decltype(share)>(million));
}

char digit_of(const std::string& symbol) {
  return symbol.size() == 1 && symbol[0] >= '0' && symbol[0] <= '9' ? symbol[0] : '?';
}

SeenDigit seen_digit_of(const encode::SymbolRead& symbol) {
  constexpr std::int64_t others = 8;
  const auto wrong = std::clamp<std::int64_t>(in_millionths(symbol.error), 1, million);
  const auto second = std::clamp<std::int64_t>(in_millionths(symbol.second_chance), 1, million / 2);
  SeenDigit digit{digit_of(symbol.best), digit_of(symbol.second), 0, 0};
  if (digit.second != '?') digit.second_ppm = std::min(second, wrong);
  digit.another_ppm = std::max<std::int64_t>(1, (wrong - digit.second_ppm) / others / 2);
  return digit;
}

}  // namespace

BatchLedger ledger_of_batch(const BatchContents& contents, const std::vector<DocumentFacts>& facts,
                            const ControlProof& control, const AccountIndex& accounts) {
  ENSURE(control.declared.has_value());
  BatchLedger ledger{
      .declared = *control.declared, .counted = {control.documents, control.amount}, .tender = {}};
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const auto& document = contents.documents[i];
    const auto& known = facts[i];
    if (known.is_separator || known.is_confirmed_duplicate()) continue;
    if (document.captured.images.empty()) {
      ledger.gaps.push_back(known.sequence);
      continue;
    }
    if (looks_like_two(document)) ledger.doubles.push_back(known.sequence);
    if (has_counted_amount(document, known)) {
      TenderLine line{.sequence = known.sequence,
                      .envelope = known.sequence,
                      .amount = *known.amount,
                      .origin = origin_of(known)};
      if (known.duplicate != "no" && !known.is_only_alike) line.same_check_as = known.duplicate_of;
      ledger.tender.push_back(std::move(line));
    } else if (!known.is_tender() && (known.kind == ItemKind::Unknown || known.needs_rescan)) {
      ledger.unread.push_back(known.sequence);
    }
  }
  for (const auto& group : group_documents(facts)) take_envelope(group, accounts, ledger);
  return ledger;
}

OtherBatch other_batch_of(const BatchContents& contents, const std::vector<DocumentFacts>& facts,
                          const ControlProof& control) {
  OtherBatch other{.batch = contents.batch.id.value(), .missing = {}, .tender = {}};
  if (control.declared && control.unkeyed == 0) {
    const auto over = control.difference();
    other.missing = ControlTotals{-over.documents, Money{} - over.amount};
  }
  for (std::size_t i = 0; i < facts.size(); ++i) {
    if (!has_counted_amount(contents.documents[i], facts[i])) continue;
    other.tender.push_back({facts[i].sequence, *facts[i].amount});
  }
  return other;
}

std::vector<SeenDigit> seen_digits_of(const encode::SeenPage& page) {
  constexpr std::string_view amount_symbol = "\u2447";
  constexpr std::ptrdiff_t amount_digits = 10;
  const auto line = std::ranges::find(page.lines, encode::micr_line_type, &encode::SeenLine::type);
  if (line == page.lines.end()) return {};
  const auto bounds = [&](const encode::SymbolRead& symbol) {
    return symbol.best == amount_symbol;
  };
  const auto first = std::ranges::find_if(line->symbols, bounds);
  if (first == line->symbols.end()) return {};
  const auto last = std::find_if(std::next(first), line->symbols.end(), bounds);
  if (last == line->symbols.end() || last - first != amount_digits + 1) return {};
  std::vector<SeenDigit> digits;
  std::transform(std::next(first), last, std::back_inserter(digits), seen_digit_of);
  return digits;
}

}  // namespace lockbox::deposit
