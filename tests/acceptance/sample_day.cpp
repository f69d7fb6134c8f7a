#include "acceptance/sample_day.h"

#include <algorithm>
#include <fstream>
#include <set>
#include <stdexcept>

#include "support/shared_data.h"

namespace lockbox::test {

namespace {

constexpr int rounds_max = 8;

std::map<std::string, std::string> keyed_rows(const Truth& truth,
                                              const deposit::BatchContents& contents) {
  std::map<std::string, std::string> rows;
  for (const auto& task : contents.tasks) {
    if (task.state != deposit::TaskState::Open) continue;
    const std::string field{name_of(deposit::task_field_names, task.field)};
    const auto value = true_answer(truth, task.sequence, field);
    if (!value.empty()) rows[std::to_string(task.sequence) + "," + field] = value;
  }
  return rows;
}

void write_keyed(const std::filesystem::path& file,
                 const std::map<std::string, std::string>& rows) {
  std::ofstream out{file};
  out << "sequence,field,value\n";
  for (const auto& [place, value] : rows) out << place << ',' << value << '\n';
}

/// What each account must have got: an envelope's money for its open accounts.
std::map<std::string, std::int64_t> true_applications(const WorkedDay& day,
                                                      const std::set<std::string>& open_accounts) {
  std::map<std::string, std::int64_t> wanted;
  for (const auto& [number, envelope] : day.truth.envelopes) {
    if (envelope.paid_cents == 0) continue;
    std::vector<const TrueDocument*> coupons;
    for (const auto sequence : envelope.documents) {
      const auto& document = day.truth.documents.at(sequence);
      if (document.kind == "coupon") coupons.push_back(&document);
    }
    if (coupons.size() <= 1) {
      wanted[envelope.accounts.front()] += envelope.paid_cents;
      continue;
    }
    for (const auto* coupon : coupons) wanted[coupon->account] += coupon->printed_due_cents;
  }
  std::erase_if(wanted, [&](const auto& entry) { return !open_accounts.contains(entry.first); });
  return wanted;
}

std::set<std::string> open_accounts_in(const std::filesystem::path& file) {
  std::ifstream in{file};
  std::set<std::string> accounts;
  for (std::string line; std::getline(in, line);) {
    if (line.ends_with('\r')) line.pop_back();
    if (line.ends_with(",open")) accounts.insert(line.substr(0, line.find(',')));
  }
  return accounts;
}

void compare_applications(std::vector<std::string>& faults, const WorkedDay& day,
                          const std::map<std::string, std::int64_t>& wanted) {
  std::map<std::string, std::int64_t> applied;
  for (const auto& transaction : day.outcome.contents.transactions) {
    for (const auto& application : transaction.applied) {
      applied[application.account.reveal()] += application.amount.cents();
    }
  }
  for (const auto& [account, cents] : wanted) {
    if (applied[account] == cents) continue;
    faults.push_back("An account got " + std::to_string(applied[account]) + " cents instead of " +
                     std::to_string(cents) + ".");
  }
  for (const auto& [account, cents] : applied) {
    if (cents != 0 && !wanted.contains(account)) {
      faults.push_back("An account got " + std::to_string(cents) + " cents that are not its own.");
    }
  }
}

void compare_envelopes(std::vector<std::string>& faults, const WorkedDay& day) {
  std::set<std::vector<std::int64_t>> groups;
  for (const auto& transaction : day.outcome.contents.transactions) {
    if (transaction.state != deposit::TransactionState::Voided) {
      groups.insert(transaction.documents);
    }
  }
  for (const auto& [number, envelope] : day.truth.envelopes) {
    if (groups.contains(envelope.documents)) continue;
    faults.push_back("Envelope " + std::to_string(number) + " is no transaction of its own.");
  }
}

}  // namespace

std::filesystem::path shared_mail() {
  return shared_data() / "mail";
}

WorkedDay work_day(const std::filesystem::path& day) {
  const TemporaryDirectory work;
  const auto truth = read_truth(day / "truth.json");
  auto workplace = service::Workplace::open(work.path() / "lockbox.db",
                                            {.segments = {.segment_bytes = 4 << 20}});
  if (!workplace) throw std::runtime_error(workplace.error().message);
  service::ProcessRequest request;
  request.scan_folder = day / "scan";
  request.site_file = "examples/riverton/site.toml";
  request.accounts_file = day / "accounts.csv";
  request.batch_file = day / "batch.toml";
  request.keyed_file = work.path() / "keyed.csv";
  request.prepared_by = "dana";
  request.approved_by = "lee";
  request.out_folder = work.path() / "out";
  std::map<std::string, std::string> rows;
  std::optional<service::ProcessOutcome> last;
  int rounds = 0;
  for (std::size_t before = 1; rounds < rounds_max && before != rows.size(); ++rounds) {
    before = rows.size();
    write_keyed(*request.keyed_file, rows);
    auto outcome = service::process_mail(request, **workplace, [](const service::Progress&) {});
    if (!outcome) throw std::runtime_error(outcome.error().message);
    rows.merge(keyed_rows(truth, outcome->contents));
    last.emplace(*std::move(outcome));
  }
  const auto fault = (*workplace)->store().first_fault();
  if (!fault) throw std::runtime_error(fault.error().message);
  if (*fault) throw std::runtime_error(**fault);
  return {truth, *std::move(last), rounds};
}

std::vector<std::string> money_faults(const WorkedDay& day,
                                      const std::filesystem::path& accounts_file) {
  std::vector<std::string> faults;
  const auto& totals = day.outcome.totals;
  if (!totals.unexplained.is_zero()) faults.push_back("Money is unexplained.");
  if ((totals.deposited + totals.held).cents() != day.truth.total_paid_cents) {
    faults.push_back("Deposited and held are " + (totals.deposited + totals.held).to_string() +
                     ", not what was paid.");
  }
  compare_applications(faults, day, true_applications(day, open_accounts_in(accounts_file)));
  compare_envelopes(faults, day);
  return faults;
}

ReadCounts count_reads(const WorkedDay& day) {
  ReadCounts counts;
  for (const auto& document : day.outcome.contents.documents) {
    const auto& truth = day.truth.documents.at(document.captured.sequence);
    const auto& reading = document.reading;
    if (truth.kind == "check") {
      ++counts.checks;
      if (!reading || !reading->micr) continue;
      const auto& line = reading->micr->line;
      auto raw = line.raw;
      std::erase(raw, ' ');
      if (raw == truth.micr) ++counts.micr_whole;
      if (line.routing && line.routing->digits() != truth.routing) ++counts.misreads;
      if (!line.account.empty() && line.account.reveal() != truth.micr_account) ++counts.misreads;
      if (!line.serial.empty() && line.serial != truth.serial) ++counts.misreads;
      if (line.amount && line.amount->cents() != truth.micr_cents) ++counts.misreads;
    } else if (truth.kind == "coupon") {
      ++counts.coupons;
      if (!reading || !reading->coupon) continue;
      ++counts.coupons_read;
      if (reading->coupon->text != truth.barcode) ++counts.misreads;
    }
  }
  return counts;
}

}  // namespace lockbox::test
