#include "service/cli/close_commands.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "service/cli/commands.h"
#include "service/close/close_day.h"
#include "service/close/verify_packet.h"
#include "service/config/site_file.h"
#include "service/process/workplace.h"

namespace lockbox::service {

namespace {

struct PacketRequest {
  std::filesystem::path store_file;
  std::filesystem::path site_file;
  std::string day;
  std::filesystem::path out_folder;
};

Result<close::MadePacket> make_packet(const PacketRequest& request) {
  const auto day = TRY(BusinessDay::parse(request.day));
  const auto site = TRY(read_site(request.site_file));
  // Opening would make a new store, and a store that is not there has no day.
  if (!std::filesystem::is_regular_file(request.store_file)) {
    return fail(ErrorCode::NotFound, request.store_file.string() + ": there is no store here.");
  }
  const auto workplace = TRY(Workplace::open(request.store_file));
  return close::make_day_packet(workplace->books(), site, day, request.out_folder,
                                deposit::Actor{"lockbox"});
}

}  // namespace

CloseCommands::CloseCommands(CLI::App& program_app)
    : make_{*program_app.add_subcommand("close-packet", "Write the packet of a business day")},
      verify_{*program_app.add_subcommand("verify-packet", "Prove packets without the books")} {
  make_.add_option("store", store_file_, "Database")->required();
  make_.add_option("--site", site_file_, "SITE.toml")->required();
  make_.add_option("--day", day_, "YYYY-MM-DD")->required();
  make_.add_option("--out", out_folder_, "Folder for its files")->required();
  verify_.add_option("folder", packet_folder_, "Folder with close-SITE-DAY.manifest.json")
      ->required();
}

bool CloseCommands::parsed() const {
  return make_.parsed() || verify_.parsed();
}

ExitCode CloseCommands::make() const {
  const auto made = make_packet({store_file_, site_file_, day_, out_folder_});
  if (!made) return report_error(made.error());
  fmt::print(
      "{}: {} files in {}, {}.\n", made->name, made->files.size(), out_folder_.string(),
      made->is_final ? "signed by who closed the day" : "provisional, since the day is not closed");
  return ExitCode::Done;
}

ExitCode CloseCommands::verify() const {
  const auto report = close::verify_packets(packet_folder_);
  if (!report) return report_error(report.error());
  if (report->fault) {
    fmt::print("WRONG: {}\n", *report->fault);
    return ExitCode::Failed;
  }
  fmt::print("Sound: {} packets, {} files, {} items, {} tickets and posting files", report->packets,
             report->files, report->items, report->books_files);
  if (report->books_files_elsewhere > 0) {
    fmt::print(" ({} are not in the folder and were not looked at)", report->books_files_elsewhere);
  }
  fmt::print(".\n");
  if (report->provisional > 0) {
    fmt::print("{} of the packets are provisional: nobody has signed them.\n", report->provisional);
  }
  return ExitCode::Done;
}

ExitCode CloseCommands::run() const {
  if (make_.parsed()) return make();
  if (verify_.parsed()) return verify();
  return ExitCode::Usage;
}

}  // namespace lockbox::service
