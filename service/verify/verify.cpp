#include "service/verify/verify.h"

#include <set>
#include <string_view>

#include "capture/image_name.h"
#include "core/file.h"
#include "core/limits.h"
#include "service/process/summary.h"

namespace lockbox::service {

namespace {

std::string where(const deposit::Batch& batch, std::int64_t sequence) {
  return "Batch " + std::to_string(batch.id.value()) + ", document " + std::to_string(sequence) +
         ": ";
}

void check_images(VerifyReport& report, Workplace& workplace,
                  const deposit::BatchContents& contents) {
  for (const auto& document : contents.documents) {
    ++report.documents;
    for (const auto& image : document.captured.images) {
      auto name = capture::image_name(contents.batch, document.captured.sequence, image.side);
      name.view = image.view;
      const auto bytes = workplace.images().get(image.place, name);
      if (!bytes) {
        report.fault = where(contents.batch, document.captured.sequence) + bytes.error().message;
        return;
      }
      ++report.images;
    }
  }
}

void check_files(VerifyReport& report, const deposit::BatchContents& contents,
                 const std::filesystem::path& folder) {
  for (const auto& file : contents.files) {
    const auto bytes = read_file(folder / file.name, limits::text_file_bytes_max);
    if (!bytes) {
      ++report.files_elsewhere;
      continue;
    }
    ++report.files;
    if (Sha256::of(*bytes).hex() == file.sha256_hex) continue;
    report.fault = (folder / file.name).string() + ": the file is not the one that was written.";
    return;
  }
}

/// Holds a file against what the books name it by; false once something is wrong.
bool check_named(VerifyReport& report, const std::filesystem::path& path,
                 const std::string& sha256_hex, std::string_view what) {
  const auto bytes = read_file(path, limits::text_file_bytes_max);
  if (!bytes) {
    ++report.files_elsewhere;
    return true;
  }
  ++report.files;
  if (Sha256::of(*bytes).hex() == sha256_hex) return true;
  report.fault = path.string() + ": the file is not the one that was " + std::string{what} + ".";
  return false;
}

Result<void> check_packets(VerifyReport& report, deposit::Books& books,
                           const std::filesystem::path& folder) {
  for (const auto& file : TRY(books.closing().all_files())) {
    if (!check_named(report, folder / file.name, file.sha256_hex, "signed")) return {};
  }
  return {};
}

/// Adjustment files and letters, of every site in the books.
Result<void> check_ledger_files(VerifyReport& report, deposit::Books& books,
                                const std::filesystem::path& folder) {
  std::set<std::string> sites;
  for (const auto& batch : TRY(books.store().batches())) sites.insert(batch.header.site);
  for (const auto& site : sites) {
    for (const auto& day : TRY(books.days().days(site))) {
      for (const auto& file : TRY(books.ledger().files(site, day.day))) {
        if (!check_named(report, folder / file.name, file.sha256_hex, "released")) return {};
      }
    }
    for (const auto& item : TRY(books.ledger().returns(site))) {
      if (!item.letter) continue;
      if (!check_named(report, folder / item.letter->name, item.letter->sha256_hex, "sent")) {
        return {};
      }
    }
  }
  return {};
}

void check_money(VerifyReport& report, const deposit::BatchContents& contents) {
  const auto totals = total_up(contents);
  if (totals.unexplained.is_zero()) return;
  report.fault = "Batch " + std::to_string(contents.batch.id.value()) + ": " +
                 totals.unexplained.to_string() + " is neither deposited, held nor returned.";
}

}  // namespace

Result<VerifyReport> verify_store(Workplace& workplace, const std::filesystem::path& files_folder) {
  VerifyReport report;
  report.fault = TRY(workplace.store().first_fault());
  if (report.fault) return report;
  for (const auto& batch : TRY(workplace.store().batches())) {
    ++report.batches;
    const auto contents = TRY(workplace.store().load_batch(batch.id));
    check_money(report, contents);
    if (!report.fault) check_images(report, workplace, contents);
    if (!report.fault) check_files(report, contents, files_folder);
    if (report.fault) return report;
  }
  for (const auto check : {check_packets, check_ledger_files}) {
    if (report.fault) break;
    const auto checked = check(report, workplace.books(), files_folder);
    if (!checked) report.fault = checked.error().message;
  }
  return report;
}

}  // namespace lockbox::service
