#include "service/help/version.h"

namespace lockbox::service {

std::string_view program_version() {
  return LOCKBOX_VERSION;
}

}  // namespace lockbox::service
