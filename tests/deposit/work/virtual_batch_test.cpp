#include "deposit/work/virtual_batch.h"

#include <rapidcheck.h>

#include "support/batch_builder.h"
#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::deposit;
using lockbox::test::BatchBuilder;

namespace {

const std::vector<VirtualBatchRule> by_work{
    {"Single coupons", {"utility"}, {WorkType::SS, WorkType::SSU}},
    {"Checks alone", {}, {WorkType::CO}}};

struct Divided {
  std::vector<VirtualBatch> parts;
  ControlProof whole;

  const VirtualBatch& part(std::string_view name) const {
    return *std::ranges::find(parts, name, &VirtualBatch::name);
  }
};

Divided divide(BatchBuilder& batch, const std::vector<VirtualBatchRule>& rules) {
  auto work = batch.work();
  auto& contents = batch.contents();
  contents.transactions = std::move(work.transactions);
  contents.tasks = std::move(work.tasks);
  const auto facts = gather_facts(contents, {}, {});
  return {divide_batch(rules, contents, facts), work.control};
}

using Keys = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("A2.11: mixed mail is sorted by what is in its envelopes, each part with its totals",
          "[deposit][work][virtual_batch]") {
  BatchBuilder batch;
  batch.account("18", 500).account("26", 250).account("34", 90);
  batch.coupon("18", 500).check(500, "1");
  batch.separator().coupon("26", 250).check(0, "2");
  batch.separator().check(900, "3");
  batch.separator().letter();
  const auto mail = divide(batch, by_work);

  REQUIRE((mail.parts.size() == 4));
  const auto& single = mail.part("Single coupons");
  CHECK((single.envelopes == Keys{1, 4}));
  CHECK((single.documents == 4));
  CHECK((single.amount == Money::from_cents(500)));
  CHECK((single.unkeyed == 1));
  CHECK((single.released == Money::from_cents(500)));
  CHECK_FALSE(single.is_done());
  const auto& alone = mail.part("Checks alone");
  CHECK((alone.envelopes == Keys{7}));
  CHECK((alone.amount == Money::from_cents(900)));
  CHECK((alone.open_tasks == 1));
  CHECK((mail.part(other_mail).envelopes == Keys{9}));
  CHECK((mail.part(undecided_mail).documents == 0));
  CHECK(ties(mail.parts, mail.whole));
}

TEST_CASE("A2.11: the first rule that takes an envelope has it", "[deposit][work][virtual_batch]") {
  BatchBuilder batch;
  batch.account("18", 500).coupon("18", 500).check(500, "1");
  const auto mail = divide(
      batch, {{"All bills", {"utility", "tax"}, {}}, {"Single coupons", {}, {WorkType::SS}}});
  CHECK((mail.part("All bills").envelopes == Keys{1}));
  CHECK(mail.part("Single coupons").envelopes.empty());
}

TEST_CASE("A2.11: nobody guesses where an envelope belongs", "[deposit][work][virtual_batch]") {
  BatchBuilder unread;
  unread.account("18", 500).unread_coupon().check(500, "1");
  CHECK((divide(unread, by_work).part(undecided_mail).documents == 2));

  BatchBuilder unbounded;
  unbounded.account("18", 500).account("26", 250);
  unbounded.coupon("18", 500).coupon("26", 250).check(700, "1");
  const auto mail = divide(unbounded, by_work);
  CHECK((mail.part(undecided_mail).documents == 3));
  CHECK((mail.part(undecided_mail).open_tasks == 3));
}

TEST_CASE("A2.11: without rules a batch has no parts", "[deposit][work][virtual_batch]") {
  BatchBuilder batch;
  batch.account("18", 500).coupon("18", 500).check(500, "1");
  CHECK(divide(batch, {}).parts.empty());
}

TEST_CASE("A2.11, D3: the parts of any mail add up to the batch that was scanned",
          "[deposit][work][virtual_batch]") {
  CHECK(rc::check([] {
    BatchBuilder batch;
    batch.account("18", 500).account("26", 250);
    const auto pieces = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 8));
    int serial = 0;
    for (const auto piece : pieces) {
      switch (piece) {
        case 0:
          batch.coupon("18", 500);
          break;
        case 1:
          batch.coupon("26", 250);
          break;
        case 2:
          batch.check(500, std::to_string(++serial));
          break;
        case 3:
          batch.check(0, std::to_string(++serial));
          break;
        case 4:
          batch.letter();
          break;
        case 5:
          batch.unread_coupon();
          break;
        case 6:
          batch.unrecognised();
          break;
        default:
          batch.separator();
          break;
      }
    }
    const auto mail = divide(batch, by_work);
    RC_ASSERT(ties(mail.parts, mail.whole));
    std::size_t envelopes = 0;
    for (const auto& part : mail.parts) envelopes += part.envelopes.size();
    RC_ASSERT(envelopes == batch.contents().transactions.size());
  }));
}
