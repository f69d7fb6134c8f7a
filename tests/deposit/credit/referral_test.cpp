// Referral to collection: the score with every point explained, and the file.

#include "deposit/credit/referral.h"

#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::deposit;
using namespace lockbox::deposit::credit;

namespace {

BusinessDay day(const std::string& text) {
  return *BusinessDay::parse(text);
}

ReferralRules rules() {
  return {.list_from = 50,
          .least = Money::from_cents(25'00),
          .steps = {{ReferralFactor::AgeDays, 120, 40},
                    {ReferralFactor::AgeDays, 90, 20},
                    {ReferralFactor::Amount, 500'00, 15},
                    {ReferralFactor::Broken, 1, 25},
                    {ReferralFactor::Returns, 1, 10},
                    {ReferralFactor::UnpaidDays, 60, 5}}};
}

}  // namespace

TEST_CASE("The score is the sum of its parts, each of the highest step that is reached",
          "[deposit][credit]") {
  const ReferralFacts facts{.amount = Money::from_cents(500'00),
                            .oldest = day("2026-07-26"),
                            .broken = 1,
                            .returns = 0,
                            .last_paid = day("2026-10-01")};
  const auto scored = score(facts, rules(), day("2026-11-23"));
  REQUIRE((scored.parts.size() == 5));
  CHECK(scored.points == 40 + 15 + 25 + 0 + 0);
  CHECK(scored.parts[0].why == "The oldest open amount was due on 2026-07-26, 120 days ago.");
  std::int64_t sum = 0;
  for (const auto& part : scored.parts) sum += part.points;
  CHECK(sum == scored.points);
  CHECK(explain(scored) ==
        "80 points. The oldest open amount was due on 2026-07-26, 120 days ago. (40) 500.00 is "
        "open. (15) Payment arrangements that were broken: 1. (25)");
}

TEST_CASE("A step counts from its value on, and not a day before", "[deposit][credit]") {
  ReferralFacts facts{.amount = Money::from_cents(499'99),
                      .oldest = day("2026-07-27"),
                      .broken = 0,
                      .returns = 1,
                      .last_paid = day("2026-09-24")};
  CHECK(score(facts, rules(), day("2026-11-23")).points == 20 + 0 + 0 + 10 + 5);
  facts.last_paid = day("2026-09-25");
  CHECK(score(facts, rules(), day("2026-11-23")).points == 20 + 10);
}

TEST_CASE("What the books do not know gives no points, and says so", "[deposit][credit]") {
  const auto scored = score({}, rules(), day("2026-11-23"));
  CHECK(scored.points == 0);
  CHECK(scored.parts.front().why == "When the oldest open amount was due is not known.");
}

TEST_CASE("The oldest open amount is that of the charges, else of the whole where it is a date",
          "[deposit][credit]") {
  Account account;
  account.due_date = "11/30/2026";
  CHECK_FALSE(oldest_open(account).has_value());
  account.due_date = "2026-11-30";
  CHECK((oldest_open(account) == day("2026-11-30")));
  account.charges = {{"WATER", "2026-09-01", Money::from_cents(1)},
                     {"WATER", "2026-08-01", Money::from_cents(1)}};
  CHECK((oldest_open(account) == day("2026-08-01")));
}

TEST_CASE("A referral file names its referrals, counts them and adds them up",
          "[deposit][credit]") {
  ReferralFile file{.number = 3, .kind = ReferralFileKind::Referral, .day = day("2026-11-23")};
  file.sha256_hex = "0123456789abcdef";
  const std::vector<ReferralLine> lines{{.referral = 7,
                                         .lockbox = "BOX",
                                         .account = AccountNumber{"5119374766"},
                                         .name = "SMITH, ANN",
                                         .address = "=1 MAIN ST",
                                         .amount = Money::from_cents(712'34),
                                         .day = day("2026-11-20"),
                                         .reason = "80 points."}};
  CHECK(render_referral_file("riverton", file, lines) ==
        "H,1,riverton,referral,2026-11-23,3\n"
        "D,7,BOX,5119374766,\"SMITH, ANN\",'=1 MAIN ST,71234,2026-11-20,80 points.\n"
        "T,1,71234\n");
  CHECK(file_name("riverton", file) == "referral-riverton-0003-01234567.csv");
}

TEST_CASE("C-08: who proposes a referral does not approve it", "[deposit][credit]") {
  Referral one{.number = 1,
               .wanted = {.lockbox = "BOX",
                          .account = {},
                          .day = day("2026-11-23"),
                          .amount = Money::from_cents(1),
                          .points = 0,
                          .why = "x"},
               .state = ReferralState::Proposed,
               .version = 1,
               .proposed_by = "theo",
               .proposed_at = {}};
  CHECK_FALSE(check_second_person(one, ReferralEvent::Approve, "THEO").has_value());
  CHECK(check_second_person(one, ReferralEvent::Approve, "sam").has_value());
  CHECK(check_second_person(one, ReferralEvent::Recall, "theo").has_value());
}
