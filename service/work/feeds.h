#pragma once

/// @file
/// What waits in the folder of a scan job.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "deposit/model/batch.h"
#include "deposit/model/site.h"
#include "deposit/store/store.h"
#include "service/serve/serve_config.h"

namespace lockbox::service::work {

/// A folder of pictures that becomes one batch.
struct Feed {
  std::string name;  ///< Of the folder in the job's; "." for the job's own.
  std::filesystem::path folder;
};

/// The job's folder itself when it holds pictures, else each folder in it that does, by name.
/// Links are not followed.  Unavailable when the folder cannot be read.
[[nodiscard]] Result<std::vector<Feed>> feeds_of(const ScanJob& job);

/// Those of which no batch was captured to its end.
[[nodiscard]] Result<std::vector<Feed>> waiting_feeds(deposit::Store& store,
                                                      const deposit::Site& site,
                                                      const ScanJob& job);

/// What a person says when a run is started.
struct RunRequest {
  std::optional<BusinessDay> business_day;         ///< Wanted unless the feed's BATCH.toml has it.
  std::optional<deposit::ControlTotals> declared;  ///< As above, and may be absent in both.
  std::string feed;                                ///< Empty: the first that waits.
};

/// A feed with the batch that it belongs to.
struct PreparedFeed {
  std::string job;
  Feed feed;
  deposit::BatchHeader header;
  std::vector<std::int64_t> work_units = {};  ///< That its batch ticket names.
};

/// Chooses the feed, reads its BATCH.toml and finds its batch.  NotFound when there is no such
/// feed or none waits; InvalidInput when file and person contradict each other; Conflict when the
/// feed is a batch already that was declared otherwise.
[[nodiscard]] Result<PreparedFeed> prepare_feed(deposit::Store& store, const deposit::Site& site,
                                                const ScanJob& job, const RunRequest& request,
                                                const deposit::Actor& person);

}  // namespace lockbox::service::work
