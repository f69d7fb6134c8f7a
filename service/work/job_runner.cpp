#include "service/work/job_runner.h"

#include <algorithm>
#include <deque>
#include <exception>
#include <unordered_map>

#include "capture/document_reader.h"
#include "drivers/folder/folder_scanner.h"
#include "drivers/scanner.h"
#include "service/custody/custody_view.h"
#include "service/process/intake.h"
#include "service/process/settle.h"
#include "service/work/accounts.h"

namespace lockbox::service::work {

namespace {

constexpr std::size_t runs_kept = 100;
constexpr std::size_t last_documents_max = 5;
/// More alerts than a person reads; the batch has them all.
constexpr std::size_t alerts_max = 50;

std::string action_for(drivers::FaultCode code) {
  using drivers::FaultCode;
  switch (code) {
    case FaultCode::MissingFront:
    case FaultCode::EmptyFile:
    case FaultCode::ForeignFile:
    case FaultCode::TruncatedImage:
    case FaultCode::OversizedImage:
    case FaultCode::UnreadableFile:
    case FaultCode::ImageQuality:
    case FaultCode::Quarantined:
      return "Scan this document again under the same number, then run the job again.";
    case FaultCode::MissingRear:
      return "Look at the back of the paper; scan it again if it says anything.";
    case FaultCode::SequenceGap:
      return "Look for a piece of paper that the scanner skipped.";
    case FaultCode::DuplicateName:
      return "Keep one of the two files and run the job again.";
    case FaultCode::DoubleFeed:
    case FaultCode::Jam:
      return "Clear the track, scan the pieces again, then run the job again.";
    case FaultCode::CoverOpen:
    case FaultCode::DeviceLost:
      return "Put the scanner in order, then run the job again.";
  }
  return "";
}

JobAlert alert_of(std::int64_t sequence, const std::string& code, std::string message) {
  const auto known = parse_name<drivers::FaultCode>(drivers::fault_code_names, code);
  return {sequence, code, std::move(message), known ? action_for(*known) : ""};
}

std::vector<JobAlert> alerts_of(const deposit::BatchContents& contents,
                                const std::vector<drivers::Fault>& device_faults) {
  std::vector<JobAlert> alerts;
  alerts.reserve(device_faults.size());
  for (const auto& fault : device_faults) {
    alerts.push_back(
        alert_of(0, std::string{name_of(drivers::fault_code_names, fault.code)}, fault.message));
  }
  for (const auto& document : contents.documents) {
    for (const auto& fault : document.faults()) {
      alerts.push_back(alert_of(document.captured.sequence, fault.code, fault.message));
    }
  }
  if (alerts.size() > alerts_max) alerts.resize(alerts_max);
  return alerts;
}

/// What the reading threads have seen so far.
class ReadSoFar {
 public:
  explicit ReadSoFar(const deposit::BatchContents& contents) {
    for (const auto& document : contents.documents) {
      documents_.emplace(document.captured.sequence, document.id);
    }
  }

  void add(const deposit::Reading& reading) {
    const std::lock_guard lock{mutex_};
    const bool counts = reading.micr && !reading.fault;
    if (counts && reading.micr->line.amount) money_ += *reading.micr->line.amount;
    const auto found = documents_.find(reading.sequence);
    if (found != documents_.end()) last_.push_front(found->second);
    if (last_.size() > last_documents_max) last_.pop_back();
  }

  void tell(JobRun& run) const {
    const std::lock_guard lock{mutex_};
    run.money_read = money_;
    run.last_documents.assign(last_.begin(), last_.end());
  }

 private:
  mutable std::mutex mutex_;
  std::unordered_map<std::int64_t, DocumentId> documents_;
  std::deque<DocumentId> last_;
  Money money_;
};

std::vector<QualityNote> quality_notes_of(const deposit::BatchContents& contents) {
  std::vector<QualityNote> notes;
  for (const auto& document : contents.documents) {
    if (!document.reading) continue;
    for (const auto& side : document.reading->quality) {
      for (const auto& fault : side.faults) {
        if (notes.size() == alerts_max) return notes;
        notes.push_back({document.captured.sequence, side.side, fault});
      }
    }
  }
  return notes;
}

using RunChange = std::function<void(const std::function<void(JobRun&)>&)>;

/// The whole run; `change` says each step once it is durable.
Result<void> run_feed(const JobPlace& place, const PreparedFeed& feed, const RunChange& change) {
  const auto workplace = TRY(Workplace::open(place.store_file, place.options));
  const auto tell = [&](const Progress& progress) {
    change([&](JobRun& run) {
      run.stage = progress.stage;
      run.done = progress.done;
      run.total = progress.total;
    });
  };
  const auto scanner = TRY(drivers::FolderScanner::open(feed.feed.folder));
  const auto& site = feed.header.site;
  TRY(custody::check_ticket(workplace->books(), site, feed.work_units));
  const auto captured = TRY(capture_folder(*scanner, feed.header, *workplace, tell));
  TRY(custody::link_by_ticket(
      workplace->books(), site, captured.batch.id, feed.work_units,
      {feed.header.prepared_by.empty() ? "lockbox" : feed.header.prepared_by}));
  auto& store = workplace->store();
  const auto id = captured.batch.id;
  change([&](JobRun& run) { run.batch = id; });

  const auto filed = TRY(store.load_batch(id));
  ReadSoFar so_far{filed};
  const capture::ReadingRules rules{place.site.coupons, place.site.image_quality,
                                    place.site.reading};
  const auto reader = [&](const capture::DocumentPictures& pictures) {
    auto reading = capture::read_document(workplace->pictures(), pictures, rules);
    if (reading) so_far.add(*reading);
    return reading;
  };
  TRY(read_documents(captured.batch, reader, *workplace, [&](const Progress& progress) {
    change([&](JobRun& run) { so_far.tell(run); });
    tell(progress);
  }));

  const auto accounts = TRY(known_accounts(store, feed.header.site, feed.header.lockbox));
  const auto settled = TRY(settle_batch(store, id, place.site, accounts.index, {}));
  change([&](JobRun& run) {
    run.stage = "settled";
    run.detail = settled.control.sentence();
    run.alerts = alerts_of(settled.contents, captured.device_faults);
    run.quality = quality_notes_of(settled.contents);
  });
  return {};
}

}  // namespace

JobRunner::JobRunner(JobPlace place, Listener changed)
    : place_{std::move(place)}, changed_{std::move(changed)} {
}

JobRunner::~JobRunner() {
  wait();
}

Result<JobRun> JobRunner::start(const PreparedFeed& feed) {
  const std::lock_guard lock{mutex_};
  if (!runs_.empty() && runs_.back().state == JobState::Running) {
    return fail(ErrorCode::Conflict,
                "The job " + runs_.back().job + " is running; start this one when it is done.");
  }
  if (runs_.size() == runs_kept) runs_.erase(runs_.begin());
  JobRun run;
  run.id = ++last_id_;
  run.job = feed.job;
  run.stage = "starting";
  runs_.push_back(run);
  // The thread of the run before has said its last word and is about to end.
  thread_ = std::jthread{[this, feed, id = run.id] { work(feed, id); }};
  return run;
}

std::optional<JobRun> JobRunner::run(std::int64_t id) const {
  const std::lock_guard lock{mutex_};
  const auto found = std::ranges::find(runs_, id, &JobRun::id);
  if (found == runs_.end()) return std::nullopt;
  return *found;
}

std::optional<JobRun> JobRunner::running() const {
  const std::lock_guard lock{mutex_};
  if (runs_.empty() || runs_.back().state != JobState::Running) return std::nullopt;
  return runs_.back();
}

void JobRunner::wait() {
  std::jthread ending;
  {
    const std::lock_guard lock{mutex_};
    ending = std::move(thread_);
  }
  if (ending.joinable()) ending.join();
}

void JobRunner::change(std::int64_t id, const std::function<void(JobRun&)>& step) {
  JobRun copy;
  {
    const std::lock_guard lock{mutex_};
    const auto found = std::ranges::find(runs_, id, &JobRun::id);
    ENSURE(found != runs_.end());
    step(*found);
    copy = *found;
  }
  changed_(copy);
}

void JobRunner::work(const PreparedFeed& feed, std::int64_t id) {
  Result<void> ran;
  try {
    ran = run_feed(place_, feed, [&](const auto& step) { change(id, step); });
  } catch (const std::exception& exception) {
    ran = fail(ErrorCode::Unavailable, std::string{"A library gave up: "} + exception.what());
  }
  change(id, [&](JobRun& run) {
    run.state = ran ? JobState::Done : JobState::Failed;
    if (!ran) run.detail = ran.error().message;
  });
}

}  // namespace lockbox::service::work
