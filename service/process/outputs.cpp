#include "service/process/outputs.h"

#include <algorithm>
#include <array>
#include <map>

#include "core/file.h"
#include "core/limits.h"
#include "deposit/output/deposit_ticket.h"
#include "service/process/counter_tickets.h"
#include "service/process/postings.h"

namespace lockbox::service {

using deposit::BatchContents;
using deposit::Deposit;
using deposit::DepositState;
using deposit::TransactionState;

namespace {

const deposit::Actor program{"lockbox"};

std::vector<deposit::TicketItem> ticket_items(const BatchContents& contents,
                                              const std::vector<std::int64_t>& sequences) {
  std::map<std::int64_t, const deposit::Item*> items;
  for (const auto& item : contents.items) items.emplace(item.sequence, &item);
  std::map<std::int64_t, const deposit::Document*> documents;
  for (const auto& document : contents.documents) {
    documents.emplace(document.captured.sequence, &document);
  }
  std::vector<deposit::TicketItem> lines;
  for (const auto sequence : sequences) {
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
    if (const auto* entered = entered_tender(contents, sequence)) line.serial = entered->number;
    lines.push_back(std::move(line));
  }
  return lines;
}

/// What a ticket says never changes once two people stand for it.
DepositState ticket_state(DepositState state) {
  return is_approved(state) ? DepositState::Approved : state;
}

Result<Bytes> render_ticket(const BatchContents& contents, const Deposit& deposit,
                            const deposit::Site& site) {
  const auto* account = site.deposit_account(deposit.deposit_account);
  if (account == nullptr) {
    return fail(ErrorCode::NotFound,
                "The site has no deposit account " + deposit.deposit_account + " any more.");
  }
  const auto& header = contents.batch.header;
  const std::array shares{DepositShare{contents, deposit.items}};
  if (is_settlement(shares.front())) {
    return deposit::render_card_settlement({.site_name = site.name,
                                            .practice = site.practice,
                                            .number = deposit.ticket,
                                            .deposit_account = deposit.deposit_account,
                                            .business_day = header.business_day,
                                            .state = ticket_state(deposit.state),
                                            .prepared_by = deposit.prepared_by,
                                            .approved_by = deposit.approved_by,
                                            .slips = settled_slips(shares.front()),
                                            .total = deposit.total});
  }
  return deposit::render_deposit_ticket({.site_name = site.name,
                                         .practice = site.practice,
                                         .lockbox = header.lockbox,
                                         .deposit_account = *account,
                                         .ticket = deposit.ticket,
                                         .business_day = header.business_day,
                                         .state = ticket_state(deposit.state),
                                         .prepared_by = deposit.prepared_by,
                                         .approved_by = deposit.approved_by,
                                         .job = header.job,
                                         .batch_source = header.source,
                                         .control = header.control,
                                         .corrections = contents.batch.corrections,
                                         .items = ticket_items(contents, deposit.items),
                                         .total = deposit.total,
                                         .currency = currency_of(shares, deposit.deposit_account)});
}

/// The ticket of several batches: their items one after the other, each with its batch.
Result<Bytes> render_shared_ticket(const std::map<BatchId, BatchContents>& contents,
                                   const deposit::DepositRecord& deposit,
                                   const deposit::Site& site) {
  const auto* account = site.deposit_account(deposit.deposit_account);
  if (account == nullptr) {
    return fail(ErrorCode::NotFound,
                "The site has no deposit account " + deposit.deposit_account + " any more.");
  }
  std::string batches;
  std::vector<deposit::TicketItem> items;
  std::vector<DepositShare> shares;
  std::vector<deposit::SettledSlip> slips;
  for (const auto& [id, batch] : contents) {
    batches += (batches.empty() ? "" : ", ") + std::to_string(id.value());
    std::vector<std::int64_t> sequences;
    for (const auto& item : deposit.items) {
      if (item.place.batch == id) sequences.push_back(item.place.sequence);
    }
    for (auto& item : ticket_items(batch, sequences)) {
      item.batch = id.value();
      items.push_back(std::move(item));
    }
    shares.push_back({batch, std::move(sequences)});
    for (auto& slip : settled_slips(shares.back())) slips.push_back(std::move(slip));
  }
  if (deposit.channel == deposit::ClearingChannel::Card) {
    return deposit::render_card_settlement({.site_name = site.name,
                                            .practice = site.practice,
                                            .number = deposit.ticket,
                                            .deposit_account = deposit.deposit_account,
                                            .business_day = deposit.banking_day,
                                            .state = ticket_state(deposit.state),
                                            .prepared_by = deposit.prepared_by,
                                            .approved_by = deposit.approved_by,
                                            .slips = std::move(slips),
                                            .total = deposit.total});
  }
  return deposit::render_deposit_ticket({.site_name = site.name,
                                         .practice = site.practice,
                                         .lockbox = deposit.lockbox,
                                         .deposit_account = *account,
                                         .ticket = deposit.ticket,
                                         .business_day = deposit.banking_day,
                                         .state = ticket_state(deposit.state),
                                         .prepared_by = deposit.prepared_by,
                                         .approved_by = deposit.approved_by,
                                         .job = {},
                                         .batch_source = {},
                                         .control = {},
                                         .corrections = {},
                                         .items = std::move(items),
                                         .total = deposit.total,
                                         .currency = currency_of(shares, deposit.deposit_account),
                                         .batches = std::move(batches)});
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

/// Which paper a deposit has.
enum class TicketPaper { Ticket, Settlement };

std::string ticket_name(const deposit::DepositName& name, DepositState state, TicketPaper paper) {
  return (paper == TicketPaper::Settlement ? "card-settlement-" : "ticket-") + name.lockbox + "-" +
         name.ticket + (is_approved(state) ? ".pdf" : "-awaiting-approval.pdf");
}

TicketPaper paper_of(const BatchContents& contents, const Deposit& deposit) {
  return is_settlement({contents, deposit.items}) ? TicketPaper::Settlement : TicketPaper::Ticket;
}

TicketPaper paper_of(const deposit::DepositRecord& deposit) {
  return deposit.channel == deposit::ClearingChannel::Card ? TicketPaper::Settlement
                                                           : TicketPaper::Ticket;
}

/// A draft has no ticket; that of a deposit of several batches is written by itself.
bool has_own_ticket(const Deposit& deposit) {
  return deposit.state != DepositState::Draft && deposit.batches == 1;
}

/// One ticket with its words, to be written beside its batch.
struct TicketFile {
  deposit::DepositName name;
  DepositState state = DepositState::AwaitingApproval;
  TicketPaper paper = TicketPaper::Ticket;
  Bytes pdf;
};

Result<void> write_ticket(deposit::Store& store, const BatchContents& contents,
                          const TicketFile& ticket, const std::filesystem::path& folder) {
  const auto name = ticket_name(ticket.name, ticket.state, ticket.paper);
  if (!is_approved(ticket.state)) return write_if_missing(folder / name, ticket.pdf);
  TRY(write_final(contents, folder / name, ticket.pdf));
  TRY(store.record_file(
      contents.batch.id,
      {name, "deposit_ticket", ticket.name.ticket, {}, Sha256::of(ticket.pdf).hex()}, program));
  remove_quietly(folder / ticket_name(ticket.name, DepositState::AwaitingApproval, ticket.paper));
  return {};
}

Result<void> write_tickets(deposit::Store& store, const BatchContents& contents,
                           const deposit::Site& site, const std::filesystem::path& folder) {
  for (const auto& deposit : contents.deposits) {
    if (!has_own_ticket(deposit)) continue;
    const deposit::DepositName name{contents.batch.header.lockbox, deposit.ticket};
    const auto paper = paper_of(contents, deposit);
    if (is_in_place(contents, folder, ticket_name(name, deposit.state, paper))) continue;
    const auto pdf = TRY(render_ticket(contents, deposit, site));
    TRY(write_ticket(store, contents, {name, deposit.state, paper, pdf}, folder));
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
    if (is_of_deposit(entry.kind) || entry.transaction != transaction) continue;
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
    auto& names = files[deposit.ticket];
    if (!has_own_ticket(deposit)) continue;
    names.push_back(ticket_name({contents.batch.header.lockbox, deposit.ticket}, deposit.state,
                                paper_of(contents, deposit)));
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

std::string ticket_file_of(const deposit::DepositRecord& deposit) {
  return ticket_name({deposit.lockbox, deposit.ticket}, deposit.state, paper_of(deposit));
}

Result<void> write_shared_ticket(deposit::Store& store, const deposit::DepositRecord& deposit,
                                 const deposit::Site& site, const std::filesystem::path& folder) {
  const auto batches = deposit.batches();
  if (batches.size() < 2 || deposit.state == DepositState::Draft || !is_live(deposit.state)) {
    return {};
  }
  std::map<BatchId, BatchContents> contents;
  for (const auto batch : batches) contents.emplace(batch, TRY(store.load_batch(batch)));
  const auto& home = contents.at(deposit.items.front().place.batch);
  if (is_in_place(home, folder, ticket_file_of(deposit))) return {};
  const auto pdf = TRY(render_shared_ticket(contents, deposit, site));
  return write_ticket(store, home,
                      {{deposit.lockbox, deposit.ticket}, deposit.state, paper_of(deposit), pdf},
                      folder);
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
