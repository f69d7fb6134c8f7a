#include "service/close/load_day.h"

#include <algorithm>
#include <map>
#include <set>

#include "service/custody/custody_view.h"
#include "service/process/postings.h"

namespace lockbox::service::close {

namespace {

using deposit::close::DaySources;
using deposit::close::SourceBatch;

std::vector<SourceBatch> sources_of(const std::vector<work::ProvenBatch>& batches) {
  std::map<BatchId, const work::ProvenBatch*> by_number;
  for (const auto& batch : batches) by_number.emplace(batch.contents.batch.id, &batch);
  std::vector<SourceBatch> sources;
  sources.reserve(by_number.size());
  for (const auto& [id, batch] : by_number) {
    sources.push_back({batch->contents, batch->facts, batch->control, files_of(batch->contents)});
  }
  return sources;
}

/// Batches of earlier days of which something still waits.
Result<std::vector<work::ProvenBatch>> earlier_batches(deposit::Books& books,
                                                       const std::string& site,
                                                       const BusinessDay& day) {
  std::vector<work::ProvenBatch> batches;
  for (const auto batch : TRY(books.closing().waiting_batches(site, day))) {
    batches.push_back(TRY(work::load_tallied(books.store(), site, batch)));
  }
  return batches;
}

/// What was ever carried, and the batches of which the day was brought something.
Result<std::vector<work::ProvenBatch>> add_carries(DaySources& sources, deposit::Books& books) {
  const auto& site = sources.site.id;
  const auto& day = sources.day.day;
  sources.carries = TRY(books.carries().standing(site));
  std::map<BatchId, BusinessDay> brought;
  for (const auto& carry : sources.carries) {
    if (carry.into == day) brought.emplace(carry.batch, carry.since);
  }
  std::set<BusinessDay> marked{day};
  std::vector<work::ProvenBatch> batches;
  for (const auto& [batch, since] : brought) {
    batches.push_back(TRY(work::load_tallied(books.store(), site, batch)));
    if (!marked.insert(since).second) continue;
    for (const auto& mark : TRY(books.closing().entry_marks(site, since))) {
      sources.entries.push_back(mark);
    }
  }
  return batches;
}

/// Who works on what is nothing to sign: a lease ends by itself.
Result<void> add_holders(DaySources& sources, deposit::Books& books) {
  if (sources.day.state == deposit::DayState::Closed) return {};
  for (const auto& task : TRY(books.tasks().open_tasks(sources.site.id, {}))) {
    if (task.lease) sources.task_holders[{task.batch, task.task.sequence}] = task.lease->by;
  }
  return {};
}

/// Entries after the deposit: those of the day, and all of suspense and of returned items.
Result<void> add_ledger(DaySources& sources, deposit::Books& books) {
  const auto& site = sources.site.id;
  const auto& day = sources.day.day;
  sources.ledger = TRY(books.ledger().entries(site, {.day = day}));
  std::set<std::int64_t> known;
  for (const auto& entry : sources.ledger) known.insert(entry.number);
  for (const auto& filter : {deposit::LedgerFilter{.only_suspense = true},
                             deposit::LedgerFilter{.only_returned = true}}) {
    for (auto& entry : TRY(books.ledger().entries(site, filter))) {
      if (known.insert(entry.number).second) sources.ledger.push_back(std::move(entry));
    }
  }
  for (const auto& file : TRY(books.ledger().files(site, day))) {
    sources.adjustment_files.push_back({.batch = BatchId{0},
                                        .name = file.name,
                                        .kind = std::string{deposit::close::adjustments_kind},
                                        .ticket = {},
                                        .fund = {},
                                        .lines = file.lines,
                                        .amount = file.amount,
                                        .sha256_hex = file.sha256_hex});
  }
  return {};
}

/// What was read one after the other belongs together: somebody may have booked in between.
Result<void> check_entries(const DaySources& sources) {
  for (const auto* batches : {&sources.batches, &sources.brought}) {
    for (const auto& batch : *batches) {
      const auto marks =
          std::ranges::count(sources.entries, batch.contents.batch.id, &deposit::EntryMark::batch);
      if (marks != std::ssize(batch.contents.entries)) {
        return fail(ErrorCode::Conflict, "Something was booked while the day was read; ask again.");
      }
    }
  }
  return {};
}

}  // namespace

std::vector<deposit::close::FileRow> files_of(const deposit::BatchContents& contents) {
  const auto postings = collect_postings(contents);
  std::vector<deposit::close::FileRow> rows;
  for (const auto& file : contents.files) {
    deposit::close::FileRow row{.batch = contents.batch.id,
                                .name = file.name,
                                .kind = file.kind,
                                .ticket = file.ticket,
                                .fund = file.fund,
                                .lines = 0,
                                .amount = {},
                                .sha256_hex = file.sha256_hex};
    const auto posting = postings.recorded.find(file.name);
    if (posting != postings.recorded.end()) {
      for (const auto& line : posting->second.lines) {
        ++row.lines;
        row.amount += line.amount;
      }
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

Result<deposit::close::DayRecord> record_of_batches(deposit::Books& books,
                                                    const deposit::Site& site,
                                                    const BusinessDay& day,
                                                    const std::vector<work::ProvenBatch>& batches) {
  const auto earlier = TRY(earlier_batches(books, site.id, day));
  DaySources sources{.site = site,
                     .day = TRY(books.days().day(site.id, day)),
                     .batches = sources_of(batches),
                     .earlier = sources_of(earlier),
                     .days = {},
                     .marks = TRY(books.closing().marks(site.id)),
                     .entries = TRY(books.closing().entry_marks(site.id, day)),
                     .suspense = TRY(books.closing().suspense_on(site.id, day)),
                     .head = TRY(books.closing().head()),
                     .task_holders = {},
                     .bank = TRY(books.deposits().deposits(site.id, day)),
                     .custody = TRY(custody::custody_on(books, site.id, day))};
  for (const auto& one : TRY(books.days().days(site.id))) sources.days.push_back(one.day);
  std::ranges::sort(sources.days);
  TRY(add_holders(sources, books));
  TRY(add_ledger(sources, books));
  sources.vault = TRY(books.exceptions().vault(site.id));
  sources.rejected = TRY(books.closing().rejected(site.id));
  const auto brought = TRY(add_carries(sources, books));
  sources.brought = sources_of(brought);
  TRY(check_entries(sources));
  return deposit::close::record_day(sources);
}

Result<deposit::close::DayRecord> load_day(deposit::Books& books, const deposit::Site& site,
                                           const BusinessDay& day) {
  TRY(books.days().day(site.id, day));  // There is such a day.
  std::vector<work::ProvenBatch> batches;
  for (const auto& batch : TRY(work::batches_of(books.store(), site.id, day))) {
    batches.push_back(TRY(work::load_tallied(books.store(), site.id, batch.id)));
  }
  return record_of_batches(books, site, day, batches);
}

}  // namespace lockbox::service::close
