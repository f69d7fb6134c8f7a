// Scan jobs on mail that the project draws itself.

#include "service/work/job_runner.h"

#include "service/bench/generated_mail.h"
#include "service/config/account_file.h"
#include "service/config/batch_file.h"
#include "service/config/site_file.h"
#include "service/process/process.h"
#include "support/catch.h"
#include "support/temporary_directory.h"

using namespace lockbox;
using namespace lockbox::service;
using namespace lockbox::service::work;
namespace fs = std::filesystem;

namespace {

/// A job's folder with one feed of drawn mail in it, and the books that it goes to.
class Desk {
  test::TemporaryDirectory folder_;

 public:
  explicit Desk(int documents)
      : mail{generate_mail(folder_.path() / "mail", documents, 7).value()},
        site{read_site(mail.site_file).value()},
        job{"water", folder_.path() / "scans", site.lockboxes.front()},
        store_file{folder_.path() / "lockbox.db"} {
    fs::create_directories(job.folder);
    fs::copy(mail.scan_folder, job.folder / "morning");
    const auto accounts = read_account_file(mail.accounts_file, site).value();
    const auto workplace = Workplace::open(store_file, options).value();
    REQUIRE(workplace->store()
                .import_accounts(site.id, job.lockbox, accounts.sha256, accounts.accounts, {"sue"})
                .has_value());
  }

  /// Books as a worker of the service has them.
  std::unique_ptr<Workplace> books() { return Workplace::open(store_file, options).value(); }

  Result<PreparedFeed> prepare(const RunRequest& request) {
    return prepare_feed(books()->store(), site, job, request, {"maria"});
  }

  /// Runs the feed to its end.
  JobRun run(const PreparedFeed& feed) {
    JobRunner runner{{store_file, options, site},
                     [this](const JobRun& run) { heard.push_back(run); }};
    const auto id = runner.start(feed).value().id;
    runner.wait();
    return runner.run(id).value();
  }

  WorkplaceOptions options{.segments = {.segment_bytes = 1 << 18}};
  ProcessRequest mail;
  deposit::Site site;
  ScanJob job;
  fs::path store_file;
  std::vector<JobRun> heard;
};

RunRequest on_monday() {
  return {BusinessDay::parse("2026-11-23").value(), std::nullopt, ""};
}

}  // namespace

TEST_CASE("A feed that waits is captured, read and derived, and waits no more", "[service][work]") {
  Desk desk{4};
  CHECK((waiting_feeds(desk.books()->store(), desk.site, desk.job).value().size() == 1));
  const auto feed = desk.prepare(on_monday());
  REQUIRE(feed.has_value());
  CHECK((feed->feed.name == "morning"));
  CHECK((feed->header.prepared_by == "maria"));
  const auto run = desk.run(*feed);
  CHECK((run.state == JobState::Done));
  CHECK((run.stage == "settled"));
  CHECK((run.last_documents.size() == 4));
  REQUIRE(run.batch.has_value());
  const auto workplace = desk.books();
  const auto contents = workplace->store().load_batch(*run.batch).value();
  CHECK((contents.batch.state == deposit::BatchState::Balanced ||
         contents.batch.state == deposit::BatchState::InKeying));
  CHECK((contents.documents.size() == 4));
  CHECK_FALSE(contents.transactions.empty());
  CHECK(contents.deposits.empty());
  REQUIRE_FALSE(desk.heard.empty());
  CHECK((desk.heard.back().state == JobState::Done));
  CHECK(waiting_feeds(workplace->store(), desk.site, desk.job).value().empty());
  CHECK((desk.prepare(on_monday()).error().code == ErrorCode::NotFound));
}

TEST_CASE("A document that must be scanned again is an alert that says what to do",
          "[service][work]") {
  Desk desk{4};
  fs::resize_file(desk.job.folder / "morning" / "000002F.tif", 60);
  const auto run = desk.run(desk.prepare(on_monday()).value());
  CHECK((run.state == JobState::Done));
  REQUIRE((run.alerts.size() == 1));
  CHECK((run.alerts[0].sequence == 2));
  CHECK_THAT(run.alerts[0].action, Catch::Contains("again"));
}

TEST_CASE("A run tells the conditions of pictures, and that a refused check is scanned again",
          "[service][work]") {
  Desk desk{2};
  for (auto& rule : desk.site.image_quality.rules) {
    // A limit that every drawn check passes.
    if (rule.condition == encode::QualityCondition::TooDark) rule.limit = 0.1;
  }
  const auto run = desk.run(desk.prepare(on_monday()).value());
  CHECK((run.state == JobState::Done));
  REQUIRE_FALSE(run.quality.empty());
  CHECK((run.quality.front().fault.condition == "too_dark"));
  REQUIRE((run.alerts.size() == 1));
  CHECK((run.alerts[0].code == "image_quality"));
  CHECK_THAT(run.alerts[0].message, Catch::Contains("too dark: ink "));
  CHECK_THAT(run.alerts[0].message, Catch::Contains("at most 0.1 % of the page"));
  CHECK_THAT(run.alerts[0].action, Catch::Contains("again"));
}

TEST_CASE("A feed's own BATCH.toml says what it is, and nobody contradicts it", "[service][work]") {
  Desk desk{4};
  fs::copy_file(*desk.mail.batch_file, desk.job.folder / "morning" / "BATCH.toml");
  const auto file = read_batch_file(*desk.mail.batch_file).value();
  const auto feed = desk.prepare({std::nullopt, std::nullopt, "morning"});
  REQUIRE(feed.has_value());
  CHECK((feed->header.control == file.control));
  CHECK((feed->header.business_day == file.business_day));
  const auto other = deposit::ControlTotals{99, Money::from_cents(1)};
  CHECK((desk.prepare({std::nullopt, other, "morning"}).error().code == ErrorCode::InvalidInput));
  CHECK((desk.prepare({BusinessDay::parse("2026-11-24").value(), std::nullopt, "morning"})
             .error()
             .field == "/business_day"));
}

TEST_CASE("A feed without a day, and a folder that is not there, are refused", "[service][work]") {
  Desk desk{2};
  CHECK((desk.prepare({std::nullopt, std::nullopt, ""}).error().field == "/business_day"));
  auto elsewhere = on_monday();
  elsewhere.feed = "../scans/morning";
  CHECK((desk.prepare(elsewhere).error().code == ErrorCode::NotFound));
}

TEST_CASE("Only one job runs at a time", "[service][work]") {
  Desk desk{2};
  const auto feed = desk.prepare(on_monday()).value();
  std::mutex gate;
  gate.lock();
  JobRunner runner{{desk.store_file, desk.options, desk.site}, [&](const JobRun& run) {
                     if (run.stage == "captured") const std::lock_guard held{gate};
                   }};
  REQUIRE(runner.start(feed).has_value());
  CHECK((runner.start(feed).error().code == ErrorCode::Conflict));
  CHECK(runner.running().has_value());
  gate.unlock();
  runner.wait();
  CHECK_FALSE(runner.running().has_value());
}
