#include "deposit/store/filled_credit.h"

#include "core/sha256.h"
#include "deposit/store/store_world.h"

namespace lockbox::deposit::test {

namespace {

using credit::ArrangementEvent;
using credit::ReferralEvent;
using credit::SecurityEvent;

const std::string here{site};
const std::string box{lockbox_name};
const Actor ana{"Ana"};
const Actor sue{"Sue"};

void fill_arrangement(CreditBook& book, const AccountNumber& account) {
  const auto day = header().business_day;
  auto one =
      must(book.propose(here,
                        credit::NewArrangement{.lockbox = box,
                                               .account = account,
                                               .total = Money::from_cents(100'00),
                                               .installments = {{day, Money::from_cents(100'00)}},
                                               .grace_days = 3,
                                               .active_from = day,
                                               .terms = "By telephone."},
                        ana));
  one = must(book.step(here, one.number, WantedArrangementStep{.version = one.version}, sue));
  one = must(book.record_detected(here, one.number,
                                  {.version = one.version,
                                   .detected = {ArrangementEvent::Begin, ArrangementEvent::Break},
                                   .detected_why = "Nothing was paid."},
                                  ana));
  must(book.step(here, one.number,
                 WantedArrangementStep{.event = ArrangementEvent::AskReinstatement,
                                       .version = one.version,
                                       .note = "She was in hospital.",
                                       .catch_up = day},
                 ana));
}

void fill_security(CreditBook& book, const AccountNumber& account) {
  auto one = must(book.propose(here,
                               credit::NewSecurity{.lockbox = box,
                                                   .account = account,
                                                   .bill_type = "water",
                                                   .basis = credit::SecurityBasis::Hand,
                                                   .amount = Money::from_cents(80'00),
                                                   .why = "A new customer.",
                                                   .refund_months = 12},
                               ana));
  one = must(book.step(here, one.number, WantedSecurityStep{.version = one.version}, sue));
  one = must(book.receive(
      here, one.number, one.version,
      {.amount = Money::from_cents(80'00), .day = header().business_day, .receipt = "R-4711"},
      ana));
  must(book.step(here, one.number,
                 WantedSecurityStep{.event = SecurityEvent::AskRelease,
                                    .version = one.version,
                                    .note = "She moved away.",
                                    .release = credit::Release{.kind = credit::ReleaseKind::Refund,
                                                               .amount = Money::from_cents(80'00),
                                                               .interest = Money::from_cents(1'60),
                                                               .until = header().business_day,
                                                               .reference = "Payment 9"}},
                 ana));
}

void fill_referral(CreditBook& book, const AccountNumber& account) {
  auto one = must(book.propose(here,
                               credit::NewReferral{.lockbox = box,
                                                   .account = account,
                                                   .day = header().business_day,
                                                   .amount = Money::from_cents(120'00),
                                                   .points = 60,
                                                   .why = "60 points."},
                               ana));
  one = must(book.step(here, one.number, WantedReferralStep{.version = one.version}, sue));
  must(book.record_file(here,
                        {.number = 1,
                         .kind = credit::ReferralFileKind::Referral,
                         .day = header().business_day,
                         .name = "referral-1.csv",
                         .sha256_hex = Sha256::of(bytes_of("referred")).hex(),
                         .amount = Money::from_cents(120'00),
                         .referrals = {one.number}},
                        sue));
}

}  // namespace

void fill_credit(Books& books) {
  auto owing = customer();
  owing.number = AccountNumber{"7700123400555"};
  must(books.store().import_accounts(here, box, Sha256::of(bytes_of("in debt")), std::vector{owing},
                                     ana));
  fill_arrangement(books.credit(), owing.number);
  fill_security(books.credit(), owing.number);
  fill_referral(books.credit(), owing.number);
}

}  // namespace lockbox::deposit::test
