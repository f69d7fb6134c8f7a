#include "service/cli/print_commands.h"

#include <fmt/format.h>

#include <algorithm>

#include <CLI/CLI.hpp>

#include "core/file.h"
#include "encode/print/alignment_page.h"
#include "encode/print/drawing_pdf.h"
#include "service/cli/commands.h"
#include "service/config/account_file.h"
#include "service/config/site_file.h"
#include "service/print/printed_pages.h"
#include "service/process/inputs.h"

namespace lockbox::service {
namespace {

/// Keeps the accounts that were asked for; NotFound names the first that is not there.
Result<std::vector<deposit::Account>> chosen(const std::vector<deposit::Account>& accounts,
                                             const std::vector<std::string>& numbers) {
  if (numbers.empty()) return accounts;
  std::vector<deposit::Account> found;
  for (const auto& number : numbers) {
    const auto account = std::ranges::find_if(
        accounts, [&number](const auto& one) { return one.number.reveal() == number; });
    if (account == accounts.end()) {
      return fail(ErrorCode::InvalidInput, "The account file has no account " + number + ".");
    }
    found.push_back(*account);
  }
  return found;
}

}  // namespace

PrintCommands::PrintCommands(CLI::App& program)
    : print_{program.add_subcommand("print", "Make pages to print, as PDF at true size")} {
  print_->require_subcommand(1);
  add("alignment", "A page that shows whether a printer puts checks where they belong");
  auto& separators = add("separators", "Sheets to lay between envelopes, three a page");
  separators.add_option("--count", count_, "How many")
      ->default_val(3)
      ->check(CLI::Range(1, separators_max));
  separators.add_option("--from", first_, "Number of the first")
      ->default_val(1)
      ->check(CLI::Range(1, separator_number_max));
  auto& header = add("batch-header", "The sheet that goes in front of a batch");
  header.add_option("--site", site_file_, "SITE.toml")->required();
  header.add_option("--batch", batch_file_, "BATCH.toml with what is declared")->required();
  header.add_option("--number", batch_number_, "Which batch of its day")
      ->default_val(1)
      ->check(CLI::Range(1, batch_number_max));
  auto& coupons = add("coupons", "Coupons of open accounts, three a page");
  coupons.add_option("--site", site_file_, "SITE.toml with the coupon definitions")->required();
  coupons.add_option("--accounts", accounts_file_, "Account file, CSV")->required();
  coupons.add_option("--account", accounts_, "Only this account; may be given again");
}

CLI::App& PrintCommands::add(const char* name, const char* description) {
  auto* command = print_->add_subcommand(name, description);
  command->add_option("--out", out_, "PDF file to write; an older one is replaced")->required();
  return *command;
}

bool PrintCommands::parsed() const {
  return print_->parsed();
}

Result<std::vector<encode::Drawing>> PrintCommands::pages_of_batch() const {
  const auto site = TRY(read_site(site_file_));
  const auto batch = TRY(read_batch_file(batch_file_));
  return batch_header_pages(site, batch, batch_number_);
}

Result<std::vector<encode::Drawing>> PrintCommands::pages_of_coupons() const {
  const auto site = TRY(read_site(site_file_));
  const auto file = TRY(read_account_file(accounts_file_, site));
  TRY(check_account_lines(file, accounts_file_));
  const auto accounts = TRY(chosen(file.accounts, accounts_));
  return coupon_pages(site, accounts);
}

Result<std::vector<encode::Drawing>> PrintCommands::pages() const {
  if (print_->get_subcommand("separators")->parsed()) return separator_pages(first_, count_);
  if (print_->get_subcommand("batch-header")->parsed()) return pages_of_batch();
  if (print_->get_subcommand("coupons")->parsed()) return pages_of_coupons();
  return std::vector{TRY(encode::alignment_page())};
}

ExitCode PrintCommands::run() const {
  const auto drawn = pages();
  if (!drawn) return report_error(drawn.error());
  const auto pdf =
      encode::to_pdf(*drawn, "Lockbox: " + print_->get_subcommands().front()->get_name());
  if (!pdf) return report_error(pdf.error());
  if (const auto written = write_file_durably(out_, *pdf); !written) {
    return report_error(written.error());
  }
  fmt::print("{}: {} page{} of letter paper.  Print at 100 %, not fitted to the page.\n",
             out_.string(), drawn->size(), drawn->size() == 1 ? "" : "s");
  return ExitCode::Done;
}

}  // namespace lockbox::service
