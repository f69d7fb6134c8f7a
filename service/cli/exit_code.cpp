#include "service/cli/exit_code.h"

namespace lockbox::service {

ExitCode exit_code_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::InvalidInput:
    case ErrorCode::NotFound:
      return ExitCode::BadInput;
    case ErrorCode::Conflict:
      return ExitCode::Conflict;
    case ErrorCode::OutOfBalance:
      return ExitCode::OutOfBalance;
    case ErrorCode::NotPermitted:
      return ExitCode::NotPermitted;
    case ErrorCode::Unavailable:
      return ExitCode::Unavailable;
  }
  return ExitCode::Unavailable;
}

}  // namespace lockbox::service
