#include "service/process/inputs.h"

#include <algorithm>

#include "service/config/batch_file.h"
#include "service/config/site_file.h"

namespace lockbox::service {

namespace {

Result<deposit::BatchHeader> uncontrolled_batch(const ProcessRequest& request,
                                                const deposit::Site& site) {
  const auto day = request.business_day ? request.business_day : site.business_day;
  if (!day) {
    return fail(ErrorCode::InvalidInput,
                "No business day: give a batch file, --business-day, or business_day in " +
                    request.site_file.string() + ".");
  }
  return deposit::BatchHeader{site.id, site.lockboxes.front(), *day, "mail", {}, std::nullopt, {}};
}

Result<deposit::BatchHeader> declared_batch(BatchFile file, const std::filesystem::path& path,
                                            const deposit::Site& site) {
  if (std::ranges::find(site.lockboxes, file.lockbox) == site.lockboxes.end()) {
    return fail(ErrorCode::InvalidInput, path.string() + ": the site " + site.id +
                                             " has no lockbox '" + file.lockbox + "'.");
  }
  return deposit::BatchHeader{site.id,  std::move(file.lockbox),     file.business_day,
                              file.job, std::move(file.prepared_by), file.control,
                              {}};
}

}  // namespace

Result<void> check_account_lines(const AccountFile& accounts, const std::filesystem::path& path) {
  if (accounts.problems.empty()) return {};
  auto message = path.string() + ": nothing was imported, " +
                 std::to_string(accounts.problems.size()) + " lines are wrong:";
  for (const auto& problem : accounts.problems) {
    message += "\n" + path.string() + ":" + std::to_string(problem.line) + ": " + problem.problem;
  }
  return fail(ErrorCode::InvalidInput, std::move(message));
}

Result<ProcessInputs> read_inputs(const ProcessRequest& request) {
  auto site = TRY(read_site(request.site_file));
  std::optional<BatchFile> ticket;
  if (request.batch_file) ticket = TRY(read_batch_file(*request.batch_file));
  auto batch = ticket ? TRY(declared_batch(*ticket, *request.batch_file, site))
                      : TRY(uncontrolled_batch(request, site));
  auto accounts = TRY(read_account_file(request.accounts_file, site));
  TRY(check_account_lines(accounts, request.accounts_file));
  KeyedFile keyed;
  if (request.keyed_file) keyed = TRY(read_keyed_file(*request.keyed_file));
  return ProcessInputs{std::move(site), std::move(accounts), std::move(keyed), std::move(batch),
                       ticket ? ticket->work_units : std::vector<std::int64_t>{}};
}

}  // namespace lockbox::service
