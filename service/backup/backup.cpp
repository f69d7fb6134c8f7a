#include "service/backup/backup.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "capture/image_store/segment_record.h"
#include "core/file.h"
#include "deposit/store/sqlite/store_copy.h"
#include "service/backup/file_copy.h"
#include "service/help/version.h"

namespace lockbox::service {
namespace {

/// Fills one folder and lists what it put there.
class BackupWriter {
 public:
  BackupWriter(const BackupRequest& request, std::filesystem::path folder)
      : request_{request}, folder_{std::move(folder)} {}

  Result<BackupReport> write(const Clock& clock) {
    auto& manifest = report_.manifest;
    manifest.made_at = to_string(clock.now());
    manifest.program_version = program_version();
    manifest.store = std::filesystem::absolute(request_.store_file).string();
    manifest.key_folder = std::filesystem::absolute(request_.key_folder).string();
    manifest.has_keys = request_.keys == KeyCopy::Included;

    const auto books = TRY(copy_books());
    TRY(copy_segments(books));
    TRY(copy_output_files(books));
    TRY(copy_keys());
    std::ranges::sort(manifest.files, {}, &BackupFile::name);
    TRY(create_file_durably(folder_ / manifest_name, bytes_of(render_manifest(manifest))));
    return std::move(report_);
  }

 private:
  /// First, because pictures are durable before a row names them: what the copy names is there.
  Result<deposit::StoreCopy> copy_books() {
    const auto file = folder_ / store_name;
    auto books = TRY(deposit::copy_sqlite_store(request_.store_file, file));
    const auto measured = TRY(measure_file(file));
    note(store_name, measured);
    auto& manifest = report_.manifest;
    manifest.batches = books.batches;
    manifest.documents = books.documents;
    manifest.deposited = books.deposited;
    manifest.audit_events = books.audit_events;
    manifest.audit_head = books.audit_head;
    return books;
  }

  /// As far as rows reach: behind that others may be writing, and nothing names it.
  Result<void> copy_segments(const deposit::StoreCopy& books) {
    for (const auto& use : books.segments) {
      const auto place = std::filesystem::path{use.business_day} / use.segment;
      const auto end = use.end + capture::record_overhead_bytes;
      TRY(copy(request_.image_folder / place, std::filesystem::path{images_name} / place, end));
    }
    return {};
  }

  Result<void> copy_output_files(const deposit::StoreCopy& books) {
    std::size_t elsewhere = 0;
    for (const auto& file : books.files) {
      const auto path = request_.files_folder / file.name;
      // Two batches may have files of one name, in two folders; one folder cannot hold both.
      const bool is_shared =
          std::ranges::count(books.files, file.name, &deposit::NamedFile::name) > 1;
      const auto measured = measure_file(path);
      if (is_shared || !measured) {
        ++elsewhere;
      } else if (measured->sha256 != file.sha256) {
        warn(path.string() + " is not the file that was written and is not in this backup.");
      } else {
        TRY(copy(path, file.name, measured->bytes));
      }
    }
    if (elsewhere > 0) {
      warn(
          fmt::format("{} output files that the books name are not in {}, or share a name, and are "
                      "not in this backup.",
                      elsewhere, request_.files_folder.string()));
    }
    return {};
  }

  Result<void> copy_keys() {
    if (request_.keys == KeyCopy::Apart) {
      warn(
          fmt::format("The keys in {} are not in this backup, and without them nothing in it can "
                      "be read. Keep a copy of that folder in another place; each business day "
                      "adds a key to it.",
                      request_.key_folder.string()));
      return {};
    }
    std::error_code reason;
    for (const auto& entry : std::filesystem::directory_iterator{request_.key_folder, reason}) {
      if (entry.path().extension() != ".key") continue;
      const auto measured = TRY(measure_file(entry.path()));
      TRY(copy(entry.path(), std::filesystem::path{keys_name} / entry.path().filename(),
               measured.bytes));
    }
    if (reason) {
      return fail(ErrorCode::Unavailable,
                  "Cannot list " + request_.key_folder.string() + ": " + reason.message() + ".");
    }
    warn("This backup holds the keys: whoever has it can read everything in it.");
    return {};
  }

  Result<void> copy(const std::filesystem::path& from, const std::filesystem::path& name,
                    std::int64_t bytes) {
    note(name, TRY(copy_file_durably(from, folder_ / name, bytes)));
    return {};
  }

  void note(const std::filesystem::path& name, const CopiedFile& file) {
    report_.manifest.files.push_back(
        {.name = name.string(), .bytes = file.bytes, .sha256 = file.sha256});
  }

  void warn(std::string sentence) { report_.warnings.push_back(std::move(sentence)); }

  const BackupRequest& request_;
  std::filesystem::path folder_;
  BackupReport report_;
};

}  // namespace

Result<BackupReport> make_backup(const BackupRequest& request, const Clock& clock) {
  TRY(require_free(request.into));
  auto folder = TRY(ScratchFolder::beside(request.into));
  auto report = TRY(BackupWriter(request, folder.path()).write(clock));
  TRY(folder.publish_as(request.into));
  return report;
}

}  // namespace lockbox::service
