#pragma once

#include <string>
#include <utility>
#include <vector>

#include "deposit/model/site.h"
#include "deposit/work/derive.h"

namespace lockbox::test {

/// Builds a batch as the reader would have left it, document by document, and derives its work.
class BatchBuilder {
 public:
  BatchBuilder()
      : contents_{.batch = registered(),
                  .documents = {},
                  .items = {},
                  .transactions = {},
                  .tasks = {},
                  .entries = {},
                  .deposits = {},
                  .files = {},
                  .cases = {}} {
    site_.id = "TEST";
    site_.deposit_accounts = {
        {"OPERATING", "Operating", "First Bank", 100, Money::from_cents(1'000'000'00)},
        {"TRUST", "Trust", "First Bank", 100, Money::from_cents(1'000'000'00)}};
    site_.suspense_fund = "999";
    site_.suspense_deposit_account = "OPERATING";
  }

  BatchBuilder& account(const std::string& number, std::int64_t due_cents,
                        deposit::AccountStatus status = deposit::AccountStatus::Open,
                        const std::string& fund = "401",
                        const std::string& deposit_account = "OPERATING") {
    accounts_.push_back({AccountNumber{number}, "utility", "A. CUSTOMER", "1 MAIN ST",
                         Money::from_cents(due_cents), "", fund, deposit_account, status});
    return *this;
  }

  BatchBuilder& coupon(const std::string& number, std::int64_t due_cents) {
    auto& reading = add(encode::PageKind::Coupon);
    deposit::CouponFact fact;
    fact.code.bill_type = "utility";
    fact.code.account = AccountNumber{number};
    fact.code.expected_amounts = {Money::from_cents(due_cents)};
    fact.code.amount_due = Money::from_cents(due_cents);
    fact.code.check_digit_verified = true;
    fact.format = "code128";
    reading.coupon = fact;
    return *this;
  }

  /// What was seen in a check box of the last document.
  BatchBuilder& check_box(const std::string& name, encode::MarkState state) {
    contents_.documents.back().reading->check_boxes.push_back({name, state, 0.25, {}});
    return *this;
  }

  BatchBuilder& unread_coupon() {
    add(encode::PageKind::Coupon);
    return *this;
  }

  /// A check with a whole MICR line; `cents` 0 leaves the amount to be keyed.
  BatchBuilder& check(std::int64_t cents, const std::string& serial) {
    auto& reading = add(encode::PageKind::Check);
    auto raw = "⑆021000021⑆ 123456789⑈" + serial;
    if (cents > 0) {
      auto digits = std::to_string(cents);
      raw += " ⑇" + std::string(10 - digits.size(), '0') + digits + "⑇";
    }
    reading.micr = deposit::MicrFact{encode::parse_micr_line(raw).value(), 1.0};
    return *this;
  }

  /// A page whose picture ends early: only a new scan helps.
  BatchBuilder& torn() {
    add(encode::PageKind::Unknown).fault =
        deposit::DocumentFault{"truncated_image", "000001F.tif ends early."};
    contents_.documents.back().state = deposit::DocumentState::NeedsRescan;
    return *this;
  }

  BatchBuilder& letter() {
    add(encode::PageKind::Correspondence);
    return *this;
  }

  BatchBuilder& unrecognised() {
    add(encode::PageKind::Unknown);
    return *this;
  }

  BatchBuilder& separator() {
    add(encode::PageKind::Unknown);
    contents_.documents.back().captured.is_separator = true;
    contents_.documents.back().reading.reset();
    return *this;
  }

  BatchBuilder& scanner_transaction(std::int64_t number) {
    contents_.documents.back().captured.transaction_number = number;
    return *this;
  }

  BatchBuilder& answer(std::int64_t sequence, deposit::TaskField field, std::string value) {
    answers_[{sequence, field}] = std::move(value);
    return *this;
  }

  BatchBuilder& declared(std::int64_t documents, std::int64_t cents) {
    contents_.batch.header.control = deposit::ControlTotals{documents, Money::from_cents(cents)};
    return *this;
  }

  /// What is known of who pays the check.
  BatchBuilder& payer(std::int64_t sequence, deposit::KnownPayer known) {
    knowledge_.payers.insert_or_assign(sequence, std::move(known));
    return *this;
  }

  [[nodiscard]] deposit::MatchRules& rules() { return knowledge_.rules; }
  [[nodiscard]] deposit::Site& site() { return site_; }
  [[nodiscard]] deposit::BatchContents& contents() { return contents_; }
  [[nodiscard]] std::vector<deposit::Account>& accounts() { return accounts_; }

  [[nodiscard]] deposit::BatchWork work() const {
    const deposit::AccountIndex index{accounts_};
    const auto documents = deposit::gather_facts(contents_, answers_, {});
    return deposit::derive_work(
        {site_, index, contents_, documents, deposit::Release::WhenBalanced, knowledge_});
  }

 private:
  static deposit::Batch registered() {
    return {.id = BatchId{1},
            .header = {"TEST", "BOX", BusinessDay::parse("2026-11-23").value(), "mixed", "dana",
                       std::nullopt, "folder:test"},
            .state = deposit::BatchState::InKeying,
            .version = 1};
  }

  deposit::Reading& add(encode::PageKind kind) {
    deposit::Document document;
    document.captured.sequence = static_cast<std::int64_t>(contents_.documents.size()) + 1;
    document.captured.images.push_back(
        {Side::Front,
         ImageView::AsScanned,
         "F.tif",
         "image/tiff",
         {contents_.batch.header.business_day, "000001.seg", 0, 1, Sha256{}}});
    document.state = deposit::DocumentState::ReadOk;
    document.reading = deposit::Reading{};
    document.reading->sequence = document.captured.sequence;
    document.reading->kind = kind;
    contents_.documents.push_back(std::move(document));
    return *contents_.documents.back().reading;
  }

  deposit::Site site_;
  std::vector<deposit::Account> accounts_;
  deposit::BatchContents contents_;
  deposit::Answers answers_;
  deposit::MatchKnowledge knowledge_;
};

}  // namespace lockbox::test
