#pragma once

/// @file
/// Scan jobs in the background: a feed is captured, read and derived as far as it goes by itself.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "core/ids.h"
#include "core/money.h"
#include "core/state_table.h"
#include "deposit/model/document.h"
#include "deposit/model/site.h"
#include "service/process/workplace.h"
#include "service/work/feeds.h"

namespace lockbox::service::work {

enum class JobState { Running, Done, Failed };
inline constexpr Names<3> job_state_names{"running", "done", "failed"};

/// Something that a person at the scanner should see.
struct JobAlert {
  std::int64_t sequence = 0;  ///< 0 when no single document is meant.
  std::string code;           ///< A name of drivers::fault_code_names.
  std::string message;
  std::string action;  ///< What to do about it.
};

/// A condition that a picture has, whether or not the document must be scanned again for it.
struct QualityNote {
  std::int64_t sequence = 0;
  Side side = Side::Front;
  deposit::QualityFault fault;
};

/// One run of a job as it stands.
struct JobRun {
  std::int64_t id = 0;  ///< Counts from 1 in each run of the service.
  std::string job;
  JobState state = JobState::Running;
  std::string stage;  ///< "starting", "captured", "read", "settled".
  std::int64_t done = 0;
  std::int64_t total = 0;  ///< 0 when unknown.
  std::optional<BatchId> batch;
  std::string detail;                      ///< The batch's proof, or why the run failed.
  Money money_read;                        ///< Sum of the amounts that the reader saw.
  std::vector<DocumentId> last_documents;  ///< Those read last, newest first, at most five.
  std::vector<JobAlert> alerts;
  std::vector<QualityNote> quality;  ///< At most fifty; the batch has them all.
};

/// Where the runs work; each opens books and pictures of its own.
struct JobPlace {
  std::filesystem::path store_file;
  WorkplaceOptions options;
  deposit::Site site;
};

/// Runs one feed at a time on a thread of its own.  Its methods may be called from any thread.
class JobRunner {
 public:
  /// `changed` hears of every step, on the thread of the run; it must not call the runner.
  using Listener = std::function<void(const JobRun&)>;

  JobRunner(JobPlace place, Listener changed);
  JobRunner(const JobRunner&) = delete;
  JobRunner& operator=(const JobRunner&) = delete;
  /// Waits for the run: what it has filed stands, and it ends soon by itself.
  ~JobRunner();

  /// Conflict while another run goes on.
  [[nodiscard]] Result<JobRun> start(const PreparedFeed& feed);
  /// Nothing for a run that never was, or one of many ago.
  [[nodiscard]] std::optional<JobRun> run(std::int64_t id) const;
  [[nodiscard]] std::optional<JobRun> running() const;
  /// Returns once no run goes on.
  void wait();

 private:
  void work(const PreparedFeed& feed, std::int64_t id);
  void change(std::int64_t id, const std::function<void(JobRun&)>& step);

  JobPlace place_;
  Listener changed_;
  mutable std::mutex mutex_;
  std::vector<JobRun> runs_;  ///< In order; only the last may be running.
  std::int64_t last_id_ = 0;
  std::jthread thread_;  ///< Last, so that it ends before what it uses.
};

}  // namespace lockbox::service::work
