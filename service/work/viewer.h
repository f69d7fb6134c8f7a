#pragma once

#include <string>

#include "service/auth/rights.h"

namespace lockbox::service::work {

/// Who looks or acts.
struct Viewer {
  std::string name;  ///< As it stands for the person in the books.
  auth::RightSet rights;
};

}  // namespace lockbox::service::work
