#include "service/process/postings.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "deposit/match/charge_split.h"

namespace lockbox::service {

using deposit::BatchContents;
using deposit::PostingFile;
using deposit::TransactionState;

namespace {

std::string bill_type_of(const deposit::Transaction& transaction, const AccountNumber& account) {
  const auto found =
      std::ranges::find(transaction.applied, account, &deposit::Application::account);
  return found == transaction.applied.end() ? std::string{} : found->bill_type;
}

/// The documents that carry money; a letter may still come or go after the file was released.
std::vector<std::int64_t> money_documents(const BatchContents& contents,
                                          const deposit::Transaction& transaction) {
  std::vector<std::int64_t> documents;
  for (const auto& item : contents.items) {
    const bool has_money =
        item.kind == deposit::ItemKind::Tender || item.kind == deposit::ItemKind::Coupon;
    if (has_money && item.transaction == transaction.key) documents.push_back(item.sequence);
  }
  return documents;
}

std::int64_t files_of_fund(const BatchContents& contents, const std::string& fund) {
  return std::ranges::count_if(contents.files, [&](const deposit::OutputFile& file) {
    return file.kind == "posting" && file.fund == fund;
  });
}

/// Collects lines into files, one for each name.
class Collector {
 public:
  explicit Collector(const BatchContents& contents) : contents_{contents} {
    for (const auto& transaction : contents.transactions) {
      transactions_.emplace(transaction.key, &transaction);
    }
  }

  void add(std::int64_t key, const deposit::JournalLine& line) {
    const auto& transaction = *transactions_.at(key);
    if (!line.posted_in.empty()) {
      return place(files_.recorded, line.posted_in, transaction, line, 0);
    }
    const auto sequence = files_of_fund(contents_, line.fund) + 1;
    const auto batch = contents_.batch.id.value();
    const bool is_deposited = transaction.state == TransactionState::Deposited ||
                              transaction.state == TransactionState::Posted;
    if (is_deposited) {
      place(files_.next, fmt::format("posting-{}-{:06}-{:03}.csv", line.fund, batch, sequence),
            transaction, line, sequence);
    } else {
      place(files_.provisional, provisional_posting_name(line.fund, contents_.batch.id),
            transaction, line, sequence);
    }
  }

  [[nodiscard]] PostingFiles take() {
    for (const auto& file : contents_.files) {
      const auto found = files_.recorded.find(file.name);
      if (found != files_.recorded.end()) found->second.file_sequence = ++recorded_[file.fund];
    }
    return std::move(files_);
  }

 private:
  /// The entries of a transaction lie in a row along its charges, in order of posting.
  std::vector<deposit::Charge> charges_of(const deposit::Transaction& transaction,
                                          const deposit::JournalLine& line) {
    const auto applied = std::ranges::find_if(transaction.applied, [&](const auto& one) {
      return one.account == line.account && one.fund == line.fund;
    });
    if (applied == transaction.applied.end() || applied->charges.empty()) return {};
    auto& posted = posted_[{transaction.key, line.account.reveal(), line.fund}];
    const auto amount = Money{} - line.amount;
    auto charges = deposit::slice_charges(applied->charges, posted, amount);
    posted += amount;
    return charges;
  }

  void place(std::map<std::string, PostingFile>& files, const std::string& name,
             const deposit::Transaction& transaction, const deposit::JournalLine& line,
             std::int64_t sequence) {
    auto found = files.find(name);
    if (found == files.end()) {
      const auto& header = contents_.batch.header;
      PostingFile file{.site = header.site,
                       .lockbox = header.lockbox,
                       .fund = line.fund,
                       .business_day = header.business_day,
                       .batch_source = header.source,
                       .batch_id = contents_.batch.id.value(),
                       .file_sequence = sequence,
                       .lines = {}};
      found = files.emplace(name, std::move(file)).first;
    }
    found->second.lines.push_back(
        {line.account, bill_type_of(transaction, line.account), Money{} - line.amount,
         transaction.key, money_documents(contents_, transaction), charges_of(transaction, line)});
  }

  const BatchContents& contents_;
  std::map<std::int64_t, const deposit::Transaction*> transactions_;
  std::map<std::tuple<std::int64_t, std::string, std::string>, Money> posted_;
  std::map<std::string, std::int64_t> recorded_;
  PostingFiles files_;
};

}  // namespace

std::string provisional_posting_name(const std::string& fund, BatchId batch) {
  return fmt::format("posting-{}-{:06}-provisional.csv", fund, batch.value());
}

PostingFiles collect_postings(const BatchContents& contents) {
  Collector collector{contents};
  for (const auto& entry : contents.entries) {
    if (is_of_deposit(entry.kind)) continue;
    for (const auto& line : entry.lines) {
      if (line.ledger == deposit::Ledger::Receivable) collector.add(entry.transaction, line);
    }
  }
  return collector.take();
}

}  // namespace lockbox::service
