#include "service/work/feeds.h"

#include <algorithm>

#include "capture/batch_source.h"
#include "drivers/folder/scan_folder.h"
#include "service/config/batch_file.h"
#include "service/process/intake.h"

namespace lockbox::service::work {

namespace fs = std::filesystem;

namespace {

constexpr auto batch_file_name = "BATCH.toml";

bool holds_pictures(const fs::path& folder) {
  return drivers::list_scan_folder(folder).has_value();
}

/// The feed's own word of what it is, or nothing without such a file.
Result<std::optional<BatchFile>> batch_file_in(const Feed& feed) {
  const auto file = feed.folder / batch_file_name;
  std::error_code ignored;  // What cannot be examined cannot be read either; reading says why.
  if (!fs::exists(fs::symlink_status(file, ignored))) return std::nullopt;
  return TRY(read_batch_file(file));
}

Result<void> check_agreement(const std::optional<BatchFile>& file, const deposit::Site& site,
                             const RunRequest& request) {
  if (!file) return {};
  if (std::ranges::find(site.lockboxes, file->lockbox) == site.lockboxes.end()) {
    return fail(ErrorCode::InvalidInput, std::string{batch_file_name} + ": the site " + site.id +
                                             " has no lockbox '" + file->lockbox + "'.");
  }
  if (request.business_day && *request.business_day != file->business_day) {
    return fail(ErrorCode::InvalidInput,
                std::string{batch_file_name} + " says " + file->business_day.to_string() +
                    "; correct one of the two.",
                "/business_day");
  }
  if (request.declared && file->control && *request.declared != *file->control) {
    return fail(ErrorCode::InvalidInput,
                std::string{batch_file_name} + " declares " + deposit::to_text(file->control) +
                    "; correct one of the two.",
                "/declared_documents");
  }
  return {};
}

Result<Feed> chosen_feed(deposit::Store& store, const deposit::Site& site, const ScanJob& job,
                         const std::string& name) {
  const auto feeds = name.empty() ? TRY(waiting_feeds(store, site, job)) : TRY(feeds_of(job));
  if (name.empty() && !feeds.empty()) return feeds.front();
  const auto found = std::ranges::find(feeds, name, &Feed::name);
  if (found != feeds.end()) return *found;
  return fail(ErrorCode::NotFound,
              name.empty() ? "Nothing waits in the folder of " + job.name + "."
                           : "The folder of " + job.name + " has no feed '" + name + "'.");
}

Result<deposit::BatchHeader> header_of(const std::optional<BatchFile>& file,
                                       const deposit::Site& site, const ScanJob& job,
                                       const RunRequest& request) {
  const auto day = file ? std::optional{file->business_day} : request.business_day;
  if (!day) {
    return fail(ErrorCode::InvalidInput, "Say to which business day this mail belongs.",
                "/business_day");
  }
  return deposit::BatchHeader{site.id,
                              file ? file->lockbox : job.lockbox,
                              *day,
                              file ? file->job : job.name,
                              file ? file->prepared_by : "",
                              request.declared || !file ? request.declared : file->control,
                              {}};
}

}  // namespace

Result<std::vector<Feed>> feeds_of(const ScanJob& job) {
  if (holds_pictures(job.folder)) return std::vector{Feed{".", job.folder}};
  std::error_code error;
  std::vector<Feed> feeds;
  for (fs::directory_iterator entry{job.folder, error}, end; !error && entry != end;
       entry.increment(error)) {
    std::error_code ignored;  // An entry that vanished is no feed.
    if (entry->symlink_status(ignored).type() != fs::file_type::directory) continue;
    if (!holds_pictures(entry->path())) continue;
    feeds.push_back({entry->path().filename().string(), entry->path()});
  }
  if (error) {
    return fail(ErrorCode::Unavailable,
                "The folder of " + job.name + " cannot be read: " + error.message() + ".");
  }
  std::ranges::sort(feeds, {}, &Feed::name);
  return feeds;
}

Result<std::vector<Feed>> waiting_feeds(deposit::Store& store, const deposit::Site& site,
                                        const ScanJob& job) {
  auto feeds = TRY(feeds_of(job));
  const auto batches = TRY(store.batches());
  std::vector<Feed> waiting;
  for (auto& feed : feeds) {
    const auto file = batch_file_in(feed);
    const auto lockbox = file && *file ? (*file)->lockbox : job.lockbox;
    const auto scanner = drivers::FolderScanner::open(feed.folder);
    if (!scanner) continue;  // It went while we looked.
    const auto source = TRY(capture::identify_folder(**scanner, store, site.id, lockbox));
    const auto batch = std::ranges::find_if(batches, [&](const deposit::Batch& one) {
      return one.header.site == site.id && one.header.lockbox == lockbox &&
             one.header.source == source;
    });
    const bool is_captured = batch != batches.end() &&
                             batch->state != deposit::BatchState::Registered &&
                             batch->state != deposit::BatchState::Capturing;
    if (!is_captured) waiting.push_back(std::move(feed));
  }
  return waiting;
}

Result<PreparedFeed> prepare_feed(deposit::Store& store, const deposit::Site& site,
                                  const ScanJob& job, const RunRequest& request,
                                  const deposit::Actor& person) {
  auto feed = TRY(chosen_feed(store, site, job, request.feed));
  const auto file = TRY(batch_file_in(feed));
  TRY(check_agreement(file, site, request));
  auto header = TRY(header_of(file, site, job, request));
  if (header.prepared_by.empty()) header.prepared_by = person.name;
  const auto scanner = TRY(drivers::FolderScanner::open(feed.folder));
  header.source = TRY(capture::identify_folder(*scanner, store, site.id, header.lockbox));
  const auto batches = TRY(store.batches());
  if (const auto known = registered_batch(batches, header)) {
    if (header.control && header.control != known->header.control) {
      return fail(ErrorCode::Conflict,
                  "This feed is batch " + std::to_string(known->id.value()) +
                      ", which was declared with " + deposit::to_text(known->header.control) +
                      "; correct its totals there.",
                  "/declared_documents");
    }
    header = known->header;  // A feed that is fed again stays what it was.
  }
  return PreparedFeed{job.name, std::move(feed), std::move(header),
                      file ? file->work_units : std::vector<std::int64_t>{}};
}

}  // namespace lockbox::service::work
