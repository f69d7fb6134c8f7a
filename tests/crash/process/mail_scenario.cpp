#include "crash/process/mail_scenario.h"

#include <fmt/core.h>
#include <signal.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <string_view>

#include "core/check.h"
#include "crash/replay/replay.h"
#include "service/bench/generated_mail.h"
#include "service/verify/verify.h"

namespace lockbox::crash {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t mail_seed = 20261123;

service::ProcessRequest drawn_mail(const fs::path& folder, int documents) {
  auto mail = service::generate_mail(folder, documents, mail_seed);
  ENSURE(mail.has_value());
  ENSURE(mail->batch_file.has_value() && mail->keyed_file.has_value());
  return *std::move(mail);
}

std::vector<Operation> operations_in(const fs::path& log) {
  auto operations = read_operations(log);
  ENSURE(operations.has_value());
  return *std::move(operations);
}

/// 32 in "captured 32\n" and "read 32 of 66\n"; 0 for a text that begins otherwise.
std::int64_t number_after(std::string_view word, std::string_view text) {
  std::int64_t number = 0;
  if (!text.starts_with(word)) return 0;
  text.remove_prefix(word.size());
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

Result<BookCounts> counts_of(deposit::Store& store) {
  BookCounts counts;
  for (const auto& batch : TRY(store.batches())) {
    const auto contents = TRY(store.load_batch(batch.id));
    counts.documents += std::ssize(contents.documents);
    counts.readings += std::ranges::count_if(
        contents.documents, [](const auto& document) { return document.reading.has_value(); });
    counts.transactions += std::ssize(contents.transactions);
    counts.deposits += std::ssize(contents.deposits);
  }
  return counts;
}

}  // namespace

MailScenario::MailScenario(int documents)
    : mail_{drawn_mail(folder_.path() / "mail", documents)}, documents_{documents} {
}

ChildRequest MailScenario::request(const fs::path& out, const std::string& fault) const {
  ChildRequest request;
  if (fault.empty()) {
    request.command = {CRASH_LOCKBOX,
                       "process",
                       mail_.scan_folder,
                       "--site",
                       mail_.site_file,
                       "--accounts",
                       mail_.accounts_file,
                       "--batch",
                       *mail_.batch_file,
                       "--keyed",
                       *mail_.keyed_file,
                       "--prepared-by",
                       preparer,
                       "--approved-by",
                       approver,
                       "--segment-bytes",
                       std::to_string(segment_bytes),
                       "--out",
                       out};
  } else {
    request.command = {CRASH_SUBJECT,       fault,
                       mail_.scan_folder,   mail_.site_file,
                       mail_.accounts_file, *mail_.batch_file,
                       *mail_.keyed_file,   out};
  }
  request.environment["LOCKBOX_RECORD_ROOT"] = out.parent_path();
  request.output = out.parent_path().string() + ".said";
  return request;
}

MailScenario::Recording MailScenario::record(const RecordRequest& request) const {
  const ScratchFolder scratch;
  const auto log = scratch.path() / "log";
  Recording recording{.root = scratch.path() / "root"};
  fs::create_directory(recording.root);
  const auto out = recording.root / "out";
  auto child = this->request(out, request.fault);
  child.environment["LOCKBOX_RECORD_LOG"] = log;
  child.environment["LOCKBOX_IGNORE_SYNCS"] = request.ignored_syncs;
  if (request.kill_at != 0) {
    auto killed = child;
    killed.environment["LOCKBOX_KILL_AT"] = std::to_string(request.kill_at);
    if (run_recorded(killed).signal != SIGKILL) return {.fault = "It was not killed."};
    recording.resumed_at = operations_in(log).size();
  }
  const auto result = run_recorded(child);
  if (result.exit_code != 0 || result.signal != 0)
    return {.fault = "It failed: " + text_of(child.output)};
  recording.operations = operations_in(log);
  recording.fault = missing_in_log(recording.operations, recording.root);
  recording.summary = text_of(out / "summary.json");
  const auto proof = prove_books(out);
  if (!recording.fault) recording.fault = proof.fault;
  recording.counts = proof.counts;
  return recording;
}

Proof prove_books(const fs::path& out) {
  const auto store = out / "lockbox.db";
  if (!fs::exists(store)) return {};
  const auto workplace =
      service::Workplace::open(store, {.segments = {.segment_bytes = segment_bytes}});
  if (!workplace) return {.fault = workplace.error().message};
  const auto report = service::verify_store(**workplace, out);
  if (!report) return {.fault = report.error().message};
  if (report->fault) return {.fault = report->fault};
  if (report->files_elsewhere > 0) return {.fault = "A file that the books name is not there."};
  const auto counts = counts_of((*workplace)->store());
  if (!counts) return {.fault = counts.error().message};
  return {.fault = std::nullopt, .counts = *counts};
}

BookCounts promised_by(const std::vector<std::string>& said, const BookCounts& all) {
  BookCounts promised;
  for (const auto& text : said) {
    promised.documents = std::max(promised.documents, number_after("captured ", text));
    promised.readings = std::max(promised.readings, number_after("read ", text));
    if (text == "settled\n") promised.transactions = all.transactions;
    if (text == "deposited\n") promised.deposits = all.deposits;
  }
  return promised;
}

bool promises_summary(const std::vector<std::string>& said) {
  return std::ranges::find(said, "summary written\n") != said.end();
}

std::optional<std::string> missing(const BookCounts& promised, const BookCounts& held) {
  const auto compare = [](const char* what, std::int64_t expected,
                          std::int64_t found) -> std::optional<std::string> {
    if (found >= expected) return std::nullopt;
    return fmt::format("{} {} were acknowledged and {} are left.", expected, what, found);
  };
  auto loss = compare("documents", promised.documents, held.documents);
  if (!loss) loss = compare("readings", promised.readings, held.readings);
  if (!loss) loss = compare("transactions", promised.transactions, held.transactions);
  if (!loss) loss = compare("deposits", promised.deposits, held.deposits);
  return loss;
}

}  // namespace lockbox::crash
