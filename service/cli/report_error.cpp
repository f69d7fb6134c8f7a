#include <fmt/format.h>

#include <cstdio>

#include "service/cli/commands.h"

namespace lockbox::service {

ExitCode report_error(const Error& error) {
  fmt::print(stderr, "lockbox: {}\n", error.message);
  return exit_code_of(error.code);
}

ExitCode exit_code_of(const Result<void>& done) {
  return done ? ExitCode::Done : report_error(done.error());
}

}  // namespace lockbox::service
