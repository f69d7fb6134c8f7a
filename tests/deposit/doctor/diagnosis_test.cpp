#include "deposit/doctor/diagnosis.h"

#include <algorithm>
#include <random>

#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::deposit;

namespace {

Money cents(std::int64_t amount) {
  return Money::from_cents(amount);
}

TenderLine line(std::int64_t sequence, std::int64_t amount, std::vector<Money> expected = {}) {
  return {.sequence = sequence,
          .envelope = sequence - 1,
          .envelope_papers = 2,
          .amount = cents(amount),
          .expected = std::move(expected)};
}

/// A batch of these lines that lacks so much of what was declared.
BatchLedger short_by(std::int64_t documents, std::int64_t amount, std::vector<TenderLine> tender) {
  BatchLedger ledger{.declared = {}, .counted = {}, .tender = std::move(tender)};
  for (const auto& one : ledger.tender) {
    ledger.counted.documents += 2;
    ledger.counted.amount += one.amount;
  }
  ledger.declared = {ledger.counted.documents + documents, ledger.counted.amount + cents(amount)};
  return ledger;
}

const Diagnosis* find(const std::vector<Diagnosis>& diagnoses, CauseKind kind,
                      std::optional<std::int64_t> sequence) {
  const auto found = std::ranges::find_if(diagnoses, [&](const Diagnosis& one) {
    return one.kind == kind && one.suspicions.front().sequence == sequence;
  });
  return found == diagnoses.end() ? nullptr : &*found;
}

bool is_first(const std::vector<Diagnosis>& diagnoses, CauseKind kind,
              std::optional<std::int64_t> sequence) {
  return !diagnoses.empty() && find(diagnoses, kind, sequence) == &diagnoses.front();
}

std::vector<SeenDigit> seen(const std::string& digits) {
  std::vector<SeenDigit> result;
  for (const char digit : digits) result.push_back({digit, '?', 0, 100});
  return result;
}

}  // namespace

TEST_CASE("A batch that lacks nothing has nothing wrong with it", "[deposit][doctor]") {
  CHECK(diagnose(short_by(0, 0, {line(2, 1'250)})).empty());
}

TEST_CASE("A8.4: swapped digits are put back, and the batch would balance", "[deposit][doctor]") {
  const auto diagnoses = diagnose(short_by(0, -90, {line(2, 50'000), line(4, 1'432)}));
  REQUIRE(is_first(diagnoses, CauseKind::SwappedDigits, 4));
  const auto& first = diagnoses.front();
  CHECK((first.suspicions.front().amount_now == cents(1'432)));
  CHECK((first.suspicions.front().amount_then == cents(1'342)));
  CHECK((first.effect == ControlTotals{0, cents(-90)}));
  CHECK_THAT(first.sentence(), Catch::Contains("changed places"));
  CHECK_THAT(first.sentence(), Catch::Contains("keyed by one person"));
}

TEST_CASE("A decimal point that slipped is put back", "[deposit][doctor]") {
  const auto diagnoses = diagnose(short_by(0, 12'500 - 1'250'000, {line(2, 1'250'000)}));
  CHECK(is_first(diagnoses, CauseKind::Slide, 2));
}

TEST_CASE("An amount that one person keyed is suspected before one that two people keyed",
          "[deposit][doctor]") {
  auto twice = line(2, 1'432);
  twice.origin = AmountOrigin::KeyedTwice;
  const auto diagnoses = diagnose(short_by(0, -90, {twice, line(4, 1'432)}));
  CHECK(is_first(diagnoses, CauseKind::SwappedDigits, 4));
  CHECK((find(diagnoses, CauseKind::SwappedDigits, 2) != nullptr));
}

TEST_CASE("An amount that its coupon asks for is suspected last", "[deposit][doctor]") {
  const auto diagnoses =
      diagnose(short_by(0, -90, {line(2, 1'432, {cents(1'432)}), line(4, 1'432)}));
  CHECK(is_first(diagnoses, CauseKind::SwappedDigits, 4));
  const auto* last = find(diagnoses, CauseKind::SwappedDigits, 2);
  REQUIRE(last != nullptr);
  CHECK_THAT(last->sentence(), Catch::Contains("asks for the amount as it is"));
}

TEST_CASE("An amount that would then be what its coupon asks for is suspected first",
          "[deposit][doctor]") {
  const auto diagnoses = diagnose(short_by(
      0, -90, {line(2, 1'432), line(4, 1'432, {cents(1'342)}), line(6, 1'432, {cents(2'000)})}));
  REQUIRE(is_first(diagnoses, CauseKind::SwappedDigits, 4));
  CHECK((diagnoses.front().share_ppm > 900'000));
}

TEST_CASE("Of amounts with one digit to change the one where the reader saw that digit is first",
          "[deposit][doctor]") {
  auto plain = line(2, 12'845);
  plain.seen = seen("12845");
  auto doubtful = line(4, 12'845);
  doubtful.seen = seen("12845");
  doubtful.seen[2] = {'8', '3', 300'000, 100};
  const auto ledger = short_by(0, -500, {plain, doubtful, line(6, 12'845)});
  const auto diagnoses = diagnose(ledger);
  CHECK(is_first(diagnoses, CauseKind::WrongDigit, 4));
  CHECK_THAT(diagnoses.front().sentence(), Catch::Contains("second choice"));
  CHECK((find(diagnoses, CauseKind::WrongDigit, 2) != nullptr));
}

TEST_CASE("A number that was keyed against what the reader saw is suspected first",
          "[deposit][doctor]") {
  auto other = line(4, 12'845);
  other.seen = seen("12345");
  CHECK(is_first(diagnose(short_by(0, -500, {line(2, 12'845), other})), CauseKind::WrongDigit, 4));
}

TEST_CASE("A check that is missing is looked for at the coupon that asks for it",
          "[deposit][doctor]") {
  auto ledger = short_by(1, 8'650, {line(2, 1'250)});
  ledger.shortfalls = {{3, false, {cents(4'000)}}, {5, false, {cents(8'650), cents(9'100)}}};
  const auto diagnoses = diagnose(ledger);
  REQUIRE(is_first(diagnoses, CauseKind::MissingItem, 5));
  CHECK((diagnoses.front().suspicions.front().amount_now == std::nullopt));
  CHECK((diagnoses.front().suspicions.front().amount_then == cents(8'650)));
  CHECK((find(diagnoses, CauseKind::MissingItem, 3) != nullptr));
  CHECK((find(diagnoses, CauseKind::MissingItem, std::nullopt) != nullptr));
}

TEST_CASE("An envelope that pays too little by just the difference may lack its second check",
          "[deposit][doctor]") {
  auto ledger = short_by(1, 3'000, {line(2, 5'000, {cents(8'000)})});
  ledger.shortfalls = {{1, true, {cents(3'000)}}};
  CHECK(is_first(diagnose(ledger), CauseKind::MissingItem, 1));
}

TEST_CASE("Where the scanner skipped a number or fed two papers, the missing paper is sought",
          "[deposit][doctor]") {
  auto ledger = short_by(1, 3'000, {line(2, 5'000)});
  ledger.gaps = {4};
  ledger.doubles = {2};
  const auto diagnoses = diagnose(ledger);
  CHECK(is_first(diagnoses, CauseKind::MissingItem, 4));
  CHECK((find(diagnoses, CauseKind::DoubleFeed, 2) != nullptr));
}

TEST_CASE("A paper that nobody could read may be the money that is missing", "[deposit][doctor]") {
  auto ledger = short_by(0, 3'007, {line(2, 500'000)});
  ledger.unread = {7};
  CHECK(is_first(diagnose(ledger), CauseKind::MissingItem, 7));
}

TEST_CASE("Of equal amounts that one is counted twice which shows the same check again",
          "[deposit][doctor]") {
  auto again = line(8, 2'500);
  again.same_check_as = 2;
  const auto diagnoses =
      diagnose(short_by(-1, -2'500, {line(2, 2'500), line(4, 2'500), line(6, 2'600), again}));
  REQUIRE(is_first(diagnoses, CauseKind::CountedTwice, 8));
  CHECK((diagnoses.front().suspicions.front().amount_then == std::nullopt));
  CHECK_THAT(diagnoses.front().sentence(), Catch::Contains("same check as document 2"));
  CHECK((diagnoses.size() == 3));
}

TEST_CASE("A whole envelope that is counted twice brings all its papers", "[deposit][doctor]") {
  auto again = line(4, 2'500);
  again.same_check_as = 2;
  CHECK(is_first(diagnose(short_by(-2, -2'500, {line(2, 2'500), again})), CauseKind::CountedTwice,
                 4));
}

TEST_CASE("A paper that another batch of the day has too many is found there",
          "[deposit][doctor]") {
  auto ledger = short_by(1, 8'650, {line(2, 1'250)});
  ledger.others = {{41, ControlTotals{-1, cents(-8'650)}, {{3, cents(100)}, {5, cents(8'650)}}}};
  const auto diagnoses = diagnose(ledger);
  REQUIRE(is_first(diagnoses, CauseKind::WrongBatch, 5));
  CHECK((diagnoses.front().suspicions.front().batch == 41));
  CHECK_THAT(diagnoses.front().sentence(), Catch::Contains("just the opposite"));
}

TEST_CASE("A paper that another batch of the day lacks is found here", "[deposit][doctor]") {
  auto ledger = short_by(-1, -1'250, {line(2, 1'250), line(4, 700)});
  ledger.others = {{41, ControlTotals{1, cents(1'250)}, {}}};
  const auto diagnoses = diagnose(ledger);
  CHECK(is_first(diagnoses, CauseKind::WrongBatch, 2));
  CHECK((diagnoses.front().suspicions.front().batch == std::nullopt));
}

TEST_CASE("Half of the difference may be a debit that was taken as a payment",
          "[deposit][doctor]") {
  const auto diagnoses = diagnose(short_by(0, -2'500, {line(2, 1'250), line(4, 777'777)}));
  const auto* side = find(diagnoses, CauseKind::WrongSide, 2);
  REQUIRE(side != nullptr);
  CHECK((side->suspicions.front().amount_then == cents(-1'250)));
}

TEST_CASE("Net for gross is told where the coupon asks for both", "[deposit][doctor]") {
  const auto diagnoses =
      diagnose(short_by(0, 400, {line(2, 9'600, {cents(9'600), cents(10'000)}), line(4, 777'777)}));
  CHECK(is_first(diagnoses, CauseKind::OtherExpected, 2));
}

TEST_CASE("Whatever was keyed, what its coupon asks for is told when it would balance",
          "[deposit][doctor]") {
  const auto diagnoses =
      diagnose(short_by(0, 12'345 - 98'760, {line(2, 98'760, {cents(12'345)}), line(4, 500)}));
  CHECK(is_first(diagnoses, CauseKind::AnotherAmount, 2));
}

TEST_CASE("The declared total may be the one that is wrong", "[deposit][doctor]") {
  const auto diagnoses = diagnose(short_by(0, 63, {line(2, 8'225), line(4, 4'120)}));
  const auto* declared = find(diagnoses, CauseKind::DeclaredAmount, std::nullopt);
  REQUIRE(declared == nullptr);  // 123.45 of 124.08 is no slip.
  const auto swapped = diagnose(short_by(0, 90, {line(2, 8'225), line(4, 4'120)}));
  const auto* told = find(swapped, CauseKind::DeclaredAmount, std::nullopt);
  REQUIRE(told != nullptr);
  CHECK((told->suspicions.front().amount_now == cents(12'435)));
  CHECK((told->suspicions.front().amount_then == cents(12'345)));
}

TEST_CASE("A count that differs while the money is right is told as such", "[deposit][doctor]") {
  const auto diagnoses = diagnose(short_by(-1, 0, {line(2, 8'225)}));
  CHECK(is_first(diagnoses, CauseKind::DeclaredCount, std::nullopt));
}

TEST_CASE("Two mistakes are told only where no single one explains the difference",
          "[deposit][doctor]") {
  // 14.32 for 13.42 and 500.00 for 5000.00: no one amount makes up both.
  const auto both = diagnose(short_by(0, -90 + 450'000, {line(2, 1'432), line(4, 50'000)}));
  REQUIRE_FALSE(both.empty());
  CHECK((both.front().kind == CauseKind::TwoCauses));
  REQUIRE((both.front().suspicions.size() == 2));
  CHECK((both.front().suspicions[0].sequence != both.front().suspicions[1].sequence));
  CHECK((both.size() <= pairs_max));
  const auto one = diagnose(short_by(0, -90, {line(2, 1'432), line(4, 50'000)}));
  for (const auto& diagnosis : one) CHECK((diagnosis.kind != CauseKind::TwoCauses));
}

TEST_CASE("A8.6: a slip and a miscounted paper together are told as two causes",
          "[deposit][doctor]") {
  const auto both = diagnose(short_by(-1, -90, {line(2, 1'432), line(4, 777'777)}));
  REQUIRE_FALSE(both.empty());
  CHECK((both.front().kind == CauseKind::TwoCauses));
}

TEST_CASE("What is listed makes up the difference exactly, is ordered, and its shares are of one",
          "[deposit][doctor]") {
  std::mt19937 random{20261123};
  for (int round = 0; round < 60; ++round) {
    std::vector<TenderLine> tender;
    for (std::int64_t i = 1; i <= 12; ++i) {
      const auto amount = static_cast<std::int64_t>(random() % 90'000) + 100;
      tender.push_back(line(2 * i, amount, {cents(amount), cents(amount + 400)}));
    }
    const auto documents = static_cast<std::int64_t>(random() % 3) - 1;
    const auto amount = static_cast<std::int64_t>(random() % 3'000) - 1'500;
    const auto ledger = short_by(documents, amount, std::move(tender));
    const auto diagnoses = diagnose(ledger);
    std::int64_t shares = 0;
    for (const auto& diagnosis : diagnoses) {
      ControlTotals sum;
      for (const auto& part : diagnosis.suspicions) {
        sum.documents += part.effect.documents;
        sum.amount += part.effect.amount;
        CHECK_FALSE(part.sentence.empty());
        if (part.amount_now && part.amount_then && part.sequence) {
          CHECK((*part.amount_then - *part.amount_now == part.effect.amount));
        }
      }
      CHECK((sum == ledger.missing()));
      CHECK((diagnosis.effect == ledger.missing()));
      shares += diagnosis.share_ppm;
    }
    CHECK((shares <= million));
    CHECK(std::ranges::is_sorted(diagnoses, std::ranges::greater{}, &Diagnosis::likelihood));
  }
}
