#include <fmt/format.h>

#include "service/cli/commands.h"
#include "service/config/site_file.h"
#include "service/process/inputs.h"
#include "service/work/master_accounts.h"

namespace lockbox::service {

namespace {

Result<std::string> import_accounts(const AccountImportArguments& arguments) {
  const auto site = TRY(read_site(arguments.site_file));
  const auto file = TRY(read_account_file(arguments.accounts_file, site));
  TRY(check_account_lines(file, arguments.accounts_file));
  const auto count = std::to_string(file.accounts.size());
  if (arguments.dry_run == DryRun::Yes) return count + " accounts are sound; nothing was imported.";

  const auto lockbox = arguments.lockbox.empty() ? site.lockboxes.front() : arguments.lockbox;
  const auto workplace = TRY(Workplace::open(arguments.store_file));
  const bool imported = TRY(workplace->store().import_accounts(
      site.id, lockbox, file.sha256, file.accounts, deposit::Actor{arguments.actor}));
  if (!imported) return "This file was imported before; no change.";
  const auto conflicts = TRY(work::open_conflicts(workplace->books(), site.id, lockbox));
  if (conflicts == 0) return count + " accounts imported.";
  return count + " accounts imported. Fields changed here that the file has otherwise: " +
         std::to_string(conflicts) + "; they stay, see Account review.";
}

}  // namespace

ExitCode run_account_import(const AccountImportArguments& arguments) {
  const auto sentence = import_accounts(arguments);
  if (!sentence) return report_error(sentence.error());
  fmt::print("{}\n", *sentence);
  return ExitCode::Done;
}

}  // namespace lockbox::service
