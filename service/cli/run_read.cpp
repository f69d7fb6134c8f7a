#include <fmt/format.h>

#include "core/file.h"
#include "service/cli/commands.h"
#include "service/config/site_file.h"
#include "service/read/read_image.h"

namespace lockbox::service {

ExitCode run_read(const ReadArguments& arguments) {
  if (arguments.explain_file && arguments.images.size() != 1) {
    fmt::print(stderr, "--explain draws one image.\n");
    return ExitCode::Usage;
  }
  const auto explained = arguments.explain_file ? Explained::Yes : Explained::No;
  capture::ReadingRules rules;
  if (arguments.site_file) {
    auto site = read_site(*arguments.site_file);
    if (!site) return report_error(site.error());
    rules = {std::move(site->coupons), std::move(site->image_quality), site->reading};
  }
  auto code = ExitCode::Done;
  for (const auto& file : arguments.images) {
    const auto report = read_image(*arguments.pictures, file, rules, explained);
    fmt::print("{}\n", arguments.form == OutputForm::Json ? report.json_line : report.sentence);
    if (!report.is_readable) code = ExitCode::Failed;
    if (explained == Explained::No || !report.is_readable) continue;
    if (report.explanation.empty()) {
      return report_error({ErrorCode::Unavailable, file + " was read, but cannot be drawn.", {}});
    }
    const auto written = write_file_durably(*arguments.explain_file, report.explanation);
    if (!written) return report_error(written.error());
  }
  return code;
}

}  // namespace lockbox::service
