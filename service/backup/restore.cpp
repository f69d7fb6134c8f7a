#include "service/backup/restore.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/file.h"
#include "core/limits.h"
#include "service/backup/file_copy.h"
#include "service/process/summary.h"
#include "service/verify/verify.h"

namespace lockbox::service {
namespace {

tl::unexpected<Error> damaged(const std::filesystem::path& file, const std::string& what) {
  return fail(ErrorCode::InvalidInput,
              file.string() + ": " + what + " This backup cannot be restored.");
}

Result<Manifest> read_manifest_of(const std::filesystem::path& backup) {
  const auto file = backup / manifest_name;
  const auto text = read_text_file(file, limits::text_file_bytes_max);
  if (!text && text.error().code == ErrorCode::NotFound) {
    return fail(ErrorCode::NotFound, file.string() + ": the list of the backup is missing; " +
                                         backup.string() + " is no backup, or not a whole one.");
  }
  return parse_manifest(TRY(text), file.string());
}

/// What can be seen without reading everything comes first, so that hours are not wasted.
Result<void> check_presence(const std::filesystem::path& backup, const Manifest& manifest) {
  for (const auto& file : manifest.files) {
    const auto path = backup / file.name;
    std::error_code reason;
    if (!std::filesystem::is_regular_file(path, reason)) {
      return damaged(path, "the file is missing.");
    }
    const auto size = std::filesystem::file_size(path, reason);
    if (reason || size != static_cast<std::uintmax_t>(file.bytes)) {
      return damaged(
          path, fmt::format("the file has {} bytes and was backed up with {}.", size, file.bytes));
    }
  }
  return {};
}

Result<void> copy_files(const std::filesystem::path& backup, const Manifest& manifest,
                        const std::filesystem::path& into) {
  for (const auto& file : manifest.files) {
    const auto copied = TRY(copy_file_durably(backup / file.name, into / file.name, file.bytes));
    if (copied.sha256 != file.sha256) {
      return damaged(backup / file.name, "the file is not the one that was backed up.");
    }
  }
  return {};
}

/// Keys that were kept apart.  Opening a store without them would make new ones, under which
/// nothing that was restored can be read.
Result<void> copy_apart_keys(const RestoreRequest& request, const Manifest& manifest,
                             const std::filesystem::path& into) {
  if (manifest.has_keys) return {};
  const auto from =
      request.key_folder.empty() ? std::filesystem::path{manifest.key_folder} : request.key_folder;
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(from / "master.key", ignored)) {
    return fail(ErrorCode::NotFound,
                (from / "master.key").string() +
                    ": the keys are not in the backup and not here; say where their copy is.");
  }
  for (const auto& entry : std::filesystem::directory_iterator{from}) {
    if (entry.path().extension() != ".key") continue;
    const auto measured = TRY(measure_file(entry.path()));
    TRY(copy_file_durably(entry.path(), into / keys_name / entry.path().filename(),
                          measured.bytes));
  }
  return {};
}

Result<void> add_up(RestoreReport& report, Workplace& workplace) {
  for (const auto& batch : TRY(workplace.store().batches())) {
    const auto totals = total_up(TRY(workplace.store().load_batch(batch.id)));
    report.received += totals.received;
    report.deposited += totals.deposited;
    report.held += totals.held;
    report.returned += totals.returned;
  }
  return {};
}

/// Proves the store that now lies in `folder` and adds its totals again.
Result<RestoreReport> prove(const std::filesystem::path& folder, const Manifest& manifest) {
  RestoreReport report;
  report.manifest = manifest;
  const auto workplace = TRY(Workplace::open(folder / store_name));
  const auto verified = TRY(verify_store(*workplace, folder));
  if (verified.fault) return fail(ErrorCode::InvalidInput, *verified.fault);
  report.images = verified.images;
  report.output_files = verified.files;
  TRY(add_up(report, *workplace));
  if (verified.batches != manifest.batches || verified.documents != manifest.documents ||
      report.deposited != manifest.deposited) {
    return fail(ErrorCode::InvalidInput,
                fmt::format("It holds {} batches, {} documents and {} in deposits; {}, {} and {} "
                            "were backed up.",
                            verified.batches, verified.documents, report.deposited.to_string(),
                            manifest.batches, manifest.documents, manifest.deposited.to_string()));
  }
  return report;
}

/// Fills the folder, proves what is in it, and leaves it closed.
Result<RestoreReport> fill(const RestoreRequest& request, const std::filesystem::path& folder) {
  const auto manifest = TRY(read_manifest_of(request.backup));
  TRY(check_presence(request.backup, manifest));
  TRY(copy_files(request.backup, manifest, folder));
  TRY(copy_apart_keys(request, manifest, folder));
  return prove(folder, manifest).map_error([&](Error error) {
    error.message =
        "What was restored from " + request.backup.string() + " is not sound: " + error.message;
    return error;
  });
}

}  // namespace

Result<RestoreReport> restore_backup(const RestoreRequest& request,
                                     const std::filesystem::path& into) {
  TRY(require_free(into));
  auto folder = TRY(ScratchFolder::beside(into));
  auto report = TRY(fill(request, folder.path()));
  TRY(folder.publish_as(into));
  return report;
}

Result<RestoreReport> verify_backup(const RestoreRequest& request,
                                    const std::filesystem::path& scratch) {
  const auto folder = TRY(ScratchFolder::beside(scratch / "lockbox-verify"));
  return fill(request, folder.path());
}

}  // namespace lockbox::service
