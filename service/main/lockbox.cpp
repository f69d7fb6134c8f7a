// The program: parses the command line, calls one command, and is the last border for exceptions.

#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <exception>
#include <memory>
#include <string_view>

#include <CLI/CLI.hpp>
#include <opencv2/core/utility.hpp>

#include "capture/isolation/pictures_apart.h"
#include "service/cli/bench_balance.h"
#include "service/cli/bench_match.h"
#include "service/cli/bench_process.h"
#include "service/cli/bench_read.h"
#include "service/cli/bench_year.h"
#include "service/cli/close_commands.h"
#include "service/cli/commands.h"
#include "service/cli/image_commands.h"
#include "service/cli/print_commands.h"
#include "service/cli/service_commands.h"
#include "service/cli/train_micr.h"
#include "service/cli/upkeep_commands.h"
#include "service/help/version.h"

namespace {

using lockbox::service::ExitCode;
using lockbox::service::OutputForm;

constexpr auto exit_codes = R"(Exit codes:
  0  done; work may still wait for people, the summary says which
  1  verify, verify-packet or image check found something wrong, or read met an image that it
     cannot read
  2  the command line is wrong
  3  an input file is wrong; nothing was changed by it
  4  everything is keyed and the declared totals disagree: no deposit was made
  5  the books say otherwise: this batch was declared differently before, this mail
     belongs to another lockbox, a released file of this name is there
  6  one person in two parts
  7  disk, store or keys cannot be used; nothing acknowledged is lost, run again)";

/// Everything that the command line can say.
struct CommandLine {
  lockbox::service::ProcessArguments process;
  lockbox::service::ReadArguments read;
  lockbox::service::AccountImportArguments account_import;
  lockbox::service::BenchProcessArguments bench;
  lockbox::service::BenchReadArguments bench_read;
  lockbox::service::MatchBenchRequest bench_match;
  lockbox::service::BalanceBenchRequest bench_balance;
  lockbox::service::BenchYearArguments bench_year;
  lockbox::service::TrainMicrArguments train_micr;
  std::string business_day;
  std::optional<std::string> correct_totals_by;
  std::optional<std::string> because;
  std::string store;
  std::string verify_store;
  std::optional<std::filesystem::path> verify_files;
  bool json = false;
  bool dry_run = false;

  /// Nothing that comes from outside is decoded in this process.
  explicit CommandLine(const std::shared_ptr<lockbox::capture::Pictures>& pictures) {
    process.workplace.pictures = pictures;
    bench.workplace.pictures = pictures;
    read.pictures = pictures;
  }
};

void add_people(CLI::App& process, CommandLine& line) {
  auto& request = line.process.request;
  auto* prepared =
      process.add_option("--prepared-by", request.prepared_by, "Who prepares the deposits");
  process.add_option("--approved-by", request.approved_by, "Who approves them; another person")
      ->needs(prepared);
  auto* by = process.add_option("--correct-totals-by", line.correct_totals_by,
                                "Who corrects the declared totals of a registered batch");
  auto* because = process.add_option("--because", line.because, "Why they are corrected");
  by->needs(because);
  because->needs(by);
}

CLI::App* add_process(CLI::App& app, CommandLine& line) {
  auto* process = app.add_subcommand("process", "Turn a folder of scanned mail into deposits");
  auto& request = line.process.request;
  process->add_option("scan_dir", request.scan_folder, "Folder of NNNNNNF/NNNNNNR images")
      ->required();
  process->add_option("--site", request.site_file, "SITE.toml")->required();
  process->add_option("--accounts", request.accounts_file, "Account file, CSV")->required();
  process->add_option("--batch", request.batch_file, "BATCH.toml with the declared totals");
  process->add_option("--keyed", request.keyed_file, "KEYED.csv with people's answers");
  process->add_option("--business-day", line.business_day, "YYYY-MM-DD, without --batch");
  process->add_option("--store", line.store, "Database; default OUT/lockbox.db");
  add_people(*process, line);
  process->add_option("--out", request.out_folder, "Folder for tickets, postings, summary")
      ->required();
  process
      ->add_option("--segment-bytes", line.process.workplace.segments.segment_bytes,
                   "Size of an image segment")
      ->check(CLI::Range(std::int64_t{4096}, std::int64_t{1} << 32))
      ->group("");
  process->add_flag("--json", line.json, "Print summary.json instead of sentences");
  return process;
}

CLI::App* add_read(CLI::App& app, CommandLine& line) {
  auto* read = app.add_subcommand("read", "Say what images say");
  read->add_option("images", line.read.images, "Image files")->required();
  read->add_option("--site", line.read.site_file, "SITE.toml with the coupon definitions");
  read->add_flag("--json", line.json, "One JSON object a line");
  read->add_option("--explain", line.read.explain_file,
                   "PNG to write: the one image with what was read drawn into it");
  return read;
}

/// The command line's own way to say that one of two options must be there.
void require_either(const CLI::Option& one, const CLI::Option& other) {
  if (one.count() > 0 || other.count() > 0) return;
  throw CLI::RequiredError(one.get_name() + " or " + other.get_name());
}

CLI::App* add_account_import(CLI::App& app, CommandLine& line) {
  auto* account = app.add_subcommand("account", "Master accounts");
  account->require_subcommand(1);
  auto* command = account->add_subcommand("import", "Import an account file");
  auto& arguments = line.account_import;
  command->add_option("accounts", arguments.accounts_file, "Account file, CSV")->required();
  command->add_option("--site", arguments.site_file, "SITE.toml")->required();
  auto* store = command->add_option("--store", arguments.store_file, "Database");
  auto* dry_run = command->add_flag("--dry-run", line.dry_run, "Only check the file");
  command->add_option("--lockbox", arguments.lockbox, "Lockbox; default the site's first");
  command->add_option("--by", arguments.actor, "Who imports")->default_val("lockbox");
  command->callback([store, dry_run] { require_either(*store, *dry_run); });
  return command;
}

CLI::App* add_verify(CLI::App& app, CommandLine& line) {
  auto* verify = app.add_subcommand("verify", "Recompute every total, hash and the audit chain");
  verify->add_option("store", line.verify_store, "Database")->required();
  verify->add_option("--files", line.verify_files, "Folder of the output files; default beside it");
  return verify;
}

void add_bench_match(CLI::App& bench, CommandLine& line) {
  auto* match = bench.add_subcommand("match", "How much mail finds its accounts by itself");
  auto& request = line.bench_match;
  match->add_option("--towns", request.towns, "Towns to draw, each from its own seed")
      ->default_val(20)
      ->check(CLI::Range(1, 10'000));
  match->add_option("--envelopes", request.envelopes, "Envelopes of a day")
      ->default_val(1000)
      ->check(CLI::Range(1, 3000));
  match->add_option("--seed", request.seed, "Seed of the first town")->default_val(1);
}

void add_bench_year(CLI::App& bench, CommandLine& line) {
  auto* year = bench.add_subcommand("year", "How books behave that a year of a city's mail fills");
  auto& request = line.bench_year.request;
  year->add_option("--days", request.days, "Business days")
      ->default_val(250)
      ->check(CLI::Range(1, 2'500));
  year->add_option("--items", request.items_a_day, "Checks and coupons of a day")
      ->default_val(2'708)
      ->check(CLI::Range(2, 100'000));
  year->add_option("--times", line.bench_year.times, "How often each question is asked")
      ->default_val(40)
      ->check(CLI::Range(1, 10'000));
  year->add_option("--seed", request.seed, "Seed of the drawn city")->default_val(1);
  year->add_option("--work-dir", request.folder, "Empty folder for the office; it stays");
}

CLI::App* add_bench(CLI::App& app, CommandLine& line) {
  auto* bench = app.add_subcommand("bench", "Measure");
  bench->require_subcommand(1);
  auto* process = bench->add_subcommand("process", "Documents a second, stage by stage");
  process->add_option("--documents", line.bench.documents, "Documents to draw and process")
      ->default_val(400)
      ->check(CLI::Range(2, 100'000));
  process->add_option("--seed", line.bench.seed, "Seed of the drawn mail")->default_val(1);
  process->add_option("--work-dir", line.bench.work_folder, "Folder for mail and store");
  auto* balance = bench->add_subcommand(
      "balance", "How well the mistake in a batch that does not balance is found");
  balance->add_option("--batches", line.bench_balance.batches, "Batches of each kind")
      ->default_val(300)
      ->check(CLI::Range(1, 100'000));
  balance->add_option("--seed", line.bench_balance.seed, "Seed of the drawn batches")
      ->default_val(1);
  auto* read =
      bench->add_subcommand("read", "How fast pages are read, and through how much damage");
  auto& request = line.bench_read.request;
  read->add_option("--images", request.images, "Pages of each kind, checks in each cell, or lines")
      ->default_val(100)
      ->check(CLI::Range(1, 100'000));
  read->add_option("--seed", request.seed, "Seed of the drawn pages")->default_val(1);
  auto* ladder =
      read->add_flag("--ladder", line.bench_read.is_ladder, "Read checks with ten kinds of damage");
  auto* cells = read->add_flag("--cells", line.bench_read.are_cells,
                               "Read checks of several countries, degraded in twenty ways");
  cells->excludes(ladder);
  read->add_flag("--coupon-cells", line.bench_read.are_coupon_cells,
                 "Read barcodes of coupons, degraded in sixteen ways")
      ->excludes(ladder)
      ->excludes(cells);
  read->add_flag("--strips", line.bench_read.are_strips,
                 "Read strips that were cut out around MICR lines")
      ->excludes(ladder)
      ->excludes(cells);
  read->add_flag("--calibration", line.bench_read.is_calibration,
                 "Compare claimed with measured errors on drawn MICR lines")
      ->excludes(ladder)
      ->excludes(cells);
  read->add_flag("--tesseract", line.bench_read.is_race,
                 "Compare the time for strips of MICR lines with that of the program tesseract")
      ->excludes(ladder)
      ->excludes(cells);
  add_bench_match(*bench, line);
  add_bench_year(*bench, line);
  return bench;
}

ExitCode run_bench(const CLI::App& bench, const CommandLine& line) {
  if (bench.get_subcommand("read")->parsed()) {
    return lockbox::service::run_bench_read(line.bench_read);
  }
  if (bench.get_subcommand("balance")->parsed()) {
    return lockbox::service::run_bench_balance(line.bench_balance);
  }
  if (bench.get_subcommand("match")->parsed()) {
    return lockbox::service::run_bench_match(line.bench_match);
  }
  if (bench.get_subcommand("year")->parsed()) {
    return lockbox::service::run_bench_year(line.bench_year);
  }
  return lockbox::service::run_bench_process(line.bench);
}

CLI::App* add_train(CLI::App& app, CommandLine& line) {
  auto* train = app.add_subcommand("train", "Train what reads");
  train->require_subcommand(1);
  auto* micr = train->add_subcommand("micr", "Train the network for E-13B on drawn lines");
  auto& arguments = line.train_micr;
  micr->add_option("--steps", arguments.steps, "How long to train; a step looks at 256 glyphs")
      ->required()
      ->check(CLI::Range(1, 10'000'000));
  micr->add_option("--seed", arguments.seed, "Seed of the drawn lines")
      ->required()
      ->check(CLI::Range(std::uint64_t{0}, std::uint64_t{1} << 50));
  micr->add_option("--threads", arguments.threads, "Threads; their number changes the outcome")
      ->default_val(1)
      ->check(CLI::Range(1, 64));
  micr->add_option("--from", arguments.from_file, "Weights to start from; default new ones");
  micr->add_option("--out", arguments.out_file, "File for the weights")->required();
  return train;
}

ExitCode run_process_command(CommandLine& line) {
  auto& arguments = line.process;
  arguments.form = line.json ? OutputForm::Json : OutputForm::Sentences;
  arguments.store_file = line.store;
  if (line.store.empty()) arguments.store_file = arguments.request.out_folder / "lockbox.db";
  if (!line.business_day.empty()) {
    const auto day = lockbox::BusinessDay::parse(line.business_day);
    if (!day) return lockbox::service::report_error(day.error());
    arguments.request.business_day = *day;
  }
  if (line.correct_totals_by && line.because) {
    arguments.request.correction = {*line.correct_totals_by, *line.because};
  }
  return lockbox::service::run_process(arguments);
}

ExitCode run(int argc, char** argv) {
  CLI::App app{"Lockbox: payment processing, from the mail tray to the bank deposit", "lockbox"};
  app.require_subcommand(1);
  app.footer(exit_codes);
  app.set_version_flag("--version", "lockbox " + std::string{lockbox::service::program_version()});
  const auto pictures = std::make_shared<lockbox::capture::PicturesApart>();
  CommandLine line{pictures};
  const auto* process = add_process(app, line);
  const auto* read = add_read(app, line);
  const auto* account_import = add_account_import(app, line);
  const auto* verify = add_verify(app, line);
  const auto* bench = add_bench(app, line);
  const lockbox::service::PrintCommands print{app};
  const auto* train = add_train(app, line);
  const lockbox::service::ServiceCommands service{app};
  const lockbox::service::UpkeepCommands upkeep{app};
  const lockbox::service::ImageCommands image{app, *pictures};
  const lockbox::service::CloseCommands close{app};
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? ExitCode::Done : ExitCode::Usage;
  }
  if (process->parsed()) return run_process_command(line);
  if (read->parsed()) {
    line.read.form = line.json ? OutputForm::Json : OutputForm::Sentences;
    return lockbox::service::run_read(line.read);
  }
  if (account_import->parsed()) {
    using lockbox::service::DryRun;
    line.account_import.dry_run = line.dry_run ? DryRun::Yes : DryRun::No;
    return lockbox::service::run_account_import(line.account_import);
  }
  if (verify->parsed()) return lockbox::service::run_verify(line.verify_store, line.verify_files);
  if (bench->parsed()) return run_bench(*bench, line);
  if (print.parsed()) return print.run();
  if (train->parsed()) return lockbox::service::run_train_micr(line.train_micr);
  if (service.parsed()) return service.run();
  if (image.parsed()) return image.run();
  if (close.parsed()) return close.run();
  return upkeep.run();
}

/// Whether this is the process that is apart, which knows no command line.
bool is_picture_worker(int argc, char** argv) {
  return argc == 2 && std::string_view{argv[1]} == lockbox::capture::picture_worker_argument;
}

}  // namespace

int main(int argc, char** argv) {
  // What it writes names accounts: for its own user only.
  ::umask(S_IRWXG | S_IRWXO);
  // Pages are read side by side, one on each core; threads within a page would only wait.
  cv::setNumThreads(1);
  try {
    if (is_picture_worker(argc, argv)) {
      lockbox::capture::PicturesHere pictures;
      // At once: what libraries do at the end of a program is more than the sandbox allows.
      ::_exit(static_cast<int>(lockbox::capture::run_picture_worker(pictures)));
    }
    return static_cast<int>(run(argc, argv));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "lockbox: stopped by an unexpected fault: %s\n", error.what());
    return static_cast<int>(ExitCode::Unavailable);
  }
}
