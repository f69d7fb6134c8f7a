#include <fmt/format.h>

#include "service/cli/commands.h"
#include "service/config/site_file.h"
#include "service/read/read_image.h"

namespace lockbox::service {

ExitCode run_read(const ReadArguments& arguments) {
  capture::ReadingRules rules;
  if (arguments.site_file) {
    auto site = read_site(*arguments.site_file);
    if (!site) return report_error(site.error());
    rules = {std::move(site->coupons), std::move(site->image_quality)};
  }
  auto code = ExitCode::Done;
  for (const auto& file : arguments.images) {
    const auto report = read_image(*arguments.pictures, file, rules);
    fmt::print("{}\n", arguments.form == OutputForm::Json ? report.json_line : report.sentence);
    if (!report.is_readable) code = ExitCode::Failed;
  }
  return code;
}

}  // namespace lockbox::service
