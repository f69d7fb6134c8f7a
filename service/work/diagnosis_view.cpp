#include "service/work/diagnosis_view.h"

#include <algorithm>
#include <set>

#include "deposit/doctor/ledger_of_batch.h"
#include "service/work/accounts.h"
#include "service/work/task_view.h"

namespace lockbox::service::work {

namespace {

using deposit::BatchLedger;
using deposit::Diagnosis;

void add_documents(const deposit::BatchContents& contents, BatchDiagnosis& diagnosis) {
  const auto batch = contents.batch.id.value();
  for (const auto& document : contents.documents) {
    diagnosis.documents.emplace(std::pair{batch, document.captured.sequence}, document.id);
  }
}

/// The batches of the day that do not balance either, or that nothing was declared of.
Result<void> add_others(deposit::Store& store, const ProvenBatch& batch, BatchLedger& ledger,
                        BatchDiagnosis& diagnosis) {
  const auto& own = batch.contents.batch;
  const auto& header = own.header;
  for (const auto& stored : TRY(batches_of(store, header.site, header.business_day))) {
    if (stored.id == own.id) continue;
    const auto other = TRY(load_proven(store, header.site, stored.id));
    if (other.control.is_controlled() && other.control.holds()) continue;
    ledger.others.push_back(deposit::other_batch_of(other.contents, other.facts, other.control));
    add_documents(other.contents, diagnosis);
  }
  return {};
}

/// What the reader saw is not loaded with a batch: it is asked for only where an amount is in
/// doubt.
Result<void> add_seen_digits(deposit::Books& books, const BatchIndex& index,
                             const std::vector<Diagnosis>& suspected, BatchLedger& ledger) {
  std::set<std::int64_t> sequences;
  for (const auto& diagnosis : suspected) {
    for (const auto& part : diagnosis.suspicions) {
      if (part.sequence && !part.batch && part.amount_now) sequences.insert(*part.sequence);
    }
  }
  for (auto& line : ledger.tender) {
    if (!sequences.contains(line.sequence)) continue;
    const auto seen = TRY(books.finder().symbols_of(index.document(line.sequence)->id));
    if (seen) line.seen = deposit::seen_digits_of(*seen);
  }
  return {};
}

/// Only what the causes name is sent.
void keep_named(std::int64_t own, BatchDiagnosis& diagnosis) {
  std::set<std::pair<std::int64_t, std::int64_t>> named;
  for (const auto& cause : diagnosis.causes) {
    for (const auto& part : cause.suspicions) {
      if (part.sequence) named.emplace(part.batch.value_or(own), *part.sequence);
    }
  }
  std::erase_if(diagnosis.documents, [&](const auto& one) { return !named.contains(one.first); });
}

}  // namespace

Result<BatchDiagnosis> diagnose_batch(deposit::Books& books, const deposit::Site& site,
                                      const ProvenBatch& batch) {
  const auto& control = batch.control;
  BatchDiagnosis diagnosis;
  diagnosis.sentence = control.sentence();
  if (!control.is_controlled()) return diagnosis;
  const auto& stored = batch.contents.batch;
  const auto known = TRY(known_accounts(books.store(), site.id, stored.header.lockbox));
  auto ledger = deposit::ledger_of_batch(batch.contents, batch.facts, control, known.index);
  diagnosis.missing = ledger.missing();
  if (control.holds() || control.unkeyed > 0) return diagnosis;
  add_documents(batch.contents, diagnosis);
  TRY(add_others(books.store(), batch, ledger, diagnosis));
  TRY(add_seen_digits(books, BatchIndex{batch.contents}, deposit::diagnose(ledger), ledger));
  diagnosis.causes = deposit::diagnose(ledger);
  if (diagnosis.causes.empty()) {
    diagnosis.sentence +=
        " No single mistake, and no two, make this up: compare the tape with the "
        "papers, one by one.";
  }
  keep_named(stored.id.value(), diagnosis);
  return diagnosis;
}

}  // namespace lockbox::service::work
