#include "service/process/typed_names.h"

#include <string>

namespace lockbox::service {

namespace {

/// The options that say who did something, as people gave them.
std::string options_with_names(const ProcessRequest& request) {
  std::string options;
  const auto add = [&options](bool is_given, std::string_view option) {
    if (!is_given) return;
    if (!options.empty()) options += ", ";
    options += option;
  };
  add(request.keyed_file.has_value(), "--keyed");
  add(request.correction.has_value(), "--correct-totals-by");
  add(!request.prepared_by.empty(), "--prepared-by");
  add(!request.approved_by.empty(), "--approved-by");
  return options;
}

}  // namespace

Result<void> check_typed_names(const ProcessRequest& request, deposit::People& people) {
  const auto options = options_with_names(request);
  if (options.empty() || TRY(people.users()).empty()) return {};
  return fail(ErrorCode::NotPermitted,
              "People sign in to these books, so a name on the command line proves nobody (" +
                  options + "): leave it out, and have it done on the screens by whoever it is.");
}

}  // namespace lockbox::service
