#include "crash/process/mail_scenario.h"

#include <fstream>
#include <sstream>

#include "core/check.h"
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

MailScenario::Recording MailScenario::record(const std::string& fault) const {
  const ScratchFolder scratch;
  const auto root = scratch.path() / "root";
  fs::create_directory(root);
  auto child = request(root / "out", fault);
  child.environment["LOCKBOX_RECORD_LOG"] = scratch.path() / "log";
  const auto result = run_recorded(child);
  if (result.exit_code != 0 || result.signal != 0)
    return {.root = root, .operations = {}, .summary = text_of(child.output)};
  auto operations = read_operations(scratch.path() / "log");
  ENSURE(operations.has_value());
  return {.root = root,
          .operations = *std::move(operations),
          .summary = text_of(root / "out" / "summary.json")};
}

std::string text_of(const fs::path& path) {
  std::ifstream in{path, std::ios::binary};
  std::ostringstream text;
  if (in) text << in.rdbuf();
  return text.str();
}

Proof prove_books(const fs::path& out) {
  const auto store = out / "lockbox.db";
  if (!fs::exists(store)) return {};
  const auto workplace =
      service::Workplace::open(store, {.segments = {.segment_bytes = segment_bytes}});
  if (!workplace) return {.fault = workplace.error().message};
  const auto report = service::verify_store(**workplace, out);
  if (!report) return {.fault = report.error().message};
  if (report->fault) return {.fault = report->fault, .documents = report->documents};
  if (report->files_elsewhere > 0)
    return {.fault = "A file that the books name is not there.", .documents = report->documents};
  return {.fault = std::nullopt, .documents = report->documents};
}

}  // namespace lockbox::crash
