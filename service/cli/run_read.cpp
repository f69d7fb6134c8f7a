#include <fmt/format.h>

#include "service/cli/commands.h"
#include "service/config/site_file.h"
#include "service/read/read_image.h"

namespace lockbox::service {

ExitCode run_read(const ReadArguments& arguments) {
  std::vector<encode::CouponDefinition> definitions;
  if (arguments.site_file) {
    auto site = read_site(*arguments.site_file);
    if (!site) return report_error(site.error());
    definitions = std::move(site->coupons);
  }
  auto code = ExitCode::Done;
  for (const auto& file : arguments.images) {
    const auto report = read_image(*arguments.pictures, file, definitions);
    fmt::print("{}\n", arguments.form == OutputForm::Json ? report.json_line : report.sentence);
    if (!report.is_readable) code = ExitCode::Failed;
  }
  return code;
}

}  // namespace lockbox::service
