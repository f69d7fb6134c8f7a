#include "service/process/outputs.h"

#include <algorithm>
#include <map>

#include "core/file.h"
#include "core/limits.h"
#include "deposit/output/deposit_ticket.h"
#include "service/process/postings.h"

namespace lockbox::service {

using deposit::BatchContents;
using deposit::Deposit;
using deposit::DepositState;
using deposit::TransactionState;

namespace {

const deposit::Actor program{"lockbox"};

std::vector<deposit::TicketItem> ticket_items(const BatchContents& contents,
                                              const Deposit& deposit) {
  std::map<std::int64_t, const deposit::Item*> items;
  for (const auto& item : contents.items) items.emplace(item.sequence, &item);
  std::map<std::int64_t, const deposit::Document*> documents;
  for (const auto& document : contents.documents) {
    documents.emplace(document.captured.sequence, &document);
  }
  std::vector<deposit::TicketItem> lines;
  for (const auto sequence : deposit.items) {
    const auto& item = *items.at(sequence);
    const auto& reading = documents.at(sequence)->reading;
    deposit::TicketItem line{.sequence = sequence,
                             .tender = item.tender.value_or(deposit::TenderKind::Check),
                             .serial = {},
                             .account = {},
                             .amount = item.amount.value_or(Money{})};
    const auto* micr = item.repaired_micr         ? &*item.repaired_micr
                       : reading && reading->micr ? &reading->micr->line
                                                  : nullptr;
    if (micr != nullptr) {
      line.serial = micr->serial;
      line.account = micr->account;
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

Result<Bytes> render_ticket(const BatchContents& contents, const Deposit& deposit,
                            const deposit::Site& site) {
  const auto* account = site.deposit_account(deposit.deposit_account);
  if (account == nullptr) {
    return fail(ErrorCode::NotFound,
                "The site has no deposit account " + deposit.deposit_account + " any more.");
  }
  const auto& header = contents.batch.header;
  return deposit::render_deposit_ticket({.site_name = site.name,
                                         .practice = site.practice,
                                         .lockbox = header.lockbox,
                                         .deposit_account = *account,
                                         .ticket = deposit.ticket,
                                         .business_day = header.business_day,
                                         .state = deposit.state,
                                         .prepared_by = deposit.prepared_by,
                                         .approved_by = deposit.approved_by,
                                         .job = header.job,
                                         .batch_source = header.source,
                                         .control = header.control,
                                         .corrections = contents.batch.corrections,
                                         .items = ticket_items(contents, deposit),
                                         .total = deposit.total});
}

/// Writes the file unless the folder holds the same bytes already.
Result<void> write_if_missing(const std::filesystem::path& path, ByteView bytes) {
  const auto present = read_file(path, static_cast<std::int64_t>(bytes.size()));
  if (present && std::ranges::equal(*present, bytes)) return {};
  return write_file_durably(path, bytes);
}

/// Writes a file that is released.  It never takes the place of another one that was released under
/// its name, in this folder or in the books.
Result<void> write_final(const BatchContents& contents, const std::filesystem::path& path,
                         ByteView bytes) {
  const auto name = path.filename().string();
  const auto recorded = std::ranges::find(contents.files, name, &deposit::OutputFile::name);
  if (recorded == contents.files.end()) {
    const auto present = read_file(path, limits::text_file_bytes_max);
    if (!std::filesystem::exists(path)) return write_file_durably(path, bytes);
    if (present && std::ranges::equal(*present, bytes)) return {};
    return fail(ErrorCode::Conflict, path.string() +
                                         ": another file of this name is here, and it may have "
                                         "been released; move it away or give another folder.");
  }
  if (recorded->sha256_hex != Sha256::of(bytes).hex()) {
    return fail(ErrorCode::Conflict, path.string() +
                                         ": the file that was released under this name is missing "
                                         "or changed and cannot be made again, because the site's "
                                         "words are others now; restore it.");
  }
  return write_file_durably(path, bytes);
}

/// Whether the folder holds the very file that the books name; then it is not made again, so that a
/// later change of the site's words cannot alter what was released.
bool is_in_place(const BatchContents& contents, const std::filesystem::path& folder,
                 const std::string& name) {
  const auto recorded = std::ranges::find(contents.files, name, &deposit::OutputFile::name);
  if (recorded == contents.files.end()) return false;
  const auto present = read_file(folder / name, limits::text_file_bytes_max);
  return present && Sha256::of(*present).hex() == recorded->sha256_hex;
}

void remove_quietly(const std::filesystem::path& path) {
  std::error_code ignored;  // A provisional file that stays is only untidy.
  std::filesystem::remove(path, ignored);
}

std::string ticket_name(const BatchContents& contents, const Deposit& deposit, DepositState state) {
  return "ticket-" + contents.batch.header.lockbox + "-" + deposit.ticket +
         (state == DepositState::Approved ? ".pdf" : "-awaiting-approval.pdf");
}

Result<void> write_tickets(deposit::Store& store, const BatchContents& contents,
                           const deposit::Site& site, const std::filesystem::path& folder) {
  for (const auto& deposit : contents.deposits) {
    const auto name = ticket_name(contents, deposit, deposit.state);
    if (is_in_place(contents, folder, name)) continue;
    const auto pdf = TRY(render_ticket(contents, deposit, site));
    if (deposit.state != DepositState::Approved) {
      TRY(write_if_missing(folder / name, pdf));
    } else {
      TRY(write_final(contents, folder / name, pdf));
      TRY(store.record_file(contents.batch.id,
                            {name, "deposit_ticket", deposit.ticket, {}, Sha256::of(pdf).hex()},
                            program));
      remove_quietly(folder / ticket_name(contents, deposit, DepositState::AwaitingApproval));
    }
  }
  return {};
}

/// Names a posting file for every deposit whose items its lines came from.
void credit_files(FilesByTicket& files, const BatchContents& contents, const std::string& name,
                  const deposit::PostingFile& posting) {
  std::map<std::int64_t, std::string> ticket_of;
  for (const auto& deposit : contents.deposits) {
    for (const auto sequence : deposit.items) ticket_of[sequence] = deposit.ticket;
  }
  for (const auto& line : posting.lines) {
    for (const auto sequence : line.documents) {
      const auto ticket = ticket_of.find(sequence);
      if (ticket == ticket_of.end()) continue;
      auto& names = files[ticket->second];
      if (std::ranges::find(names, name) == names.end()) names.push_back(name);
    }
  }
}

Result<void> write_postings(deposit::Store& store, const BatchContents& contents,
                            const std::filesystem::path& folder) {
  auto postings = collect_postings(contents);
  auto finals = postings.recorded;
  finals.merge(postings.next);
  for (const auto& [name, posting] : finals) {
    if (is_in_place(contents, folder, name)) continue;
    const auto text = TRY(deposit::prove_posting_file(posting));
    TRY(write_final(contents, folder / name, bytes_of(text)));
    TRY(store.record_file(contents.batch.id,
                          {name, "posting", {}, posting.fund, Sha256::of(bytes_of(text)).hex()},
                          program));
    remove_quietly(folder / provisional_posting_name(posting.fund, contents.batch.id));
  }
  for (const auto& [name, posting] : postings.provisional) {
    const auto text = TRY(deposit::prove_posting_file(posting));
    TRY(write_if_missing(folder / name, bytes_of(text)));
  }
  return {};
}

bool is_posted(const BatchContents& contents, std::int64_t transaction) {
  bool any = false;
  for (const auto& entry : contents.entries) {
    if (entry.kind == deposit::EntryKind::Deposit || entry.transaction != transaction) continue;
    for (const auto& line : entry.lines) {
      if (line.ledger != deposit::Ledger::Receivable) continue;
      if (line.posted_in.empty()) return false;
      any = true;
    }
  }
  return any;
}

Result<void> mark_posted(deposit::Store& store, const BatchContents& contents) {
  deposit::WorkChanges changes;
  changes.reason = "Its applications stand in posting files.";
  for (auto transaction : contents.transactions) {
    if (transaction.state != TransactionState::Deposited) continue;
    if (!is_posted(contents, transaction.key)) continue;
    transaction.state = TransactionState::Posted;
    changes.transactions.push_back({transaction, {deposit::TransactionEvent::Post}});
  }
  if (changes.empty()) return {};
  return store.commit_work(contents.batch.id, changes, program);
}

}  // namespace

FilesByTicket name_outputs(const BatchContents& contents) {
  FilesByTicket files;
  for (const auto& deposit : contents.deposits) {
    files[deposit.ticket].push_back(ticket_name(contents, deposit, deposit.state));
  }
  auto postings = collect_postings(contents);
  postings.recorded.merge(postings.next);
  for (const auto& [name, posting] : postings.recorded) {
    credit_files(files, contents, name, posting);
  }
  for (const auto& [name, posting] : postings.provisional) {
    credit_files(files, contents, name, posting);
  }
  return files;
}

Result<FilesByTicket> write_outputs(deposit::Store& store, BatchId batch, const deposit::Site& site,
                                    const std::filesystem::path& folder) {
  const auto contents = TRY(store.load_batch(batch));
  TRY(write_tickets(store, contents, site, folder));
  TRY(write_postings(store, contents, folder));
  const auto written = TRY(store.load_batch(batch));
  TRY(mark_posted(store, written));
  return name_outputs(contents);
}

}  // namespace lockbox::service
