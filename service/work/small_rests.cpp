#include "service/work/small_rests.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "service/work/batch_view.h"

namespace lockbox::service::work {

namespace {

using deposit::ledger::Origin;

bool is_in_bank(const deposit::Transaction& transaction) {
  return transaction.state == deposit::TransactionState::Deposited ||
         transaction.state == deposit::TransactionState::Posted;
}

/// What the only coupon of the envelope says was due; nothing without one.
std::optional<Money> due_of(const ProvenBatch& batch, const deposit::Transaction& transaction) {
  std::optional<Money> due;
  for (const auto& facts : batch.facts) {
    const auto& documents = transaction.documents;
    if (!facts.is_coupon() || std::ranges::find(documents, facts.sequence) == documents.end()) {
      continue;
    }
    if (due || !facts.coupon || facts.coupon->code.expected_amounts.empty()) return std::nullopt;
    due = facts.coupon->code.expected_amounts.front();
  }
  return due;
}

std::optional<ShortPayment> short_payment(const ProvenBatch& batch,
                                          const deposit::Transaction& transaction,
                                          const deposit::Site& site) {
  if (transaction.outcome != deposit::PaymentOutcome::Short || !is_in_bank(transaction) ||
      transaction.applied.size() != 1) {
    return std::nullopt;
  }
  const auto& header = batch.contents.batch.header;
  const auto& applied = transaction.applied.front();
  const auto* rule = site.payment_rules.find(applied.bill_type, header.business_day);
  const auto due = due_of(batch, transaction);
  if (rule == nullptr || !due) return std::nullopt;
  const auto missing = *due - applied.amount;
  if (missing <= Money{} || missing > rule->write_off_max) return std::nullopt;
  const auto batch_id = batch.contents.batch.id;
  auto note =
      fmt::format("Batch {}, envelope {}: paid {} of {}; the rule of {} writes off up to {}.",
                  batch_id.value(), transaction.key, applied.amount.to_string(), due->to_string(),
                  applied.bill_type, rule->write_off_max.to_string());
  return ShortPayment{{.lockbox = header.lockbox,
                       .envelope = Origin{batch_id, transaction.key},
                       .account = {applied.account, applied.fund, applied.deposit_account},
                       .paid = applied.amount,
                       .amount = missing,
                       .note = std::move(note)},
                      header.business_day,
                      applied.bill_type,
                      *due};
}

/// Not once it was transferred or its check was charged back.
Result<bool> stands_as_paid(deposit::Books& books, const deposit::Site& site,
                            const deposit::SmallRest& rest) {
  const auto standing = TRY(books.ledger().standing(site.id, rest.envelope));
  return deposit::ledger::stands_on(standing, rest.account, rest.paid);
}

}  // namespace

Result<std::vector<ShortPayment>> short_payments(deposit::Books& books, const deposit::Site& site,
                                                 const BusinessDay& since) {
  std::vector<ShortPayment> found;
  const auto& rules = site.payment_rules.rules;
  const bool has_tolerance = std::ranges::any_of(
      rules, [](const deposit::PaymentRule& rule) { return rule.write_off_max > Money{}; });
  if (!has_tolerance) return found;
  const auto done = TRY(books.master_accounts().written_off(site.id));
  for (const auto& batch : TRY(batches_of(books.store(), site.id, std::nullopt))) {
    if (batch.header.business_day < since) continue;
    const auto proven = TRY(load_proven(books.store(), site.id, batch.id));
    for (const auto& transaction : proven.contents.transactions) {
      auto payment = short_payment(proven, transaction, site);
      if (!payment || std::ranges::find(done, payment->rest.envelope) != done.end()) continue;
      if (!TRY(stands_as_paid(books, site, payment->rest))) continue;
      found.push_back(*std::move(payment));
    }
  }
  std::ranges::stable_sort(found, {}, [](const ShortPayment& one) { return one.rest.envelope; });
  return found;
}

Result<deposit::ledger::Adjustment> write_off_rest(const CorrectionDesk& desk,
                                                   const Origin& envelope,
                                                   const deposit::Actor& actor) {
  const auto batch = TRY(load_proven(desk.books.store(), desk.site.id, envelope.batch));
  for (const auto& transaction : batch.contents.transactions) {
    if (transaction.key != envelope.transaction) continue;
    const auto payment = short_payment(batch, transaction, desk.site);
    if (!payment) break;
    return desk.books.master_accounts().write_off(desk.site.id, payment->rest, desk.policy, actor);
  }
  return fail(ErrorCode::NotFound,
              "This envelope is not short by what a payment rule lets be written off.");
}

}  // namespace lockbox::service::work
