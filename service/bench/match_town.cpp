#include "service/bench/match_town.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include "encode/coupon/coupon_definition.h"
#include "encode/mail/checks/check_face.h"

namespace lockbox::service {

namespace {

constexpr std::size_t consolidators_count = 3;

constexpr std::array<std::string_view, 24> town_first_names{
    "ANNA",  "BRUNO", "CARLA",  "DANIEL", "EDITH",  "FRANK",  "GLORIA", "HENRY",
    "IRENE", "JAMES", "KAREN",  "LOUIS",  "MARIA",  "NATHAN", "OLGA",   "PETER",
    "QUINN", "ROSA",  "SAMUEL", "TINA",   "URSULA", "VICTOR", "WANDA",  "YUSUF"};
constexpr std::array<std::string_view, 24> town_last_names{
    "ABBOTT",  "BAKER", "CARTER", "DIAZ",   "ELLIS", "FOSTER", "GARCIA", "HUGHES",
    "IVERSON", "JONES", "KELLER", "LOPEZ",  "MEYER", "NGUYEN", "OWENS",  "PARKER",
    "QUIST",   "REYES", "SMITH",  "TURNER", "URBAN", "VOGEL",  "WALKER", "YOUNG"};

std::string account_number(Chance& chance) {
  const auto body = chance.digits(9);
  return body + encode::luhn_digit(body);
}

}  // namespace

Town::Town(std::uint64_t seed, TownHabits habits) : habits_{habits}, chance_{seed} {
  for (std::size_t i = 0; i < consolidators_count; ++i) consolidators_.push_back(draw_payer());
  residents_.reserve(habits.residents);
  while (residents_.size() < habits.residents) residents_.push_back(draw_resident());
  bill();
}

TownPayer Town::draw_payer() {
  return {encode::draw_routing_number(chance_), chance_.digits(9)};
}

Resident Town::draw_resident() {
  Resident resident;
  auto& account = resident.account;
  account.number = AccountNumber{account_number(chance_)};
  account.bill_type = "utility";
  account.name = std::string{town_first_names[chance_.below(town_first_names.size())]} + " " +
                 std::string{town_last_names[chance_.below(town_last_names.size())]};
  account.fund = "401";
  account.deposit_account = "OPERATING";
  if (happens(habits_.stale_number)) resident.old_number = account_number(chance_);
  resident.payer = draw_payer();
  if (!residents_.empty() && happens(habits_.shared_account)) {
    resident.payer = residents_[chance_.below(residents_.size())].payer;
  }
  if (!residents_.empty() && happens(habits_.several_accounts)) {
    const auto& other = residents_[chance_.below(residents_.size())];
    resident.payer = other.payer;
    account.name = other.account.name;
  }
  return resident;
}

void Town::bill() {
  for (auto& resident : residents_) {
    resident.account.balance_due =
        Money::from_cents(static_cast<std::int64_t>(1500 + chance_.below(30'000)));
  }
}

/// Somebody who pays for several accounts and sends no coupons pays all of them at once.
void Town::divide(TownEnvelope& envelope) {
  const auto& payer = residents_[envelope.resident];
  for (const auto& other : residents_) {
    const bool is_own =
        other.payer.account == payer.payer.account && other.account.name == payer.account.name;
    if (is_own) envelope.truth.push_back({other.account.number, other.account.balance_due});
  }
  std::ranges::sort(envelope.truth, {}, &deposit::Share::account);
  for (const auto& share : envelope.truth) envelope.tender += share.amount;
}

TownEnvelope Town::draw_envelope(std::size_t index) {
  TownEnvelope envelope;
  const auto& resident = residents_[index];
  envelope.resident = index;
  envelope.payer = resident.payer;
  envelope.serial = std::to_string(100 + chance_.below(9900));
  if (happens(habits_.consolidated)) {
    envelope.payer = consolidators_[chance_.below(consolidators_.size())];
    envelope.coupon = TownCoupon::None;
  } else if (happens(habits_.without_coupon)) {
    envelope.coupon = TownCoupon::None;
    if (!happens(habits_.other_amount)) {
      divide(envelope);
      return envelope;
    }
  } else if (happens(habits_.unread_coupon)) {
    envelope.coupon = TownCoupon::Unread;
  } else if (!resident.old_number.empty()) {
    envelope.coupon = TownCoupon::Stale;
  }
  envelope.tender = resident.account.balance_due;
  if (happens(habits_.other_amount)) {
    envelope.tender = Money::from_cents(static_cast<std::int64_t>(100 * (10 + chance_.below(290))));
  }
  envelope.truth = {{resident.account.number, envelope.tender}};
  return envelope;
}

std::vector<TownEnvelope> Town::mail(int envelopes) {
  std::set<std::size_t> senders;
  std::size_t next_known = 0;
  while (senders.size() < static_cast<std::size_t>(envelopes)) {
    const bool is_known = next_known < paid_.size() && happens(habits_.returning);
    senders.insert(is_known ? paid_[next_known++] : chance_.below(residents_.size()));
  }
  paid_.assign(senders.begin(), senders.end());
  for (std::size_t i = paid_.size() - 1; i > 0; --i) {
    std::swap(paid_[i], paid_[chance_.below(i + 1)]);
  }
  std::vector<TownEnvelope> mail;
  mail.reserve(paid_.size());
  for (const auto sender : paid_) mail.push_back(draw_envelope(sender));
  return mail;
}

std::vector<deposit::Account> Town::accounts() const {
  std::vector<deposit::Account> accounts;
  for (const auto& resident : residents_) {
    accounts.push_back(resident.account);
    if (resident.old_number.empty()) continue;
    auto old = resident.account;
    old.number = AccountNumber{resident.old_number};
    old.balance_due = Money{};
    old.status = deposit::AccountStatus::Closed;
    old.successor = resident.account.number;
    accounts.push_back(std::move(old));
  }
  return accounts;
}

namespace {

class BatchWriter {
 public:
  explicit BatchWriter(BatchId batch)
      : contents_{deposit::Batch{.id = batch,
                                 .header = {"TOWN", "BOX", *BusinessDay::parse("2026-11-23"),
                                            "mixed", "dana", std::nullopt, "town"},
                                 .state = deposit::BatchState::InKeying,
                                 .version = 1},
                  {},
                  {},
                  {},
                  {},
                  {},
                  {},
                  {},
                  {}} {}

  void add(const Town& town, const TownEnvelope& envelope) {
    ++envelope_;
    if (envelope.coupon != TownCoupon::None) add_coupon(town, envelope);
    auto& check = add_page(encode::PageKind::Check);
    encode::MicrLine line;
    line.raw = "drawn";
    line.routing = *encode::RoutingNumber::parse(envelope.payer.routing);
    line.account = AccountNumber{envelope.payer.account};
    line.serial = envelope.serial;
    line.amount = envelope.tender;
    check.micr = deposit::MicrFact{std::move(line), 1.0};
  }

  [[nodiscard]] deposit::BatchContents contents() && { return std::move(contents_); }

 private:
  void add_coupon(const Town& town, const TownEnvelope& envelope) {
    const auto& resident = town.resident(envelope.resident);
    auto& page = add_page(encode::PageKind::Coupon);
    if (envelope.coupon == TownCoupon::Unread) return;
    deposit::CouponFact fact;
    fact.code.bill_type = resident.account.bill_type;
    fact.code.account = envelope.coupon == TownCoupon::Stale ? AccountNumber{resident.old_number}
                                                             : resident.account.number;
    fact.code.expected_amounts = {resident.account.balance_due};
    fact.code.check_digit_verified = true;
    fact.format = "code128";
    page.coupon = std::move(fact);
  }

  deposit::Reading& add_page(encode::PageKind kind) {
    deposit::Document document;
    document.captured.sequence = static_cast<std::int64_t>(contents_.documents.size()) + 1;
    document.captured.transaction_number = envelope_;
    document.captured.images.push_back({Side::Front,
                                        ImageView::AsScanned,
                                        "F.tif",
                                        "image/tiff",
                                        {contents_.batch.header.business_day, "", 0, 1, Sha256{}}});
    document.state = deposit::DocumentState::ReadOk;
    document.reading = deposit::Reading{};
    document.reading->sequence = document.captured.sequence;
    document.reading->kind = kind;
    contents_.documents.push_back(std::move(document));
    return *contents_.documents.back().reading;
  }

  deposit::BatchContents contents_;
  std::int64_t envelope_ = 0;
};

}  // namespace

deposit::BatchContents batch_of(const Town& town, const std::vector<TownEnvelope>& day,
                                BatchId batch) {
  BatchWriter writer{batch};
  for (const auto& envelope : day) writer.add(town, envelope);
  return std::move(writer).contents();
}

EnvelopesByKey envelopes_by_key(const std::vector<TownEnvelope>& mail) {
  EnvelopesByKey index;
  std::int64_t sequence = 1;
  for (const auto& envelope : mail) {
    index.emplace(sequence, &envelope);
    sequence += envelope.coupon == TownCoupon::None ? 1 : 2;
  }
  return index;
}

deposit::Answers answered_by_people(const std::vector<deposit::Task>& tasks,
                                    const EnvelopesByKey& envelopes) {
  deposit::Answers answers;
  for (const auto& task : tasks) {
    if (task.field != deposit::TaskField::Account) continue;
    const auto& truth = envelopes.at(task.transaction)->truth;
    answers[{task.sequence, task.field}] =
        truth.size() == 1 ? truth.front().account.reveal() : deposit::to_answer(truth);
  }
  return answers;
}

}  // namespace lockbox::service
