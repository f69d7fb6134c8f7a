#pragma once

/// @file
/// The commands of the program: each takes its parsed arguments, talks to people and returns what
/// the shell is told.

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "service/cli/exit_code.h"
#include "service/process/process.h"

namespace lockbox::service {

/// Whether a command prints JSON for programs or sentences for people.
enum class OutputForm { Sentences, Json };

struct ProcessArguments {
  ProcessRequest request;
  std::filesystem::path store_file;
  WorkplaceOptions workplace;
  OutputForm form = OutputForm::Sentences;
};
[[nodiscard]] ExitCode run_process(const ProcessArguments& arguments);
/// OutOfBalance when the declared totals disagree and no answer or rescan is waited for that may
/// change what was found.
[[nodiscard]] ExitCode exit_code_of(const ProcessOutcome& outcome);

struct ReadArguments {
  std::shared_ptr<capture::Pictures> pictures;  ///< Who looks at them.
  std::vector<std::string> images;
  std::optional<std::filesystem::path> site_file;
  std::optional<std::filesystem::path> explain_file;
  OutputForm form = OutputForm::Sentences;
};
/// Usage with an explanation asked of several images.
[[nodiscard]] ExitCode run_read(const ReadArguments& arguments);

enum class DryRun { No, Yes };
struct AccountImportArguments {
  std::filesystem::path accounts_file;
  std::filesystem::path site_file;
  std::filesystem::path store_file;
  std::string lockbox;  ///< Empty: the site's first.
  std::string actor;
  DryRun dry_run = DryRun::No;
};
[[nodiscard]] ExitCode run_account_import(const AccountImportArguments& arguments);

[[nodiscard]] ExitCode run_verify(const std::filesystem::path& store_file,
                                  const std::optional<std::filesystem::path>& files_folder);

/// Says an error on standard error and returns its exit code.
[[nodiscard]] ExitCode report_error(const Error& error);
/// Done, or what reporting the error comes to.
[[nodiscard]] ExitCode exit_code_of(const Result<void>& done);

}  // namespace lockbox::service
